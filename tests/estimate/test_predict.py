"""What fits imply: bands in every equilibrium against simulation of estimates, profiles against standard errors."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from termination.errors import InputError, UnknownNameError
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.fit import fit
from termination.estimate.predict import along, predict, profile
from termination.estimate.result import Fit
from termination.estimate.simulate import simulate

GAME = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", V_B=1)
TRUE = [1, -1.9, -2.9, 0.1, -1.2]


@cache
def fitted() -> Fit:
    rows = {"x": np.linspace(4, 12, 40)}
    return fit(GAME, simulate(GAME, rows, TRUE, plays=4000, seed=1), start=TRUE)


def test_every_equilibrium_is_there_with_a_band_of_its_own() -> None:
    at_truth = replace(fitted(), point=replace(fitted().point, theta=np.array(TRUE)))
    table = along(at_truth, {}, "x", [0.5, 6.0])
    assert table["x"].tolist() == [0.5, 0.5, 0.5, 6.0]
    assert table["equilibrium"].tolist() == [1, 2, 3, 1]
    assert table["equilibria"].tolist() == [3, 3, 3, 1]
    assert table["complete"].all()
    assert table[[*GAME.OUTCOMES]].sum(axis=1).to_numpy() == pytest.approx(1)
    for name in GAME.OUTCOMES:
        assert ((table[f"low_{name}"] < table[name]) & (table[name] < table[f"high_{name}"])).all()


def test_a_band_is_as_wide_as_estimates_drawn_at_random_make_it() -> None:
    made, rng = fitted(), np.random.default_rng(2)
    table = predict(made, {"x": [6.0]}, level=0.9)
    draws = rng.multivariate_normal(made.theta, made.vcov(), size=400)
    u = np.tile(made.seen.design.fixed, (400, 1))
    u[:, [1, 3, 5]] += draws[:, [0, 1, 4]]
    u[:, 4] += draws[:, 2] + 6 * draws[:, 3]
    from termination.estimate.roots import isolate
    from termination.estimate.simulate import probabilities

    found = isolate(GAME.maps(u))
    shares = probabilities(GAME, u, found.z[found.first()])
    for j, name in enumerate(GAME.OUTCOMES):
        low, high = np.quantile(shares[:, j], [0.05, 0.95])
        assert table[f"low_{name}"][0] == pytest.approx(low, abs=0.25 * (high - low))
        assert table[f"high_{name}"][0] == pytest.approx(high, abs=0.25 * (high - low))


@pytest.mark.thorough
def test_a_profile_falls_to_its_interval() -> None:
    made = fitted()
    found = profile(made, "W_B: x", level=0.95)
    estimate, error = made.coefficients["W_B: x"], made.standard_errors("observed")["W_B: x"]
    assert found.settled
    low, high = found.interval
    assert low < estimate < high
    assert (high - low) / (2 * 1.96 * error) == pytest.approx(1, abs=0.1)
    for end in found.interval:
        fallen = made.log_likelihood - found.log_likelihoods[np.argmin(np.abs(found.values - end))]
        assert fallen == pytest.approx(1.9207, abs=0.01)
    assert found.log_likelihoods.max() == pytest.approx(made.log_likelihood, abs=1e-8)


def test_what_cannot_be_predicted_is_refused() -> None:
    with pytest.raises(InputError, match="x: no such column"):
        predict(fitted(), {"y": [1.0]})
    with pytest.raises(InputError, match="level: is 95"):
        predict(fitted(), {"x": [1.0]}, level=95)
    with pytest.raises(InputError, match="power: is in no formula; there are: x"):
        along(fitted(), {"x": 1.0}, "power", [1, 2])
    with pytest.raises(UnknownNameError, match="'V_A: constant'"):
        profile(fitted(), "V_A")
    for ask in (lambda made: predict(made, {"x": [1.0]}), lambda made: profile(made, "V_A: constant")):
        with pytest.raises(InputError, match="made: expected a fit, as `fit` makes it, found dict"):
            ask({})
