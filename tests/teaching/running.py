"""A server of files, and a browser that looks at them: for the tests of the page and for the benchmark.

Playwright drives Debian's own Chromium (`executable_path`): one package from the index, and no driver that would have
to match the browser's version, as Selenium's does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
#: What a page may take to load on a busy machine, in milliseconds.
PATIENCE = 30_000


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder's files are, to this machine alone."""
    port = _free_port()
    serve = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _waited_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _waited_for(address: str, process: subprocess.Popen[bytes]) -> str:
    """The address, once the process answers there."""
    deadline = monotonic() + PATIENCE / 1000
    while monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return address
        except (URLError, ConnectionError):
            sleep(0.1)
    raise RuntimeError(f"it does not answer (exit status {process.poll()})")


@contextmanager
def browser(profile: Path | None = None) -> Iterator[Any]:
    """Chromium, without a window; with a profile a context of its own, which keeps what it has seen there."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("no chromium on the path: apt-get install chromium")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []  # its sandbox refuses to be run by root
    with sync_playwright() as playwright:
        if profile is None:
            found = playwright.chromium.launch(executable_path=program, args=alone)
        else:
            found = playwright.chromium.launch_persistent_context(profile, executable_path=program, args=alone)
        yield found
        found.close()


__all__ = ["PATIENCE", "ROOT", "browser", "served"]
