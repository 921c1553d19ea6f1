"""What the argument of a command names, what is said where it cannot be read, how an answer and progress are shown."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from termination.engine.model import Model, OverTime, Symbolic
from termination.engine.sentences import printable
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


@contextmanager
def progress_line(quiet: bool = False) -> Iterator[Callable[[str, int, int], None] | None]:
    """A line on standard error that says how far the work is, where that is a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    last = [time.monotonic() + 0.5]  # quick work shows nothing

    def report(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last[0] > 0.1:
            last[0] = now
            click.echo(f"\r\033[K{stage}: {done:,} of {total:,}", nl=False, err=True)

    try:
        yield report
    finally:
        click.echo("\r\033[K", nl=False, err=True)


@contextmanager
def derivation_line(quiet: bool = False) -> Iterator[Callable[[str, int, int], None] | None]:
    """The same line, which also says how far closed forms are, should any have to be derived."""
    from termination.engine.symbolic.budget import telling

    with progress_line(quiet) as progress, telling(progress):
        yield progress
