"""Refinements that are asked of one equilibrium at a time: the literature's verdicts, parts of families, refusals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from termination import explain, from_json
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.game import SignalingGame
from termination.engine.refining.concepts import CONCEPTS, NAMES, SHELF
from termination.engine.refining.refine import refine
from termination.engine.refining.standards import STANDARDS
from termination.errors import InputError, SearchLimitWarning, UnknownNameError
from termination.models import catalog
from tests.oracles.random_games import samples


def kept(slug: str, concept: str) -> list[str]:
    """The names of what survives in a published game, without what tells parts of an outcome apart."""
    found = refine(solve(catalog.load(slug).game), concept)
    return sorted({family.name.partition(" (")[0] for family in found})


def farrell() -> SignalingGame:
    """A game of the kind of Farrell (1993): one type would have itself believed, which the other spoils by lying.

    Speaking costs nothing. The early type likes to be known for what it is; the late one likes best that nothing is
    known, and rather to be taken for early than to be known for late.
    """
    likes = {"early": {"go": 2, "hedge": 1, "stop": 0}, "late": {"go": 1, "hedge": 2, "stop": 0}}
    fits = {"early": {"go": 4, "hedge": 3, "stop": 0}, "late": {"go": 0, "hedge": 3, "stop": 4}}
    return SignalingGame.from_function(
        ["early", "late"], ["1/2", "1/2"], ["this", "that"], ["go", "hedge", "stop"],
        sender=lambda t, m, r: likes[t][r], receiver=lambda t, m, r: fits[t][r])  # fmt: skip


def schooling() -> SignalingGame:
    """Mailath, Okuno-Fujiwara & Postlewaite's point: where able workers are many, all have more by pooling.

    Able and less able produce 4 and 0; nine in ten are able. A year of school costs 1/2 and 3/2; some school is one
    year, much is three. The wage is what is believed to be produced: 0, 18/5 or 4.
    """
    output, cost = {"able": 4, "less able": 0}, {"able": Fraction(1, 2), "less able": Fraction(3, 2)}
    years, wages = {"none": 0, "some": 1, "much": 3}, {"0": Fraction(0), "18/5": Fraction(18, 5), "4": Fraction(4)}
    return SignalingGame.from_function(
        ["able", "less able"], ["9/10", "1/10"], list(years), list(wages),
        sender=lambda t, m, r: wages[r] - cost[t] * years[m],
        receiver=lambda t, m, r: -((wages[r] - output[t]) ** 2))  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "concept", "expected"),
    [
        # Cho & Kreps (1987): the quiche pool falls, and by speech as well; it is not defeated, for wimps have less
        # where all drink beer.
        ("beer-quiche", "divinity", ["pooling on beer"]),
        ("beer-quiche", "universal divinity", ["pooling on beer"]),
        ("beer-quiche", "perfect sequential", ["pooling on beer"]),
        ("beer-quiche", "neologism-proof", ["pooling on beer"]),
        ("beer-quiche", "undefeated", ["pooling on beer", "pooling on quiche"]),
        # Banks, Camerer & Porter (1994) made a game for each step: in game 4 divinity chooses, and the intuitive
        # criterion does not; in game 5 universal divinity, and divinity does not; in game 6 NWBR, and they do not.
        ("banks-camerer-porter-4", "intuitive", ["pooling on m2", "pooling on m3"]),
        ("banks-camerer-porter-4", "divinity", ["pooling on m3"]),
        ("banks-camerer-porter-4", "universal divinity", ["pooling on m3"]),
        ("banks-camerer-porter-5", "divinity", ["pooling on m1", "pooling on m3"]),
        ("banks-camerer-porter-5", "universal divinity", ["pooling on m1"]),
        ("banks-camerer-porter-6", "divinity", ["pooling on m2", "pooling on m3"]),
        ("banks-camerer-porter-6", "universal divinity", ["pooling on m2", "pooling on m3"]),
        # Farrell (1993): where interests agree, who babbles could speak and be believed.
        ("cheap-talk", "neologism-proof",
         ["separating: low say high; high say low", "separating: low say low; high say high"]),
    ],
)  # fmt: skip
def test_what_the_literature_says(slug: str, concept: str, expected: list[str]) -> None:
    assert kept(slug, concept) == expected


def test_no_equilibrium_need_be_neologism_proof():
    """Farrell (1993): who babbles is upset by the type that would rather be known."""
    found = solve(farrell())
    left = refine(found, "neologism-proof")
    assert len(found) > 0
    assert len(left) == 0
    assert left.complete
    assert "No equilibrium of a game need survive it." in str(left)
    with pytest.raises(IndexError, match="none survives neologism-proofness, which can happen"):
        left[0]
    assert any('"I am early" is to be believed: the best reply, go,' in str(one) for one in left.rejected)


def test_separation_is_defeated_by_a_pool_in_which_all_have_more():
    """With much school the able have 4 - 3/2; with some school for all, 18/5 - 1/2, and the less able more than 0. That
    pool is defeated in turn, by the one on no school, which nothing defeats."""
    found = solve(schooling())
    left = refine(found, "undefeated")
    rejected = {verdict.family.name.partition(" (")[0]: verdict for verdict in left.rejected}
    separating = rejected["separating: able much; less able none"]
    assert (separating.message, separating.type) == ("some", "able")
    assert "defeated by pooling on some" in str(separating)
    assert "able has 31/10 rather than 5/2" in str(separating)
    assert "defeated by pooling on none" in str(rejected["pooling on some"])
    assert "pooling on none" in {family.name.partition(" (")[0] for family in left}


def test_sender_preferred_is_the_greatest_ex_ante_payoff_of_all_vertices():
    for sample in samples(30, (3, 3, 2), start=400):
        found = solve(sample.game)
        value = {
            one: sum(p * x for p, x in zip(sample.game.prior, worth(one), strict=True)) for one in found.vertices()
        }
        best = refine(found, "sender-preferred")
        assert len(best) > 0
        assert {value[one] for one in best.vertices() if one in value} == {max(value.values())}


def worth(one: object) -> list[Fraction]:
    game = one.game
    return [
        sum(
            one.sender.probabilities[t][m] * x * game.sender[t][m][r]
            for m, row in enumerate(one.receiver.probabilities)
            for r, x in enumerate(row)
        )
        for t in range(len(game.types))
    ]


# --- how they are ordered, and what they do not depend on -----------------------------------------------------------


def spans(found: Equilibria) -> set[tuple[object, object]]:
    """The vertices on both sides of each family, as numbers."""
    return {
        tuple(frozenset(vertex.probabilities for vertex in side.vertices) for side in (family.sender, family.receiver))
        for family in found
    }


def backwards(found: Equilibria) -> set[tuple[object, object]]:
    """The same with the types in the other order."""
    return {(frozenset(rows[::-1] for rows in senders), replies) for senders, replies in spans(found)}


def inside(small: Equilibria, large: Equilibria) -> bool:
    return all(large.contains(one.sender, one.receiver) for one in [*small.vertices(), *(f.middle() for f in small)])


@pytest.mark.parametrize("largest", [(3, 3, 2), (2, 3, 3)])
def test_universal_divinity_keeps_no_more_than_d2_and_without_ties_no_more_than_divinity(
    largest: tuple[int, int, int],
) -> None:
    """Where a reply leaves a type just as it is, divinity has that type believed, D2 asks for somebody who gains."""
    smaller = 0
    for sample in samples(120, largest, start=900):
        found = solve(sample.game)
        left = refine(found, "universal divinity")
        assert len(left) > 0, str(sample)  # every game has one (Banks & Sobel)
        assert inside(left, refine(found, "D2")), str(sample)
        if sample.kind == "generic":
            assert inside(left, refine(found, "divinity")), str(sample)
        smaller += len(left.rejected) > 0
    assert smaller > 0


@pytest.mark.parametrize("concept", SHELF)
def test_units_constants_and_the_order_of_types_do_not_matter(concept: str) -> None:
    """Payoffs in other units for each type, a constant added, types listed backwards. Sender preference compares types,
    so that its units are the same for all."""
    refused = changed = 0
    for sample in samples(40, (2, 3, 2), start=5000):
        game = sample.game
        scale = [2, 2, 2] if concept == "sender-preferred" else [3, 2, 5]
        other = SignalingGame(
            game.types[::-1], game.prior[::-1], game.messages, game.responses,
            [[[scale[t] * x + 7 for x in row] for row in table] for t, table in enumerate(game.sender)][::-1],
            [[[x / 3 - 1 for x in row] for row in table] for table in game.receiver][::-1])  # fmt: skip
        try:
            here, there = refine(solve(game), concept), refine(solve(other), concept)
        except InputError:
            refused += 1
            continue
        assert spans(here) == backwards(there), str(sample)
        changed += len(here.rejected) > 0
    assert changed > refused
    assert refused < 3


# --- parts, verdicts, refusals --------------------------------------------------------------------------------------


def test_verdicts_are_about_equilibria_that_do_not_survive_and_say_which_part():
    found = solve(catalog.load("beer-quiche").game)
    left = refine(found, "divinity")
    assert [family.name for family in left] == ["pooling on beer (in part)"]
    part, whole = left.rejected
    assert (part.whole_family, whole.whole_family) == (False, True)
    assert (whole.message, whole.type, whole.response) == ("beer", "surly", "don't")
    assert str(part).endswith("duel is, and draws nobody away: the reply must change, but not what happens in play.")
    for verdict in left.rejected:
        assert found.contains(verdict.assessment.sender, verdict.assessment.receiver)
        assert not left.contains(verdict.assessment.sender, verdict.assessment.receiver)


@pytest.mark.parametrize("concept", SHELF)
def test_answers_are_explained_and_read_back(concept: str) -> None:
    left = refine(solve(catalog.load("banks-camerer-porter-5").game), concept)
    assert from_json(left.to_json()) == left
    assert [str(explain(one)) for one in left.rejected] != []
    assert {one.concept for one in left.rejected} == {concept}


def test_what_is_not_closed_is_refused_by_name():
    found = solve(catalog.load("cheap-talk").game)
    with pytest.raises(
        InputError, match=r"undefeated: of 'semi-separating, pooling or babbling.*only members that send"
    ):
        refine(found, "undefeated")


def test_those_that_compare_need_all_equilibria():
    with pytest.warns(SearchLimitWarning):
        found = solve(catalog.load("spence").game, limit=3)
    for concept in ("undefeated", "sender-preferred"):
        with pytest.raises(InputError, match="compares with every equilibrium, and this list is not complete"):
            refine(found, concept)


def test_what_was_refined_by_another_is_not_compared():
    found = refine(solve(catalog.load("beer-quiche").game), "D1")
    with pytest.raises(InputError, match="concept: D1 and undefeated are not compared"):
        refine(found, "undefeated")
    again = refine(solve(catalog.load("beer-quiche").game), "perfect sequential")
    assert refine(again, "Perfect Sequential") == again
    with pytest.raises(InputError, match="not compared"):
        refine(again, "D1")


def test_names_are_those_that_are_listed():
    assert tuple(STANDARDS) == SHELF
    assert (*CONCEPTS, *SHELF) == NAMES
    with pytest.raises(UnknownNameError, match="'neologism-proof', 'sender-preferred'"):
        refine(solve(farrell()), "credible")
