"""Roots proved in ball arithmetic: those found are certified, and what is missing or too much is not."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from flint import arb, ctx
from scipy import integrate, special, stats

from termination.errors import InputError, MissingExtraError
from termination.estimate import certify as module
from termination.estimate.balls import tail
from termination.estimate.certify import certify
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.data import design
from termination.estimate.opening.game import OpeningProbit
from termination.estimate.roots import Roots, isolate
from tests.estimate.crises import GAME, PUBLISHED, crises

CRISIS = CrisisGame(S_A="1", V_A="1", C_B="1", W_A="1", W_B="1", a="1", V_B="1")
OPENING = OpeningProbit(premium="1", reply="1", reply_open="1", lam="1")
LITERATURE = np.array([[0, 1, 0, -1.9, -2.9 + 0.1 * x, -1.2, 1] for x in (0, 0.5, 1, 2, 3)])


@pytest.mark.parametrize("u", ["1/2", 3, [0, 1, 0, -1, 0, -1, 1], [[1, 2]], [[np.nan] * 7], [["x"] * 7]])
def test_indices_are_rows_of_finite_numbers(u: object) -> None:
    with pytest.raises(InputError, match=r"u: expected (rows of 7 finite numbers|numbers alone)"):
        certify(CRISIS, u)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"7 finite numbers .*, found some that are not finite"):
        certify(CRISIS, np.array([[np.nan] * 7]))


@pytest.mark.thorough
def test_the_three_equilibria_are_proved_to_seven_decimals() -> None:
    found = certify(CRISIS, LITERATURE)
    assert found.proved.all()
    assert found.counts.tolist() == [3, 3, 3, 1, 1]
    for end in (found.low, found.high):
        assert special.ndtr(end[6:9]).round(7).tolist() == [0.2964518, 0.4724232, 0.8740314]
    assert str(found).startswith("11 roots at 5 observations, each within")


@pytest.mark.thorough
def test_every_root_at_the_published_estimates_is_proved() -> None:
    published = crises().published
    theta = np.array(PUBLISHED) if published is None else published["CMLE"].to_numpy()
    found = certify(GAME, design(GAME, crises().table).indices(theta))
    assert found.proved.all()
    assert found.counts.tolist() == [1] * 418
    assert (found.high - found.low).max() < 1e-13


@pytest.mark.thorough
def test_games_of_every_sign_and_tie_are_proved() -> None:
    rng = np.random.default_rng(13)
    u = np.concatenate([rng.normal(size=(30, 7)), rng.integers(-2, 3, (20, 7))])
    found, roots = certify(CRISIS, u), isolate(CRISIS.maps(u))
    assert found.proved[:30].mean() > 0.9
    assert found.proved.mean() > 0.7
    assert {0, 1} <= {*roots.counts[found.proved].tolist()}
    assert ((found.low <= roots.z) & (roots.z <= found.high)).all()
    assert not (found.proved & ~roots.complete).any()


def test_the_opening_probit_is_proved_with_one_root_and_with_three() -> None:
    rng = np.random.default_rng(14)
    u = np.column_stack([rng.normal(size=(30, 3)), 2 * rng.normal(size=30), 6 * rng.normal(size=30), np.ones(30)])
    u = np.concatenate([u, [[-2.0, 3.2, 0.0, 4.0, -4.0, 1.0], [0.0, 0.0, 0.0, 0.0, 2.0, -0.5]]])
    found = certify(OPENING, u)
    assert found.proved.all()
    assert {1, 3} <= {*found.counts.tolist()}


@pytest.mark.parametrize("change", ["one missing", "one too many"])
def test_what_is_not_the_list_of_all_roots_is_not_proved(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    true = isolate(OPENING.maps(three := np.array([[-2.0, 3.2, 0.0, 4.0, -4.0, 1.0]])))
    assert true.counts.tolist() == [3]
    z = np.delete(true.z, 0) if change == "one missing" else np.insert(true.z, 1, true.z[:2].mean())
    false = Roots(np.zeros(len(z), dtype=int), z, z, true.complete)
    monkeypatch.setattr(module, "isolate", lambda maps: false)
    assert not certify(OPENING, three).proved.any()


def test_a_root_is_not_overlooked_where_the_map_is_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = np.array([[0.5, 0.2, 0.0, 1.0, 0.0, 1.0]])
    assert certify(OPENING, flat).proved.all()
    none = Roots(np.zeros(0, dtype=int), np.zeros(0), np.zeros(0), np.ones(1, dtype=bool))
    monkeypatch.setattr(module, "isolate", lambda maps: none)
    assert not certify(OPENING, flat).proved.any()


def test_a_fold_is_not_proved() -> None:
    """The diagonal is touched where a root appears: no number of bits tells a touch from a miss."""

    def counts(premium: float) -> int:
        return int(isolate(OPENING.maps(np.array([[premium, 3.2, 0.0, 4.0, -4.0, 1.0]]))).counts[0])

    few, many = 3.0, -2.0
    for _ in range(60):
        middle = 0.5 * (few + many)
        few, many = (middle, many) if counts(middle) < 3 else (few, middle)
    assert not certify(OPENING, np.array([[many, 3.2, 0.0, 4.0, -4.0, 1.0]])).proved.any()


def test_a_ball_holds_the_integral() -> None:
    for low, gap in ((0.0, 0.0), (1.5, -2.0), (-3.0, 1.0), (4.0, 0.5)):
        with ctx.workprec(80):
            ball = tail(arb(low), arb(gap))
        value = integrate.quad(lambda u: stats.norm.pdf(u) * special.ndtr(u + gap), low, np.inf, epsabs=1e-14)[0]  # noqa: B023
        assert float(ball) == pytest.approx(value, rel=1e-8)
        assert float(ball.rad()) < 1e-15 * value


def test_utilities_too_far_out_are_said_not_to_be_proved() -> None:
    found = certify(CRISIS, np.array([[0.0, -4.0, 5.0, 4.0, -1.0, 2.0, 1.0]]))
    assert found.proved.tolist() == [False]
    assert str(found).endswith("proved to be all at 0")


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="game: expected a CrisisGame"):
        certify("crisis", LITERATURE)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "flint", None)
    with pytest.raises(MissingExtraError, match="python-flint"):
        certify(CRISIS, LITERATURE)
