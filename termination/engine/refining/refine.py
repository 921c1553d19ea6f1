"""Refinements: the intuitive criterion, D1, D2 and NWBR, exactly, with the deviation that removes each equilibrium.

Fix an equilibrium with payoffs u* to the types, and a message m that it does not send. MBR(K) are the receiver's mixed
best replies to some belief over the types in K: a union of simplices of replies (see `beliefs`). With
D_t = {a in MBR(all): u_S(t, m, a) > u*_t} and D0_t the same with equality,

- the **intuitive criterion** (Cho & Kreps 1987) rules out J = {t: u*_t > max over MBR(all) of u_S(t, m, .)}, and the
  equilibrium fails iff some type is left and some t has u*_t < min over MBR(types left) of u_S(t, m, .);
- **D1** rules out t iff some t' has D_t' not empty and containing D_t and D0_t; **D2** iff the union of D_t' over
  t' != t is not empty and contains them; **NWBR** (never a weak best response) iff that union is not empty and
  contains D0_t. The equilibrium survives iff its own reply to m lies in MBR(types left), for every such m.

At each message this is a finite union of closed polyhedral conditions on u* (see `concepts`) and on the reply. Over a
family u* is linear in the receiver's mixing, and a message that some member sends passes. So what survives of a family
is its sender polytope times a finite union of closed polytopes of replies (see `regions`): families again.
docs/refinements.md has the proof.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame, without_receiver_types
from termination.engine.later import Later
from termination.engine.places import mask_of
from termination.engine.polyhedra import dot
from termination.engine.refining.concepts import (
    CONCEPTS,
    NAMES,
    SHELF,
    Clause,
    Criterion,
    Vector,
    Way,
    concept_named,
    criteria,
)
from termination.engine.refining.parts import HalfSpace, Region, maximal, merged, without
from termination.engine.refining.standards import STANDARDS
from termination.engine.refining.standards import split as split_by
from termination.engine.refining.standards import verdicts as verdicts_of
from termination.engine.refining.verdicts import Failure, Verdict, verdict_on
from termination.engine.sentences import listed
from termination.engine.strategies import Constraint, Strategy
from termination.errors import InputError

#: The refinements that take games whose receiver has types, or to whom messages look alike.
_FOUR = listed(CONCEPTS)


def refine(equilibria: Equilibria, concept: str) -> Equilibria:
    """What survives of `equilibria` under a refinement: the intuitive criterion [1], D1 or D2 [1, 2], NWBR [1, 3];
    divinity [2], undefeated [4], perfect sequential [5] or neologism-proof [6] equilibria, or those the sender prefers.

    Under the first four an equilibrium falls where a message that it does not send would upset it, once the types that
    would not sensibly send it are ruled out; the module opens with their definitions, `standards` with those of the
    others, each with the variant that it is.

    Parameters
    ----------
    equilibria : `Equilibria`, what `solve` or `refine` returned
    concept : "intuitive", "D1", "D2" or "NWBR"; "divinity", "universal divinity", "undefeated", "perfect sequential",
        "neologism-proof" or "sender-preferred"; in any case

    Returns
    -------
    `Equilibria`. Families that survive whole keep their names, those that survive in part appear as the parts that do,
    named "... (in part)". `rejected` holds the `Verdict`s, one for each reason for which a family or a part of it
    falls. Complete iff the input is. What is refined by one of the first four can be refined again by one of them;
    `concept` is then the stronger. Nothing may survive "undefeated", "perfect sequential" or "neologism-proof".

    Raises
    ------
    UnknownNameError : there is no such refinement
    InputError : `equilibria` is anything else, or was refined by another concept that is not comparable; there is noise
        (the first four take it where messages are only lumped together); or what survives of a family is not closed,
        so that no families make it up (not under the first four)

    References
    ----------
    [1] Cho, I.-K. & Kreps, D. (1987), Signaling games and stable equilibria, *QJE* 102(2), 179-221.
    [2] Banks, J. & Sobel, J. (1987), Equilibrium selection in signaling games, *Econometrica* 55(3), 647-661.
    [3] Kohlberg, E. & Mertens, J.-F. (1986), On the strategic stability of equilibria, *Econometrica* 54(5), 1003-1037.
    [4] Mailath, G., Okuno-Fujiwara, M. & Postlewaite, A. (1993), Belief-based refinements in signalling games, *JET*
        60(2), 241-276.
    [5] Grossman, S. & Perry, M. (1986), Perfect sequential equilibrium, *JET* 39(1), 97-119.
    [6] Farrell, J. (1993), Meaning and credibility in cheap-talk games, *Games and Economic Behavior* 5(4), 514-531.

    >>> from termination.engine.enumerate import solve
    >>> beer_quiche = SignalingGame(
    ...     types=["wimp", "surly"], prior=["1/10", "9/10"], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> kept = refine(solve(beer_quiche), "intuitive")
    >>> [eq.name for eq in kept]
    ['pooling on beer']
    >>> [(v.message, v.ruled_out, v.type, v.response) for v in kept.rejected]
    [('beer', ('wimp',), 'surly', "don't")]
    >>> print(str(kept.rejected[0]).replace(". ", ".\\n"))
    pooling on quiche: after beer the intuitive criterion rules out wimp (at best 2 there, 3 now).
    Against surly, the only best reply is don't, which gives surly 3 rather than 2.
    """
    name = concept_named(concept)
    if isinstance(equilibria, Equilibria):
        _without_true_noise(equilibria.game, name)
    if not isinstance(equilibria, Equilibria):
        found = type(equilibria).__name__
        from termination.engine.stage.course import Course

        if isinstance(equilibria, Course):
            raise InputError(
                "refine takes the equilibria of a game played once; a game over time is refined period by period as it "
                f"is solved: write game.solve(refinement={name!r})"
            )
        raise InputError(f"refine takes what solve returns, found {found}: write refine(solve(game), {name!r})")
    before = equilibria.concept
    if before and before != name and not {before, name} <= set(CONCEPTS):
        raise InputError(f"concept: {before} and {name} are not compared; refine what solve returned by each")
    judged = list(_judged(equilibria, name))
    survivors: list[tuple[Family, bool]] = []
    for one in judged:
        parts = [(_part(one.family, region), True) for region in _ordered(one.kept)]
        survivors.extend([(one.family, False)] if one.survives else parts)
    return replace(
        equilibria,
        families=_renamed(_distinct(survivors)),
        concept=max(name, before or name, key=NAMES.index),
        rejected=Later(lambda: chain(equilibria.rejected, *(one.verdicts() for one in judged))),
    )


def _without_true_noise(game: SignalingGame, name: str) -> None:
    """Refuses what refinements are not defined for."""
    if any(p not in (0, 1) for row in game.noise for p in row):
        raise InputError(
            f"{name} does not take games with noise between the players: refinements ask what a message that nobody "
            "sends would say of its sender, and where he does not see it he may not know that it was sent"
        )
    if name in SHELF and game.noise:
        raise InputError(f"{name} does not take games with noise between the players; {_FOUR} take this one")


class _Judged(NamedTuple):
    """A family, whether all of it survives, else the parts of its receiver's polytope that do, and how to tell why."""

    family: Family
    survives: bool
    kept: list[Region]
    verdicts: Callable[[], Iterable[Verdict]]


def _judged(equilibria: Equilibria, name: str) -> Iterator[_Judged]:
    """What a refinement makes of each family."""
    if name in SHELF:
        without_receiver_types(equilibria.game, name, f"; {_FOUR} take all his types at once")
        standard = STANDARDS[name](equilibria)
        for family in equilibria:
            kept, fallen = split_by(family, name, standard)
            yield _Judged(family, not fallen, kept, partial(verdicts_of, family, name, fallen, whole=not kept))
        return
    tests, pays = criteria(equilibria.game, name), equilibria.game.scaled_sender
    for family in equilibria:
        unsent = [test for test in tests if not family.reached[test.message]]
        worth = _equilibrium_payoffs(family, pays)
        ways = _ways(family, unsent, worth)
        survives = _settled(family, unsent, ways)
        kept, lost = _split(family, unsent, ways, worth) if survives is None else ([], [])
        told = partial(_verdicts, family, name, unsent, worth, lost, whole=not kept)
        falls = survives is False or bool(lost)
        yield _Judged(family, not falls, kept, told if falls else tuple)


# --- Splitting a family ----------------------------------------------------------------------------------------------


def _ways(family: Family, tests: Sequence[Criterion], worth: Sequence[Vector]) -> list[Sequence[Way]]:
    """The ways to pass each test. Unless replies on the path vary, u* is the same throughout, and each test says once
    and for all which replies pass."""
    first, *others = family.receiver.vertices
    on_path = [m for m, reached in enumerate(family.reached) if reached]
    if any(other.flat[m] != first.flat[m] for other in others for m in on_path):
        return [test.passes_if for test in tests]
    now = _worth_at(first, worth)
    return [_ways_at(test, _of_cases(test, now)) for test in tests]


@lru_cache(maxsize=4096)
def _ways_at(test: Criterion, now: Vector) -> tuple[Way, ...]:
    """The ways to pass at one u*: over a grid of games the same u* comes again and again."""
    return tuple(((), allowed) for allowed in test.allowed_at(now))


def _settled(family: Family, tests: Sequence[Criterion], ways: Sequence[Sequence[Way]]) -> bool | None:
    """Whether the family survives, where that can be said of all of it at once and nothing need be cut; else None.

    Where only replies are asked about, everything survives if the vertices use such replies together, nothing if none
    of them does alone.
    """
    if any(clauses for some in ways for clauses, _ in some):
        return None
    survives: bool | None = True
    uses = [mask_of(chain(*vertex.probabilities)) for vertex in family.receiver.vertices]
    for test, some in zip(tests, ways, strict=True):
        start, end = family.game.offsets[test.message : test.message + 2]
        barred = [((1 << end - start) - 1 & ~allowed) << start for _, allowed in some]
        if not any(used & bar == 0 for bar in barred for used in uses):
            return False
        if not any(reduce(or_, uses) & bar == 0 for bar in barred):
            survives = None
    return survives


def _split(
    family: Family, tests: Sequence[Criterion], ways: Sequence[Sequence[Way]], worth: Sequence[Vector]
) -> tuple[list[Region], list[Region]]:
    """The parts of the receiver's polytope that survive, and parts that cover what does not."""
    whole = Region.whole(family.receiver)
    kept = [whole]
    for test, some in zip(tests, ways, strict=True):
        own = [worth[case.type] for case in test.cases]
        passing = [part for region in kept for part in _passing(test, some, region, own, family.game)]
        kept = merged(passing, whole)
    return kept, without(whole, kept)


def _worth_at(receiver: Strategy, worth: Sequence[Vector]) -> Vector:
    """u* at one strategy of the receiver's, its scale last."""
    point = receiver.homogeneous
    return (*(dot(row, point) for row in worth), point[-1])


def _of_cases(test: Criterion, now: Vector) -> Vector:
    """u* by the test's cases, its scale last."""
    return (*(now[case.type] for case in test.cases), now[-1])


def _equilibrium_payoffs(family: Family, pays: Sequence[Sequence[Vector]]) -> list[Vector]:
    """u*_t as a linear function of (rho, 1), for each type: what a message that some member has her send pays her;
    `pays` are the payoffs [type][message][reply] as the tests have them."""
    offsets = family.game.offsets
    rows = []
    for used, table in zip(family.sender.support, pays, strict=True):
        m = used.index(True)
        before = 0 if family.game.noise else offsets[m]
        rows.append((*[0] * before, *table[m], *[0] * (offsets[-1] + 1 - before - len(table[m]))))
    return rows


def _passing(
    test: Criterion, ways: Sequence[Way], region: Region, worth: Sequence[Vector], game: SignalingGame
) -> Iterator[Region]:
    """The parts of `region` in which the equilibrium passes the test in one of these ways."""
    start, end, size = *game.offsets[test.message : test.message + 2], game.offsets[-1]
    replies = range(end - start)
    for clauses, allowed in ways:
        unused = [tuple(-int(start + r == i) for i in range(size + 1)) for r in replies if not allowed >> r & 1]
        part = region.cut_all(unused)
        if part:
            yield from _where(clauses, part, worth)


def _where(clauses: Sequence[Clause], region: Region, worth: Sequence[Vector]) -> list[Region]:
    """The parts of `region` in which every clause holds."""
    parts = [region]
    for clause in clauses:
        parts = maximal([piece for part in parts for piece in _pieces(clause, part, worth)])
    return parts


def _pieces(clause: Clause, region: Region, worth: Sequence[Vector]) -> list[Region]:
    """A piece of `region` for each alternative that holds somewhere in it; `region` if one holds throughout."""
    found = []
    for way in clause:
        piece = region.cut_all(_on_replies(plane, worth) for plane in way)
        if piece is region:
            return [region]
        if piece:
            found.append(piece)
    return found


def _on_replies(plane: HalfSpace, worth: Sequence[Vector]) -> HalfSpace:
    """A half-space in (u*, 1) as one in (rho, 1)."""
    row = [sum(map(int.__mul__, plane, column)) for column in zip(*worth, strict=True)]
    row[-1] += plane[-1]
    return tuple(row)


def _ordered(regions: Sequence[Region]) -> list[Region]:
    """Those whose replies put more weight on earlier responses first."""
    return sorted(regions, key=lambda region: sorted(region.points, reverse=True), reverse=True)


def _part(family: Family, region: Region) -> Family:
    """The part of the family whose replies lie in the region."""
    cuts = tuple(Constraint(plane, False) for plane in region.cuts)
    vertices = tuple(family.receiver.at(point) for point in sorted(region.points, reverse=True))
    receiver = replace(family.receiver, vertices=vertices, constraints=(*family.receiver.constraints, *cuts))
    return replace(family, receiver=receiver)


def _distinct(families: Sequence[tuple[Family, bool]]) -> list[tuple[Family, bool]]:
    """Without the parts (marked True) that another family contains: those that only overlapped may do, once cut."""
    kept: list[tuple[Family, bool]] = []
    for i, (family, part) in enumerate(families):
        if not (part and any(_contains(other, family) for other, _ in (*kept, *families[i + 1 :]))):
            kept.append((family, part))
    return kept


def _contains(large: Family, small: Family) -> bool:
    return all(large.receiver.contains(vertex.probabilities) for vertex in small.receiver.vertices) and all(
        large.sender.contains(vertex.probabilities) for vertex in small.sender.vertices
    )


# --- Verdicts and names ----------------------------------------------------------------------------------------------


def _verdicts(
    family: Family,
    concept: str,
    tests: Sequence[Criterion],
    worth: Sequence[Vector],
    lost: Sequence[Region],
    whole: bool,
) -> Iterator[Verdict]:
    """One verdict for each reason for which some part of the family falls, from the middle of the first such part; all
    of it is one part where none are given."""
    seen = set()
    for receiver in [family.receiver.at(part.middle) for part in lost] or [family.receiver.middle]:
        now = _worth_at(receiver, worth)
        verdict = verdict_on(family, concept, _failure(tests, now, receiver), receiver, whole)
        reason = (verdict.message, verdict.type, verdict.ruled_out, verdict.response)
        if reason not in seen:
            seen.add(reason)
            yield verdict


def _failure(tests: Sequence[Criterion], now: Vector, receiver: Strategy) -> Failure:
    """How the equilibrium fails at the first message at which the outcome falls; where there is none only replies are
    at fault, at the first message at which one is."""
    failures = (test.failure(_of_cases(test, now), mask_of(receiver.flat[test.message])) for test in tests)
    failed = filter(None, failures)
    first = next(failed)
    return first if not first.deterring else next((other for other in failed if not other.deterring), first)


_PART = re.compile(r" \(in part(, \d+)?\)$")


def _renamed(families: Sequence[tuple[Family, bool]]) -> tuple[Family, ...]:
    """Parts under the name of what they are parts of, "... (in part)", numbered where there are several."""
    named = [
        (family, _PART.sub("", family.name) if part or _PART.search(family.name) else None) for family, part in families
    ]
    total = Counter(base for _, base in named)
    so_far: Counter[str] = Counter()
    found = []
    for family, base in named:
        if base is not None:
            so_far[base] += 1
            number = f", {so_far[base]}" if total[base] > 1 else ""
            family = replace(family, name=f"{base} (in part{number})")
        found.append(family)
    return tuple(found)
