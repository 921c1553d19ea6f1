"""Conditions joined: all of them, or one, without what is settled. What the conditions are does not matter here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Joint:
    """All of the parts hold, or (`every` False) some part does."""

    parts: tuple[Any, ...]
    every: bool


def joint(parts: Iterable[Any], every: bool) -> Any:
    """The parts joined, each once, with what is settled struck out: another joint, the one part left, or True or False.

    >>> joint(["x > 0", True, Joint(("y > 0", "x > 0"), True)], True)
    Joint(parts=('x > 0', 'y > 0'), every=True)
    """
    left: dict[Any, None] = {}
    for part in parts:
        if part is (not every):
            return part
        if isinstance(part, Joint) and part.every == every:
            left.update(dict.fromkeys(part.parts))
        elif part is not every:
            left[part] = None
    return next(iter(left)) if len(left) == 1 else Joint(tuple(left), every) if left else every
