"""The doors through which text comes in, and what is asked of each: an answer, or a refusal, soon and in little room.

A door takes documents and answers with an exit status as the command line does: 0, an answer; 2, a refusal in words.
Anything else is a fault: an exception that is not the package's, a warning of Python's, a status of 1 where nothing was
to be proved or checked, more than `SECONDS` of processor time, more than `ROOM` of memory.
"""

from __future__ import annotations

import resource
import shlex
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas  # noqa: F401  (what is loaded before the first answer does not count as its memory)
import scipy.optimize  # noqa: F401
import sympy  # noqa: F401
from click.testing import CliRunner

from termination import from_json
from termination.errors import TerminationError
from termination.reporting.cli import main

SECONDS, ROOM = 2.0, 200_000_000
#: The budget of steps that every document gets; what is found within it is said to be incomplete where it is.
LIMIT = 1_000
#: What stops an answer that would not come at all, in seconds.
_PATIENCE = 20.0


class TooLong(BaseException):
    """An answer did not come; no handler of exceptions may take it for its own."""


@contextmanager
def bounded() -> Iterator[None]:
    """Within this, memory beyond `ROOM` more than now is not to be had, and what takes too long ends."""

    def stop(*_: Any) -> None:
        raise TooLong

    before, now = resource.getrlimit(resource.RLIMIT_AS), int(Path("/proc/self/statm").read_text().split()[0])
    was = signal.signal(signal.SIGVTALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (now * resource.getpagesize() + ROOM, before[1]))
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE, 0.1)  # again and again: what is raised in a finalizer is lost
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)
        signal.signal(signal.SIGVTALRM, was)


def fault(asked: Callable[[], int]) -> str:
    """What is wrong with the way in which something is answered; nothing if nothing is."""
    began = time.process_time()
    try:
        with bounded():
            status = asked()
    except TooLong:
        return f"no answer in {_PATIENCE:.0f} s of processor time"
    except MemoryError:
        return f"more than {ROOM:,} bytes"
    except Exception as error:  # whatever it is, it should not have come out
        return f"{type(error).__name__}: {error}"
    took = time.process_time() - began
    if status not in (0, 2):
        return f"exit status {status}"
    return f"{took:.1f} s of processor time" if took > SECONDS else ""


def command(*arguments: str) -> int:
    """The exit status of a command; what it raises that is no refusal is raised."""
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code == 2 and not result.stderr.strip():
        raise AssertionError("refused without a word")
    return result.exit_code


def written(folder: Path, name: str, text: str) -> str:
    """The path of a file with this text; what UTF-8 cannot say is written as bytes that are not UTF-8."""
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return str(path)


def solved(folder: Path, name: str, text: str) -> int:
    """A scenario or a file of Gambit's, solved."""
    return command("solve", written(folder, name, text), "--brief", "--quiet", "--limit", str(LIMIT))


def read_back(text: str) -> int:
    """An answer in JSON, read and verified."""
    try:
        from_json(text + "\n", limit=LIMIT)
    except TerminationError:
        return 2
    return 0


def fitted(folder: Path, spec: str, data: str) -> int:
    """A specification fitted to a table; 1, a search that did not converge, is an answer here."""
    status = command("fit", written(folder, "spec.toml", spec), written(folder, "data.csv", data))
    return 0 if status == 1 else status


def simulated(folder: Path, spec: str) -> int:
    """Data made up as a specification says."""
    return command("simulate", written(folder, "spec.toml", spec), "--n", "20", "--seed", "1")


def told(line: str) -> int:
    """A line of the command line."""
    try:
        arguments = shlex.split(line)
    except ValueError:  # a quotation without end is the shell's to refuse
        return 2
    arguments = [part.replace("\0", "") for part in arguments]
    if [part for part in arguments if part != "--"] == ["prove"]:  # all theorems: minutes of work, which say how far
        return 0
    return command(*arguments)
