"""The exceptions and warnings of the package: one family, so that one `except` catches what we raise on purpose.

Every error advises: what was wrong, where, and what would be right. Input is checked as a whole, so an error about
input carries *all* its faults, not the first one met.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from numbers import Integral
from typing import Any


class TerminationError(Exception):
    """Base of everything this package raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: `where` it stands, and a sentence on `what` is wrong and what would be right."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class InputError(TerminationError, ValueError):
    """Input that cannot be used. `faults` lists everything that is wrong with it.

    >>> str(InputError([Fault("prior", "sums to 9/10, must sum to 1")]))
    'prior: sums to 9/10, must sum to 1'
    """

    def __init__(self, faults: list[Fault] | str):
        if isinstance(faults, str):
            faults = [Fault("", faults)]
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def expect(where: str, given: object, kind: Any, what: str) -> None:
    """Let a value of this kind (a class, or several) pass; `InputError` says what belongs there instead of another.

    >>> expect("title", 3, str, "text")
    Traceback (most recent call last):
    ...
    termination.errors.InputError: title: expected text, found int
    """
    if not isinstance(given, kind):
        raise InputError([Fault(where, f"expected {what}, found {class_of(given)}")])


def expect_count(where: str, given: Any, least: int = 0) -> None:
    """Let a whole number from `least` on pass; `InputError` says what belongs there instead of another.

    >>> expect_count("seed", -1)
    Traceback (most recent call last):
    ...
    termination.errors.InputError: seed: is -1, must be a whole number from 0
    """
    expect(where, given, Integral, "a whole number")
    if isinstance(given, bool) or given < least:
        raise InputError([Fault(where, f"is {given!r}, must be a whole number from {least}")])


def class_of(given: object) -> str:
    """What kind of thing something is, in a sentence; of a class, that it is one and not yet what it makes.

    >>> class_of(3), class_of(int)
    ('int', 'the class int (not called)')
    """
    return f"the class {given.__name__} (not called)" if isinstance(given, type) else type(given).__name__


def nearest(name: object, known: Iterable[str]) -> str:
    """What may have been meant, as a question; nothing where no known name is like this one.

    >>> nearest("hihg", ["high", "low"]), nearest("medium", ["high", "low"])
    ("did you mean 'high'?", '')
    """
    near = get_close_matches(str(name), list(known), 1)
    return f"did you mean {near[0]!r}?" if near else ""


class UnknownNameError(TerminationError, KeyError):
    """A label, concept, theorem or scenario that does not exist; the message lists those that do.

    A `KeyError`, so that results looked up by label are mappings in full: `in` and `.get` ask without raising.

    >>> str(UnknownNameError("type", "medium", ("high", "low")))
    "no type 'medium'; there are: 'high', 'low'"
    >>> str(UnknownNameError("type", "hihg", ("high", "low")))
    "no type 'hihg'; did you mean 'high'? There are: 'high', 'low'"
    """

    def __init__(self, kind: str, name: object, known: tuple[str, ...] | list[str]):
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(kind, name, self.known)

    def __str__(self) -> str:
        said, listed = f"no {self.kind} {self.name!r}", ", ".join(map(repr, self.known)) or "none"
        meant = nearest(self.name, self.known)
        return f"{said}; {meant} There are: {listed}" if meant else f"{said}; there are: {listed}"


class NothingSurvivesError(TerminationError):
    """A refinement leaves no equilibrium where one is needed to go on; the message lists all there are, with why not.

    Nothing falls back to equilibria that it rules out: ask for no refinement to have them.
    """


class NothingRepeatsError(TerminationError):
    """A game without an end was to be solved, and what is played does not begin to repeat."""


class MissingExtraError(TerminationError, ImportError):
    """An optional library is not installed; the message names the extra that installs it."""

    def __init__(self, library: str, extra: str, purpose: str):
        super().__init__(f"{purpose} needs {library}; to install it: {install_command(extra)}")


def install_command(extra: str) -> str:
    """The command that adds an optional part of the package to the interpreter that is running.

    An environment need not have a pip of its own (the README's has none): then the Python that it was made from has
    one, and is told which environment is meant.

    >>> install_command("proofs").endswith("install 'war-termination[proofs]'")
    True
    """
    own, base = sys.executable, getattr(sys, "_base_executable", sys.executable)
    pip = [own, "-m", "pip"] if find_spec("pip") else [base, "-m", "pip", "--python", own]
    words = [*pip, "install", f"war-termination[{extra}]"]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


class TerminationWarning(UserWarning):
    """Base of the package's warnings."""


class SearchLimitWarning(TerminationWarning):
    """A search stopped at its limit, the answer is not complete; says what was left and how to allow more."""


class CacheWarning(TerminationWarning):
    """What was derived could not be kept on disk, or what was found there is not what was kept; the answer stands."""


class RenamedWarning(TerminationWarning, FutureWarning):
    """A public name has another name now; the old one goes with the next release."""

    def __init__(self, old: str, new: str):
        super().__init__(f"{old} is called {new} now; the old name goes with the next release")


class Faults:
    """Collects the faults of one input and raises them together.

    >>> faults = Faults()
    >>> faults.add("prior.low", "must be positive")
    >>> faults.raise_if_any()
    Traceback (most recent call last):
    ...
    termination.errors.InputError: prior.low: must be positive
    """

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._faults)

    @property
    def all(self) -> tuple[Fault, ...]:
        """Those collected so far."""
        return tuple(self._faults)

    def add(self, where: str, what: str) -> None:
        self._faults.append(Fault(where, what))

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Collect the faults of an `InputError` raised inside, prefixed with `where`, instead of letting it out."""
        try:
            yield
        except InputError as error:
            for fault in error.faults:
                joint = "" if not where or not fault.where or fault.where.startswith("[") else "."
                self.add(f"{where}{joint}{fault.where}", fault.what)

    def raise_if_any(self) -> None:
        if self._faults:
            raise InputError(list(self._faults))
