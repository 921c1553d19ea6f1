"""What a solution is: look-up by label, points and ranges, membership, payoffs and outcomes."""

from __future__ import annotations

import copy
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from itertools import count
from random import Random
from types import FrameType
from typing import Any

import pytest

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.later import Later
from termination.engine.model import Event
from termination.engine.outcomes import sender_payoff
from termination.engine.places import Places
from termination.engine.strategies import Constraint, Range, Strategy, StrategySet, spread
from termination.errors import InputError, UnknownNameError
from tests.oracles.random_games import samples

HALF = Fraction(1, 2)


@pytest.fixture
def found() -> Equilibria:
    return solve(
        SignalingGame(
            types=["wimp", "surly"],
            prior=["1/10", "9/10"],
            messages=["beer", "quiche"],
            responses=["duel", "don't"],
            sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
            receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        )
    )


def test_equilibria_are_a_sequence(found: Equilibria) -> None:
    assert isinstance(found, Sequence)
    assert len(found) == 2
    assert found[0] is found.families[0]
    assert found[-1] is found.families[1]
    assert found[:1] == found.families[:1]
    assert list(found) == list(found.families)
    assert repr(found) == "<Equilibria: 2 families, complete>"
    with pytest.raises(FrozenInstanceError):
        found.complete = False  # type: ignore[misc]


def test_families_are_found_by_name(found: Equilibria) -> None:
    assert found.named("pooling on beer") is found[0]
    assert found.named("quiche") is found[1]
    for name in ("tea", "pooling", ""):
        with pytest.raises(UnknownNameError, match="pooling on beer"):
            found.named(name)
    for number in (0, None, ["tea"]):
        with pytest.raises(InputError, match=r"name: expected a name, or part of one; .* as in found\[0\], found "):
            found.named(number)  # type: ignore[arg-type]


def test_entries_are_fractions_or_ranges(found: Equilibria) -> None:
    beer = found[0]
    assert beer.sender["surly"] == {"beer": 1, "quiche": 0}
    assert type(beer.sender["surly"]["beer"]) is Fraction
    duel = beer.receiver["quiche"]["duel"]
    assert isinstance(duel, Range)
    assert (duel.low, duel.high) == (HALF, 1)
    assert str(duel) == "1/2 to 1"
    assert 0.75 in duel
    assert "1/3" not in duel
    assert beer.receiver.to_lists() == [[0, 1], [Range(HALF, Fraction(1)), Range(Fraction(0), HALF)]]
    assert list(beer.sender) == ["wimp", "surly"]
    assert len(beer.sender) == 2
    assert beer.sender.is_point
    assert not beer.receiver.is_point


def test_unknown_labels_get_the_list_of_known_ones(found: Equilibria) -> None:
    beer = found[0]
    for wrong, known in (
        (lambda: beer.sender["strong"], "surly"),
        (lambda: beer.receiver["tea"], "quiche"),
        (lambda: beer.beliefs["beer"]["strong"], "surly"),
        (lambda: beer.beliefs["beer"][0].beliefs["strong"], "surly"),
        (lambda: beer.payoffs["opener"], "receiver"),
    ):
        with pytest.raises(UnknownNameError, match=known):
            wrong()
    with pytest.raises(LookupError):
        _ = beer.sender["strong"]


def test_every_look_up_by_label_is_a_mapping_that_lists_its_labels(found: Equilibria) -> None:
    """An unknown label is a `KeyError` with the labels there are; `in` and `.get` ask without one."""
    beer = found[0]
    vertex = beer.vertices()[0]
    for mapping, known in (
        (beer.outcomes, "message quiche"),
        (beer.beliefs, "quiche"),
        (beer.beliefs["quiche"][0].beliefs, "surly"),
        (beer.sender, "surly"),
        (beer.sender["surly"], "quiche"),
        (beer.receiver, "quiche"),
        (beer.receiver["quiche"], "duel"),
        (beer.payoffs.by_type, "surly"),
        (vertex.sender, "surly"),
        (vertex.receiver["quiche"], "duel"),
        (vertex.beliefs, "quiche"),
        (vertex.beliefs["quiche"], "surly"),
    ):
        assert isinstance(mapping, Mapping)
        with pytest.raises(UnknownNameError, match=f"no .* 'porridge'; there are: .*'{known}'"):
            _ = mapping["porridge"]
        with pytest.raises(KeyError):
            _ = mapping["porridge"]
        assert "porridge" not in mapping
        assert mapping.get("porridge") is None
        assert list(mapping.values()) == [mapping[label] for label in mapping] == [v for _, v in mapping.items()]
        assert known in mapping
    assert pickle.loads(pickle.dumps(beer.outcomes)) == beer.outcomes  # noqa: S301
    with pytest.raises(UnknownNameError, match="'message beer'"):
        _ = pickle.loads(pickle.dumps(beer.outcomes))["porridge"]  # noqa: S301


def test_payoffs_and_outcomes(found: Equilibria) -> None:
    beer, quiche = found
    assert [beer.payoffs[t] for t in ("wimp", "surly")] == [2, 3]
    assert beer.payoffs["ex ante"] == beer.payoffs.ex_ante == Fraction(29, 10)
    assert beer.payoffs["receiver"] == beer.payoffs.receiver == 0
    assert quiche.payoffs.by_type == {"wimp": 3, "surly": 2}
    assert beer.outcomes == {"message beer": 1, "message quiche": 0, "response duel": 0, "response don't": 1}
    assert beer.sent == (True, False)


def test_payoffs_range_over_a_family() -> None:
    """The receiver's payoff is linear in either player's mixing: its extremes are at pairs of vertices."""
    free = 0
    for sample in samples(60, start=600):
        for family in solve(sample.game):
            values = [_receiver_payoff(sample.game, assessment) for assessment in family.vertices()]
            assert family.payoffs.receiver == spread(values)
            for t, label in enumerate(sample.game.types):
                each = [sender_payoff(sample.game, t, v.sender, v.receiver) for v in family.vertices()]
                assert family.payoffs[label] == spread(each)
            for name, event in sample.game.events().items():
                assert family.outcomes[name] == spread(_probability(sample.game, v, event) for v in family.vertices())
            free += isinstance(family.payoffs.receiver, Range)
            low, high = min(values), max(values)
            assert low <= _receiver_payoff(sample.game, family.middle()) <= high
    assert free > 5


def _receiver_payoff(game: SignalingGame, assessment: Assessment) -> Fraction:
    total = Fraction(0)
    for t, p in enumerate(game.prior):
        for m, message in enumerate(game.messages):
            for r, response in enumerate(game.response_sets[m]):
                weight = assessment.sender[game.types[t]][message] * assessment.receiver[message][response]
                total += p * weight * game.receiver[t][m][r]
    return total


def _probability(game: SignalingGame, assessment: Assessment, event: Event) -> Fraction:
    return sum(
        (
            p * assessment.sender[t][m] * assessment.receiver[m][r]
            for t, p in zip(game.types, game.prior, strict=True)
            for m, r in sorted(event)
        ),
        Fraction(0),
    )


def test_probabilities_of_outcomes_add_up() -> None:
    for sample in samples(100, start=700):
        for family in solve(sample.game):
            for assessment in [*family.vertices(), family.middle()]:
                for rows in (assessment.sender.to_lists(), assessment.receiver.to_lists()):
                    assert all(sum(row) == 1 and min(row) >= 0 for row in rows)
            messages = [family.outcomes[f"message {m}"] for m in sample.game.messages]
            if not any(isinstance(value, Range) for value in messages):
                assert sum(messages) == 1


def test_vertices_are_assessments_with_beliefs(found: Equilibria) -> None:
    vertices = found[0].vertices()
    assert len(vertices) == 2
    assert all(isinstance(vertex, Assessment) for vertex in vertices)
    assert [vertex.receiver.to_lists() for vertex in vertices] == [[[0, 1], [1, 0]], [[0, 1], [HALF, HALF]]]
    sure, mixing = vertices
    assert mixing.beliefs["beer"].vertices == ((Fraction(1, 10), Fraction(9, 10)),)
    assert mixing.beliefs["quiche"].is_point
    assert sure.beliefs["quiche"]["wimp"] == Range(HALF, Fraction(1))
    assert found.vertices() == [*found[0].vertices(), *found[1].vertices()]


def test_membership_takes_lists_mappings_and_strategies(found: Equilibria) -> None:
    beer = found[0]
    sender, receiver = [[1, 0], [1, 0]], [[0, 1], ["3/4", 0.25]]
    assert found.contains(sender, receiver)
    assert beer.contains(sender, receiver)
    assert not found[1].contains(sender, receiver)
    assert found.contains(
        {"surly": {"beer": 1, "quiche": 0}, "wimp": [1, 0]}, {"quiche": {"don't": 0, "duel": 1}, "beer": (0, 1)}
    )
    vertex = beer.vertices()[0]
    assert found.contains(vertex.sender, vertex.receiver)
    assert not found.contains(sender, [[0, 1], ["1/4", "3/4"]])
    assert not found.contains([[0, 1], [1, 0]], receiver)


@pytest.mark.parametrize(
    ("sender", "receiver", "places"),
    [
        ([[1, 0]], [[0, 1], [1, 0]], ["sender"]),
        ([[1, 0], [1]], [[0, 1], [1, 0]], ["sender.surly"]),
        ([[1, 0], [1, 1]], [[0, 1], [1, 0]], ["sender.surly"]),
        ([[2, -1], [1, 0]], [[0, 1], [1, 0]], ["sender.wimp"]),
        ([[1, 0], [1, 0]], [["x", 1], [1, None]], ["receiver.beer", "receiver.quiche"]),
        ([[1, 0], [1, 0]], {"beer": [0, 1], "tea": [0, 1]}, ["receiver", "receiver"]),
        (None, [[0, 1], [1, 0]], ["sender"]),
        ([[1, 0], [1]], [[0, 1], [1, 1]], ["sender.surly", "receiver.quiche"]),
        ([[0.333, 0.333], [1, 0]], [[0, 1], [1, 0]], ["sender.wimp"]),
    ],
)
def test_misshapen_strategies_are_refused(found: Equilibria, sender: Any, receiver: Any, places: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        found.contains(sender, receiver)
    assert [fault.where for fault in caught.value.faults] == places


def test_misshapen_strategies_are_refused_where_there_is_no_family(found: Equilibria) -> None:
    nothing = Equilibria(found.model, found.game, ())
    assert not nothing.contains([[1, 0], [1, 0]], [[0, 1], [1, 0]])
    with pytest.raises(InputError, match=r"sender\.surly"):
        nothing.contains([[1, 0], [1, 1]], [[0, 1], [1, 0]])


def test_strategies_compare_and_hash_by_value() -> None:
    one, other = (Strategy(("m",), (("x", "y"),), ((HALF, HALF),)) for _ in range(2))
    third = Strategy(("m",), (("x", "y"),), ((Fraction(1), Fraction(0)),))
    assert one == other
    assert hash(one) == hash(other)
    assert one != third
    assert len({one, other, third}) == 2
    assert repr(third) == "Strategy({'m': {'x': '1'}})"


def test_solving_twice_gives_equal_results() -> None:
    for sample in samples(40, start=800):
        one, other = solve(sample.game), solve(sample.game)
        assert one == other
        assert [family.beliefs for family in one] == [family.beliefs for family in other]


def test_results_survive_a_process_boundary(found: Equilibria) -> None:
    """Sweeps send results between processes; cached properties are recomputed to the same values."""
    again = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert again == found
    assert again[0].certificate == found[0].certificate


def test_families_are_told_when_the_first_is_read(found: Equilibria) -> None:
    """How many there are, and whether these are all, is known before."""
    told = []

    class Named:
        game = found.game.game
        events = found.game.events

        def describe(self, family: Family) -> str:
            told.append(family)
            return family.game.describe(family)

    again = solve(Named())
    assert (len(again), bool(again), again.complete, again.unexamined) == (2, True, True, "")
    assert repr(again) == "<Equilibria: 2 families, complete>"
    assert not told
    assert [family.name for family in again] == ["pooling on beer", "pooling on quiche"]
    assert again == replace(again, families=tuple(again.families))
    assert len(told) == 2


@pytest.mark.parametrize("name", [None, 3, ["beer"]])
def test_a_name_for_a_family_that_is_no_text_is_refused_when_it_is_read(found: Equilibria, name: object) -> None:
    class Misnamed:
        game = found.game.game
        events = found.game.events

        def describe(self, family: Family) -> Any:
            return name

    again = solve(Misnamed())
    for _ in range(2):
        with pytest.raises(InputError, match="describe: expected a name for a family of equilibria, a text, found "):
            again[0]


def test_what_is_made_later_is_whole_for_every_thread() -> None:
    """Another thread is done at any line of the first reading."""
    for line in range(8):
        several = Later(lambda: iter("abc"))
        before = sys.gettrace()
        sys.settrace(_reading(several, at=line))
        try:
            first = several[:]
        finally:
            sys.settrace(before)
        assert first == several[:] == tuple("abc")


def _reading(several: Later[str], at: int) -> Callable[..., Any]:
    """What reads all of it, as another thread might, before the line with this number of its own code is run."""
    lines = count()

    def between(frame: FrameType, event: str, arg: object) -> Any:
        if frame.f_code is Later._all.__code__ and event == "line" and next(lines) == at:
            assert several._all() == tuple("abc")  # which is not traced in its turn
        return between

    return between


def test_vertices_of_a_family_are_a_sequence_like_a_tuple() -> None:
    """Some of a pool that families share, and what a set of its own tells, for it is made of the same strategies."""
    for sample in samples(60, start=950):
        for family in solve(sample.game):
            for side in (family.sender, family.receiver):
                vertices = tuple(side.vertices)
                own = StrategySet(side.rows, side.columns, vertices, side.constraints)
                assert (own, hash(own), repr(own)) == (side, hash(side), repr(side))
                assert (own.support, own.always) == (side.support, side.always)
                assert side.vertices == vertices == copy.deepcopy(side.vertices)
                assert side.vertices != vertices[:-1]
                assert [side.vertices[i] for i in range(-len(vertices), len(vertices))] == [*vertices, *vertices]
                assert side.vertices[::-1] == vertices[::-1]
                assert repr(side.vertices) == repr(vertices)
                assert side.vertices + vertices == vertices + side.vertices == 2 * side.vertices == vertices * 2
                for i in range(len(side.rows)):
                    cells = list(zip(*(vertex.probabilities[i] for vertex in vertices), strict=True))
                    assert side.entries(i) == tuple(map(spread, cells))
                    assert side.support[i] == tuple(map(any, cells))
                    assert side.always[i] == tuple(map(all, cells))
            assert family.sender.kinds == Counter(vertex.kind for vertex in family.sender.vertices)


@pytest.mark.parametrize("seed", range(30))
def test_ends_are_the_least_and_the_greatest(seed: int) -> None:
    rng = Random(f"ends {seed}")
    most = rng.choice([1, 2, 5, 40, 400])
    values = [Fraction(rng.randrange(most), max(most - 1, 1)) for _ in range(rng.randint(1, 300))]
    places = Places.of(values)
    assert list(places.values) == sorted(set(values))
    for _ in range(20):
        some = rng.sample(range(len(values)), rng.randint(1, min(len(values), rng.choice([1, 3, 300]))))
        low, high = places.ends(sum(1 << i for i in some))
        assert (places.values[low], places.values[high]) == (min(values[i] for i in some), max(values[i] for i in some))


def test_constraints_hold_or_do_not() -> None:
    at_least = Constraint((2, -1, 0), False)
    assert at_least.holds([HALF, Fraction(1)])
    assert not at_least.holds([Fraction(1, 3), Fraction(1)])
    assert not Constraint((2, -1, 1), True).holds([HALF, Fraction(1)])
    assert Constraint((2, -1, -1), True).holds([Fraction(1), Fraction(1)])


def test_the_middle_lies_in_the_family_with_full_support() -> None:
    for sample in samples(100, start=900):
        for family in solve(sample.game):
            middle = family.middle()
            assert family.contains(middle.sender, middle.receiver)
            for side, strategy in ((family.sender, middle.sender), (family.receiver, middle.receiver)):
                assert [[x > 0 for x in row] for row in strategy.to_lists()] == [list(row) for row in side.support]


@pytest.mark.parametrize(
    ("sender_payoffs", "kinds"),
    [
        ([[[1], [0]], [[1], [0]]], ["pooling"]),
        ([[[1], [0]], [[0], [1]]], ["separating"]),
        ([[[1], [1]], [[0], [1]]], ["semi-separating"]),
        ([[[1], [1]], [[1], [1]]], ["semi-separating"]),
    ],
)
def test_kinds(sender_payoffs: Any, kinds: list[str]) -> None:
    game = SignalingGame(["a", "b"], [HALF, HALF], ["m", "n"], ["r"], sender_payoffs, [[[0], [0]], [[0], [0]]])
    assert [family.kind for family in solve(game)] == kinds


def test_a_single_type_pools_whatever_it_mixes() -> None:
    (family,) = solve(SignalingGame(["t"], [1], ["m", "n"], ["r"], [[[1], [1]]], [[[0], [0]]]))
    assert family.kind == "pooling"
    assert family.name == "pooling or babbling on m or n"
    assert family.sender["t"]["m"] == Range(Fraction(0), Fraction(1))
