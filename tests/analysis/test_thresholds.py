"""Thresholds and what is said between them, against exact solutions scanned along random lines through random wars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import sympy as sp

import termination as tm
from termination.analysis.lines import Line, Piece, pieces
from termination.analysis.thresholds import Threshold, line_along, movable, thresholds
from termination.errors import InputError, UnknownNameError

#: They move no equilibrium, which is a test of its own.
IDLE = ("deescalation", "opponent_talks_value")
#: Shares that are all of it by default; their lines have a test of their own, tests/models/test_opening.py.
SHARES = ("talks_kept", "guarantee_delivery")
CONCEPTS = (None, "intuitive", "D1", "D2", "NWBR")
Answer = tuple[tuple[str, ...], tuple[str, ...]]


def answer(war: Any, concept: str | None) -> Answer:
    """The names of all equilibria and of the survivors, by the exact engine."""
    found = tm.solve(war)
    kept = tm.refine(found, concept) if concept else found
    families, survivors = (tuple(sorted({war.describe(family) for family in some})) for some in (found, kept))
    return families, survivors


def random_war(rng: Random) -> tm.OpeningGame:
    """Any war at all: premia of either sign, harms and costs that may be zero, ties; two or three types."""
    count = rng.choice([2, 2, 2, 3])
    grain = rng.choice([4, 10, 20, 997])

    def draw(low: int, high: int) -> Fraction:
        return Fraction(rng.randint(low * grain, high * grain), grain)

    def positive(high: int) -> Fraction:
        return max(draw(0, high), Fraction(1, grain))

    def sometimes() -> Fraction:
        return rng.choice([Fraction(0), draw(0, 1)])

    weights = [rng.randint(1, 4) for _ in range(count)]
    costs = [draw(0, 1) for _ in range(count)] if count == 2 and rng.random() < 0.5 else None
    return tm.OpeningGame(
        types=[f"t{i}" for i in range(count)],
        prior=[Fraction(weight, sum(weights)) for weight in weights],
        resilience=[Fraction(i, grain) for i in rng.sample(range(grain + 1), count)],
        war_value=[draw(-1, 1) for _ in range(count)],
        talks_value=[draw(-1, 2) for _ in range(count)],
        escalation_harm=draw(0, 2),
        base_harm=sometimes(),
        talks_exposure=positive(1),
        escalation_gain=positive(2),
        escalation_cost=positive(1),
        face_saving=sometimes(),
        coercion=sometimes(),
        guarantee=sometimes(),
        **({} if costs is None else {"signal_cost": costs}),
    )


def with_premises(rng: Random) -> tm.OpeningGame:
    """A war in which A1, A2 and A3 hold."""
    while True:
        war = random_war(rng)
        if all(war.assumptions()[name].holds for name in ("A1", "A2", "A3")):
            return war


@dataclass(frozen=True)
class Case:
    """A war, the parameter that moves, the refinement, what is stated, and values at which to look."""

    war: tm.OpeningGame
    parameter: str
    concept: str | None
    stated: tuple[Threshold, ...]
    line: Line

    def holds(self, value: Fraction) -> Answer | None:
        """What the statements say of a value; None at an irrational one and where nothing is ever stated."""
        for one in self.stated:
            if value == one.value:
                return one.at
            if value < one.value:
                return one.below
        return self.stated[-1].above if self.stated else None


def cases(count: int, seed: int) -> Iterator[Case]:
    rng = Random(seed)
    for i in range(count):
        war = with_premises(rng) if i % 3 == 0 else random_war(rng)
        parameter = rng.choice([name for name in movable(war) if name not in (*IDLE, *SHARES)])
        concept = rng.choice(CONCEPTS)
        stated = thresholds(war, parameter, refinement=concept)
        yield Case(war, parameter, concept, stated, line_along(war, parameter))


def inside(line: Line, value: Fraction) -> bool:
    return (line.low is None or line.low < value) and (line.high is None or value < line.high)


def look(case: Case, rng: Random) -> Iterator[Fraction]:
    """Values all along the line, fine and coarse, and on both sides of what is stated."""
    low = case.line.low if case.line.low is not None else Fraction(-4)
    high = case.line.high if case.line.high is not None else Fraction(6)
    yield from (low + (high - low) * Fraction(rng.randint(1, 9999), 10000) for _ in range(8))
    yield from (Fraction(rng.randint(-40, 60), grain) for grain in (4, 10, 20) for _ in range(6))
    for one in case.stated:
        yield from (Fraction(one.value) + side * Fraction(1, 10**9) for side in (-1, 1))
        if isinstance(one.value, Fraction):
            yield one.value


def scan(count: int, seed: int) -> int:
    """The number of thresholds stated, having found that every one is a change and that between them there is none."""
    rng, stated = Random(seed), 0
    for case in cases(count, seed):
        stated += len(case.stated)
        for one in case.stated:
            assert one.below != one.above or one.at not in (None, one.below)
        at_all = answer(case.line.at(case.line.inside(1)[0]), case.concept)
        for value in look(case, rng):
            if not inside(case.line, value):
                continue
            said = case.holds(value) if case.stated else at_all
            assert said is not None
            assert answer(case.line.at(value), case.concept) == said, (case.war, case.parameter, case.concept, value)
    return stated


@pytest.mark.thorough
def test_what_is_stated_along_random_lines_is_all_there_is() -> None:
    assert scan(20, 14) > 20


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_what_is_stated_along_more_random_lines_is_all_there_is(seed: int) -> None:
    assert scan(100, seed) >= 60


def random_line(rng: Random) -> Line:
    """Any games with two replies to every message, payoffs and prior affine in what moves; coarse, so full of ties."""
    types, messages = rng.choice([(2, 2), (2, 2), (2, 3), (3, 2)])
    labels = [f"t{i}" for i in range(types)], [f"m{i}" for i in range(messages)], ["l", "r"]

    def table() -> list[list[list[tuple[int, int]]]]:
        steps = [0, 0, 0, 1, -1, 2]
        cells = [[(rng.randint(-2, 2), rng.choice(steps)) for _ in "lr"] for _ in range(messages * types)]
        return [cells[i * messages : (i + 1) * messages] for i in range(types)]

    sender, receiver, moving = table(), table(), rng.random() < 0.2

    def at(value: Fraction) -> tm.SignalingGame:
        first = (value + 3) / 6 if moving else Fraction(1, 2)
        prior = [first, *[(1 - first) / (types - 1)] * (types - 1)]
        tables = [[[[a + b * value for a, b in cell] for cell in row] for row in one] for one in (sender, receiver)]
        return tm.SignalingGame(labels[0], prior, labels[1], labels[2], *tables)

    return Line(at, Fraction(-3), Fraction(3))


def scan_games(count: int, seed: int) -> int:
    """The number of changes found along lines of any games, having found no other."""
    rng, found = Random(seed), 0
    for _ in range(count):
        line, concept = random_line(rng), rng.choice(CONCEPTS)

        def looked(game: Any, concept: str | None = concept) -> tuple[Answer, int]:
            return answer(game, concept), len(tm.solve(game))

        parts = pieces(line, looked)
        found += len(parts) - 1
        places = [Fraction(rng.randint(-2999, 2999), 1000) for _ in range(10)]
        places += [Fraction(n, d) for d in (1, 2, 3, 4) for n in range(-3 * d + 1, 3 * d, rng.choice([1, 2]))]
        ends = [one.start.low for one in parts[1:] if one.start]
        places += [end + side * Fraction(1, 10**7) for end in ends for side in (-1, 1)]
        for value in filter(lambda value: inside(line, value), places):
            said = [one.answer for one in parts if belongs(value, one)]
            assert said in ([looked(line.at(value))], []), (line.at(value), value, concept)
    return found


def belongs(value: Fraction, piece: Piece[Any]) -> bool:
    above = piece.start is None or piece.start.high < value or (piece.first and piece.start.low == value)
    below = piece.stop is None or value < piece.stop.low or (piece.last and piece.stop.low == value)
    return above and below


@pytest.mark.thorough
def test_along_lines_of_any_games_no_change_is_missed() -> None:
    assert scan_games(12, 14) > 30


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_along_more_lines_of_any_games_no_change_is_missed(seed: int) -> None:
    assert scan_games(100, seed) > 300


COMMON: dict[str, Any] = {
    "prior": [".4", ".6"], "resilience": [".8", ".2"], "war_value": [".5", ".1"],
    "escalation_harm": 1, "talks_exposure": ".8", "escalation_gain": 1, "escalation_cost": ".9",
}  # fmt: skip


def test_the_root_of_a_premium_is_not_lost() -> None:
    """A1 fails at first and holds beyond 1/20, where talks appear: b_low = 0."""
    war = tm.OpeningGame(**COMMON, talks_value=[".55", ".05"])
    (only,) = thresholds(war, "face_saving")
    assert only.value == Fraction(1, 20)
    assert "'pooling on open, no escalation' appears" in str(only)
    assert str(only.equation) == "b_L = 0"


def test_a_change_is_not_pinned_on_another_root() -> None:
    war = tm.OpeningGame(**COMMON, talks_value=[2, "3/2"])
    assert war.resilience_order == ("low", "high")
    found = thresholds(war, "war_value.high")
    assert [one.value for one in found] == [2]
    assert str(found[0].equation) == "b_H = 0"


def test_below_a_threshold_of_the_coercion_trap() -> None:
    """What D1 leaves as the vulnerable value talks more, from worse than the war to far better."""
    war = tm.load_scenario("examples/scenarios/coercion_trap.toml")
    assert isinstance(war, tm.OpeningGame)
    weak = war.resilience_order[0]
    found = thresholds(war, f"talks_value.{weak}", refinement="D1")
    values = [Fraction(one.value) for one in found]
    between = [(a + b) / 2 for a, b in pairwise([values[0] - 1, *values, values[-1] + 1])]
    for one, value, lower, upper in zip(found, values, between, between[1:], strict=False):
        for said, where in ((one.below, lower), (one.at, value), (one.above, upper)):
            assert said == answer(war.with_(talks_value={weak: where}), "D1")


def test_an_equilibrium_at_one_value_only_is_stated_as_that() -> None:
    war = tm.OpeningGame(**COMMON, talks_value=[".55", ".4"], signal_cost=[".04", ".7"]).with_(escalation_cost=".4")
    alone = [one for one in thresholds(war, "talks_value.low", refinement="D1") if one.is_isolated]
    assert alone
    for one in alone:
        assert isinstance(one.value, Fraction)
        assert one.below == one.above == answer(war.with_(talks_value={"low": one.value + Fraction(1, 10**6)}), "D1")
        assert one.at == answer(war.with_(talks_value={"low": one.value}), "D1")
        assert str(one).startswith(f"at talks_value.low = {one.value} alone: ")


@pytest.mark.parametrize("power", [-30, -9, 0, 9, 30])
def test_scaled_payoffs_have_scaled_thresholds(power: int) -> None:
    unit, war = Fraction(10) ** power, tm.OpeningGame(**COMMON, talks_value=[".55", ".4"])
    opener = ("war_value", "talks_value", "escalation_harm")
    scaled = war.with_(**{
        name: {t: unit * x for t, x in value.items()} if hasattr(value := getattr(war, name), "items") else unit * value
        for name in opener
    })  # fmt: skip
    for parameter in ("coercion", "face_saving", "war_value.high", "escalation_harm", "escalation_cost", "prior"):
        factor = 1 if parameter in ("escalation_cost", "prior") else unit
        one, other = (thresholds(at, parameter, refinement="D1") for at in (war, scaled))
        assert [(x.value * factor, x.below, x.at, x.above) for x in one] == [
            (x.value, x.below, x.at, x.above) for x in other
        ]


def test_three_types_and_payoffs_cell_by_cell() -> None:
    three = tm.OpeningGame(
        prior=["1/3"] * 3, resilience=[0.2, 0.5, 0.9], war_value=[0.1, 0.3, 0.5], talks_value=[0.4, 0.5, 0.55],
        escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4,
    )  # fmt: skip
    by_resilience = {str(one.value): one for one in thresholds(three, "escalation_cost")}
    assert set(by_resilience) == {"7/15", "4/5"}  # g(1 - R(p)), g(1 - r_1)
    assert str(by_resilience["4/5"].formula) == "-g*r_1 + g - m"
    assert by_resilience["4/5"].equation == "r_1 - rstar_open = 0"
    cells = tm.OpeningGame.from_payoffs(
        types=["weak", "strong"], prior=["1/2", "1/2"],
        sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]], receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]],
    )  # fmt: skip
    assert [one.value for one in thresholds(cells, "prior")] == [Fraction(1, 3)]


def test_what_moves_no_equilibrium_has_no_threshold() -> None:
    war = tm.OpeningGame(**COMMON, talks_value=[".55", ".4"])
    assert [thresholds(war, name, refinement="D1") for name in IDLE] == [(), ()]


@pytest.mark.thorough
def test_the_prior_of_either_type_may_be_named() -> None:
    war = tm.OpeningGame(**COMMON, talks_value=[".55", ".4"]).with_(escalation_cost=".4")
    assert war.leading == "high"
    bare, high, low = (thresholds(war, name, refinement="D1") for name in ("prior", "prior.high", "prior.low"))
    assert bare
    assert [(one.value, one.formula, one.below, one.at, one.above) for one in bare] == [
        (one.value, one.formula, one.below, one.at, one.above) for one in high
    ]
    assert [(1 - Fraction(one.value), one.above, one.at, one.below) for one in reversed(low)] == [
        (one.value, one.below, one.at, one.above) for one in bare
    ]
    names = {"g": 1, "k": war.escalation_cost, "r_H": war.resilience["high"], "r_L": war.resilience["low"]}
    assert [one.formula.subs(names) for one in low] == [one.value for one in low]
    with pytest.raises(UnknownNameError, match=r"did you mean 'prior'\?") as slip:
        thresholds(war, "prior.hihg")
    assert {"prior", "resilience.high"} <= {*slip.value.known}
    found = tm.statics(war)
    assert found.along("prior.high") == found.along("prior") != ()
    assert found.of("pr talks", "prior.high") == found.of("pr talks", "prior")
    with pytest.raises(UnknownNameError, match=r"no parameter 'prior\.low'; did you mean 'prior'\?"):
        found.along("prior.low")


def game_in_symbols() -> tm.ParametricGame:
    """The weak enter iff yielding to them, worth x, is worth it: then the receiver mixes unless the tough are many."""
    x, p = sp.Symbol("x", real=True), sp.Symbol("p", positive=True)
    return tm.ParametricGame(
        types=["weak", "tough"], prior=[1 - p, p], messages=["out", "in"], responses=["fight", "yield"],
        sender=[[[0, 0], [-1, x]], [[0, 0], [1, 2]]], receiver=[[[0, 0], [1, 0]], [[0, 0], [-1, 0]]],
        values={"x": 1, "p": "3/10"},
    )  # fmt: skip


def test_symbols_of_a_game_of_ones_own_have_thresholds_too() -> None:
    game = game_in_symbols()
    (only,) = thresholds(game, "x")
    assert (only.value, only.equation) == (0, "x = 0")
    for value, said in ((-1, only.below), (0, only.at), (1, only.above)):
        assert said == answer(game.with_(x=value), None)
    assert len({only.below, only.at, only.above}) == 3
    with pytest.raises(UnknownNameError, match="no parameter to move 'y'; there are: 'p', 'x'"):
        thresholds(game, "y")


def test_a_probability_moves_between_0_and_1() -> None:
    game = game_in_symbols()
    (only,) = thresholds(game, "p")
    assert (only.value, only.equation) == (Fraction(1, 2), "2*p - 1 = 0")
    assert [only.below, only.above] == [answer(game.with_(p=value), None) for value in ("1/4", "3/4")]


def test_a_parameter_that_others_hold_back_is_refused_with_a_way_out() -> None:
    x, y = sp.symbols("x y", real=True)
    game = tm.ParametricGame(
        types=["t"], prior=[1], messages=["out", "in"], responses=["fight", "yield"],
        sender=[[[0, 0], [x, y]]], receiver=[[[0, 0], [1, 0]]], values={"x": 1, "y": 2}, assumptions=[x * x < y],
    )  # fmt: skip
    with pytest.raises(InputError, match=r"x cannot move through all of its domain \(real\).*trace\(\) takes a range"):
        thresholds(game, "x")
