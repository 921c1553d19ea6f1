"""Connected components of families of equilibria, and names that tell the families apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from termination.engine.families import Family
from termination.engine.model import Model
from termination.engine.strategies import Quantity, in_masks, row_label
from termination.errors import expect

#: Families are told apart by so many rows of the receiver's types at most; numbers are shorter.
_FEW = 6


def connected(families: Sequence[Family]) -> tuple[tuple[Family, ...], ...]:
    """The families grouped into connected components.

    The families are faces of one complex on each side, so two of them meet iff they share a vertex on both.
    """
    left = in_masks([family.sender for family in families])
    right = in_masks([family.receiver for family in families])
    found, apart = [], list(range(len(families)))
    while apart:
        part, apart = apart[:1], apart[1:]
        for i in part:  # which grows by those that meet it
            near = [j for j in apart if left[i] & left[j] and right[i] & right[j]]
            if near:
                part += near
                apart = [j for j in apart if not (left[i] & left[j] and right[i] & right[j])]
        found.append(tuple([families[i] for i in sorted(part)]))
    return tuple(found)


def with_names(model: Model, families: Sequence[Family]) -> tuple[Family, ...]:
    """The families under the model's names for them, those that share a name told apart by where they differ.

    Raises `InputError` where such a name is no text.
    """
    alike = defaultdict(list)
    for family in families:
        name = model.describe(family)
        expect("describe", name, str, "a name for a family of equilibria, a text")
        alike[name].append(family)
    names = {}
    for name, group in alike.items():
        details = _differences(group)
        alone = Counter(details)
        for number, (family, detail) in enumerate(zip(group, details, strict=True), 1):
            here = detail if detail and alone[detail] == 1 else number
            names[id(family)] = f"{name} ({here})" if len(group) > 1 else name
    return tuple(replace(family, name=names[id(family)]) for family in families)


def _differences(group: list[Family]) -> list[str]:
    """For each of several families of one name, its weights in the rows where they are not all the same, if few."""
    if len(group) == 1:
        return [""]
    details: list[list[str]] = [[] for _ in group]
    for sets in ([family.receiver for family in group], [family.sender for family in group]):
        for i, row in enumerate(sets[0].rows):
            entries = [strategies.entries(i) for strategies in sets]
            distinct = {id(cells): cells for cells in entries}  # many are one object, and comparing takes long
            if any(cells != entries[0] for cells in distinct.values()):
                labels, where = sets[0].columns[i], row_label(row)
                said = {key: f"{where}: {_first(labels, cells)}" for key, cells in distinct.items()}
                for detail, cells in zip(details, entries, strict=True):
                    detail.append(said[id(cells)])
    few = not group[0].game.receiver_types or max(map(len, details)) <= _FEW
    return ["; ".join(detail) if few else "" for detail in details]


def _first(labels: Sequence[str], weights: Sequence[Quantity]) -> str:
    """The first cell of a row that is in use, and its weight."""
    return next(f"{label} {weight}" for label, weight in zip(labels, weights, strict=True) if weight != 0)
