"""Closed forms and comparative statics as lines of text, and what the letters in formulas stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from termination.engine.model import Model, Parametric, Symbolic
from termination.engine.numbers import number_text
from termination.engine.sentences import printable
from termination.engine.symbolic.closed_form import ClosedForm, OffPath
from termination.engine.table import Table, line_width

if TYPE_CHECKING:
    from termination.analysis.statics import Effect, Statics


def form_text(form: ClosedForm, name: str = "") -> str:
    """A closed form: when it exists and survives, and by which formulas players mix. Under its own name, or another."""
    exists, *survives = (f"{words} {where}" if where else words for words, where in form.claims())
    lines = [exists, *_mixtures(form), *form.open_words(), *survives]
    folded = (one for line in lines for one in _folded(line, "  "))
    return "".join(f"{line}\n" for line in [*_folded(name or form.name), *folded])


def _mixtures(form: ClosedForm) -> Iterator[str]:
    """Who mixes how, save by probabilities that are free, of which there is more to say."""
    for t, row in form.sender.items():
        yield from _mixture(t, row, form)
    for m, replies in form.receiver.items():
        if not isinstance(replies, OffPath):
            yield from _mixture(f"after {m}", replies, form)


def _mixture(who: str, row: Mapping[str, Any], form: ClosedForm) -> Iterator[str]:
    used = [(label, e) for label, e in row.items() if e != 0]
    free = {one.symbol for one in form.free}
    if len(used) > 1 and not any(e == 1 - s for _, e in used for s in free):
        yield f"{who}: {', '.join(f'{label} with probability {form.notation.python(e)}' for label, e in used)}"


def _folded(line: str, before: str = "") -> list[str]:
    """A line as wide as lines are; what does not fit goes on below, further in."""
    return wrap(
        printable(line), line_width(), initial_indent=before, subsequent_indent=before + "  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def legend(model: Model) -> str:
    """What the letters in a model's formulas stand for, as a table; nothing where nothing is known of them."""
    if not isinstance(model, Parametric):
        return ""
    told = [(r.symbol, "" if r.symbol == r.name else r.name, r.meaning) for r in model.PARAMETERS if r.meaning]
    rows = [(letter, *([name] if any(n for _, n, _ in told) else []), meaning) for letter, name, meaning in told]
    defined = model.symbolic().definitions.items() if isinstance(model, Symbolic) else ()
    lines = [line for symbol, e in defined for line in _folded(f"{symbol} = {e}")]
    table = Table(rows).to_text() if rows else ""
    parts = [f"where\n{_plain(lines)}" if lines else "", f"Letters\n\n{table}\n" if table else ""]
    return "\n".join(filter(None, parts))


def _plain(lines: list[str]) -> str:
    return "".join(f"  {line}\n" for line in lines)


def statics_text(found: Statics) -> str:
    """The effects by equilibrium, in a table each, and the thresholds."""
    by_name: dict[str, list[Effect]] = {}
    for effect in found.effects:
        by_name.setdefault(effect.equilibrium, []).append(effect)
    parts = []
    for name, effects in by_name.items():
        rows = [
            (printable(e.quantity), e.parameter, _moves(e.sign), number_text(e.value), number_text(e.slope))
            for e in effects
        ]
        table = Table(rows, ("quantity", "parameter", "", "value", "slope")).to_text()
        parts.append("\n".join([*_folded(name), "", table, ""]))
    lines = [line for one in found.thresholds for line in _folded(str(one), "  ")]
    parts.append("Thresholds\n\n" + ("\n".join(lines) if lines else "  none: nothing comes or goes") + "\n")
    return "\n".join(parts)


def _moves(sign: int) -> str:
    return {1: "rises", -1: "falls"}.get(sign, "stays")
