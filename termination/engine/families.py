"""From compatible vertices to families: maximal pairs, their order, their names, and how they hang together.

Which of one set of things go with which of another is a bipartite graph; its maximal complete parts are the formal
concepts of Ganter & Wille (1999): each is the set of all that go with every member of the other side. All of them are
intersections of single neighbourhoods, which is how they are found here. Sets are bit masks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from termination.engine.assessment import Family


def closed_pairs(
    meets: Sequence[int],
    makers: Sequence[int],
    fitting: Sequence[int],
    limit: int,
    report: Callable[[str, int, int], None],
) -> tuple[list[tuple[int, int]], bool]:
    """The maximal pairs (set of left, set of right) in which every left meets every right, neither side empty.

    `meets[j]` is the mask of the left things that right thing j meets. Only right things in `fitting` count. The left
    sets are the intersections of `makers`, normally what each of these meets. Also whether that is all: past `limit`
    left sets it stops, and what it has found so far are maximal pairs still.

    >>> closed_pairs([0b01, 0b11, 0b10], [0b01, 0b11, 0b10], [0, 1, 2], 9, lambda *_: None)
    ([(1, 3), (2, 6), (3, 2)], True)
    """
    extents: dict[int, None] = {}
    finished = True
    for done, left in enumerate(makers):
        report("joining families", done, len(makers))
        extents.update(dict.fromkeys([left, *(extent & left for extent in extents)]))
        if len(extents) > limit:
            finished = False
            break
    extents.pop(0, None)
    pairs = [(extent, sum(1 << j for j in fitting if meets[j] & extent == extent)) for extent in extents]
    return sorted(pairs), finished


def drop_contained(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those pairs that another contains on both sides."""
    distinct = sorted(set(pairs))
    return [
        (e, f) for e, f in distinct if not any((e, f) != (g, h) and e & ~g == 0 and f & ~h == 0 for g, h in distinct)
    ]


def members(mask: int) -> list[int]:
    """The positions of the bits that are set, lowest first.

    >>> members(0b1101)
    [0, 2, 3]
    """
    found = []
    while mask:
        found.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return found


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


def with_names(families: Sequence[Family]) -> tuple[Family, ...]:
    """The families under the model's names for them, those that share a name told apart by where they differ."""
    alike = defaultdict(list)
    for family in families:
        alike[family.model.describe(family)].append(family)
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
    """For each of several families of one name, its weights in the rows where they are not all the same."""
    if len(group) == 1:
        return [""]
    details: list[list[str]] = [[] for _ in group]
    for side in ("receiver", "sender"):
        for row in getattr(group[0], side):
            cells = [getattr(family, side)[row] for family in group]
            if any(cell != cells[0] for cell in cells):
                for detail, cell in zip(details, cells, strict=True):
                    column, weight = next((c, w) for c, w in cell.items() if w != 0)
                    detail.append(f"{row}: {column} {weight}")
    return ["; ".join(detail) for detail in details]
