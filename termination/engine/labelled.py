"""Look-up by label: an unknown one is answered with those there are, never with silence or a bare `KeyError`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from termination.errors import UnknownNameError

Value = TypeVar("Value")


class Labelled(dict[str, Value]):
    """A dictionary by label that knows what its labels are, so that a slip gets an answer.

    >>> chances = Labelled("event", {"duel": 1, "breakfast": 0})
    >>> chances["dual"]
    Traceback (most recent call last):
    ...
    termination.errors.UnknownNameError: no event 'dual'; did you mean 'duel'? There are: 'duel', 'breakfast'
    >>> "dual" in chances, chances.get("dual"), chances == {"duel": 1, "breakfast": 0}
    (False, None, True)
    """

    def __init__(self, kind: str, entries: Mapping[str, Value] | Iterable[tuple[str, Value]] = ()):
        super().__init__(entries)
        self.kind = kind

    def __missing__(self, label: str) -> Value:
        raise UnknownNameError(self.kind, label, tuple(self))

    def __reduce__(self) -> tuple[type[Labelled[Value]], tuple[str, dict[str, Value]]]:
        return type(self), (self.kind, dict(self))


def entry(label: str, entries: Mapping[str, Value], kind: str) -> Value:
    """What stands under `label`; `UnknownNameError` with the list of those that exist if nothing does.

    >>> entry(["duel"], {"duel": 1, "breakfast": 0}, "event")
    Traceback (most recent call last):
    ...
    termination.errors.UnknownNameError: no event ['duel']; did you mean 'duel'? There are: 'duel', 'breakfast'
    """
    if not isinstance(label, str) or label not in entries:
        raise UnknownNameError(kind, label, tuple(entries))
    return entries[label]


def position(label: str, labels: tuple[str, ...], kind: str) -> int:
    """Where `label` stands; `UnknownNameError` with the list of those that exist if it does not."""
    try:
        return labels.index(label)
    except ValueError:
        raise UnknownNameError(kind, label, labels) from None
