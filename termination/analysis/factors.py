"""The polynomials on whose signs conditions turn: relations split into factors, like ones written alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sympy as sp

from termination.engine.symbolic.closed_form import Condition, OneOf


@lru_cache(maxsize=8192)
def difference(relation: Any) -> Any:
    """What a relation says is positive, not negative, or zero."""
    turned = isinstance(relation, (sp.Gt, sp.Ge))
    return relation.lhs - relation.rhs if turned else relation.rhs - relation.lhs


@lru_cache(maxsize=8192)
def symbols_in(expression: Any) -> tuple[sp.Symbol, ...]:
    """The symbols of an expression, in the order of their names."""
    return tuple(sorted(expression.free_symbols, key=str))


def factors_of(conditions: Sequence[Any]) -> list[Any]:
    """The polynomials whose signs decide the conditions (`Condition`, `OneOf` or relations), each once, in order."""
    found: dict[Any, None] = {}
    for part in conditions:
        if isinstance(part, (Condition, OneOf)):
            found.update(dict.fromkeys(factors_of(part.parts)))
        elif part not in (sp.true, sp.false):
            found.update(dict.fromkeys(signed_factors(difference(part))[0]))
    return list(found)


@lru_cache(maxsize=8192)
def signed_factors(expression: Any) -> tuple[tuple[Any, ...], int]:
    """Factors, and a sign, whose product has the sign of the expression: polynomials, equal ones written alike."""
    above, below = sp.fraction(sp.together(expression))
    factors, sign = [], 1
    for factor in sp.Mul.make_args(above if below.is_positive else above * below):
        base, power = factor.as_base_exp()
        if isinstance(base, sp.Rational):
            sign *= int(sp.sign(base)) ** (1 if power % 2 else 2)
            continue
        if base.could_extract_minus_sign():
            base, sign = -base, -sign if power % 2 else sign
        factors += [base] * (1 if power % 2 else 2)
    return tuple(factors), sign


def signed(relation: Any) -> tuple[tuple[Any, ...], int, str]:
    """A relation as factors, a sign, and what is said of the product of all of them: "=", ">" or ">=" zero."""
    op = "=" if isinstance(relation, sp.Eq) else ">" if isinstance(relation, (sp.Lt, sp.Gt)) else ">="
    return (*signed_factors(difference(relation)), op)
