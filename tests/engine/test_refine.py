"""Refinements: verdicts that the literature knows, and properties that hold for every game."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.outcomes import sender_payoff
from termination.engine.refining.concepts import CONCEPTS, concept_named
from termination.engine.refining.refine import refine
from termination.engine.refining.verdicts import Verdict, varies, verdict_on
from termination.engine.strategies import Range
from termination.errors import InputError, UnknownNameError
from tests.oracles.definitions import among, disagreements, judged_at, points_of, sender_worth, survivals, unsent
from tests.oracles.random_games import Sample, make, random_game, samples
from tests.properties import examples

F = Fraction


def beer_quiche(wimps: str = "1/10") -> SignalingGame:
    """Cho & Kreps (1987), with their payoffs."""
    return SignalingGame(
        types=["wimp", "surly"],
        prior=[wimps, 1 - F(wimps)],
        messages=["beer", "quiche"],
        responses=["duel", "don't"],
        sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    )


def spence(productivity: dict[str, int], levels: Sequence[str], wages: Sequence[str]) -> SignalingGame:
    """Spence's schooling, on a grid: a level e costs e / productivity; the employer wants to pay the productivity."""
    types = list(productivity)
    return SignalingGame.from_function(
        types,
        [F(1, len(types))] * len(types),
        levels,
        wages,
        sender=lambda t, e, w: F(w) - F(e) / productivity[t],
        receiver=lambda t, e, w: -((F(w) - productivity[t]) ** 2),
    )


def stay_or_go(
    prior: Sequence[str], sender: Sequence[Sequence[int]], receiver: Sequence[Sequence[int]]
) -> SignalingGame:
    """Staying pays every type 0; after going the receiver has a choice. Rows by type, columns by response."""
    types = ["ann", "bea", "cam"][: len(sender)]
    replies = {"stay": ["end"], "go": [f"r{r}" for r in range(len(sender[0]))]}
    return SignalingGame(
        types, prior, ["stay", "go"], replies, [[[0], row] for row in sender], [[[0], row] for row in receiver]
    )


#: Found by search over small integers: all types stay in one equilibrium, which falls to the later concept only.
PARTED = {
    ("intuitive", "D1"): stay_or_go(["1/2", "1/2"], [[0, -2], [2, -2]], [[-2, -2], [0, -1]]),
    ("D1", "D2"): stay_or_go(
        ["1/3", "1/3", "1/3"], [[-2, 1, 2], [2, -1, 0], [1, -2, 2]], [[0, -1, 2], [2, 0, 1], [-2, 0, -2]]
    ),
    ("D2", "NWBR"): stay_or_go(["1/2", "1/2"], [[0, 0, 2], [-2, 2, 2]], [[-2, 0, 0], [2, -1, 0]]),
}


def survivors(game: SignalingGame, concept: str) -> list[str]:
    return [family.name for family in refine(solve(game), concept)]


def all_refined(game: SignalingGame) -> tuple[Equilibria, dict[str, Equilibria]]:
    found = solve(game)
    return found, {concept: refine(found, concept) for concept in CONCEPTS}


# --- verdicts that the literature knows ------------------------------------------------------------------------------


@pytest.mark.parametrize("concept", CONCEPTS)
def test_beer_quiche_keeps_beer_only(concept: str) -> None:
    found = solve(beer_quiche())
    assert [family.name for family in found] == ["pooling on beer", "pooling on quiche"]
    kept = refine(found, concept)
    assert [family.name.removesuffix(" (in part)") for family in kept] == ["pooling on beer"]
    (fallen,) = [v for v in kept.rejected if v.family is found[1]]
    assert (fallen.message, fallen.ruled_out, fallen.type, fallen.response) == ("beer", ("wimp",), "surly", "don't")
    assert fallen.whole_family


def test_beer_quiche_with_many_wimps_mixes_on_both_sides_and_survives_everything() -> None:
    found = solve(beer_quiche("3/5"))
    (family,) = found
    assert family.kind == "semi-separating"
    assert any(0 < x < 1 for row in family.receiver.middle.probabilities for x in row)
    for concept in CONCEPTS:
        assert refine(found, concept).families == found.families


def test_survivor_that_needs_a_mixed_reply_off_the_path_is_kept() -> None:
    """Either pure reply to going draws a type; mixtures around one half hold both back, and no concept objects."""
    game = stay_or_go(["1/2", "1/2"], [[1, -2], [-2, 1]], [[0, 1], [1, 0]])
    for concept in CONCEPTS:
        kept = refine(solve(game), concept).named("pooling on stay")
        assert str(kept.receiver["go"]["r0"]) == "1/3 to 2/3"


@pytest.mark.parametrize("concept", ["D1", "D2", "NWBR"])
def test_spence_d1_selects_the_riley_outcome(concept: str) -> None:
    game = spence({"low": 1, "high": 2}, ["0", "3/5", "6/5", "9/5"], ["1", "5/4", "3/2", "7/4", "2"])
    found = solve(game)
    assert {family.kind for family in found} == {"pooling", "separating", "semi-separating"}
    kept = refine(found, concept)
    assert len(kept) > 0
    for family in kept:
        assert family.sender["low"]["0"] == 1
        assert family.sender["high"]["6/5"] == 1


def test_spence_with_three_types_the_intuitive_criterion_keeps_pooling_and_d1_does_not() -> None:
    game = spence({"low": 1, "mid": 2, "high": 3}, ["0", "6/5", "18/5"], ["1", "3/2", "2", "5/2", "3"])
    found = solve(game)
    assert "pooling" in {family.kind for family in refine(found, "intuitive")}
    kept = refine(found, "D1")
    assert "pooling" not in {family.kind for family in kept}
    assert "separating: low 0; mid 6/5; high 18/5" in [family.name for family in kept]


@pytest.mark.parametrize(("weaker", "stronger"), PARTED)
def test_each_concept_cuts_what_the_one_before_does_not(weaker: str, stronger: str) -> None:
    game = PARTED[weaker, stronger]
    assert "pooling on stay" in survivors(game, weaker)
    kept = refine(solve(game), stronger)
    assert not any(family.name.startswith("pooling on stay") for family in kept)
    (verdict,) = [v for v in kept.rejected if v.family.name == "pooling on stay"]
    assert verdict.message == "go"
    assert verdict.type is not None


# --- families that survive in part -----------------------------------------------------------------------------------


def test_part_of_a_family_survives_with_the_replies_that_are_supported() -> None:
    """After quiche D1 leaves only wimps, whom he duels for sure; weaker threats hold too, but nothing supports them."""
    found = solve(beer_quiche())
    assert str(found[0].receiver["quiche"]["duel"]) == "1/2 to 1"
    kept = refine(found, "D1")
    assert [family.name for family in kept] == ["pooling on beer (in part)"]
    assert kept[0].receiver["quiche"]["duel"] == 1
    (verdict,) = [v for v in kept.rejected if v.family is found[0]]
    assert (verdict.type, verdict.response, verdict.ruled_out) == (None, None, ("surly",))
    assert not verdict.whole_family
    assert str(verdict) == (
        "pooling on beer (in part): after quiche D1 rules out surly (at best 2 there, 3 now). Against wimp, the reply "
        "relied on (duel with 3/4 and don't with 1/4) is not best; duel is, and draws nobody away: the reply "
        "must change, but not what happens in play."
    )


def test_a_family_that_survives_whole_is_the_same_object() -> None:
    found = solve(beer_quiche())
    assert refine(found, "intuitive")[0] is found[0]


@pytest.mark.thorough
def test_parts_are_equilibria_and_their_limits_survive() -> None:
    """Every vertex of a part that was cut out is an equilibrium and survives by the definitions: survival is closed."""
    parts = 0
    for sample in samples(600, (3, 3, 2), start=400):
        found, refined = all_refined(sample.game)
        for concept, kept in refined.items():
            for family in kept:
                if family.name.endswith("(in part)"):
                    parts += 1
                    assert family.certificate.valid, (str(sample), concept)
                    for sender, receiver in points_of(family, Random(sample.seed)):
                        assert among(found, sender, receiver)
                        assert survivals(sample.game, sender, receiver)[concept], (str(sample), concept)
    assert parts > 50


@pytest.mark.thorough
def test_no_part_lies_inside_another() -> None:
    for sample in samples(400, (3, 3, 2), start=1500):
        for kept in all_refined(sample.game)[1].values():
            for i, family in enumerate(kept):
                for other in kept.families[:i] + kept.families[i + 1 :]:
                    inside = [
                        all(large.contains(vertex.probabilities) for vertex in small.vertices)
                        for large, small in ((other.sender, family.sender), (other.receiver, family.receiver))
                    ]
                    assert not all(inside), str(sample)


def test_names_of_parts_differ_and_survive_a_second_refinement() -> None:
    found = solve(random_game("knife edge", (3, 2, 2), 1997))
    once = refine(found, "D1")
    names = [family.name for family in once]
    assert names[2:] == [f"pooling on m1 (in part, {k})" for k in (1, 2, 3)]
    assert [family.name for family in refine(once, "D1")] == names


# --- the definitions, at single equilibria ---------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(5))
def test_agrees_with_the_definitions_at_single_equilibria(block: int) -> None:
    for sample in samples(200, (3, 3, 2), start=200 * block):
        found, refined = all_refined(sample.game)
        assert disagreements(found, refined, Random(sample.seed)) == [], str(sample)


@pytest.mark.long
@pytest.mark.parametrize("size", [(2, 2, 2), (3, 3, 2), (4, 3, 2), (5, 2, 2), (2, 4, 2)])
def test_agrees_with_the_definitions_in_many_games(size: tuple[int, int, int]) -> None:
    for sample in samples(8000, size, start=50_000):
        found, refined = all_refined(sample.game)
        assert disagreements(found, refined, Random(sample.seed)) == [], str(sample)


@pytest.mark.parametrize(("size", "seed"), [((2, 3, 2), 6506), ((3, 2, 2), 1997)])
def test_what_is_lost_never_reappears_as_the_border_of_another_part(size: tuple[int, int, int], seed: int) -> None:
    """Regression: what lay outside several surviving regions was covered by closures one of which was no closure of
    anything lost, so that its middle survived and there was no verdict to give."""
    found, refined = all_refined(random_game("knife edge", size, seed))
    assert disagreements(found, refined, Random(seed)) == []
    for kept in refined.values():
        for verdict in kept.rejected:
            assert not kept.contains(verdict.assessment.sender, verdict.assessment.receiver)


# --- order, and never nothing ----------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("largest", [(3, 3, 2), (2, 3, 3), (3, 2, 3)])
def test_each_concept_keeps_no_more_than_the_one_before(largest: tuple[int, int, int]) -> None:
    for sample in samples(150, largest, start=3000):
        _, refined = all_refined(sample.game)
        rng = Random(sample.seed)
        for weaker, stronger in pairwise(CONCEPTS):
            for family in refined[stronger]:
                for sender, receiver in points_of(family, rng, 2):
                    assert among(refined[weaker], sender, receiver), (str(sample), weaker, stronger)


def test_with_two_responses_d1_d2_and_nwbr_coincide() -> None:
    for sample in samples(300, (3, 3, 2), start=4000):
        _, refined = all_refined(sample.game)
        assert refined["D1"].families == refined["D2"].families == refined["NWBR"].families, str(sample)


def test_with_two_types_d1_and_d2_coincide() -> None:
    for sample in samples(150, (2, 3, 3), start=4000):
        _, refined = all_refined(sample.game)
        assert refined["D1"].families == refined["D2"].families, str(sample)


def never_empty(size: tuple[int, int, int], seeds: range, concepts: Sequence[str]) -> None:
    for seed in seeds:
        found = solve(random_game("generic", size, seed))
        for concept in concepts:
            assert len(refine(found, concept)) > 0, (size, seed, concept)


@pytest.mark.thorough
@pytest.mark.parametrize("size", [(2, 2, 2), (2, 3, 2), (3, 2, 2), (2, 2, 3), (3, 2, 3)])
def test_generic_games_keep_something(size: tuple[int, int, int]) -> None:
    never_empty(size, range(500), ("intuitive", "D1"))


@pytest.mark.long
@pytest.mark.parametrize("size", [(2, 2, 2), (2, 3, 2), (3, 3, 2), (2, 2, 3), (3, 2, 3), (3, 3, 3), (4, 2, 4)])
def test_generic_games_keep_something_always(size: tuple[int, int, int]) -> None:
    never_empty(size, range(10_000, 15_000), CONCEPTS)


# --- edges -----------------------------------------------------------------------------------------------------------


def hold_or_escalate(first: str, second: str) -> tuple[Equilibria, Family]:
    """Staying pays `first` and `second`; going pays 1 - 2a at escalation probability a: they go below (1 - u*) / 2."""
    game = SignalingGame(
        ["ann", "bea"],
        ["1/2", "1/2"],
        ["stay", "go"],
        {"stay": ["end"], "go": ["escalate", "hold"]},
        sender=[[[first], [-1, 1]], [[second], [-1, 1]]],
        receiver=[[[0], [1, 0]], [[0], [-1, 0]]],
    )
    found = solve(game)
    return found, found.named("pooling on stay")


@pytest.mark.parametrize(
    ("ann", "bea", "intuitive", "d1"),
    [
        ("0", "0", "", ""),  # thresholds meet: nobody is outdone
        ("0", "1/1000", "", "bea"),
        ("1/1000", "0", "", "ann"),
        ("1", "0", "", "ann"),  # ann is at best indifferent: enough for D1, not for the intuitive criterion
        ("1001/1000", "0", "ann", "ann"),
        ("0", "1001/1000", "", "bea"),  # against ann alone he escalates, which draws nobody
        ("1", "1", "", ""),  # nobody is ever drawn: nothing is inferred
        ("2", "2", "", ""),
        ("-1/2", "0", "", "bea"),
    ],
)
def test_knife_edges(ann: str, bea: str, intuitive: str, d1: str) -> None:
    found, pooling = hold_or_escalate(ann, bea)
    for concept, ruled_out in (("intuitive", intuitive), ("D1", d1), ("D2", d1), ("NWBR", d1)):
        kept = refine(found, concept)
        told = {verdict.ruled_out for verdict in kept.rejected if verdict.family is pooling}
        assert told == ({(ruled_out,)} if ruled_out else set()), concept
        assert any(family is pooling for family in kept) == (not ruled_out)


def test_one_type_is_never_ruled_out() -> None:
    game = SignalingGame(["t"], [1], ["m", "n"], ["l", "r"], [[[0, 1], [2, 0]]], [[[0, 0], [0, 0]]])
    found = solve(game)
    for concept in CONCEPTS:
        assert refine(found, concept).families == found.families


def test_many_types_stay_quick_because_sets_of_types_are_not_enumerated() -> None:
    game = random_game("small", (12, 2, 2), 3)
    found = solve(game)
    for concept in CONCEPTS:
        for family in (kept := refine(found, concept)):
            for sender, receiver in points_of(family, Random(0), 1):
                assert survivals(game, sender, receiver)[concept]
        assert kept.complete


# --- chains, errors --------------------------------------------------------------------------------------------------


def test_refining_twice_is_the_stronger_concept() -> None:
    for sample in samples(200, (3, 3, 2), start=7000):
        _, refined = all_refined(sample.game)
        twice = refine(refined["intuitive"], "D1")
        assert twice.concept == "D1"
        assert set(map(vertex_set, twice)) == set(map(vertex_set, refined["D1"])), str(sample)
        back = refine(refined["D1"], "intuitive")
        assert (back.families, back.concept) == (refined["D1"].families, "D1")
        assert back.rejected == refined["D1"].rejected
        assert len(twice.rejected) >= len(refined["intuitive"].rejected)


def test_verdicts_are_told_when_they_are_first_read(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []

    def tell(family: Family, *facts: Any) -> Verdict:
        told.append(family)
        return verdict_on(family, *facts)

    monkeypatch.setattr("termination.engine.refining.refine.verdict_on", tell)
    found = solve(beer_quiche())
    kept = refine(refine(found, "intuitive"), "D1")
    assert not told
    assert [str(verdict)[:18] for verdict in kept.rejected] == ["pooling on quiche:", "pooling on beer (i"]
    assert len(told) == 2
    assert copy.deepcopy(kept) == kept == replace(kept, rejected=tuple(kept.rejected))
    assert len(told) == 2
    assert refine(found, "intuitive") != replace(kept, concept="intuitive")


def test_payoffs_that_do_not_vary_are_asked_about_as_if_they_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests put once at the one u* of a family say what half-spaces over its polytope do."""
    solved = [solve(sample.game) for sample in samples(60, (3, 3, 2), start=9100)]
    once = [refine(found, concept) for found in solved for concept in CONCEPTS]
    monkeypatch.setattr(
        "termination.engine.refining.refine._ways", lambda family, tests, worth: [test.passes_if for test in tests]
    )
    assert [refine(found, concept) for found in solved for concept in CONCEPTS] == once
    assert any(kept.rejected and "(in part)" in kept[0].name for kept in once)
    assert any(kept.rejected and "(in part)" not in kept[0].name for kept in once)


def test_incomplete_stays_incomplete() -> None:
    cut_short = replace(solve(beer_quiche()), complete=False, unexamined="some")
    assert refine(cut_short, "D1").complete is False
    assert refine(cut_short, "D1").unexamined == "some"


@pytest.mark.parametrize("spelling", ["d1", "D1", " d1 ", "nwbr", "Intuitive"])
def test_concepts_in_any_case(spelling: str) -> None:
    assert concept_named(spelling) in CONCEPTS


@pytest.mark.parametrize("wrong", ["D3", "", "properness", None, 1])
def test_unknown_concepts_are_refused_with_the_list(wrong: object) -> None:
    with pytest.raises(UnknownNameError) as error:
        refine(solve(beer_quiche()), wrong)  # type: ignore[arg-type]
    for concept in CONCEPTS:
        assert repr(concept) in str(error.value)


def test_refusing_what_was_not_solved() -> None:
    with pytest.raises(InputError, match="solve"):
        refine(beer_quiche(), "D1")  # type: ignore[arg-type]


# --- verdicts --------------------------------------------------------------------------------------------------------


def verdicts(count: int, largest: tuple[int, int, int], start: int) -> Iterator[tuple[Sample, Equilibria, Verdict]]:
    for sample in samples(count, largest, start=start):
        for kept in all_refined(sample.game)[1].values():
            for verdict in kept.rejected:
                yield sample, kept, verdict


def test_every_verdict_is_about_a_rejected_equilibrium_and_says_why() -> None:
    seen = {"deviates": 0, "only the reply": 0}
    for sample, kept, verdict in verdicts(300, (3, 3, 3), 9000):
        game, sender, receiver = sample.game, verdict.assessment.sender, verdict.assessment.receiver
        where = f"{sample} {verdict}"
        assert verdict.family.contains(sender, receiver), where
        assert not kept.contains(sender, receiver), where
        assert not any(sender[t][verdict.message] for t in game.types), where
        assert 0 < len(verdict.ruled_out) < len(game.types), where
        assert verdict.concept == kept.concept
        told = str(verdict)
        assert told.startswith(verdict.family.name)
        assert all(type_ in told for type_ in verdict.ruled_out)
        if verdict.type is None:
            seen["only the reply"] += 1
            assert verdict.response is None
            assert "the reply must change, but not what happens in play." in told
            continue
        seen["deviates"] += 1
        t, m = game.types.index(verdict.type), game.messages.index(verdict.message)
        paid = game.sender[t][m][game.response_sets[m].index(verdict.response or "")]
        now = sender_payoff(game, t, sender, receiver)
        assert paid > now, where
        assert f"{paid}" in told, where
        assert f"rather than {now}." in told, where
    assert min(seen.values()) > 40


def test_payoffs_vary_within_a_family_where_its_vertices_say_so() -> None:
    found = {True: 0, False: 0}
    for sample in samples(300):
        for family in solve(sample.game):
            expected = any(isinstance(value, Range) for value in family.payoffs.by_type.values())
            assert varies(family) == expected, sample
            found[expected] += not family.receiver.is_point
    assert min(found.values()) > 50


def test_verdicts_name_the_types_that_the_definitions_rule_out() -> None:
    for sample, kept, verdict in verdicts(600, (3, 3, 2), 12_000):
        game, sender, receiver = sample.game, verdict.assessment.sender, verdict.assessment.receiver
        m = game.messages.index(verdict.message)
        worth = sender_worth(game, sender.probabilities, receiver.probabilities)
        judgement = judged_at(game, m, worth, receiver.probabilities[m])[kept.concept]
        assert not judgement.passes
        assert verdict.ruled_out == tuple(game.types[t] for t in sorted(judgement.ruled_out)), str(sample)


@pytest.mark.thorough
def test_where_only_the_reply_fails_another_reply_saves_the_outcome() -> None:
    """The sentence promises that the outcome survives: after every message that fails some other reply passes."""
    examined = 0
    for sample, kept, verdict in verdicts(600, (3, 3, 2), 12_000):
        if verdict.type is None:
            examined += 1
            game, sender = sample.game, verdict.assessment.sender.probabilities
            receiver = list(verdict.assessment.receiver.probabilities)
            worth = sender_worth(game, sender, receiver)
            for m in unsent(sender):
                steps = [F(k, 60) for k in range(61)] if len(receiver[m]) == 2 else [F(1)]
                steps += edges(game, m, worth)
                choices = [(a, 1 - a)[: len(receiver[m])] for a in steps]
                if not judged_at(game, m, worth, receiver[m])[kept.concept].passes:
                    receiver[m] = next(
                        reply
                        for reply in choices
                        if judged_at(game, m, worth, reply)[kept.concept].passes
                        and all(pay <= now for pay, now in zip(paid(game, m, reply), worth, strict=True))
                    )
            assert survivals(game, sender, receiver)[kept.concept], str(sample)
            assert kept.contains(sender, receiver), str(sample)
    assert examined > 40


def edges(game: SignalingGame, m: int, worth: Sequence[Fraction]) -> list[Fraction]:
    """The weights on the first response at which some type is indifferent."""
    rows = [table[m] for table in game.sender if len(table[m]) == 2 and table[m][0] != table[m][1]]
    all_ = [(now - row[1]) / (row[0] - row[1]) for row in rows for now in worth]
    return [a for a in all_ if 0 <= a <= 1]


def paid(game: SignalingGame, m: int, reply: Sequence[Fraction]) -> list[Fraction]:
    return [sum((a * u for a, u in zip(reply, table[m], strict=True)), F(0)) for table in game.sender]


@pytest.mark.thorough
def test_every_family_that_loses_something_has_a_verdict() -> None:
    for sample in samples(400, (3, 3, 3), start=15_000):
        found, refined = all_refined(sample.game)
        for kept in refined.values():
            for family in found:
                own = [verdict for verdict in kept.rejected if verdict.family is family]
                assert any(other is family for other in kept) == (not own), str(sample)
                if own and own[0].whole_family:
                    assert len(own) == 1
                assert len({(v.message, v.type, v.ruled_out, v.response) for v in own}) == len(own)


def test_the_message_named_is_one_at_which_the_outcome_falls_if_there_is_one() -> None:
    """High signals but stays closed: a reply fails after (silent, closed), the outcome only after (signal, open)."""
    harm = {"high": F(1, 5), "low": F(4, 5)}
    fight = {"high": F(1, 2), "low": F(1, 10)}
    talk = {"high": F(11, 20), "low": F(2, 5)}
    cost = {"high": F(1, 25), "low": F(7, 10)}

    def sender(t: str, m: str, r: str) -> Fraction:
        exposure = (F(4, 5) if "open" in m else F(1)) * harm[t] if r == "escalate" else F(0)
        return (talk[t] if "open" in m else fight[t]) - (cost[t] if "signal" in m else 0) - exposure

    game = SignalingGame.from_function(
        ["high", "low"],
        ["3/10", "7/10"],
        ["silent, closed", "silent, open", "signal, closed", "signal, open"],
        ["escalate", "hold"],
        sender,
        lambda t, m, r: harm[t] - F(2, 5) if r == "escalate" else F(0),
    )
    kept = refine(solve(game), "D1")
    (fallen,) = [v for v in kept.rejected if v.family.name == "separating: high signal, closed; low silent, open"]
    assert (fallen.message, fallen.type, fallen.response) == ("signal, open", "high", "hold")
    assert [family.name for family in kept] == ["separating: high signal, open; low silent, open (in part)"]


# --- what changes nothing --------------------------------------------------------------------------------------------


def vertex_set(family: Family) -> frozenset[object]:
    """A family as the set of its vertex pairs."""
    return frozenset((a.sender.probabilities, a.receiver.probabilities) for a in family.vertices())


seeds = st.integers(0, 10**6)
concepts = st.sampled_from(CONCEPTS)
kinds = st.sampled_from(["generic", "small", "knife edge", "twin types", "dominated", "ragged"])


@examples(60)
@given(
    kinds,
    seeds,
    st.permutations(range(3)),
    st.permutations(range(2)),
    st.permutations(range(2)),
    st.sampled_from(CONCEPTS),
)
def test_order_of_labels_is_immaterial(
    kind: str, seed: int, types: list[int], messages: list[int], responses: list[int], concept: str
) -> None:
    game = random_game("small" if kind == "ragged" else kind, (3, 2, 2), seed)
    tables = [
        [[[table[t][m][r] for r in responses] for m in messages] for t in types]
        for table in (game.sender, game.receiver)
    ]
    moved = make([game.prior[t] for t in types], *tables)

    def back(family: Family) -> frozenset[object]:
        return frozenset(
            (
                unmoved(unmoved_rows(a.sender.probabilities, types), messages),
                unmoved(unmoved_rows(a.receiver.probabilities, messages), responses),
            )
            for a in family.vertices()
        )

    assert set(map(vertex_set, refine(solve(game), concept))) == set(map(back, refine(solve(moved), concept)))


def unmoved_rows(rows: Sequence[Sequence[Fraction]], order: Sequence[int]) -> list[Sequence[Fraction]]:
    return [rows[order.index(i)] for i in range(len(order))]


def unmoved(rows: Sequence[Sequence[Fraction]], order: Sequence[int]) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(row[order.index(j)] for j in range(len(order))) for row in rows)


@examples(60)
@given(kinds, seeds, st.lists(st.integers(1, 9), min_size=4, max_size=4), st.data(), concepts)
def test_scale_and_constants_are_immaterial(
    kind: str, seed: int, scales: list[int], data: st.DataObject, concept: str
) -> None:
    """Each type's payoffs up to a positive scale and a constant, the receiver's up to a scale and one per (t, m)."""
    game = random_game(kind, (3, 3, 2), seed)
    shift = st.integers(-5, 5)
    shifts = [data.draw(shift) for _ in game.types]
    sender = [
        [[scale * x + add for x in row] for row in table]
        for table, scale, add in zip(game.sender, scales, shifts, strict=False)
    ]
    receiver = []
    for table in game.receiver:
        adds = [data.draw(shift) for _ in table]
        receiver.append([[scales[-1] * x + add for x in row] for row, add in zip(table, adds, strict=True)])
    changed = make(list(game.prior), sender, receiver)
    before, after = refine(solve(game), concept), refine(solve(changed), concept)
    assert [vertex_set(family) for family in before] == [vertex_set(family) for family in after]
    assert [v.ruled_out for v in before.rejected] == [v.ruled_out for v in after.rejected]
    assert [v.message for v in before.rejected] == [v.message for v in after.rejected]
