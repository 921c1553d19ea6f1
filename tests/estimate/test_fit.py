"""Fitting the crisis game: the archive's figures where its table is to be had, and what every fit must satisfy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from scipy import stats

from termination.errors import InputError, UnknownNameError
from termination.estimate.crisis.game import CrisisGame
from termination.estimate.fit import fit
from termination.estimate.jets import variables
from termination.estimate.likelihood import Point
from termination.estimate.result import Fit
from termination.estimate.search import maximise
from termination.estimate.simulate import simulate
from termination.reporting.fits import BRACKETS, fits_latex
from tests.estimate.crises import CONTESTED, CONTESTED_TRUTH, GAME, crises

#: Log-likelihoods, and by how much coefficients may differ from the archive's.
ARCHIVE = {"pl": (-3964.0255677793, 1e-11), "npl": (-3932.4473775278, 5e-8), "cmle": (-3927.9095112760, 2.6e-4)}


@cache
def fitted(method: str) -> Fit:
    local = "local" if method == "cmle" else None
    return fit(GAME, crises().table, method, beliefs=crises().beliefs, search=local)


@pytest.mark.parametrize(
    "method", ["pl", pytest.param("npl", marks=pytest.mark.thorough), pytest.param("cmle", marks=pytest.mark.thorough)]
)
def test_the_published_estimates_are_reproduced_or_the_true_ones_recovered(method: str) -> None:
    found, published = fitted(method), crises().published
    assert found.settled
    if published is not None:
        value, close = ARCHIVE[method]
        assert found.log_likelihood == pytest.approx(value, abs=5e-10)
        assert np.abs(found.theta - published[method.upper()]).max() < close
    else:
        from tests.estimate.crises import PUBLISHED

        errors = np.sqrt(np.diag(found.vcov("sandwich" if method == "pl" else "")))
        assert np.median(np.abs(found.theta - np.array(PUBLISHED)) / errors) < (3 if method == "pl" else 1.5)


@pytest.mark.thorough
def test_the_nested_rounds_end_as_published() -> None:
    found = fitted("npl")
    assert found.rounds == 21 or crises().published is None
    assert found.rounds < 100


@pytest.mark.thorough
def test_standard_errors_of_the_literature_are_had_by_its_formulas() -> None:
    """A constant's: NPL 1.30 is sigInt's, with the Jacobian of beliefs transposed; CMLE .4700 the archive's, mended."""
    nested = fitted("npl").standard_errors("nested, transposed")["V_A: constant"]
    held = fitted("cmle").standard_errors("bordered")["V_A: constant"]
    if crises().published is not None:
        assert (round(nested, 2), round(held, 4)) == (1.30, 0.4700)
    assert nested != pytest.approx(fitted("npl").standard_errors()["V_A: constant"], rel=1e-5)
    assert held != pytest.approx(fitted("cmle").standard_errors("observed")["V_A: constant"], rel=1e-5)


def test_beliefs_move_as_equilibria_do() -> None:
    """The derivative that NPL's errors take from replies is that of the equilibrium, found by implicit derivatives."""
    u = np.array([[0.0, 1.0, 0.0, -1.0, -0.5, -0.5, 0.3]])
    z = GAME.maps(u).values(np.array([0]), np.array([0.0]))[0]
    for _ in range(200):
        z = GAME.maps(u).values(np.array([0]), z)[0]
    jets = variables(np.column_stack([*GAME.beliefs(z, u), u]))
    replies = GAME.respond(jets[:2], jets[2:])[1]
    by_beliefs = np.stack([reply.gradient[0, :2] for reply in replies])
    moved = np.linalg.solve(np.eye(2) - by_beliefs, np.stack([reply.gradient[0, 2:] for reply in replies]))
    coordinate, *indices = variables(np.column_stack([z, u]))
    g = GAME.equation(coordinate, indices).gradient[0]
    assert moved[0] == pytest.approx(stats.norm.pdf(z[0]) * g[1:] / (1 - g[0]), rel=1e-8)


@pytest.mark.thorough
def test_the_equilibrium_is_proved_unique_at_every_observation() -> None:
    found = fitted("cmle")
    assert found.complete
    assert found.equilibria.tolist() == [1] * 418
    assert found.verdict == "interior; unique equilibrium at all 418 observations"
    assert np.abs(found.point.gradient).max() < 1e-6
    assert fitted("ml").theta == pytest.approx(found.theta, abs=1e-7)


def test_bordered_and_observed_information_agree_once_the_curvature_of_the_equations_counts() -> None:
    """The block of the inverse of the whole bordered matrix, multipliers and all, is the inverse of our Hessian."""
    game = SMALL
    found = fit(game, simulate(game, {"x": [-1.0, 0.0, 2.0]}, TRUE, plays=2000, seed=2))
    n, p, k = 3, 5, 7
    z, *u = variables(np.column_stack([found.point.z, found.point.u]))
    logs = game.log_outcomes(z, u)
    worth = [log * count for log, count in zip(logs, found.seen.counts.T, strict=True)]
    total = worth[0] + worth[1] + worth[2] + worth[3]
    error = z - game.equation(z, u)
    multiplier = total.gradient[:, 0] / error.gradient[:, 0]
    curved = total.hessian - multiplier[:, None, None] * error.hessian
    lift = np.zeros((n, 1 + k, p + n))  # how (z, u) of each observation move with (coefficients, all z)
    for i in range(n):
        lift[i, 0, p + i] = 1
        for c, j in enumerate(found.seen.design.index):
            lift[i, 1 + j, c] = found.seen.design.terms[i, c]
    whole = sum(lift[i].T @ curved[i] @ lift[i] for i in range(n))
    jacobian = np.stack([error.gradient[i] @ lift[i] for i in range(n)])
    matrix = np.block([[-whole, jacobian.T], [jacobian, np.zeros((n, n))]])
    assert np.linalg.inv(matrix)[:p, :p] == pytest.approx(found.vcov("observed"), rel=1e-6)


SMALL = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1")
ROWS = {"x": np.repeat([-1.0, 0.0, 1.0, 2.0], 8)}
TRUE = np.array([1, -1, -0.5, 0.5, -1.2])


@cache
def small() -> Fit:
    return fit(SMALL, simulate(SMALL, ROWS, TRUE, plays=750, seed=3), multistart=4, seed=1)


def test_what_was_simulated_is_found_again_from_every_start() -> None:
    found = small()
    assert (np.abs(found.theta - TRUE) < 3.5 * np.sqrt(np.diag(found.vcov()))).all()
    assert found.verdict == "interior; unique equilibrium at all 32 observations; 5 of 5 starts agree"


def test_kinds_of_standard_errors_agree_where_the_model_is_true_and_rows_are_many() -> None:
    found = small()
    for kind in ("outer product", "sandwich"):
        ratio = np.sqrt(np.diag(found.vcov(kind))) / np.sqrt(np.diag(found.vcov("observed")))
        assert ((ratio > 0.6) & (ratio < 1.6)).all(), kind
    with pytest.raises(UnknownNameError, match="observed"):
        found.vcov("robust")


def test_swapping_two_outcome_columns_changes_the_fit() -> None:
    data = simulate(SMALL, ROWS, TRUE, plays=750, seed=3)
    for one, other in (("cd", "sf"), ("sf", "bd"), ("sq", "cd")):
        swapped = {**data, one: data[other], other: data[one]}
        assert np.abs(fit(SMALL, swapped, "pl").theta - fit(SMALL, data, "pl").theta).max() > 0.1


def test_what_is_seen_in_part_counts() -> None:
    """Outcomes lumped together are fitted worse than outcomes told apart, and to the same truth."""
    data = simulate(SMALL, ROWS, TRUE, plays=750, seed=3)
    half = np.arange(32) % 2 == 0
    lumped = {**data, "sf": data["sf"] * half, "bd": data["bd"] * half}
    lumped["resisted"] = (data["sf"] + data["bd"]) * ~half
    found = fit(SMALL, lumped)
    assert found.seen.plays == small().seen.plays
    errors = np.sqrt(np.diag(found.vcov()))
    assert (np.abs(found.theta - TRUE) < 3.5 * errors).all()
    assert errors[1] > small().standard_errors()["W_A: constant"]


@pytest.mark.thorough
def test_rows_are_plays_whatever_their_form() -> None:
    rng = np.random.default_rng(5)
    rows = {"x": rng.normal(size=700)}
    one = CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1", outcome="what")
    long = simulate(one, rows, [1, -1, -0.5, 0.5, -1.2], seed=4)
    counts = {**rows, **{name: (np.array(long["what"]) == name).astype(int) for name in SMALL.OUTCOMES}}
    assert fit(one, long).theta == pytest.approx(fit(SMALL, counts).theta, abs=1e-9)


def test_clusters_of_one_are_the_sandwich_and_larger_ones_are_not() -> None:
    data = simulate(SMALL, ROWS, TRUE, plays=750, seed=3)
    data["war"] = np.arange(32) // 4
    found = fit(SMALL, data, cluster="war")
    scores = found.point.scores.reshape(8, 4, 5).sum(axis=1)
    inverse = np.linalg.inv(-found.point.hessian)
    assert found.vcov("cluster") == pytest.approx(inverse @ scores.T @ scores @ inverse, rel=1e-9)
    assert "cluster" not in small().kinds


@pytest.mark.thorough
def test_a_likelihood_without_an_interior_maximum_is_reported() -> None:
    """Separated data: B's utilities run to their bound, and the fit says that it is no estimate."""
    data = simulate(SMALL, ROWS, TRUE, plays=750, seed=3)
    resists = ROWS["x"] > 0.5
    data["cd"], data["sf"], data["bd"] = data["cd"] * ~resists, data["sf"] * resists, data["bd"] * resists
    found = fit(SMALL, data, bounds=6)
    assert not found.interior
    assert found.verdict.startswith("not interior: utilities up to 6, at their bound; this is no estimate")


def test_coefficients_that_are_not_told_apart_are_named() -> None:
    """Of A's utilities only differences matter: a constant in each of them moves with the others, and x does not."""
    loose = CrisisGame(S_A="1", V_A="1", C_B=0, W_A="1", W_B="1 + x", a="1")
    found = fit(loose, simulate(SMALL, ROWS, TRUE, plays=750, seed=3))
    assert not found.interior
    named = "S_A: constant, V_A: constant, W_A: constant and a: constant can move together"
    assert found.verdict.startswith(f"not a strict maximum: {named}")
    assert found.remarks[0].where == "S_A, V_A, W_A, a"
    with pytest.raises(InputError, match="no standard errors: not a strict maximum"):
        found.vcov()
    saddle = replace(small(), point=replace(small().point, hessian=small().point.hessian * np.diag([1, 1, 1, -1, 1])))
    assert saddle.verdict.startswith("not a maximum: the likelihood bends upwards as W_B: x move")


def test_an_edge_of_the_likelihood_is_no_maximum() -> None:
    """As towards a fold: at its edge the gradient of -sqrt(x) is without bound, and a step promises next to nothing."""

    def cliff(theta: np.ndarray) -> Point | None:
        x = float(theta[0])
        if not x > 0:
            return None
        slope, bend = np.array([[-0.5 * x**-0.5]]), np.array([[0.25 * x**-1.5]])
        return Point(theta, -(x**0.5), slope, bend, theta[None], theta)

    start = cliff(np.array([0.5]))
    assert start is not None
    found = maximise(cliff, start, np.ones(1))
    assert found.point.theta[0] < 1e-9
    assert not found.settled


@pytest.mark.thorough
def test_a_search_stopped_by_a_fold_says_so() -> None:
    data = simulate(CONTESTED, {"x": np.linspace(0, 1, 12)}, CONTESTED_TRUTH, plays=50, seed=0)
    found = fit(CONTESTED, data, start=CONTESTED_TRUTH)
    assert found.fold_distance is not None
    assert found.fold_distance < 1e-5
    edge = "the search stopped next to where an equilibrium chosen ceases to be and the likelihood breaks off"
    advice = "other starts (`multistart`) may end at a maximum"
    assert found.verdict.startswith(f"not settled: {edge}; {advice}; several equilibria")


@pytest.mark.long
def test_other_starts_find_the_maximum_where_the_lowest_of_many_equilibria_is_played() -> None:
    x = {"x": np.linspace(0, 1, 50)}
    data = simulate(CONTESTED, x, CONTESTED_TRUTH, plays=200, seed=3, selection="lowest")
    assert not fit(CONTESTED, data).interior
    found = fit(CONTESTED, data, multistart=6, seed=1)
    assert (
        found.verdict == "interior; several equilibria at 50 of 50 observations, the lowest chosen; 5 of 7 starts agree"
    )
    assert found.theta == pytest.approx(fit(CONTESTED, data, start=CONTESTED_TRUTH).theta, abs=1e-6)


def test_a_fit_that_went_on_where_the_likelihood_is_flat_says_so_and_has_no_errors() -> None:
    data = simulate(SMALL, {"x": np.linspace(-1, 1, 8)}, [1, 0, -0.5, 0.3, 0.5], plays=50, seed=1)
    together = "next to nothing changes as V_A: constant, W_A: constant and a: constant move together"
    assert fit(SMALL, data).verdict.startswith(f"not settled: the search stopped where {together}; unique")
    rounds = fit(SMALL, data, "npl", rounds=2)
    with pytest.raises(InputError, match="no standard errors: not settled: beliefs still moved after 2 rounds"):
        rounds.standard_errors()


def test_rounds_of_beliefs_that_did_not_end_are_told_as_such() -> None:
    found = fit(SMALL, simulate(SMALL, ROWS, TRUE, plays=100, seed=3), "npl", rounds=2)
    assert found.verdict == "not settled: beliefs still moved after 2 rounds"


def test_coefficients_are_given_in_order_or_by_name() -> None:
    data = simulate(SMALL, ROWS, TRUE, plays=100, seed=3)
    named = dict(zip(SMALL.coefficients, TRUE, strict=True))
    assert simulate(SMALL, ROWS, named, plays=100, seed=3)["cd"].tolist() == data["cd"].tolist()
    assert fit(SMALL, data, start=named).theta.tolist() == fit(SMALL, data, start=TRUE).theta.tolist()
    with pytest.raises(InputError, match="no coefficient 'lambda'; there are: V_A: constant"):
        simulate(SMALL, ROWS, {**named, "lambda": 1})


def test_a_fit_and_a_game_show_in_a_line() -> None:
    assert repr(SMALL) == "CrisisGame(S_A=0.0, V_A='1', C_B=0.0, W_A='1', W_B='1 + x', a='1', V_B=0.0)"
    assert repr(CrisisGame(S_A=0, V_A="0 + `war days`", C_B=0, W_A=["x"], W_B="1", a="1")).startswith(
        "CrisisGame(S_A=0.0, V_A='0 + `war days`', C_B=0.0, W_A='0 + x', "
    )
    shown = repr(small())
    assert shown.startswith("<Fit: CrisisGame by maximum likelihood, 32 observations, log-likelihood -")
    assert shown.endswith("; interior; unique equilibrium at all 32 observations; 5 of 5 starts agree>")


def test_what_cannot_be_meant_is_refused() -> None:
    data = simulate(SMALL, ROWS, TRUE, plays=10, seed=3)
    with pytest.raises(UnknownNameError, match="'ml', 'cmle', 'npl', 'pl'"):
        fit(SMALL, data, "mle")
    with pytest.raises(UnknownNameError, match="'lowest', 'highest', 'free'"):
        fit(SMALL, data, selection="best")
    with pytest.raises(InputError, match='for the lowest equilibrium use method="ml"'):
        fit(SMALL, data, "cmle", selection="lowest")
    with pytest.raises(InputError, match="bounds"):
        fit(SMALL, data, bounds=-1)
    with pytest.raises(InputError, match="3 numbers; there are 5 coefficients"):
        fit(SMALL, data, start=[1, 2, 3])
    with pytest.raises(InputError, match="start: has 2 dimensions; there are 5 coefficients"):
        fit(SMALL, data, start=[TRUE])
    with pytest.raises(InputError, match=r'start."W_B: x": is inf, must be finite'):
        fit(SMALL, data, start={**dict(zip(SMALL.coefficients, TRUE, strict=True)), "W_B: x": np.inf})
    with pytest.raises(InputError, match=r"no coefficient 'V_A'(.|\n)*W_B: x.: is missing"):
        fit(SMALL, data, start={"V_A": 1})
    with pytest.raises(InputError, match="x: has no rows; there is nothing to fit"):
        fit(SMALL, {name: column[:0] for name, column in data.items()})
    with pytest.raises(InputError, match="resist, stand firm, in that order"):
        fit(SMALL, data, "pl", beliefs=["x"])
    with pytest.raises(InputError, match="nothing to estimate"):
        fit(CrisisGame(S_A=0, V_A=1, C_B=0, W_A=-1, W_B=0, a=-1), data)


def test_kinds_of_standard_errors_are_named_in_words() -> None:
    with pytest.raises(InputError, match="kind: expected the name of a kind of standard errors, found list"):
        small().standard_errors(["observed"])  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"kinds: expected a list of kinds, such as .*, found str"):
        small().to_latex("observed")


def test_a_fit_prints_as_a_table() -> None:
    said = str(small())
    assert "CrisisGame by maximum likelihood, 32 observations, 24,000 plays" in said
    assert "verdict: interior" in said
    frame = small().to_frame()
    assert frame["term"].tolist() == ["constant", "constant", "constant", "x", "constant"]
    assert frame["z"].to_numpy() == pytest.approx(frame["estimate"] / frame["standard_error"])


def test_an_article_has_several_kinds_of_standard_errors_below_one_another() -> None:
    made, kinds = small(), ("observed", "sandwich", "outer product")
    lines = made.to_latex(kinds).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("W\\_A: constant"))
    assert f"${made.coefficients['W_A: constant']:.3f}$" in lines[place]
    for line, kind, (left, right) in zip(lines[place + 1 : place + 4], kinds, BRACKETS, strict=True):
        assert f"${left}{made.standard_errors(kind)['W_A: constant']:.3f}{right}$" in line
    assert "Standard errors: (observed), [sandwich]" in "".join(lines)
    with pytest.raises(InputError, match="kinds: there are 4; a table has room for 3"):
        made.to_latex([*kinds, "bordered"])
    with pytest.raises(UnknownNameError, match="'observed', 'outer product', 'sandwich'"):
        made.to_latex(["robust"])


def test_a_table_is_of_fits_alone() -> None:
    one = fit(SMALL, simulate(SMALL, ROWS, TRUE, plays=30, seed=3), "pl")
    for given in (None, one, "fits", {"one": one}):
        with pytest.raises(InputError, match="fits: expected a list of fits, as `fit` makes them, found "):
            fits_latex(given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"fits\[1\]: expected a fit, as `fit` makes it, found str"):
        fits_latex([one, "another"])  # type: ignore[list-item]


def test_a_number_too_large_for_a_float_is_refused() -> None:
    for huge in (10**400, -(10**5000), Fraction(10**400, 3)):
        with pytest.raises(InputError, match=r"W_B: is fixed at -?inf; give a finite number"):
            CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B=huge, a="1")
        with pytest.raises(InputError, match="start: has a number that is too large for a float"):
            fit(SMALL, simulate(SMALL, ROWS, TRUE, plays=3, seed=3), start=[huge, 0, 0, 0, 0])


@pytest.mark.thorough
def test_fits_side_by_side_say_whose_errors_are_whose() -> None:
    data = simulate(SMALL, ROWS, TRUE, plays=750, seed=3)
    text = fits_latex([fit(SMALL, data, "npl"), small()])
    assert "Standard errors: (nested for NPL, observed for ML)." in text
    assert " & NPL & ML " in text
