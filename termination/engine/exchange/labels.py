"""Labels of a file: missing ones filled in, repeated ones told apart, and said so."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence

from termination.engine.exchange.tokens import fault_at
from termination.engine.exchange.tree import Tree
from termination.engine.game import Labels
from termination.errors import TerminationWarning


class LabelWarning(TerminationWarning):
    """Labels in a file were missing, repeated or different by type, and others were put in their place."""


def distinct(tree: Tree, at: int, labels: Sequence[str], kind: str) -> Labels:
    """The labels, blanks filled in by position and repetitions numbered, as Gambit numbers them; says so."""
    filled = [label if label.strip() else f"{kind} {k}" for k, label in enumerate(labels, 1)]
    counts, used, numbers = Counter(filled), set(filled), Counter[str]()
    found = []
    for label in filled:
        if counts[label] == 1:
            found.append(label)
            continue
        while True:
            numbers[label] += 1
            candidate = f"{label}_{numbers[label]}"
            if candidate not in used:
                break
        used.add(candidate)
        found.append(candidate)
    if found != list(labels):
        warn(tree, at, f"missing or repeated labels replaced, by position: {', '.join(map(repr, found))}")
    return tuple(found)


def warn(tree: Tree, at: int, what: str) -> None:
    warnings.warn(str(fault_at(tree.text, at, what)), LabelWarning, stacklevel=4)
