"""How much work a derivation may be: counted in steps, so that the same game takes the same road on every machine.

A step is an attempt to see a sign, or a term of a polynomial that is handled. What was remembered counts as well. And
who is told how far the work is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from termination.engine.progress import Progress

_LEFT: ContextVar[list[int] | None] = ContextVar("steps left", default=None)
_LISTENER: ContextVar[Progress | None] = ContextVar("told how far the work is", default=None)


class OutOfStepsError(Exception):
    """More steps were taken than allowed: no answer, and no fault of the input."""


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """Within, `OutOfStepsError` is raised after so many steps.

    >>> with at_most(2):
    ...     count(3)
    Traceback (most recent call last):
    ...
    termination.engine.symbolic.budget.OutOfStepsError
    """
    token = _LEFT.set([steps])
    try:
        yield
    finally:
        _LEFT.reset(token)


@contextmanager
def uncounted() -> Iterator[None]:
    """Within, nothing is counted: for work whose result is remembered, which is counted whenever it is used."""
    token = _LEFT.set(None)
    try:
        yield
    finally:
        _LEFT.reset(token)


def count(steps: int = 1) -> None:
    """These are taken; without a limit nothing is counted."""
    left = _LEFT.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            raise OutOfStepsError


def steps_left() -> int:
    """How many more may be taken; within `at_most`."""
    left = _LEFT.get()
    if left is None:
        raise LookupError("no limit is set: ask within at_most()")
    return left[0]


@contextmanager
def telling(progress: Progress | None) -> Iterator[None]:
    """Within, `progress` is told how far a derivation is; None leaves it to whoever is told already.

    >>> with telling(print):
    ...     told("deriving", 1, 2)
    deriving 1 2
    """
    token = _LISTENER.set(progress or _LISTENER.get())
    try:
        yield
    finally:
        _LISTENER.reset(token)


def told(what: str, done: int, total: int) -> None:
    """Say how far the work is, to whoever listens."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(what, done, total)
