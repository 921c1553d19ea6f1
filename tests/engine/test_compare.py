"""The comparison with Gambit: which Nash points are perfect Bayesian, and what is said of those that are not."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import product

import pytest

from termination.engine.assessment import Strategy
from termination.engine.check import is_equilibrium
from termination.engine.compare import Comparison, compare, judge
from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.errors import MissingExtraError
from tests.oracles.random_games import samples

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
    text = str(comparison)
    assert text.splitlines()[0].startswith(f"{len(comparison)} Nash points, 1 perfect Bayesian (Gambit ")
    assert "entrant: stay out | enter: fight, stay out: nothing | Nash but not perfect Bayesian" in text


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


def test_without_gambit_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygambit", None)
    with pytest.raises(MissingExtraError, match=r"needs pygambit; to install it: .* 'war-termination\[test\]'"):
        compare(entry())


def test_a_comparison_is_a_sequence() -> None:
    point = judge(entry(), ((ONE, ZERO),), ((ZERO, ONE), (ONE,)))
    comparison = Comparison(entry(), (point,), True, "by hand")
    assert list(comparison) == [point] == [comparison[0]]
    assert str(comparison).startswith("1 Nash point, 1 perfect Bayesian (by hand)")
