"""Isolated roots: all of them, once each, in order whatever the scale, and told apart however close."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
import sympy as sp

from termination.analysis.roots import in_order, irreducible, roots_between

Z = sp.Symbol("z")


def test_the_roots_of_many_polynomials_are_in_order() -> None:
    rng = Random(4)
    factors = {}
    for _ in range(60):
        factors.update(dict.fromkeys(irreducible([rng.randint(-9, 9) for _ in range(rng.randint(2, 5))])))
    found = in_order([(root, factor) for factor in factors for root in roots_between([factor], None, None)])
    wanted = sorted(float(root) for f in factors for root in sp.Poly(f, Z, domain=sp.QQ).real_roots())
    assert [float(root) for root, _ in found] == pytest.approx(wanted, rel=1e-12)
    assert len(found) > 60
    assert all(one.high < other.low for (one, _), (other, _) in pairwise(found))


@pytest.mark.parametrize("scale", [Fraction(1, 10**30), Fraction(1), Fraction(10**30)])
def test_roots_closer_than_floats_are_told_apart(scale: Fraction) -> None:
    """The square roots of 2 and of 2 + 10^-40, and a fraction between them."""
    squares = [(Fraction(1), Fraction(0), -(2 + Fraction(k, 10**40)) * scale**2) for k in (1, 0)]
    exact = Fraction(14142135623730950488016887242096980785696718753769 * 10, 10**50) * scale
    line = (Fraction(1), -exact - scale / 10**42)
    low, between, high = roots_between([*squares, line], Fraction(0), None)
    assert between.exact == -line[1]
    assert low.compared(between.exact) == -1
    assert high.compared(between.exact) == 1
    assert float(low) == float(high)


def test_bounds_are_left_out() -> None:
    factors = irreducible([1, -3, 2, 0])  # z (z - 1) (z - 2)
    assert [root.exact for root in roots_between(factors, Fraction(0), Fraction(2))] == [1]
    assert [root.exact for root in roots_between(factors, None, None)] == [0, 1, 2]
    (close,) = roots_between(irreducible([10**30, 1, -1]), Fraction(0), None)
    assert close.low > 0
    assert irreducible([0, 0, 5]) == irreducible([0]) == []
