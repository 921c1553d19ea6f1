"""Fits against one another: the better game is preferred, equals are not, and what cannot be compared is refused."""

from __future__ import annotations

import numpy as np
import pytest

from termination.errors import InputError
from termination.estimate.compare import clarke, likelihood_ratio, vuong
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.fit import fit
from termination.estimate.simulate import simulate

ROWS = {"x": np.random.default_rng(1).normal(size=150), "y": np.random.default_rng(2).normal(size=150)}
TRUE = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1")
FALSE = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + y", a="1")
DATA = simulate(TRUE, ROWS, [1, -1, -0.5, 0.8, -1.2], plays=40, seed=1)


@pytest.mark.parametrize("test", [vuong, clarke])
def test_the_game_that_made_the_data_is_preferred_from_either_side(test) -> None:
    first, second = fit(TRUE, DATA), fit(FALSE, DATA)
    assert (test(first, second).favours, test(second, first).favours) == ("first", "second")
    assert test(first, second).p == pytest.approx(test(second, first).p)
    assert "in favour of the first fit" in str(test(first, second))


def test_a_game_is_no_better_than_itself() -> None:
    made = fit(TRUE, DATA)
    assert (vuong(made, made).favours, clarke(made, made).p) == ("", 1.0)


def test_more_coefficients_are_paid_for() -> None:
    """The larger game, though likelier, gets the lower statistic that its penalty leaves."""
    larger = fit(CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1 + y", W_B="1 + x + y", a="1 + y"), DATA)
    assert larger.log_likelihood >= fit(TRUE, DATA).log_likelihood
    assert vuong(larger, fit(TRUE, DATA)).statistic < 0


def test_fits_of_other_data_or_to_beliefs_are_refused() -> None:
    other = fit(TRUE, simulate(TRUE, ROWS, [1, -1, -0.5, 0.8, -1.2], plays=40, seed=2))
    with pytest.raises(InputError, match="different outcomes"):
        vuong(fit(TRUE, DATA), other)
    with pytest.raises(InputError, match="second: is by pl"):
        clarke(fit(TRUE, DATA), fit(TRUE, DATA, "pl"))
    for test in (vuong, clarke, likelihood_ratio):
        with pytest.raises(InputError, match="second: expected a fit, as `fit` makes it, found CrisisGame"):
            test(fit(TRUE, DATA), TRUE)  # type: ignore[arg-type]
