"""The catalog: every known equilibrium is found, every verdict reproduced, and nothing is found that is not known."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from termination.engine.check import is_equilibrium
from termination.engine.compare import compare, judge
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.outcomes import sender_payoff
from termination.engine.refining.concepts import CONCEPTS
from termination.engine.refining.refine import refine
from termination.errors import UnknownNameError
from termination.models import catalog
from termination.models.catalog.entry import Entry, Known, known, passing

Payoffs = tuple[Fraction, ...]


@cache
def solved(slug: str) -> Equilibria:
    return solve(catalog.load(slug).game)


def payoffs(entry: Entry, sender: object, receiver: object) -> Payoffs:
    """What each type gets, and the receiver."""
    game = entry.game
    total = sum(
        (
            p * sender.probabilities[t][m] * receiver.probabilities[m][r] * game.receiver[t][m][r]
            for t, p in enumerate(game.prior)
            for m in range(len(game.messages))
            for r in range(len(game.response_sets[m]))
        ),
        Fraction(0),
    )
    return (*(sender_payoff(game, t, sender, receiver) for t in range(len(game.types))), total)


def of(entry: Entry, equilibria: Equilibria) -> set[Payoffs]:
    return {payoffs(entry, vertex.sender, vertex.receiver) for vertex in equilibria.vertices()}


def items() -> list[object]:
    return [
        pytest.param(slug, one, id=f"{slug}: {one.name}")
        for slug in catalog.names()
        for one in catalog.load(slug).known
    ]


@pytest.mark.parametrize(("slug", "one"), items())
def test_known_equilibria_are_found(slug: str, one: Known) -> None:
    assert solved(slug).contains(one.sender, one.receiver) == one.perfect_bayesian
    point = judge(catalog.load(slug).game, one.sender.probabilities, one.receiver.probabilities)
    assert point.regret == 0
    assert point.perfect_bayesian == one.perfect_bayesian


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize(("slug", "one"), items())
def test_verdicts_are_the_known_ones(slug: str, one: Known, concept: str) -> None:
    if not one.perfect_bayesian:
        assert one.survives == {}
        return
    assert refine(solved(slug), concept).contains(one.sender, one.receiver) == one.survives[concept]


@pytest.mark.parametrize("slug", catalog.names())
def test_nothing_else_is_found(slug: str) -> None:
    entry = catalog.load(slug)
    expected = {payoffs(entry, one.sender, one.receiver) for one in entry.known if one.perfect_bayesian}
    assert solved(slug).complete
    assert of(entry, solved(slug)) == expected


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("slug", catalog.names())
def test_outcomes_that_survive_are_the_known_ones(slug: str, concept: str) -> None:
    entry = catalog.load(slug)
    kept = {payoffs(entry, one.sender, one.receiver) for one in entry.known if one.survives.get(concept)}
    assert of(entry, refine(solved(slug), concept)) == kept != set()


@pytest.mark.parametrize("slug", catalog.names())
def test_entries_are_whole(slug: str) -> None:
    entry = catalog.load(slug)
    assert entry.slug == slug
    assert entry.title == entry.game.title != ""
    assert any(year in entry.citation for year in map(str, range(1950, 2030)))
    assert entry.notes
    assert entry.known
    assert len({one.name for one in entry.known}) == len(entry.known)
    for one in entry.known:
        assert one.basis
        if one.perfect_bayesian:
            assert tuple(one.survives) == CONCEPTS
            # Each concept is stronger than the next one.
            verdicts = [one.survives[concept] for concept in CONCEPTS]
            assert verdicts == sorted(verdicts, reverse=True)


def test_names_are_distinct_and_unknown_ones_are_refused_with_the_list() -> None:
    assert len(set(catalog.names())) == len(catalog.names()) >= 15
    with pytest.raises(UnknownNameError, match="'beer-quiche', 'beer-quiche-even'"):
        catalog.load("beer")


def test_a_known_equilibrium_must_be_one_of_distributions() -> None:
    game = catalog.load("beer-quiche").game
    for choice in ("wine", {"beer": "1/2"}, {"beer": "1/2", "wine": "1/2"}):
        with pytest.raises(ValueError, match="is no distribution"):
            known(game, "x", {"wimp": choice, "surly": "beer"}, {"beer": "duel", "quiche": "duel"}, passing(), "x")


# --- Gambit's opinion ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", catalog.names())
def test_gambits_points_are_judged_as_the_solver_would(slug: str) -> None:
    """By definition and by solver: of Gambit's points what is perfect Bayesian is found, and nothing else."""
    pytest.importorskip("pygambit")
    entry = catalog.load(slug)
    comparison = compare(entry.game)
    assert len(comparison) > 0
    for point in comparison:
        assert point.regret == 0
        assert solved(slug).contains(point.sender, point.receiver) == point.perfect_bayesian


def test_game_two_has_a_nash_outcome_that_no_beliefs_support() -> None:
    """What Banks, Camerer & Porter built it for, and Gambit lists it."""
    pytest.importorskip("pygambit")
    comparison = compare(catalog.load("banks-camerer-porter-2").game, exhaustive=False)
    threats = [point for point in comparison if not point.perfect_bayesian]
    assert threats
    assert any(
        all(point.sender[t]["m1"] == 1 for t in ("type 1", "type 2"))
        and any(one.message == "m3" and "a2" in one.never for one in point.unsupported)
        for point in threats
    )
    assert all(point.sender["type 1"]["m3"] == 1 for point in comparison.perfect_bayesian)


# --- Sweeps ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tenths", range(1, 10))
def test_beer_quiche_over_the_prior(tenths: int) -> None:
    share = Fraction(tenths, 10)
    found = solve(catalog.beer_quiche(share))
    assert found.complete
    if share < Fraction(1, 2):
        [only] = found
        assert only.kind == "semi-separating"
        assert only.sender["wimp"]["beer"] == share / (1 - share)
        assert only.sender["surly"]["beer"] == 1
        assert only.receiver["beer"]["duel"] == Fraction(1, 2)
        assert only.receiver["quiche"]["duel"] == 1
        assert len(refine(found, "NWBR")) == 1
        return
    assert [(family.kind, family.sender["wimp"]["beer"]) for family in found] == [("pooling", 1), ("pooling", 0)]
    free = share == Fraction(1, 2)
    assert (found[0].receiver["beer"]["duel"] != 0) == free
    kept = refine(found, "intuitive")
    if free:
        # The quiche pool keeps the single point in which he duels half the time.
        assert [family.receiver["quiche"]["duel"] for family in kept][1:] == [Fraction(1, 2)]
    else:
        assert [family.sender["wimp"]["beer"] for family in kept] == [1]
    assert [family.sender["wimp"]["beer"] for family in refine(found, "D1")] == [1]


@pytest.mark.parametrize("sixteenths", range(1, 17))
def test_cheap_talk_reveals_iff_the_bias_is_at_most_one_half(sixteenths: int) -> None:
    bias = Fraction(sixteenths, 16)
    found = solve(catalog.cheap_talk(bias))
    assert found.contains([[1, 0], [0, 1]], [[1, 0, 0], [0, 0, 1]]) == (bias <= Fraction(1, 2))
    assert found.contains([[1, 0], [1, 0]], [[0, 1, 0], [0, 1, 0]])
    worth = [family.payoffs.receiver for family in found]
    best = max(payoff if isinstance(payoff, Fraction) else payoff.high for payoff in worth)
    assert (best == 0) == (bias <= Fraction(1, 2))


@pytest.mark.parametrize("level", ["9/8", "5/4", "3/2", "15/8"])
def test_spence_keeps_the_least_level_that_separates(level: str) -> None:
    """The least level draws the able out of the pool, and alone survives, iff it is worth it: 2 - level / 2 > 6/5."""
    kept = refine(solve(catalog.spence("1/5", ["0", level, "31/16"])), "intuitive")
    sent = {(family.sender["low"]["education 0"], family.sender["high"][f"education {level}"]) for family in kept}
    assert (sent == {(1, 1)}) == (2 - Fraction(level) / 2 > Fraction(6, 5))
    assert (1, 1) in sent


def test_tying_hands_pays_better_than_sinking_costs_and_nobody_bluffs() -> None:
    """The two main results of the source, in what survives each refinement of the finite version."""
    for concept in CONCEPTS:
        worth = {}
        for slug in ("tying-hands", "sinking-costs"):
            kept = refine(solved(slug), concept)
            assert len(kept) > 0
            assert all(family.sender["low"]["none"] == 1 for family in kept)
            [worth[slug]] = {family.payoffs["high"] for family in kept}
        assert worth["tying-hands"] == Fraction(26, 3) > worth["sinking-costs"] == Fraction(23, 3)


def test_verdicts_in_the_definition_of_equilibrium_too() -> None:
    """One entry by hand, without solver: the beer pool with the belief that quiche means wimp."""
    entry = catalog.load("beer-quiche")
    one = entry.known[0]
    prior = entry.game.prior
    assert is_equilibrium(entry.game, one.sender.probabilities, one.receiver.probabilities, [prior, (1, 0)])
    assert not is_equilibrium(entry.game, one.sender.probabilities, one.receiver.probabilities, [prior, (0, 1)])
