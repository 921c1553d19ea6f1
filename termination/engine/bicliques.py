"""From compatible vertices to families: maximal pairs, their order, their names, and how they hang together.

Which of one set of things go with which of another is a bipartite graph; its maximal complete parts are the formal
concepts of Ganter & Wille (1999): each is the set of all that go with every member of the other side. All of them are
intersections of single neighbourhoods, which is how they are found here. Sets are bit masks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence


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
