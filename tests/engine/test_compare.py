"""The comparison with Gambit and nashpy: which Nash points are perfect Bayesian, and what is said of the others."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import product

import pytest

from termination.engine import peers
from termination.engine.check import is_equilibrium
from termination.engine.compare import Comparison, compare, judge
from termination.engine.enumerate import solve
from termination.engine.exchange import rescaled
from termination.engine.game import SignalingGame
from termination.engine.strategies import Strategy
from termination.errors import InputError, MissingExtraError, UnknownNameError
from tests.oracles.random_games import random_game, samples

ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


def entry() -> SignalingGame:
    """Entry deterrence with one type of entrant: fighting is an empty threat."""
    return SignalingGame(
        ["entrant"], [1], ["enter", "stay out"], {"enter": ["fight", "yield"], "stay out": ["nothing"]},
        sender=[[[-1, 1], [0]]], receiver=[[[-1, 0], [2]]],
    )  # fmt: skip


def split() -> SignalingGame:
    """After "ask" each of left and right is best to some belief, but no belief makes both best: middle beats them."""
    return SignalingGame(
        ["a", "b"], [HALF, HALF], ["ask", "pass"], {"ask": ["left", "middle", "right"], "pass": ["nothing"]},
        sender=[[[2, 2, -2], [0]], [[-2, 2, 2], [0]]],
        receiver=[[[3, 2, 0], [0]], [[0, 2, 3], [0]]],
    )  # fmt: skip


def test_an_empty_threat_is_named() -> None:
    point = judge(entry(), ((ZERO, ONE),), ((ONE, ZERO), (ONE,)))
    assert not point.perfect_bayesian
    assert point.regret == 0
    [unsupported] = point.unsupported
    assert (unsupported.message, unsupported.replies, unsupported.never) == ("enter", ("fight",), ("fight",))
    assert str(unsupported) == "after enter no belief makes fight a best reply"
    assert point.verdict == "Nash but not perfect Bayesian: after enter no belief makes fight a best reply"


def test_a_mixture_that_no_single_belief_supports() -> None:
    point = judge(split(), ((ZERO, ONE), (ZERO, ONE)), ((HALF, ZERO, HALF), (ONE,)))
    assert point.regret == 0
    [unsupported] = point.unsupported
    assert (unsupported.replies, unsupported.never) == (("left", "right"), ())
    assert str(unsupported) == "after ask no single belief makes left and right best replies"


def test_what_some_belief_supports_passes() -> None:
    for reply in product((ZERO, ONE), repeat=3):
        if sum(reply) == 1:
            assert not judge(split(), ((ZERO, ONE), (ZERO, ONE)), (reply, (ONE,))).unsupported


def test_what_is_not_even_nash_is_said_to_be_so() -> None:
    point = judge(entry(), ((ONE, ZERO),), ((ONE, ZERO), (ONE,)))
    assert (point.perfect_bayesian, point.regret, point.unsupported) == (False, 1, ())
    assert point.verdict == "not even Nash: somebody gains 1 by deviating"


@pytest.mark.thorough
def test_judged_against_the_definition() -> None:
    """On pure strategy pairs of small games: perfect Bayesian iff some belief says so."""
    checked = 0
    for sample in samples(60, only=(2, 2, 3)):
        game = sample.game
        # Payoffs after a message are linear in the weight on the first type: only its ends and the points where two
        # lines cross can be needed.
        grid = [(weight, ONE - weight) for weight in _crossings(game)]
        for sender in product(_units(len(game.messages)), repeat=len(game.types)):
            for receiver in product(*(_units(len(replies)) for replies in game.response_sets)):
                found = judge(game, sender, receiver).perfect_bayesian
                beliefs = [grid + _posterior(game, sender, m) for m in range(len(game.messages))]
                assert found == any(is_equilibrium(game, sender, receiver, choice) for choice in product(*beliefs)), (
                    sample,
                    sender,
                    receiver,
                )
                checked += 1
    assert checked > 1000


def _units(size: int) -> list[tuple[Fraction, ...]]:
    return [tuple(Fraction(int(i == j)) for j in range(size)) for i in range(size)]


def _posterior(game: SignalingGame, sender: tuple[tuple[Fraction, ...], ...], m: int) -> list[tuple[Fraction, ...]]:
    joint = [p * row[m] for p, row in zip(game.prior, sender, strict=True)]
    return [tuple(weight / sum(joint) for weight in joint)] if sum(joint) else []


def _crossings(game: SignalingGame) -> list[Fraction]:
    found = {ZERO, ONE}
    first, second = game.receiver
    for m, replies in enumerate(game.response_sets):
        for r, s in product(range(len(replies)), repeat=2):
            a, b = first[m][r] - first[m][s], second[m][r] - second[m][s]
            if a != b and 0 <= b / (b - a) <= 1:
                found.add(b / (b - a))
    return sorted(found)


# --- With Gambit -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gambit() -> object:
    return pytest.importorskip("pygambit")


@pytest.mark.usefixtures("gambit")
def test_gambit_lists_the_empty_threat() -> None:
    comparison = compare(entry())
    assert comparison.exhaustive
    assert [point.perfect_bayesian for point in comparison].count(True) == 1
    assert len(comparison.perfect_bayesian) == 1
    assert comparison.perfect_bayesian[0].receiver["enter"] == {"fight": 0, "yield": 1}
    threats = [point for point in comparison if not point.perfect_bayesian]
    assert threats
    assert all(point.sender["entrant"]["stay out"] == 1 for point in threats)
    assert all("after enter" in point.verdict for point in threats)


@pytest.mark.usefixtures("gambit")
def test_every_point_is_listed_once_with_exact_numbers() -> None:
    comparison = compare(split())
    pairs = [(point.sender, point.receiver) for point in comparison]
    assert len(set(pairs)) == len(pairs) > 0
    assert all(type(x) is Fraction for point in comparison for row in point.sender.probabilities for x in row)
    assert all(point.regret == 0 for point in comparison)


@pytest.mark.usefixtures("gambit")
def test_a_comparison_reads_as_a_table() -> None:
    comparison = compare(entry())
    assert len(comparison.rows()) == len(comparison) == len(comparison[:])
    first, *_ = text = str(comparison).splitlines()
    assert first == f"{len(comparison)} Nash points, 1 perfect Bayesian"
    assert any("entrant: stay out | enter: fight, stay out: nothing | Nash but not perfect" in line for line in text)
    assert any(line.startswith("Gambit 16") for line in text)
    assert text[-1] == "The solver agrees: its families hold every perfect Bayesian one of these points and no other."


@pytest.mark.usefixtures("gambit")
def test_labels_that_gambit_cannot_hold_are_no_obstacle() -> None:
    game = SignalingGame(
        ["é\n", 'a "b" \\'], [HALF, HALF], [" x  y "], ["ü", "\\u{41}"], [[[0, 1]]] * 2, [[[1, 0]]] * 2
    )
    [point] = compare(game)
    assert point.receiver == Strategy((" x  y ",), (("ü", "\\u{41}"),), ((ONE, ZERO),))


@pytest.mark.usefixtures("gambit")
def test_large_games_are_not_enumerated_unless_asked() -> None:
    signal = SignalingGame.from_function(
        ["L", "H"], [HALF, HALF], ["a", "b", "c", "d"], ["x", "y"],
        sender=lambda t, m, r: (t == "H") * (m == "a") + 2 * (r == "x"),
        receiver=lambda t, m, r: int((t == "H") == (r == "x")),
    )  # fmt: skip
    comparison = compare(signal)
    assert not comparison.exhaustive
    assert "not all" in comparison.method
    assert len(comparison) > 0
    found = solve(signal)
    for point in comparison:
        assert found.contains(point.sender, point.receiver) == point.perfect_bayesian


@pytest.mark.usefixtures("gambit")
def test_the_quick_list_is_part_of_the_whole() -> None:
    whole = {(point.sender, point.receiver) for point in compare(entry(), exhaustive=True)}
    quick = {(point.sender, point.receiver) for point in compare(entry(), exhaustive=False)}
    assert quick
    assert quick <= whole


@pytest.mark.usefixtures("gambit")
def test_payoffs_that_gambit_cannot_hold_are_rescaled() -> None:
    """Gambit lists nothing for payoffs beyond about 1.6e9; the game has the same equilibria in any unit."""
    small = compare(split(), "gambit")
    for unit in (10**9, 10**12, Fraction(10**40, 7), Fraction(1, 10**30)):
        large = compare(in_units(split(), unit), "gambit")
        assert [(p.sender, p.receiver) for p in large] == [(p.sender, p.receiver) for p in small]
        assert len(large) > 1
        assert large.disagreements == ()


def test_payoffs_beyond_floats_are_no_obstacle_to_nashpy() -> None:
    small = {(p.sender, p.receiver) for p in compare(split(), "nashpy")}
    for unit in (10**12, Fraction(10**400, 7), Fraction(1, 10**390)):
        assert {(p.sender, p.receiver) for p in compare(in_units(split(), unit), "nashpy")} == small
    assert len(small) > 1


def in_units(game: SignalingGame, unit: Fraction | int) -> SignalingGame:
    """The game with payoffs in another unit, moved away from zero."""
    sender, receiver = (
        [[[unit * (cell + 5) for cell in row] for row in table] for table in tables]
        for tables in (game.sender, game.receiver)
    )
    return SignalingGame(game.types, game.prior, game.messages, game.responses, sender, receiver)


def test_rescaling_changes_no_equilibrium() -> None:
    for sample in samples(60, (2, 3, 3), start=900):
        found, again = solve(sample.game), solve(rescaled(sample.game))
        cells = [cell for table in again.game.sender for row in table for cell in row]
        assert {0} <= set(cells) <= {cell for cell in cells if 0 <= cell <= 1}
        assert [(f.sender, f.receiver) for f in found] == [(f.sender, f.receiver) for f in again]


def test_a_program_that_lists_nothing_is_said_to_have_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = {"gambit": lambda game, exhaustive: peers.Listing((), exhaustive, "a program")}
    monkeypatch.setattr("termination.engine.compare.PEERS", silent)
    comparison = compare(entry(), "gambit")
    assert list(comparison) == []
    assert "a finite game always has an equilibrium (Nash 1950): the program failed" in str(comparison)
    assert "agrees" not in str(comparison)
    assert "perhaps none that is pure" in str(compare(entry(), "gambit", exhaustive=False))


def test_without_gambit_nashpy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygambit", None)
    comparison = compare(entry())
    assert comparison.method.startswith("nashpy 0.0.")
    assert [point.perfect_bayesian for point in comparison].count(True) == 1
    assert comparison.disagreements == ()


def test_gambit_by_name_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygambit", None)
    with pytest.raises(MissingExtraError, match=r"needs pygambit.*war-termination\[gambit\]"):
        compare(entry(), "gambit")


def test_another_program_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="'gambit', 'nashpy'"):
        compare(entry(), "GAMUT")


# --- With nashpy -----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_nashpys_points_are_the_extreme_ones_exactly() -> None:
    """The same as Gambit's where both are there; here against the definition: Nash, and of each kind some."""
    seen = {True: 0, False: 0}
    for sample in samples(45, (2, 2, 3), start=300):
        comparison = compare(sample.game, "nashpy")
        assert len(comparison) > 0, sample
        assert comparison.disagreements == (), sample
        assert all(point.regret == 0 for point in comparison), sample
        for point in comparison:
            seen[point.perfect_bayesian] += 1
    assert min(seen.values()) > 10


@pytest.mark.thorough
@pytest.mark.usefixtures("gambit")
def test_nashpy_and_gambit_list_the_same_extreme_points() -> None:
    for sample in samples(36, (2, 2, 3), start=600):
        points = [{(p.sender, p.receiver) for p in compare(sample.game, peer, exhaustive=True)} for peer in peers.PEERS]
        assert points[0] <= points[1], sample  # nashpy's support enumeration adds points that are not extreme


def test_what_nashpys_method_misses_is_said() -> None:
    whole, pure = compare(split(), "nashpy"), compare(split(), "nashpy", exhaustive=False)
    assert whole.exhaustive
    assert not pure.exhaustive
    assert "misses equilibria of degenerate games" in whole.losses
    assert "pure equilibria only" in str(pure)
    assert {(p.sender, p.receiver) for p in pure} < {(p.sender, p.receiver) for p in whole}


def test_support_enumeration_does_miss_equilibria_of_degenerate_games() -> None:
    """What is said of it is so: here the receiver never cares, and only one of his replies is listed."""
    game = SignalingGame(["t"], [1], ["m", "n"], ["l", "r"], [[[1, 1], [0, 3]]], [[[0, 0], [0, 0]]])
    import nashpy

    floats = nashpy.Game([[1, 1, 1, 1], [0, 3, 0, 3]], [[1, 1, 1, 1], [1, 1, 1, 1]])
    with pytest.warns(RuntimeWarning, match="degenerate"):
        by_supports = len(list(floats.support_enumeration()))
    assert by_supports < len(compare(game, "nashpy"))


def test_a_point_that_rounding_made_up_is_judged_so() -> None:
    """Two replies worth 6.82064 and 6.82059 pass for equally good in nashpy's floats."""
    comparison = compare(random_game("generic", (2, 3, 2), 50_106), "nashpy", exhaustive=True)
    false = [point for point in comparison if point.regret]
    assert false
    assert all(point.verdict.startswith("not even Nash: somebody gains") for point in false)
    assert comparison.disagreements == ()
    assert "points that are no equilibria be listed" in comparison.losses


def test_families_that_hold_none_of_the_points_are_named() -> None:
    comparison = compare(split(), "nashpy", exhaustive=False)
    met = {name for point in comparison for name in point.families}
    assert set(comparison.unmet) == {family.name for family in comparison.equilibria} - met
    assert all(bool(point.families) == point.perfect_bayesian for point in comparison)


def test_a_game_of_one_strategy_for_a_player_has_pure_extreme_points_only() -> None:
    replies = [f"r{i}" for i in range(30)]
    game = SignalingGame(["t"], [1], ["m"], replies, [[[0] * 30]], [[[int(i % 3 == 0) for i in range(30)]]])
    comparison = compare(game, "nashpy", exhaustive=False)
    assert comparison.exhaustive
    assert len(comparison) == 10


def test_games_too_large_for_nashpy_are_refused() -> None:
    labels = [f"x{i}" for i in range(5)]
    game = SignalingGame.from_function(
        labels, ["1/5"] * 5, labels, ["l", "r"], sender=lambda t, m, r: 0, receiver=lambda t, m, r: 0
    )
    with pytest.raises(InputError, match="100000 cells"):
        compare(game, "nashpy")


def test_a_comparison_is_a_sequence() -> None:
    point = judge(entry(), ((ONE, ZERO),), ((ZERO, ONE), (ONE,)))
    comparison = Comparison((point,), True, "by hand", solve(entry()))
    assert list(comparison) == [point] == [comparison[0]]
    assert comparison.game == entry()
    assert str(comparison).startswith("1 Nash point, 1 perfect Bayesian")


def test_a_point_that_the_solver_lacks_is_a_disagreement() -> None:
    point = judge(entry(), ((ONE, ZERO),), ((ZERO, ONE), (ONE,)))
    comparison = Comparison((point,), True, "by hand", solve(entry()))
    assert comparison.disagreements == (point,)  # nobody has placed it in a family
    assert "The solver disagrees on 1 of these points" in str(comparison)
