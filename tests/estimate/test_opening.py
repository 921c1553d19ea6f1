"""The opening probit: outcomes from play alone, all its roots, its limit as an exact equilibrium, and fits to it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from termination.engine.enumerate import solve
from termination.engine.game import SignalingGame
from termination.errors import InputError
from termination.estimate.compare import Comparison, likelihood_ratio
from termination.estimate.fit import fit
from termination.estimate.jets import Array, variables
from termination.estimate.likelihood import at_equilibria
from termination.estimate.opening.equations import Map, surely_unique
from termination.estimate.opening.game import OpeningProbit
from termination.estimate.result import Fit
from termination.estimate.roots import isolate
from termination.estimate.simulate import probabilities, simulate

GAME = OpeningProbit(premium="1", reply="1", reply_open="1", lam="1")
#: premium, reply, reply_open, beta, d, lam
INDICES = np.array([
    [-0.3, -0.2, -0.8, 0.7, 1.5, 0.8],
    [0.4, 0.3, 0.2, -0.9, 0.8, 1.2],
    [0.0, -0.5, 0.0, 0.5, -1.0, 0.5],
    [0.2, 0.0, 0.4, 0.0, 1.0, 1.0],
])  # fmt: skip


def played(u: Array, cutoff: float, draws: int) -> tuple[Array, float]:
    """Shares of the outcomes where both reply best, drawn one by one; and her best cutoff."""
    premium, reply, extra, beta, d, lam = u
    rng = np.random.default_rng(21)
    theta, cost = rng.normal(size=(2, draws))
    believed = [theta[theta > cutoff].mean(), theta[theta < cutoff].mean()]
    attacks = [reply - beta * believed[0] - cost > 0, reply + extra - beta * believed[1] - cost > 0]
    rho = [one.mean() for one in attacks]
    best = premium + d * (rho[0] - lam * rho[1])  # closed is worth theta - d rho, open premium - d lam rho
    opens = premium - d * lam * rho[1] > theta - d * rho[0]
    shares = [~opens & ~attacks[0], ~opens & attacks[0], opens & ~attacks[1], opens & attacks[1]]
    return np.array([one.mean() for one in shares]), best


@pytest.mark.parametrize("row", range(len(INDICES)))
def test_outcomes_are_those_of_best_replies_to_one_another(row: int) -> None:
    u = INDICES[[row]]
    found = isolate(GAME.maps(u))
    assert len(found.z) == 1
    shares, best = played(u[0], found.z[0], 400_000)
    assert best == pytest.approx(found.z[0], abs=0.008)
    assert probabilities(GAME, u, found.z)[0] == pytest.approx(shares, abs=0.004)


@pytest.mark.parametrize("index", [*range(6)], ids=[index.name for index in GAME.INDICES])
def test_a_payoff_that_is_broken_is_found_out(index: int) -> None:
    """Play recomputed draw by draw at the right indices contradicts equations in which one of them is off."""
    broken = INDICES + 0.5 * np.eye(6)[index]
    found = isolate(GAME.maps(broken))
    z = found.z[found.first()]
    gaps = []
    for u, here, chances in zip(INDICES, z, probabilities(GAME, broken, z), strict=True):
        shares, best = played(u, float(here), 100_000)
        gaps.append(max(abs(best - here), np.abs(shares - chances).max()))
    assert max(gaps) > 0.03


def test_bounds_hold_between_the_ends() -> None:
    rng = np.random.default_rng(22)
    u = 2 * rng.normal(size=(400, 6))
    u[::4, 5], u[1::4, 3] = 1, 0
    low = rng.uniform(-5, 4, 400)
    high = low + rng.uniform(0, 1, 400) ** 3
    maps, rows = Map(u), np.arange(400)
    b = maps.bounds(rows, low, high)
    for share in np.linspace(0, 1, 9):
        value, slope = maps.values(rows, low + share * (high - low))
        assert ((b.low - 1e-12 <= value) & (value <= b.high + 1e-12)).all()
        assert ((b.slope_low - 1e-9 <= slope) & (slope <= b.slope_high + 1e-9)).all()
    step = 1e-5
    change = maps.values(rows, low + step)[0] - maps.values(rows, low - step)[0]
    assert change / (2 * step) == pytest.approx(maps.values(rows, low)[1], abs=1e-7)


def test_all_roots_are_found_and_their_number_is_odd() -> None:
    rng = np.random.default_rng(23)
    u = np.concatenate([rng.normal(size=(300, 6)), 4 * rng.normal(size=(200, 6)), rng.integers(-3, 4, (100, 6))])
    found, grid = isolate(GAME.maps(u)), np.linspace(-40, 40, 8001) + 1e-4
    assert found.complete.all()
    assert (found.counts % 2 == 1).all()
    several = np.flatnonzero(found.counts > 1)
    assert len(several) > 10
    for i in [*several[:15], *range(0, 600, 60)]:
        value = Map(u).values(np.full(len(grid), i), grid)[0]
        within = int((np.abs(found.z[found.row == i]) < 40).sum())
        assert int((np.diff(np.sign(grid - value)) != 0).sum()) == within


def test_where_the_condition_holds_there_is_one_equilibrium() -> None:
    rng = np.random.default_rng(24)
    u = rng.normal(size=(3000, 6))
    u[:, 5] = np.abs(u[:, 5])
    u[:1000, 4] = np.sqrt(2 * np.pi) / (np.abs(u[:1000, 3]) * np.maximum(1, u[:1000, 5]))  # at the edge of it
    u[:1000, 3] *= 1 - 1e-12
    sure = surely_unique(u)
    assert sure.sum() > 1500
    assert (isolate(GAME.maps(u)).counts[sure] == 1).all()


def test_the_derivatives_along_the_equilibrium_are_those_of_differences() -> None:
    step = 1e-5
    for outcome in range(4):

        def at(u: Array, outcome: int = outcome) -> tuple[Array, Array, Array]:
            z = isolate(GAME.maps(u)).z
            coordinate, *indices = variables(np.column_stack([z, u]))
            quantity = GAME.log_outcomes(coordinate, indices)[outcome]
            return quantity.value, *at_equilibria(GAME, u, z, quantity)

        _, gradient, hessian = at(INDICES)
        for j in range(6):
            ahead, behind = (at(INDICES + side * step * np.eye(6)[j]) for side in (1, -1))
            assert (ahead[0] - behind[0]) / (2 * step) == pytest.approx(gradient[:, j], abs=1e-7)
            assert (ahead[1] - behind[1]) / (2 * step) == pytest.approx(hessian[:, j], abs=1e-6)


def test_beliefs_in_equilibrium_confirm_themselves() -> None:
    z = isolate(GAME.maps(INDICES)).z
    belief = GAME.beliefs(z, INDICES)[0]
    jets = variables(np.column_stack([belief, INDICES]))
    outcomes, (reply,) = GAME.respond(jets[:1], jets[1:])
    assert reply.value == pytest.approx(belief, abs=1e-12)
    coordinate, *indices = variables(np.column_stack([z, INDICES]), free=[])
    for one, other in zip(outcomes, GAME.log_outcomes(coordinate, indices), strict=True):
        assert one.value == pytest.approx(other.value, abs=1e-12)
    ahead, behind = (variables(np.column_stack([belief + side * 1e-6, INDICES])) for side in (1, -1))
    change = [GAME.respond(jets[:1], jets[1:])[1][0].value for jets in (ahead, behind)]
    assert (change[0] - change[1]) / 2e-6 == pytest.approx(reply.gradient[:, 0], abs=1e-6)


@pytest.mark.parametrize(
    ("premium", "reply", "root", "escalates"),
    [
        (0.2, -0.3, 0, 1),  # opening is a sign of weakness that he acts on, and only the weakest open
        (1.0, -0.5, 0, 1),  # the same where there are three equilibria
        (1.0, -0.5, 1, 0.48),  # so many open that he is indifferent, and escalates as often as keeps it so
        (1.0, -0.5, 2, 0),  # nearly all open, which says little, and he holds
    ],
)
def test_as_his_shock_shrinks_the_limit_is_an_exact_equilibrium(
    premium: float, reply: float, root: int, escalates: float
) -> None:
    """beta and reply in units of a shock that vanishes; the types of the finite game are what lies between cuts."""
    u = np.array([[premium, reply * scale, 0, scale, 1, 1] for scale in (1e2, 1e3, 1e4)])
    found = isolate(GAME.maps(u))
    assert found.complete.all()
    z = found.z[[found.first()[-1] + root]]
    cutoff = z[0]
    closed, opened = (chance.value for chance in _chances(z, u[-1:]))
    assert closed[0] == pytest.approx(0, abs=0.01)
    assert opened[0] == pytest.approx(escalates, abs=0.01)
    # The exact game: theta known only up to the interval it is in, with the cutoff among the cuts.
    cuts = [-np.inf, cutoff, cutoff + 0.7, np.inf]
    prior = np.diff(special.ndtr(cuts)).round(6)
    prior[-1] = 1 - prior[0] - prior[1]
    means = (-np.diff(stats.norm.pdf(cuts)) / np.diff(special.ndtr(cuts))).round(6)
    his = reply if escalates in (0, 1) else means[0]  # where he mixes, at the very mean of those who open
    game = SignalingGame(
        ["weak", "middling", "strong"],
        [str(round(p, 6)) for p in prior],
        ["open", "closed"],
        ["hold", "escalate"],
        sender=[[[premium, premium - 1], [float(mean), round(float(mean) - 1, 6)]] for mean in means],
        receiver=[[[0, round(float(his - mean), 6)]] * 2 for mean in means],
    )
    share = Fraction(str(escalates))
    assert solve(game).contains([[1, 0], [0, 1], [0, 1]], [[1 - share, share], [1, 0]])


def _chances(z: Array, u: Array) -> tuple[Any, Any]:
    from termination.estimate.normal import cdf
    from termination.estimate.opening.equations import replies

    coordinate, *indices = variables(np.column_stack([z, u]), free=[])
    closed, opened = replies(coordinate, indices)
    return cdf(closed), cdf(opened)


TRUE = np.array([-0.3, 0.8, 0.4, -0.2, 0.7, -0.3, -0.8, 0.7, 1.5])
FORMULAS: dict[str, Any] = {"premium": "x1 + x3", "reply": "x2 + x3", "reply_open": "0 + guarantee", "lam": 0.8}


def months(n: int, seed: int, truth: Array = TRUE, **changes: Any) -> tuple[OpeningProbit, dict[str, Any]]:
    rng = np.random.default_rng(seed)
    covariates = {f"x{k}": rng.normal(size=n) for k in (1, 2, 3)} | {"guarantee": rng.integers(0, 2, n)}
    game = OpeningProbit(**{**FORMULAS, "outcome": "what", **changes})
    return game, simulate(OpeningProbit(**FORMULAS, outcome="what"), covariates, truth, seed=seed)


@cache
def fitted() -> Fit:
    return fit(*months(2000, 1))


def test_what_was_simulated_is_found_again() -> None:
    errors = np.sqrt(np.diag(fitted().vcov()))
    assert (np.abs(fitted().theta - TRUE) < 3 * errors).all()
    assert (errors < 0.5).all()
    assert fitted().verdict == "interior; unique equilibrium at all 2000 observations"
    assert fitted().remarks == ()


def test_methods_agree_where_the_equilibrium_is_unique() -> None:
    game, data = months(2000, 1)
    for method in ("cmle", "npl"):
        other = fit(game, data, method)
        assert other.settled
        assert np.abs(other.theta - fitted().theta).max() < (1e-6 if method == "cmle" else 0.4)


def without_reading(made: Fit, n: int, seed: int) -> Comparison:
    """The test of beta = 0: that opening is not read at all."""
    game, data = months(n, seed, beta=0)
    return likelihood_ratio(fit(game, data), made)


def test_that_opening_is_read_as_weakness_is_told_from_data() -> None:
    assert without_reading(fitted(), 2000, 1).p < 1e-6
    silent = TRUE.copy()
    silent[7] = 0
    game, data = months(1000, 2, silent)
    full = fit(game, data)
    null = fit(OpeningProbit(**FORMULAS, beta=0, outcome="what"), data)
    assert likelihood_ratio(null, full).p > 0.01
    assert likelihood_ratio(null, full).favours == ""
    with pytest.raises(InputError, match="it must have more"):
        likelihood_ratio(full, null)


def test_swapping_outcomes_changes_the_fit() -> None:
    game, data = months(2000, 1)
    pairs = (("open_hold", "open_escalate"), ("closed_hold", "open_hold"), ("closed_escalate", "closed_hold"))
    for one, other in pairs:
        swap = {one: other, other: one}
        swapped = {**data, "what": [swap.get(name, name) for name in data["what"]]}
        assert np.abs(fit(game, swapped, "pl").theta - fit(game, data, "pl").theta).max() > 0.1


def test_plays_whose_reply_is_missing_count_for_what_is_known() -> None:
    game, data = months(2000, 1)
    lost = np.random.default_rng(3).uniform(size=2000) < 0.3
    posture = [name.partition("_")[0] for name in data["what"]]
    known = np.where(lost, [f"{said}_unknown" for said in posture], data["what"])
    found = fit(game, {**data, "what": known})
    errors = np.sqrt(np.diag(found.vcov()))
    assert (np.abs(found.theta - TRUE) < 3 * errors).all()
    assert (errors[3:6] > 1.1 * np.sqrt(np.diag(fitted().vcov()))[3:6]).all()
    kept = {name: np.asarray(column)[~lost] for name, column in data.items()}
    assert errors[1] < np.sqrt(np.diag(fit(game, kept).vcov()))[1]


def test_what_is_hard_to_identify_is_named() -> None:
    said = [str(remark) for remark in OpeningProbit(premium="x", reply="x", reply_open="1", lam="1").remarks()]
    assert [one.partition(":")[0] for one in said] == ["d", "lam", "beta"]
    assert OpeningProbit(premium="x", reply="x + season", reply_open="0 + guarantee", lam="1").remarks() == []
    with pytest.raises(InputError, match="premium: is required"):
        OpeningProbit(premium=None, reply="1")  # type: ignore[arg-type]


@pytest.mark.long
def test_coverage_and_spread_are_those_of_theory() -> None:
    """At 1000 months: intervals cover as often as they say, beta and d spread as measured before."""
    made = [fit(*months(1000, 1000 + s)) for s in range(300)]
    assert all(one.interior for one in made)
    estimates = np.array([one.theta for one in made])
    errors = np.array([np.sqrt(np.diag(one.vcov())) for one in made])
    coverage = (np.abs(estimates - TRUE) < 1.96 * errors).mean(axis=0)
    assert ((coverage > 0.92) & (coverage < 0.97)).all()
    spread = np.sqrt(((estimates - TRUE) ** 2).mean(axis=0))
    assert 0.07 < spread[7] < 0.09
    assert 0.33 < spread[8] < 0.52


@pytest.mark.long
def test_the_test_of_beta_has_its_size_and_some_power() -> None:
    """At 300 months: about one in twenty where beta = 0, nearly all at .4."""
    rejected = {}
    for beta in (0.0, 0.4):
        truth = TRUE.copy()
        truth[7] = beta
        tests = []
        for s in range(200):
            game, data = months(300, 5000 + s, truth)
            null = OpeningProbit(**FORMULAS, beta=0, outcome="what")
            tests.append(likelihood_ratio(fit(null, data), fit(game, data)).p < 0.05)
        rejected[beta] = np.mean(tests)
    assert 0.03 <= rejected[0.0] <= 0.07
    assert rejected[0.4] > 0.8
