"""An answer that was written down, held against its game: what a file claims is not believed but found again.

Read are the model and the strategies. That each family is one of equilibria the verifier confirms; that its constraints
cut out what its vertices span is computed. That the list is complete, what a refinement rejects and why, and all names
are taken from solving the game once more. Where that is not wanted, or stops at its limit, the families written down
stand in for it: what is said of each is still found again, but the list is not called complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.naming import with_names
from termination.engine.polyhedra import LimitReached
from termination.engine.refining.concepts import NAMES
from termination.engine.refining.parts import cut_out
from termination.engine.refining.refine import refine
from termination.engine.refining.verdicts import Verdict, concept_title
from termination.engine.strategies import StrategySet
from termination.errors import Faults

#: Vertices that the constraints of one strategy set may have on the way to those that are given.
MAX_VERTICES = 20_000


def verified(claimed: Equilibria, solve_again: bool, limit: int) -> Equilibria:
    """The answer as the game has it, if it is the one claimed; else `InputError` lists what is false in it."""
    faults = Faults()
    for place, family in _families(claimed):
        for side in ("sender", "receiver"):
            _check_constraints(getattr(family, side), f"{place}.{side}", faults)
        if not family.certificate.valid:
            faults.add(place, f"is no family of equilibria of this game: {family.certificate}")
    concepts = _concepts(claimed, faults)
    if claimed.complete == bool(claimed.unexamined):
        faults.add("unexamined", "expected what was left out where the list is not complete, and nothing where it is")
    _check_distinct(claimed.families, faults)
    faults.raise_if_any()
    again = _start(claimed, solve_again, limit)
    for concept in concepts:
        again = refine(again, concept)
    _check_same(claimed, again, faults)
    faults.raise_if_any()
    return again


def _start(claimed: Equilibria, solve_again: bool, limit: int) -> Equilibria:
    """The answer before any refinement: what solving finds; or, if it is not asked or stops, what was written down."""
    left = claimed.unexamined or "said to be complete where it was read, which was not checked by solving again"
    if claimed.complete and solve_again:
        found = solve(claimed.model, limit=limit)
        if found.complete:
            return found
        left = f"solving again stopped: {found.unexamined}"
    known = list({_span(family): family for _, family in _families(claimed)}.values())
    largest = [one for one in known if not any(other is not one and _contains(other, one) for other in known)]
    return Equilibria(claimed.model, claimed.game, with_names(claimed.model, largest), False, left)


def _contains(large: Family, small: Family) -> bool:
    pairs = ((large.sender, small.sender), (large.receiver, small.receiver))
    return all(whole.contains(vertex.probabilities) for whole, part in pairs for vertex in part.vertices)


def _families(claimed: Equilibria) -> Iterator[tuple[str, Family]]:
    """Every family there is, with its place."""
    yield from ((f"families[{i}]", family) for i, family in enumerate(claimed.families))
    yield from ((f"rejected[{i}].family", verdict.family) for i, verdict in enumerate(claimed.rejected))


def _check_constraints(strategies: StrategySet, place: str, faults: Faults) -> None:
    given = {tuple(x for row in vertex.probabilities for x in row) for vertex in strategies.vertices}
    try:
        found = cut_out(strategies, MAX_VERTICES)
    except LimitReached:
        faults.add(f"{place}.constraints", f"have more than {MAX_VERTICES:,} vertices on the way to those given")
        return
    if found != given or len(given) < len(strategies.vertices):
        count = f"{len(found)} vert{'ex' if len(found) == 1 else 'ices'}"
        faults.add(f"{place}.constraints", f"do not cut out the vertices given with them: they cut out {count}")


def _concepts(claimed: Equilibria, faults: Faults) -> list[str]:
    """The refinements that led to the answer, in their order."""
    used = list(dict.fromkeys(verdict.concept for verdict in claimed.rejected))
    for i, verdict in enumerate(claimed.rejected):
        if verdict.concept not in NAMES:
            faults.add(f"rejected[{i}].concept", f"is {verdict.concept!r}; expected one of {', '.join(NAMES)}")
    if claimed.concept and claimed.concept not in NAMES:
        faults.add("concept", f"is {claimed.concept!r}; expected one of {', '.join(NAMES)}")
    elif not faults and claimed.concept not in used:
        used += [claimed.concept] if claimed.concept else []
    known = [one for one in used if one in NAMES]
    strongest = max(known, key=NAMES.index, default="")
    if not faults and claimed.concept != strongest:
        faults.add("concept", f"is {claimed.concept!r}, though families are rejected by {concept_title(strongest)}")
    return known


def _span(family: Family) -> tuple[frozenset[Any], frozenset[Any]]:
    """What a family is, whatever the order in which it is written: the vertices on both sides."""
    return frozenset(family.sender.vertices), frozenset(family.receiver.vertices)


def _check_distinct(families: Sequence[Family], faults: Faults) -> None:
    counts = Counter(map(_span, families))
    for i, family in enumerate(families):
        if counts[_span(family)] > 1:
            faults.add(f"families[{i}]", "is given twice")


def _reason(verdict: Verdict) -> tuple[Any, ...]:
    """What a verdict says, but for its words."""
    strategies = (verdict.assessment.sender, verdict.assessment.receiver)
    said = (verdict.concept, verdict.message, verdict.type, verdict.ruled_out, verdict.response, verdict.whole_family)
    return (_span(verdict.family), *said, *strategies)


def _check_same(claimed: Equilibria, again: Equilibria, faults: Faults) -> None:
    """That both have the same families and the same verdicts."""
    found, given = {_span(family): family for family in again}, set(map(_span, claimed))
    whole = f"survive {concept_title(again.concept)}" if again.concept else "are all there are"
    for i, family in enumerate(claimed):
        if _span(family) not in found:
            faults.add(f"families[{i}]", f"is not one of the {len(again)} maximal families that {whole}")
    for span, family in found.items():
        if span not in given:
            faults.add("families", f"{family.name!r} is missing; {len(again)} {whole}")
    verdicts, told = {_reason(one): one for one in again.rejected}, Counter(map(_reason, claimed.rejected))
    for i, verdict in enumerate(claimed.rejected):
        if _reason(verdict) not in verdicts or told[_reason(verdict)] > 1:
            faults.add(
                f"rejected[{i}]", f"is no verdict of {concept_title(verdict.concept)} on this game, or repeats one"
            )
    for reason, verdict in verdicts.items():
        if reason not in told:
            faults.add("rejected", f"lacks a verdict: {verdict.sentence}")
