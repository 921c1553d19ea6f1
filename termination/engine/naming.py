"""Connected components of families of equilibria, and names that tell the families apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from termination.engine.families import Family
from termination.engine.model import Model
from termination.engine.strategies import row_label

#: Families are told apart by so many rows of the receiver's types at most; numbers are shorter.
_FEW = 6


def connected(families: Sequence[Family]) -> tuple[tuple[Family, ...], ...]:
    """The families grouped into connected components.

    The families are faces of one complex on each side, so two of them meet iff they share a vertex on both.
    """
    left = [set(family.sender.vertices) for family in families]
    right = [set(family.receiver.vertices) for family in families]
    group = list(range(len(families)))
    for i in range(len(families)):
        for j in range(i):
            if group[i] != group[j] and left[i] & left[j] and right[i] & right[j]:
                old, new = max(group[i], group[j]), min(group[i], group[j])
                group = [new if g == old else g for g in group]
    members = defaultdict(list)
    for family, g in zip(families, group, strict=True):
        members[g].append(family)
    return tuple(tuple(members[g]) for g in sorted(members))


def with_names(model: Model, families: Sequence[Family]) -> tuple[Family, ...]:
    """The families under the model's names for them, those that share a name told apart by where they differ."""
    alike = defaultdict(list)
    for family in families:
        alike[model.describe(family)].append(family)
    names = {}
    for name, group in alike.items():
        details = _differences(group)
        for number, (family, detail) in enumerate(zip(group, details, strict=True), 1):
            if len(group) > 1:
                name_here = f"{name} ({detail or number})" if details.count(detail) == 1 else f"{name} ({number})"
            else:
                name_here = name
            names[id(family)] = name_here
    return tuple(replace(family, name=names[id(family)]) for family in families)


def _differences(group: list[Family]) -> list[str]:
    """For each of several families of one name, its weights in the rows where they are not all the same, if few."""
    if len(group) == 1:
        return [""]
    details: list[list[str]] = [[] for _ in group]
    for side in ("receiver", "sender"):
        for i, row in enumerate(getattr(group[0], side).rows):
            cells = [getattr(family, side).row(i) for family in group]
            if any(cell != cells[0] for cell in cells):
                for detail, cell in zip(details, cells, strict=True):
                    column, weight = next((c, w) for c, w in cell.items() if w != 0)
                    detail.append(f"{row_label(row)}: {column} {weight}")
    few = not group[0].game.receiver_types or max(map(len, details)) <= _FEW
    return ["; ".join(detail) if few else "" for detail in details]
