r"""Closed forms as propositions for an article: what is supposed, what is played, and exactly when that exists.

Labels and formulas stand in displays, whose lines `typesetting` breaks, so that nothing is wider than the line; the
words between them are our own. All hypotheses of the derivation are said, each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy as sp

from termination.engine.refining.verdicts import concept_title
from termination.engine.symbolic.closed_form import ClosedForm, Condition, OffPath
from termination.engine.typesetting import aligned, unknown_to_pdflatex

#: What the article must load and declare, as a comment above the first proposition.
PREAMBLE = (
    "% \\usepackage{amsmath,amsthm}; \\usepackage[T1]{fontenc}\n"
    "% \\newtheorem{proposition}{Proposition}, once, before \\begin{document}\n"
)


def proposition(form: ClosedForm, preamble: bool = True) -> str:
    r"""A closed form as a `proposition` environment, below comments that say what it needs (amsmath, amsthm).

    It speaks of the equilibria with exactly these messages and replies in use and, where a probability is left open, of
    those at the ends of its range. `preamble=False` leaves the comments out.
    """
    parts = [PREAMBLE] if preamble else []
    labels = "".join([*form.types, *form.messages, *(r for replies in form.response_sets for r in replies)])
    if unknown := unknown_to_pdflatex(labels):
        parts.append(f"% XeLaTeX or LuaLaTeX, and a font with these characters: {unknown}\n")
    return "".join([*parts, *(f"{line}\n" for line in _lines(form))])


def _lines(form: ClosedForm) -> Iterator[str]:
    yield r"\begin{proposition}"
    yield from _hypotheses(form)
    yield f"{_kind(form)} of the form"
    yield _display(aligned(form.play_rows()))
    ends = ", save at the ends of the ranges given here," if form.free else ""
    yield f"in which every probability on the path of play is positive{ends}"
    yield from _iff("exists", form.condition, "always exists")
    if any(isinstance(replies, OffPath) for replies in form.receiver.values()):
        yield "After a message that is not sent, the reply is best at some belief, and no type gains by sending it."
    for name, where in form.survives.items():
        survives = f"survives {concept_title(name)}"
        if where.is_never:
            yield f"No such equilibrium {survives}."
        else:
            yield from _iff(f"Where such equilibria exist, one of them {survives}", where)
    yield r"\end{proposition}"


def _iff(claim: str, where: Condition, always: str = "") -> Iterator[str]:
    """A sentence, or the end of one: what is so, and if and only if what holds."""
    if not where:
        yield f"{always or claim}."
        return
    yield f"{claim} if and only if"
    yield _display(where.to_latex())


def _display(tex: str) -> str:
    return f"\\[\n{tex}\n\\]"


def _hypotheses(form: ClosedForm) -> Iterator[str]:
    used = _symbols(form)
    tex = form.notation.tex
    meant = [f"{tex(s)} = {tex(e)}" for s, e in form.definitions.items() if s in used]
    stated = form.condition.expression.free_symbols | form.assumptions.expression.free_symbols
    in_parameters = not stated <= set(form.symbols)
    if meant or in_parameters:  # what stands behind the letters has domains of its own, which no condition repeats
        yield "Let all parameters be in their domains" + (", and let" if meant else ".")
    if meant:
        yield _display(aligned(meant))
    supposed = {_key(part): part for part in form.assumptions}
    if supposed:
        yield "Suppose that"
        yield _display(replace(form.assumptions, parts=tuple(supposed.values())).to_latex())


def _key(part: Any) -> Any:
    """The same for two ways of writing one inequality, as 1 - p > 0 and p < 1."""
    if isinstance(part, (sp.StrictGreaterThan, sp.GreaterThan, sp.StrictLessThan, sp.LessThan)):
        return part.rel_op in ("<", ">"), sp.expand(part.gts - part.lts)
    return part


def _symbols(form: ClosedForm) -> set[sp.Symbol]:
    """Those of its conditions and of what is played."""
    conditions = [form.condition, form.assumptions, *form.survives.values()]
    found: list[Any] = [one.expression for one in conditions]
    found += [e for row in form.sender.values() for e in row.values()]
    for row in form.receiver.values():
        if isinstance(row, OffPath):
            found += [*row.lower, *row.upper, row.also.expression]
        else:
            found += row.values()
    for one in form.free:
        found += [*one.lower, *one.upper, one.also.expression]
    return {s for e in found for s in sp.sympify(e).free_symbols}


def _kind(form: ClosedForm) -> str:
    """The kind, where the messages in use decide it."""
    supports = [frozenset(used) for used in form.pattern.sender]
    alike, alone = len(set(supports)) == 1, sum(map(len, supports)) == len(frozenset().union(*supports))
    if alone and len(supports) > 1:
        return "A separating perfect Bayesian equilibrium"
    if alike:
        return f"A {'pooling ' if len(supports[0]) == 1 else ''}perfect Bayesian equilibrium"
    return "A semi-separating perfect Bayesian equilibrium"
