"""The teaching app as a teacher runs it, and a browser that looks at it: for the tests and for the benchmark.

Playwright drives Debian's own Chromium (`executable_path`): one package from the index, and no driver that would have
to match the browser's version, as Selenium's does.
"""

from __future__ import annotations

import os
import re
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


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def app() -> Iterator[str]:
    """The app running on this machine; its address."""
    port = free_port()
    command = [sys.executable, "-m", "marimo", "run", "examples/teaching/app.py", "--headless", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield waited_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.terminate()
        process.wait(20)


def waited_for(address: str, process: subprocess.Popen[bytes]) -> str:
    """The address, once the process answers there."""
    deadline = monotonic() + PATIENCE / 1000
    while monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return address
        except (URLError, ConnectionError):
            sleep(0.1)
    raise RuntimeError(f"it does not answer (exit status {process.poll()}); is the extra `teaching` installed?")


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("no chromium on the path: apt-get install chromium")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []  # its sandbox refuses to be run by root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=alone)
        yield chromium
        chromium.close()


class Visit:
    """One person's view of the page, in a session of its own; `complaints` are the errors on its console.

    `context` is a browser context: what visits share one, share a cache of files, and nothing else.
    """

    def __init__(self, context: Any, address: str, width: int = 1366, height: int = 768) -> None:
        self.page = context.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.goto(address)
        self.page.wait_for_function("() => document.querySelector('#prose h3') !== null")
        self.wait_for("figcaption", "This war")

    def _listen(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def wait_for(self, what: str, words: str | re.Pattern[str]) -> None:
        """Until these words stand there."""
        from playwright.sync_api import expect

        expect(self.page.locator(what).first).to_contain_text(words, timeout=PATIENCE)

    def slider(self, symbol: str, index: str = "") -> Any:
        """A slider by its symbol, as "k", or "p" with "high"."""
        return self.page.get_by_role("slider", name=re.compile(rf"^{re.escape(symbol)}{re.escape(index)} "))

    def press(self, control: Any, *keys: str) -> None:
        """Keys on a control."""
        control.focus()
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def equilibria(self) -> list[tuple[str, str]]:
        """What is listed: for each equilibrium how it fares, and its name."""
        lines = self.page.locator(".equilibria li").all()
        return [(one.get_attribute("class"), one.inner_text()) for one in lines]

    def close(self) -> None:
        """Leave."""
        self.page.close()


__all__ = ["PATIENCE", "ROOT", "Visit", "app", "browser", "free_port", "waited_for"]
