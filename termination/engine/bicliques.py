"""From compatible vertices to families: maximal pairs, their order, their names, and how they hang together.

Which of one set of things go with which of another is a bipartite graph; its maximal complete parts are the formal
concepts of Ganter & Wille (1999): each is the set of all that go with every member of the other side. All of them are
intersections of single neighbourhoods, which is how they are found here. Sets are bit masks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cmp_to_key, lru_cache, reduce
from operator import or_

from termination.engine.progress import Progress


def closed_pairs(
    meets: Sequence[int],
    makers: Sequence[int],
    fitting: Sequence[int],
    limit: int,
    report: Progress,
) -> tuple[list[tuple[int, int]], bool]:
    """The maximal pairs (set of left, set of right) in which every left meets every right, neither side empty.

    `meets[j]` is the mask of the left things that right thing j meets. Only right things in `fitting` count. The left
    sets are the intersections of `makers`, normally what each of these meets; then things of either side that meet just
    what several others have in common are left aside, and pairs are looked for from the side where fewer are left. Also
    whether that is all: past `limit` sets it stops, and what it has found so far are maximal pairs still.

    >>> closed_pairs([0b01, 0b11, 0b10], [0b01, 0b11, 0b10], [0, 1, 2], 9, lambda *_: None)
    ([(1, 3), (2, 6), (3, 2)], True)
    """
    own = [0] * len(meets)
    for j in fitting:
        own[j] = meets[j]
    width = max(map(int.bit_length, own), default=0)
    telling = -1
    if set(makers) - {0} == set(own) - {0}:
        kinds = _irreducible(own, width)
        met = columns(kinds, width)
        kinds_met = _irreducible(met, len(kinds))
        telling = sum(1 << met.index(mask) for mask in kinds_met)
        if len(kinds_met) < len(kinds):
            found, finished = _intersections(kinds_met, limit, report)
            lefts = [_met_by_all(kinds, some, width) for some in found]
        else:
            lefts, finished = _intersections(kinds, limit, report)
    else:
        lefts, finished = _intersections(makers, limit, report)
    rights = _meeting_all([left & telling for left in lefts], own, width)
    return sorted(zip(lefts, rights, strict=True)), finished


def _meeting_all(lefts: list[int], own: list[int], width: int) -> Iterator[int]:
    """The right things that meet all of each set of left things; where these are more, by kind of right things."""
    alike: dict[int, int] = defaultdict(int)
    for j, mask in enumerate(own):
        alike[mask] |= 1 << j
    if len(alike) < width:
        kinds, those = columns(list(alike), width), list(alike.values())
        for left in lefts:
            yield reduce(or_, map(those.__getitem__, members(_met_by_all(kinds, left, len(those)))), 0)
    else:
        across = columns(own, width)
        for left in lefts:
            yield _met_by_all(across, left, len(own))


def _irreducible(sets: Iterable[int], width: int) -> list[int]:
    """Those of the sets, none empty, that are no intersection of larger ones: all others' intersections are theirs.

    Of very many sets, where that would take longer than it spares, all.

    >>> list(map(bin, _irreducible([0b011, 0b110, 0b010, 0b100, 0b110], 3)))
    ['0b11', '0b110', '0b100']
    """
    distinct = sorted({mask: None for mask in sets if mask}, key=int.bit_count, reverse=True)
    if len(distinct) > _MANY:
        return distinct
    holding, everything = columns(distinct, width), (1 << width) - 1
    found = []
    for k, mask in enumerate(distinct):
        larger = _met_by_all(holding, mask, len(distinct)) ^ 1 << k
        if not larger or any(not larger & ~holding[i] for i in members(everything ^ mask)):
            found.append(mask)
    return found


#: Up to so many sets each is held against all others.
_MANY = 20_000


def _met_by_all(meets: Sequence[int], things: int, width: int) -> int:
    """What all of these things meet, of so many."""
    found = (1 << width) - 1
    for i in members(things):
        found &= meets[i]
    return found


def _intersections(makers: Iterable[int], limit: int, report: Progress) -> tuple[list[int], bool]:
    """All intersections of these sets that are not empty; past `limit` some, and that these are not all."""
    found: dict[int, None] = {}
    makers = sorted(dict.fromkeys(makers), key=int.bit_count, reverse=True)  # small ones are often made of large ones
    finished = True
    for done, maker in enumerate(makers):
        report("joining families", done, len(makers))
        if maker in found:
            continue  # its intersections with the others are there too
        found.update(dict.fromkeys([maker, *[one & maker for one in found]]))
        found.pop(0, None)
        if len(found) > limit:
            finished = False
            break
    return list(found), finished


def widened(
    pairs: Sequence[tuple[int, int]], meets: Sequence[int], sets: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Each maximal pair with all that meets its left side in one of these sets of right things, for each set that holds
    its right side. A pair that contains it in such a set has the same left side: what meets more is met by no more.

    >>> list(widened([(0b1, 0b1)], [0b11, 0b01, 0b10], [0b101, 0b011]))
    [(1, 1), (1, 3)]
    """
    width = max(map(int.bit_length, meets), default=0)
    rights = _meeting_all([left for left, _ in pairs], list(meets), width)
    for (left, right), every in zip(pairs, rights, strict=True):
        for mask in sets:
            if right & ~mask == 0:
                yield left, every & mask


def drop_contained(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those pairs that another contains on both sides."""
    distinct = sorted(set(pairs))
    if len(distinct) < 2:
        return distinct
    holders = [columns(side, max(map(int.bit_length, side))) for side in zip(*distinct, strict=True)]
    found = []
    for i, pair in enumerate(distinct):
        containing = (1 << len(distinct)) - 1
        for mask, holding in zip(pair, holders, strict=True):
            for member in members(mask):
                containing &= holding[member]
        if containing == 1 << i:
            found.append(pair)
    return found


@cmp_to_key
def in_order(one: tuple[int, int], other: tuple[int, int]) -> int:
    """A key by which pairs of sets are sorted as their members would be, without making these.

    >>> sorted([(0b110, 1), (0b101, 1), (0b1, 2), (0b1, 1)], key=in_order)
    [(1, 1), (1, 2), (5, 1), (6, 1)]
    """
    for a, b in zip(one, other, strict=True):
        if a != b:
            first = (a ^ b) & -(a ^ b)  # the lowest that one of them has alone; it comes first if the other goes on
            return (-1 if b > first else 1) if a & first else (1 if a > first else -1)
    return 0


def members(mask: int) -> tuple[int, ...]:
    """The positions of the bits that are set, lowest first.

    >>> members(0b1101)
    (0, 2, 3)
    """
    return _short(mask) if mask < _SHORT else _long(mask)


#: Masks below it come again and again, and are kept.
_SHORT = 1 << 32


def _long(mask: int) -> tuple[int, ...]:
    digits = format(mask, "b")[::-1]
    found, at = [], digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return tuple(found)


_short = lru_cache(maxsize=1 << 14)(_long)


def columns(masks: Sequence[int], width: int) -> list[int]:
    """For each of so many bits, which of the masks have it: the transpose of a matrix of bits, by way of its digits.

    >>> columns([0b01, 0b11, 0b10], 2)
    [3, 6]
    """
    if not masks:
        return [0] * width
    digits = "".join([format(mask, f"0{width}b") for mask in reversed(masks)])
    return [int(digits[width - 1 - i :: width], 2) for i in range(width)]
