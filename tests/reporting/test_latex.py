"""Words and typed formulas become LaTeX, and nothing in them can be a command."""

from __future__ import annotations

import re

import pytest

from termination.engine.typesetting import latex_text
from termination.reporting.latex import latex_math, latex_words

FORMULAS = {
    "b_i <= lam d_i": r"b_{i} \le \lambda\,d_{i}",
    "c_H / d_H < b_H / d_H + max(0, lam - b_L / d_L)": (
        r"c_{H} / d_{H} < b_{H} / d_{H} + \max(0, \lambda - b_{L} / d_{L})"
    ),
    "phi_star >= -D*(r_high - r_low)": r"\varphi^{*} \ge -D\,(r_{H} - r_{L})",
    "gap/(1 - r_H)**2": r"\mathrm{gap} / (1 - r_{H})^{2}",
    "r_prime, r_second, z_bar": r"r', r'', \bar{z}",
    "rstar_closed = 1 - k / g": r"r^{*}_{\mathrm{closed}} = 1 - k / g",
    "r_1 < ... < r_N": r"r_{1} < \dots  < r_{N}",
    "k + m >= g (1 - R(p))": r"k + m \ge g\,(1 - R(p))",
    "u_i(open, hold) > 0": r"u_{i}(\mathrm{open}, \mathrm{hold}) > 0",
    "b_i <= lam d_i at z = 0": r"b_{i} \le \lambda\,d_{i}\text{ at }z = 0",
    "d/dphi (b_L d_H)": r"\partial/\partial \varphi\,(b_{L}\,d_{H})",
    "sum_i p_i n_i(open)": r"\sum_{i}\,p_{i}\,n_{i}(\mathrm{open})",
    "x^10 -> -oo": r"x^{10} \to -\infty",
    "mu*_limited <= q": r"\mu^{*}_{\mathrm{limited}} \le q",
    "mu* > 0": r"\mu^{*} > 0",
    "W ell <= c_irr - L_irr": r"W\,\ell \le c_{\mathrm{irr}} - L_{\mathrm{irr}}",
    "more relief": r"\mathrm{more}\ \allowbreak \mathrm{relief}",
    "2*x*y": r"2\,x\,y",
    "in (0, 1]": r"\in (0, 1]",
    "Pr(escalation) < 1": r"\Pr(\mathrm{escalation}) < 1",
}


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_formula_as_typed_is_set_as_one_would(typed):
    assert latex_math(typed) == FORMULAS[typed]


def test_words_keep_their_mathematics_between_backticks_and_bare_subscripts():
    text = "H & L: `p_H > 0`, 5% of z(1 - r_i), raises w_i."
    assert latex_words(text) == r"H \& L: $p_{H} > 0$, 5\% of $z(1 - r_{i})$, raises $w_{i}$."


@pytest.mark.parametrize("text", [r"\input{a}", "50% $x$", "`\\input{x}`", "`a & b % c # d ~ e \" f`", "a_b_c^{d}|<>"])
def test_no_text_is_a_command(text):
    found = latex_words(text)
    assert r"\input" not in found
    assert re.search(r"(?<!\\)[%#&~]", found) is None
    assert found.count("{") - found.count(r"\{") == found.count("}") - found.count(r"\}")


def test_one_escape_serves_trees_and_words():
    from termination.reporting.plot import trees

    assert trees.latex_text is latex_text
