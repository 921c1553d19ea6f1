"""Equilibria in closed form for the formal appendix: strategies, where each exists, where it survives refinements.

A condition is set as one formula for each inequality, so that lines break between them and never inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from termination.engine.sentences import listed, sentence
from termination.engine.symbolic.closed_form import ClosedForm, Condition, OffPath, OneOf
from termination.engine.typesetting import latex_breakable
from termination.models.exposition import Exposition
from termination.reporting.latex import latex_words


def forms_section(told: Exposition) -> Iterator[str]:
    """The section with all closed forms of a model."""
    yield r"\section{Equilibria in closed form}"
    yield (
        f"{latex_words(told.letters)} These are all kinds of equilibrium that exist on open sets of parameters; others "
        "exist on edges only. A kind is named by what is used with positive probability, so that weights and mixed "
        "replies are strictly between 0 and 1; the other inequalities are weak. After a message that is not sent, the "
        "chance of escalation must also be a best reply to some belief. Each condition was derived, simplified, and "
        "then checked by an SMT solver in both directions.\n"
    )
    for group in told.forms:
        yield rf"\subsection{{{latex_words(group.title)}}}"
        yield latex_words(group.words) + "\n"
        for number, form in enumerate(group.load(), 1):
            yield from _form(f"{group.letter}{number}", form)


def _form(label: str, form: ClosedForm) -> Iterator[str]:
    yield rf"\paragraph{{{latex_breakable(label)}. {latex_breakable(form.name)}.}}"
    yield r"\begin{itemize}\setlength{\itemsep}{0pt}"
    yield from (rf"\item {line}" for line in form_lines(form))
    yield r"\end{itemize}"


def form_lines(form: ClosedForm) -> Iterator[str]:
    """What is said of one closed form, an item of the list each."""
    for t, row in form.sender.items():
        yield from _mixture(rf"{latex_breakable(t)} sends", row, form)
    for m, replies in form.receiver.items():
        if isinstance(replies, OffPath):
            yield rf"\emph{{{latex_breakable(m)}}} is not sent; {_off_path(m, replies, form)}."
        else:
            yield from _mixture(rf"After \emph{{{latex_breakable(m)}}} he replies", replies, form)
    for words, where in form.claims():
        yield f"{sentence(words)}{f' {condition_tex(where)}' if where else ''}."


def _mixture(who: str, row: Mapping[str, Any], form: ClosedForm) -> Iterator[str]:
    used = [rf"\emph{{{latex_breakable(label)}}} with ${form.notation.tex(e)}$" for label, e in row.items() if e != 0]
    if len(used) > 1:
        yield f"{who} {listed(used)}."


def _off_path(message: str, off: OffPath, form: ClosedForm) -> str:
    """The bounds on the first of two replies, each a formula of its own."""
    first = latex_breakable(form.response_sets[form.messages.index(message)][0])
    bounds = [
        _bound("least", "greatest", [form.notation.tex(e) for e in off.lower]),
        _bound("most", "least", [form.notation.tex(e) for e in off.upper]),
    ]
    also = f" such that {condition_tex(off.also)}" if off.also.parts else ""
    return rf"\emph{{{first}}} with {listed([one for one in bounds if one]) or 'any chance'}{also}"


def _bound(at: str, extreme: str, bounds: list[str]) -> str:
    listed = ", ".join(f"${bound}$" for bound in bounds)
    several = f"the {extreme} of " if len(bounds) > 1 else ""
    return f"a chance of at {at} {several}{listed}" if bounds else ""


def condition_tex(condition: Condition) -> str:
    """Inequalities that hold together, each a formula of its own; alternatives in brackets."""
    return ", ".join(_part(part, condition) for part in condition.parts)


def _part(part: Any, condition: Condition) -> str:
    if not isinstance(part, (OneOf, Condition)):
        return f"${condition.notation.tex(part)}$"
    joined = " or " if isinstance(part, OneOf) else " and "
    return f"[{joined.join(_part(one, condition) for one in part.parts)}]"
