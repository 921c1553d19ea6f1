"""Formulas as a person would write them.

The field knows only quotients of polynomials. Here the prior of the last type gets its name back, where weights that
sum to one multiply a common term the term stands alone (r* - R(p), not p_L (r* - r_L) + p_H (r* - r_H)), an inequality
has what is added on either side, and both sides are divided by positive symbols where that makes them shorter. What is
still long and linear in the prior is written type by type, p_1 (..) (..) + p_2 (..) (..) >= 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import sympy as sp

from termination.engine.symbolic.algebra import Element, Field, Polynomial, factors_of
from termination.engine.symbolic.logic import Atom
from termination.engine.typesetting import latex_text

#: An inequality with more terms than these is written type by type if it is linear in the prior.
_MANY_TERMS = 8
#: A monomial as powers of symbols, those of denominators negative, with its coefficient.
Term = tuple[dict[sp.Symbol, int], Any]


@dataclass(frozen=True)
class Writer:
    """Writes elements of a field as SymPy expressions; `simplices` are symbols that sum to one, the last one
    not in the field.

    Both sides of an inequality may be divided by `scales`, which are positive. `is_negative` tells whether a factor is
    negative where the formula applies, as far as that is known.
    """

    algebra: Field
    simplices: tuple[tuple[sp.Symbol, ...], ...]
    scales: tuple[sp.Symbol, ...] = ()
    is_negative: Callable[[Polynomial], bool] = field(default=lambda polynomial: False)

    def expression(self, x: Element) -> sp.Expr:
        """A quotient, in factors or term by term, whichever is shorter."""
        if not x:
            return sp.Integer(0)
        above, below = factors_of(x.numer), factors_of(x.denom)
        if sum(len(f.terms()) > 1 and self.is_negative(f) for f, _ in (*above[1], *below[1])) % 2:
            above = (-above[0], above[1])
        quotient = above[0] / below[0]
        factored = sp.Rational(int(quotient.numerator), int(quotient.denominator))
        for factors, power in ((above[1], 1), (below[1], -1)):
            for factor, times in factors:
                if len(factor.terms()) > 1 and self.is_negative(factor):
                    factor = -factor
                factored *= self._sum(factor) ** (power * times)
        if not isinstance(factored, sp.Mul) or len(x.denom.terms()) > 1:
            return factored
        spread = sp.Add(*(term / self._sum(x.denom) for term in sp.Add.make_args(sp.expand(self._sum(x.numer)))))
        return min((factored, spread), key=sp.count_ops)

    def relation(self, one: Atom) -> Any:
        """The inequality with sums of positive terms on both sides, the lesser on the left."""
        if len(one.factors) > 1:
            product = sp.Mul(*(self._sum(factor) for factor in one.factors))
            return {">": sp.Gt, ">=": sp.Ge, "=": sp.Eq}[one.op](product, 0, evaluate=False)
        best = min(self._ways(one.factors[0]), key=_length)
        if len(best) > _MANY_TERMS and (by_weight := self._by_weight(one.factors[0])) is not None:
            if all(term.could_extract_minus_sign() for term in sp.Add.make_args(by_weight)):
                return {">": sp.Lt, ">=": sp.Le, "=": sp.Eq}[one.op](-by_weight, 0, evaluate=False)
            return {">": sp.Gt, ">=": sp.Ge, "=": sp.Eq}[one.op](by_weight, 0, evaluate=False)
        left = sp.factor_terms(sp.Add(*(_as_expr(powers, -c) for powers, c in best if c < 0)))
        right = sp.factor_terms(sp.Add(*(_as_expr(powers, c) for powers, c in best if c > 0)))
        if one.op == "=" and left.is_number:  # x == 0, not 0 == x
            left, right = right, left
        return {">": sp.Lt, ">=": sp.Le, "=": sp.Eq}[one.op](left, right, evaluate=False)

    def _ways(self, polynomial: Polynomial) -> Iterator[list[Term]]:
        """The polynomial as it is and divided by products of the scales."""
        terms = list(self._terms(polynomial))
        yield terms
        candidates = [s for s in self.scales if any(powers.get(s, 0) for powers, _ in terms)]
        for size in range(1, len(candidates) + 1):
            for chosen in combinations(candidates, size):
                yield [({**powers, **{s: powers.get(s, 0) - 1 for s in chosen}}, c) for powers, c in terms]

    def _by_weight(self, polynomial: Polynomial) -> sp.Expr | None:
        """As sum_i p_i f_i with each f_i in factors; None where it is not linear in the weights."""
        for *inner, last in self.simplices:
            linear = sp.Poly(polynomial.as_expr(*self.algebra.symbols), *inner)
            if linear.total_degree() == 1:
                alone = linear.coeff_monomial(1)
                shares = {s: alone + linear.coeff_monomial(s) for s in inner} | {last: alone}
                return sp.Add(*(s * sp.factor(share) for s, share in shares.items()))
        return None

    def _sum(self, polynomial: Polynomial) -> sp.Expr:
        return sp.Add(*(_as_expr(powers, c) for powers, c in self._terms(polynomial)))

    def _terms(self, polynomial: Polynomial) -> Iterator[Term]:
        """Its terms, after the last weight of each simplex has got its name back if that makes it no longer."""
        found = {_powers(self.algebra.symbols, powers): c for powers, c in polynomial.terms()}
        for simplex in self.simplices:
            named = _with_last(found, simplex)
            if named is not None and len(named) <= len(found):
                found = named
        for powers, c in found.items():
            yield dict(powers), c


def _powers(symbols: Sequence[sp.Symbol], powers: Sequence[int]) -> frozenset[tuple[sp.Symbol, int]]:
    return frozenset((s, power) for s, power in zip(symbols, powers, strict=True) if power)


def _with_last(
    terms: Mapping[frozenset[tuple[sp.Symbol, int]], Any], simplex: Sequence[sp.Symbol]
) -> dict[frozenset[tuple[sp.Symbol, int]], Any] | None:
    """A + sum_i p_i B_i as C + sum_i p_i (A + B_i - C) + p_n (A - C), where C is what A + B_1, .. and A have in common.

    None where it is not of degree one in the weights.
    """
    *inner, last = simplex
    parts: dict[sp.Symbol, dict[frozenset[tuple[sp.Symbol, int]], Any]] = {s: {} for s in simplex}
    for powers, c in terms.items():
        weights = [(s, power) for s, power in powers if s in inner]
        if sum(power for _, power in weights) > 1:
            return None
        rest = frozenset(powers - set(weights))
        for s in [weights[0][0]] if weights else simplex:
            parts[s][rest] = parts[s].get(rest, 0) + c
    common = {
        powers: c for powers, c in parts[last].items() if c and all(parts[s].get(powers, 0) == c for s in simplex)
    }
    found = dict(common)
    for s in simplex:
        for powers, c in parts[s].items():
            if c and powers not in common:
                found[powers | {(s, 1)}] = c
    return found


def _as_expr(powers: Mapping[sp.Symbol, int], coefficient: Any) -> sp.Expr:
    number = sp.Rational(int(coefficient.numerator), int(coefficient.denominator))
    return number * sp.Mul(*(s**power for s, power in powers.items() if power))


def _length(terms: Sequence[Term]) -> float:
    """Operations; a quotient by two symbols or more is preferred where it is no longer: b_H / d_H, not b_H d_L."""
    operations = sum(sum(map(abs, powers.values())) - any(v > 0 for v in powers.values()) for powers, _ in terms)
    divided = {s for powers, _ in terms for s, power in powers.items() if power < 0}
    return operations - (0.5 if len(divided) > 1 else 0)


# -- printing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Notation:
    """The order in which symbols are written, and how they are typeset."""

    symbols: tuple[sp.Symbol, ...] = ()
    latex: Mapping[sp.Symbol, str] = field(default_factory=dict)

    def python(self, expression: Any) -> str:
        """Python source; arithmetic only, with & and | between truth values, so that arrays may be put in."""
        return str(_Printer(self, False).show(expression))

    def tex(self, expression: Any) -> str:
        """LaTeX."""
        return _Printer(self, True).show(expression)

    def place(self, symbol: sp.Symbol) -> tuple[int, str]:
        return (self.symbols.index(symbol) if symbol in self.symbols else len(self.symbols), symbol.name)


def symbol_latex(name: str) -> str:
    r"""A name as mathematics: its letter, its subscripts; a name that is LaTeX already (SymPy's convention) as it is.

    >>> print(symbol_latex("rho_quiet_hold"), symbol_latex("p_50% up"), symbol_latex(r"\hat{p}"))
    \rho_{quiet hold} p_{\text{50\% up}} \hat{p}
    """
    if re.fullmatch(r"[A-Za-z0-9_^]+", name) or set(r"\{") & set(name):
        text: str = sp.latex(sp.Symbol(name))
        return text
    head, _, below = name.partition("_")
    if not (below and re.fullmatch("[A-Za-z]+", head)):
        return rf"\text{{{latex_text(name)}}}"
    return rf"{sp.latex(sp.Symbol(head))}_{{\text{{{latex_text(below)}}}}}"


_SIGNS = {sp.Lt: ("<", "<"), sp.Le: ("<=", r"\le"), sp.Gt: (">", ">"), sp.Ge: (">=", r"\ge"), sp.Eq: ("==", "=")}


@dataclass(frozen=True)
class _Printer:
    notation: Notation
    tex: bool

    def show(self, e: Any) -> str:
        for kind, signs in _SIGNS.items():
            if isinstance(e, kind):
                return f"{self.show(e.lhs)} {signs[self.tex]} {self.show(e.rhs)}"
        if isinstance(e, (sp.Max, sp.Min)):
            name = "max" if isinstance(e, sp.Max) else "min"
            inside = ", ".join(sorted((self.show(a) for a in e.args), key=lambda text: (len(text), text)))
            return rf"\{name}\left({inside}\right)" if self.tex else f"{name}({inside})"
        if isinstance(e, sp.Add):
            return self._added(e)
        if isinstance(e, (sp.Mul, sp.Pow)):
            return self._multiplied(e)
        if isinstance(e, sp.Symbol):
            return self._symbol(e)
        return rf"\frac{{{e.p}}}{{{e.q}}}" if self.tex and not e.is_Integer else str(e)

    def _symbol(self, s: sp.Symbol) -> str:
        if not self.tex:
            return str(s.name)
        return self.notation.latex.get(s) or symbol_latex(s.name)

    def _rank(self, term: Any) -> tuple[Any, ...]:
        """Positive terms first; then by the symbols in them, in their order."""
        symbols = sorted(self.notation.place(s) for s in term.free_symbols)
        return (_is_minus(term), symbols, str(term))

    def _added(self, e: Any) -> str:
        text = ""
        for term in sorted(e.args, key=self._rank):
            if _is_minus(term):
                text += (" - " if text else "-") + self.show(-term)
            else:
                text += (" + " if text else "") + self.show(term)
        return text

    def _multiplied(self, e: Any) -> str:
        number, rest = e.as_coeff_Mul()
        above: list[tuple[Any, Any]] = []
        below: list[tuple[Any, Any]] = []
        for factor in sp.Mul.make_args(rest):
            base, power = factor.as_base_exp()
            (above if power > 0 else below).append((base, abs(power)))
        sign, number = ("-", -number) if number < 0 else ("", number)
        numerator = self._product(above, number.p, bool(below) or number.q != 1)
        denominator = self._product(below, number.q, False)
        if not below and number.q == 1:
            return sign + numerator
        if self.tex:
            return rf"{sign}\frac{{{numerator}}}{{{denominator}}}"
        several = len(below) + (number.q != 1) > 1
        return f"{sign}{numerator}/{f'({denominator})' if several else denominator}"

    def _product(self, factors: list[tuple[Any, Any]], number: int, over: bool) -> str:
        alone = len(factors) == 1 and number == 1
        ordered = sorted(factors, key=lambda f: (not isinstance(f[0], sp.Symbol), self._rank(f[0])))
        shown = [str(number)] if number != 1 or not factors else []
        for base, power in ordered:
            text = self.show(base)
            bare = self.tex and alone and power == 1
            if isinstance(base, sp.Add) and not bare:
                text = rf"\left({text}\right)" if self.tex else f"({text})"
            if power != 1:
                text += f"^{{{power}}}" if self.tex else f"**{power}"
            shown.append(text)
        return (" " if self.tex else "*").join(shown)


def _is_minus(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)
