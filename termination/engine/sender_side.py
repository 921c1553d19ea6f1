"""The sender's answers: the vertices of her strategies in equilibrium with a vertex of the receiver's polyhedron.

Her weights on messages that are best at it, such that the replies in use stay best, are one polytope. For most vertices
it is empty, which what can be said message by message tells (`sending`); of faces a sum per message does (`promising`).
The polytope is a product of simplices, one for each type, cut by what each message asks; or a product of cones, one for
each message, cut by what each type asks, that her weights sum to one. The latter has few cuts where replies are many.
A vertex of it sends no more messages than there are types, so where more are best it is looked at on its faces, each
with so many messages, which different vertices of P have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate, combinations, compress, product
from math import comb, lcm, prod
from operator import itemgetter, mul, or_

from termination.engine.bicliques import columns, members
from termination.engine.polyhedra import LimitReached, Ray, cut
from termination.engine.sending import Able
from termination.engine.vertices import ReceiverVertex, SenderVertex, Tables

#: A half-space over the coordinates of `sender_vertices`, or where True its border.
Condition = tuple[tuple[int, ...], bool]


@dataclass
class Answers:
    """What is known of the sender's answers: all their `vertices`; whether there are any, by best messages and replies
    in use or by the polytope's conditions (None if they are too many); the pairs of a type and one of as many messages
    as there are types, for each way to pick these, by the messages that there are; the replies that are best after a
    message, by the weights with which types send it; the replies to messages that are best for some type, by the mask
    of which are best for whom. `able` knows who can send what."""

    able: Able
    vertices: set[SenderVertex] = field(default_factory=set)
    some: dict[tuple[int, int], bool | None] = field(default_factory=dict)
    polytopes: dict[tuple[int, tuple[Condition, ...]], bool] = field(default_factory=dict)
    faces: dict[int, list[int]] = field(default_factory=dict)
    best: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)


def best_by_type(tables: Tables, x: ReceiverVertex) -> list[int]:
    """By type, the mask of the messages that are best for her at x."""
    every = (1 << tables.messages) - 1
    return [x.best >> t * tables.messages & every for t in range(tables.types)]


def promising(tables: Tables, x: ReceiverVertex) -> bool:
    """Whether, message by message, the types for whom it is best could between them keep the replies in use best.

    Necessary, and for a vertex at which no type has two best messages also sufficient.
    """
    own = best_by_type(tables, x)
    for m in range(tables.messages):
        bit = 1 << m
        senders = [(t, mask == bit) for t, mask in enumerate(own) if mask & bit]
        if not senders:
            continue
        for r in range(tables.replies[m]):
            if not x.uses >> tables.offsets[m] + r & 1:
                continue
            for gains in tables.gain[m][r]:
                if sum(gains[t] for t, sure in senders if sure or gains[t] > 0) < 0:
                    return False
    return True


def confined(tables: Tables, x: ReceiverVertex, most: int) -> Iterator[ReceiverVertex]:
    """x with fewer of the messages that are best at it: one face of the sender's answers for each message m.

    The first types keep all their choices, as long as these are not more than `most` in all; the others keep to m where
    it is a best message for them, else to the first that is.
    """
    M, own = tables.messages, best_by_type(tables, x)
    faces = {}
    for m in range(M):
        best, count = 0, 1
        for t, mask in enumerate(own):
            if count * mask.bit_count() > most:
                mask = 1 << m if mask >> m & 1 else mask & -mask
            count *= mask.bit_count()
            best |= mask << t * M
        faces[best] = x._replace(best=best)
    yield from faces.values()


def answered(tables: Tables, x: ReceiverVertex, limit: int, known: Answers) -> bool | None:
    """Whether x has answers, all vertices of which are then among those known; None if they are too many."""
    question = (x.best, _that_matters(tables, x, known))
    if question not in known.some:
        left = known.able.answers(x)
        if left is None:
            known.some[question] = False
        elif _on_few_messages_is_less(tables, left):
            found = [answered(tables, face, limit, known) for face in _on_few_messages(tables, left, limit, known)]
            known.some[question] = None if None in found or not found else any(found)
        else:
            known.some[question] = _listed(tables, left, limit, known)
    return known.some[question]


def _on_few_messages_is_less(tables: Tables, x: ReceiverVertex) -> bool:
    """Whether there are more messages to send than types, and fewer sets of so many than ways to choose."""
    several = _to_send(tables, x).bit_count()
    return several > tables.types and comb(several, tables.types) < ways_to_send(tables, x)


def _on_few_messages(tables: Tables, x: ReceiverVertex, limit: int, known: Answers) -> Iterator[ReceiverVertex]:
    """x with only as many of the messages that are best at it as there are types: faces of the sender's answers that
    between them have all the vertices. None at all if they are too many."""
    messages = _to_send(tables, x)
    if messages not in known.faces:
        few = comb(messages.bit_count(), tables.types) <= limit
        sets = combinations(members(messages), tables.types) if few else ()
        known.faces[messages] = [sum(map(known.able.every.__getitem__, some)) for some in sets]
    for face in known.faces[messages]:
        yield ReceiverVertex(x.scale, x.weights, x.uses, x.best & face)


def _to_send(tables: Tables, x: ReceiverVertex) -> int:
    """The mask of the messages that are best for some type at x."""
    return reduce(or_, best_by_type(tables, x))


def _listed(tables: Tables, x: ReceiverVertex, limit: int, known: Answers) -> bool | None:
    """The same, from the polytope itself. Different x often leave the same."""
    if len(known.vertices) > limit:
        return None
    place, conditions = _asked(tables, x)
    some = known.polytopes.get((x.best, conditions))
    if some is None:
        try:
            found = _made(tables, x, place, conditions, limit, known)
        except LimitReached:
            return None
        some = known.polytopes[x.best, conditions] = bool(found)
        known.vertices.update(found)
    return some


def _asked(tables: Tables, x: ReceiverVertex) -> tuple[dict[int, int], tuple[Condition, ...]]:
    """The coordinates of the weights that are not sure, those of types with several best messages; what is asked of
    them."""
    own = best_by_type(tables, x)
    several = (cell for cell in members(x.best) if own[cell // tables.messages].bit_count() > 1)
    place = {cell: i for i, cell in enumerate(several)}
    return place, tuple(_optimal_replies(tables, x, place))


def sender_vertices(tables: Tables, x: ReceiverVertex, limit: int) -> list[SenderVertex]:
    """The vertices of the polytope of sender strategies that are in equilibrium with x.

    Coordinates: for each type with several best messages her weights on these, and last the common scale, which is the
    weight of every other type on her only one. `LimitReached` where the ways to choose are more than `limit`, or the
    rays of a cut.
    """
    return _made(tables, x, *_asked(tables, x), limit, Answers(Able(tables)))


def _made(
    tables: Tables,
    x: ReceiverVertex,
    place: dict[int, int],
    conditions: tuple[Condition, ...],
    limit: int,
    known: Answers,
) -> list[SenderVertex]:
    """These vertices, given the coordinates and what is asked of them."""
    choices = [mask.bit_count() for mask in best_by_type(tables, x)]
    if prod(choices) > limit:
        raise LimitReached
    if prod(choices) > _FEW and len(choices) < len(conditions):
        cells = members(x.best)
        place = {cell: i for i, cell in enumerate(cells)}
        rays: Iterable[Ray] = _by_message(tables, tuple(_optimal_replies(tables, x, place)), cells, limit)
    else:
        rays = _by_choices(conditions, choices, limit)
    return list(_in_cells(tables, rays, x.best, place, known))


def _by_choices(conditions: Sequence[Condition], choices: Sequence[int], limit: int) -> Iterable[Ray]:
    """The polytope as a product of simplices, so many messages for each type with a choice, cut by the conditions.

    Types that no condition links, be it by way of others, choose apart. So where there are many ways to choose the
    polytope is made as a product of polytopes, one for each set of types that are linked.
    """
    widths = [n for n in choices if n > 1]
    apart = _linked(conditions, widths) if prod(widths) > _FEW else []
    if len(apart) < 2:
        return _cut_choices(conditions, widths, limit)
    size, places, parts = sum(widths), [], []
    for types, place, some in apart:
        asked = [([conditions[k][0][i] for i in (*place, -1)], conditions[k][1]) for k in some]
        rays = _cut_choices(asked, [widths[t] for t in types], limit)
        labels = [*place, *(size + k for k in some)]
        parts.append([Ray(point, sum(1 << labels[i] for i in members(tight))) for point, tight in rays])
        places += place
    if prod(map(len, parts)) > limit:
        raise LimitReached
    return _times(parts, places)


def _cut_choices(conditions: Sequence[tuple[Sequence[int], bool]], widths: Sequence[int], limit: int) -> Sequence[Ray]:
    """A product of simplices, cut by these conditions."""
    rays = _pure_choices(tuple(widths))
    rank = 1 + sum(n - 1 for n in widths)
    label = 1 << sum(widths)
    for normal, equality in conditions:
        rays = cut(rays, normal, label, rank, equality, limit)
        label <<= 1
    return rays


def _linked(conditions: Sequence[Condition], widths: Sequence[int]) -> list[tuple[list[int], list[int], list[int]]]:
    """The types in sets that no condition links; with each set its coordinates and the conditions on it.

    >>> _linked([((1, 0, 0, 0, -1, 0, 2), False), ((0, 0, 0, 0, 0, 0, -1), False)], [2, 2, 2])
    [([1], [2, 3], []), ([0, 2], [0, 1, 4, 5], [0]), ([], [], [1])]
    """
    own = [range(end - n, end) for n, end in zip(widths, accumulate(widths), strict=True)]
    free = set(range(len(own)))
    linked: list[tuple[set[int], list[int]]] = []
    for k, (normal, _) in enumerate(conditions):
        types, some = {t for t, place in enumerate(own) if any(normal[i] for i in place)}, [k]
        free -= types
        for one in [one for one in linked if one[0] & types]:
            linked.remove(one)
            types, some = types | one[0], one[1] + some
        linked.append((types, some))
    return [
        (sorted(types), [i for t in sorted(types) for i in own[t]], sorted(some))
        for types, some in [(free, []), *linked]
        if types or some
    ]


def _times(parts: Sequence[Sequence[Ray]], places: Sequence[int]) -> Iterator[Ray]:
    """The product of polytopes, given the place of each coordinate among those of all."""
    inverse = sorted(range(len(places)), key=places.__getitem__)
    in_place = itemgetter(*inverse, -1)
    for rays in product(*parts):
        scale = lcm(*[point[-1] for point, _ in rays])
        point: list[int] = []
        tight = 0
        for own, mask in rays:
            times = scale // own[-1]
            point += own[:-1] if times == 1 else [times * x for x in own[:-1]]
            tight |= mask
        point.append(scale)
        yield Ray(in_place(point), tight)


def _by_message(tables: Tables, conditions: Sequence[Condition], cells: Sequence[int], limit: int) -> Sequence[Ray]:
    """The polytope as a product of cones, the weights on each message, cut by each type's sum being the scale.

    Here every weight has a coordinate. A product of cones has the rays of each, with nothing elsewhere: there all that
    the others ask is tight.
    """
    size, rank = len(cells), len(cells) + 1
    everything = (1 << rank + len(conditions)) - 1
    rays: Sequence[Ray] = [Ray((*[0] * size, 1), everything ^ 1 << size)]
    for m in range(tables.messages):
        own = [i for i, cell in enumerate(cells) if cell % tables.messages == m]
        asked = [(k, *one) for k, one in enumerate(conditions, rank) if any(one[0][i] for i in own)]
        loose = everything & ~sum(1 << k for k, _, _ in asked)
        cone = [Ray(tuple(int(i == j) for j in range(rank)), loose ^ 1 << i) for i in own]
        for k, normal, equality in asked:
            cone = cut(cone, normal, 1 << k, rank, equality, limit)
        rays = [*rays, *cone]
    for t in range(tables.types):
        whole = [*(int(cell // tables.messages == t) for cell in cells), -1]
        rays = cut(rays, whole, everything + 1 << t, rank, True, limit)
    return rays


def _pure_choices(choices: tuple[int, ...]) -> Sequence[Ray]:
    """A product of simplices, over so many messages for each type with a choice: one vertex for each way to pick.

    >>> [ray.point for ray in _pure_choices((2, 2))]
    [(1, 0, 1, 0, 1), (1, 0, 0, 1, 1), (0, 1, 1, 0, 1), (0, 1, 0, 1, 1)]
    """
    return _known_picks(choices) if prod(choices) <= _FEW else _picks(choices)


def _picks(choices: tuple[int, ...]) -> tuple[Ray, ...]:
    points: list[tuple[int, ...]] = [()]
    tights, label = [0], 1
    for n in choices:
        unit = [(*[0] * i, 1, *[0] * (n - 1 - i)) for i in range(n)]
        idle = [label * ((1 << n) - 1 ^ 1 << i) for i in range(n)]
        points = [point + own for point in points for own in unit]
        tights = [tight | own for tight in tights for own in idle]
        label <<= n
    return tuple([Ray((*point, 1), tight) for point, tight in zip(points, tights, strict=True)])


#: Small products come again and again: they are kept, and cut condition by condition.
_FEW = 64
_known_picks = lru_cache(maxsize=1 << 10)(_picks)


def _optimal_replies(tables: Tables, x: ReceiverVertex, place: dict[int, int]) -> Iterator[Condition]:
    """That the replies x uses are best, as constraints on the coordinates of `sender_vertices`."""
    senders: dict[int, list[tuple[int, int]]] = {}  # by message: who may send it, and with which coordinate as weight
    for cell in members(x.best):
        t, m = divmod(cell, tables.messages)
        senders.setdefault(m, []).append((t, place.get(cell, -1)))
    for m in sorted(senders):
        if all(i < 0 for _, i in senders[m]):
            continue  # nobody has a choice here: that they are best is settled before
        for own in tables.choices[m]:
            used = [r for r in own if x.uses >> tables.offsets[m] + r & 1]
            for r, gains in zip(own, tables.gain[m][used[0]], strict=True):
                normal = [0] * (len(place) + 1)
                for t, i in senders[m]:
                    normal[i] += gains[t]
                if any(normal):
                    yield tuple(normal), r in used


def _in_cells(
    tables: Tables, rays: Iterable[Ray], best: int, place: dict[int, int], known: Answers
) -> Iterator[SenderVertex]:
    """The vertices with a weight for each cell. Which replies are best at one the tight conditions tell."""
    cells, size = range(tables.types * tables.messages), len(place)
    where = [place.get(cell, size) if best >> cell & 1 else size + 1 for cell in cells]
    pick, bits = itemgetter(*where, size), [1 << cell for cell in cells]
    replies: dict[int, int] = {}
    for point, tight in rays:
        picked = pick((*point, 0))
        weights = picked[:-1]
        if tight >> size not in replies:
            replies[tight >> size] = _best_replies(tables, weights, known)
        yield SenderVertex(picked[-1], weights, sum(compress(bits, weights)), replies[tight >> size])


def _best_replies(tables: Tables, weights: tuple[int, ...], known: Answers) -> int:
    """The mask of the replies that are best where these are the weights of all cells."""
    found = 0
    for m in range(tables.messages):
        column = weights[m :: tables.messages]
        if (m, column) not in known.best:
            known.best[m, column] = _best_against(tables, m, column)
        found |= known.best[m, column]
    return found


def _best_against(tables: Tables, m: int, weights: Sequence[int]) -> int:
    """The replies to m that are best where the types send it with these weights."""
    return sum(
        1 << tables.offsets[m] + r
        for r, better in enumerate(tables.gain[m])
        if all(sum(map(mul, weights, gains)) >= 0 for gains in better)
    )


def ways_to_send(tables: Tables, x: ReceiverVertex) -> int:
    """In how many ways each type can send one of the messages that are best for it at x."""
    return prod(mask.bit_count() for mask in best_by_type(tables, x))


def _that_matters(tables: Tables, x: ReceiverVertex, known: Answers) -> int:
    """The replies at x that are of any matter to the sender's answers: those to messages that are best for some type,
    and of several that are all the same to the receiver one."""
    after = known.after.get(x.best)
    if after is None:
        heard = {i % tables.messages for i in members(x.best)}
        after = known.after[x.best] = sum(map(tables.reply_bits, heard))
    used = x.uses & after
    return sum({tables.twin[r] for r in members(used)}) if tables.twins else used


def compatible(tables: Tables, senders: list[SenderVertex], receivers: list[ReceiverVertex]) -> list[int]:
    """For each of the receiver's vertices, the mask of the sender's that are in equilibrium with it."""
    everyone = (1 << len(senders)) - 1
    avoiding = [everyone & ~users for users in columns([y.uses for y in senders], tables.types * tables.messages)]
    keeping = columns([y.best for y in senders], sum(tables.replies))
    found: list[int] = []
    same: dict[int, int] = {}  # long masks are kept once
    for x in receivers:
        mask = everyone
        for i, avoiders in enumerate(avoiding):
            if not x.best >> i & 1:
                mask &= avoiders
        for r in members(x.uses):
            mask &= keeping[r]
        found.append(same.setdefault(mask, mask))
    return found
