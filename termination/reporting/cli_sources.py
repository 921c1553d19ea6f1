"""What the argument of a command names, what is said where it cannot be read, how an answer and progress are shown."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from termination.engine.model import Model, OverTime, Symbolic
from termination.engine.progress import Progress
from termination.engine.sentences import printable
from termination.engine.table import line_width
from termination.errors import InputError, TerminationError

if TYPE_CHECKING:
    from termination.models.scenarios import Scenario

UNUSABLE = 2

CATALOG = "catalog:"


class Unusable(click.ClickException):
    """An error of the library as the command line shows it: one line, or one a fault."""

    exit_code = UNUSABLE


def error_text(error: TerminationError, source: str = "") -> str:
    """The error on one line, or under a heading one line a fault."""
    lines = [printable(line) for line in str(error).split("\n")]
    place = "" if not source or lines[0].startswith(printable(source)) else f"{printable(source)}: "
    if len(lines) == 1:
        return place + lines[0]
    return "\n".join([f"{place}{len(lines)} faults", *(f"  {line}" for line in lines)])


def played_once(scenario: Scenario) -> Model:
    """The scenario's model, for what is asked of a game that is played once."""
    if isinstance(scenario.model, OverTime):
        raise Unusable("this is a game over time; only solve and check can be asked of it")
    return scenario.model


def symbolic(source: str) -> Symbolic:
    """The model that a command's argument names, for what is asked of payoffs in symbols."""
    model = played_once(read_source(source))
    if not isinstance(model, Symbolic):
        raise Unusable(f"{printable(source)}: its payoffs are numbers; `termination new FILE` begins one with formulas")
    return model


def read_source(source: str) -> Scenario:
    """The scenario that a command's argument names: a .toml file, an .efg file, or `catalog:NAME`."""
    from termination.engine.exchange import read_efg
    from termination.models.catalog import find
    from termination.models.scenarios import Scenario, plain, read_scenario

    if source.startswith(CATALOG):
        entry = find(source.removeprefix(CATALOG))
        return Scenario(entry.model, plain(entry.model)[0], entry.title, entry.notes, (entry.citation,))
    try:
        if source.lower().endswith(".efg"):
            game = read_efg(source)
            return Scenario(game, plain(game)[0], game.title)
        return read_scenario(source)
    except InputError as error:
        raise Unusable(error_text(error, source)) from None


def print_answer(text: str) -> None:
    """The answer to standard output; characters that its encoding lacks are written out."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)


def terminal_width() -> int:
    """How long lines are: as the terminal's, between 60 and 100 columns; 80 where the answer goes elsewhere."""
    return min(max(get_terminal_size().columns, 60), 100) if sys.stdout.isatty() else line_width()


def cleared_line() -> str:
    """What takes a line of progress off the terminal; nothing where there can be none."""
    return "\r\033[K" if sys.stderr.isatty() else ""


#: Work that takes no longer says nothing; then the line is written anew every so often. In seconds.
PATIENCE, EVERY = 1.0, 0.25


class _Line:
    """A line that says what is done, how much of it, and for how long, written by a thread beside the work."""

    def __init__(self, what: str):
        self.said, self.began, self.over = what, time.monotonic(), Event()

    def report(self, stage: str, done: int, total: int) -> None:
        self.said = f"{stage}: {done:,} of {total:,}"

    def show(self) -> None:
        wait = PATIENCE
        while not self.over.wait(wait):
            wait = EVERY
            click.echo(f"{cleared_line()}{self.said}, {time.monotonic() - self.began:.0f} s", nl=False, err=True)


@contextmanager
def progress_line(what: str = "working", quiet: bool = False) -> Iterator[Progress]:
    """A line on standard error that says how far the work is, where that is a terminal; nothing elsewhere.

    It comes after a second, whether or not the work reports, and goes with the work.
    """
    line = _Line(what)
    if quiet or not sys.stderr.isatty():
        yield line.report
        return
    shown = Thread(target=line.show, daemon=True)
    shown.start()
    try:
        yield line.report
    finally:
        line.over.set()
        shown.join()
        click.echo(cleared_line(), nl=False, err=True)


@contextmanager
def derivation_line(what: str = "working", quiet: bool = False) -> Iterator[Progress]:
    """The same line, which also says how far closed forms are, should any have to be derived."""
    from termination.engine.symbolic.budget import telling

    with progress_line(what, quiet) as progress, telling(progress):
        yield progress
