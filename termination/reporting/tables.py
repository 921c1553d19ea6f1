"""Equilibria as tables: lines of text, HTML for notebooks, and tidy rows for data frames and CSV.

Each family is shown as a political scientist asks about it: who sends what, how the other side answers each message
and what it then believes, what everybody gets, how likely the events are that the model names, what is left free, and
what the verifier says. A probability of one is not written; a range "0 to 1/2" means free between these bounds.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import Reply, SignalingGame, reply_label
from termination.engine.kinds import KINDS, Rows, either, kind_of
from termination.engine.model import amounts_of, gist_of, words_of
from termination.engine.numbers import bounds, nearest_float, quantity_text, readable
from termination.engine.refining.verdicts import MAY_BE_EMPTY, concept_title
from termination.engine.sentences import listed, printable
from termination.engine.strategies import BeliefPiece, Quantity, Range, Row, StrategySet, row_label
from termination.engine.table import Table, filled, line_width, widest
from termination.reporting.notebook import heading_html, list_html, paragraph_html

if TYPE_CHECKING:
    import pandas

    from termination.engine.compare import Comparison

INDENT = "   "
#: Columns that an overview leaves for names, or it shows nothing beside them.
_NAME = 28

#: So many members without mixing are listed of each kind.
_FEW = 4

#: The columns of `to_frame` and of CSV, one row a quantity, and what they hold.
COLUMNS = {
    "family": "number of the family, from 1, in the order of the answer",
    "name": "its name",
    "kind": "pooling or separating where every member is, else semi-separating",
    "component": "number of the connected component it belongs to, from 1",
    "quantity": "sender, receiver, belief, payoff, outcome, or an amount that the model reads off it",
    "of": "sender: the type; receiver and belief: the message; payoff: a type, receiver or ex ante; outcome: the event",
    "item": "sender: the message sent; receiver: the response; belief: the type believed; else empty",
    "when": "belief: 'sent', or the replies that these beliefs support, joined by ' + '; else empty",
    "free": "whether the quantity varies within the family",
    "low": "smallest value, as the nearest floating-point number",
    "high": "largest value, likewise",
    "low_exact": "smallest value, exactly, as text such as 3/10",
    "high_exact": "largest value, likewise",
}

#: The columns of the table of a family, and their shares of a line of LaTeX.
HEADINGS, SHARES = ("after", "sent by", "reply", "belief"), (0.19, 0.22, 0.26, 0.33)


def equilibria_text(equilibria: Equilibria, title: str | None = None) -> str:
    """The whole answer as plain text, no wider than the line where labels allow; under `title`, or the game's own.

    The verdict comes first, then how many equilibria there are, then each of them.
    """
    numbers = _shown_numbers(equilibria)
    above = heading(equilibria.game.title if title is None else title).rstrip("\n")
    parts = [above, *_verdict_and_count(equilibria)]
    if len(equilibria) > 1:
        parts.append(_overview(equilibria, numbers))
    parts += [_family_text(f, f"{i}  ", numbers[i - 1]) for i, f in enumerate(equilibria, 1)]
    if equilibria.rejected:
        parts.append("\n".join(_rejected_lines(equilibria)))
    return "\n\n".join(filter(None, parts)) + "\n"


def brief_text(equilibria: Equilibria) -> str:
    """The verdict, how many equilibria there are, and one line for each."""
    parts = _verdict_and_count(equilibria)
    parts += [_overview(equilibria, _shown_numbers(equilibria))] if len(equilibria) else []
    return "\n\n".join(parts) + "\n"


def verdict(equilibria: Equilibria) -> str:
    """What all equilibria together bring, in the model's few words; nothing where it has none, or some may be missing.

    >>> from termination import OpeningGame, solve
    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.9)
    >>> verdict(solve(war))
    'Verdict: talks in every equilibrium.'
    """
    if not equilibria or not equilibria.complete:
        return ""
    reached = {event: [bounds(family.outcomes[event]) for family in equilibria] for event in equilibria[0].outcomes}
    extremes = {event: (min(low for low, _ in ends), max(high for _, high in ends)) for event, ends in reached.items()}
    words = gist_of(equilibria[0].model, extremes).text
    concept = f" under {concept_title(equilibria.concept)}" if equilibria.concept else ""
    return f"Verdict{concept}: {words}." if words else ""


def outcomes_words(equilibria: Equilibria) -> str:
    """How many outcomes there are, where some families have the same one; else nothing.

    >>> from termination.engine.enumerate import solve
    >>> from termination.models.catalog import load
    >>> outcomes_words(solve(load("spence").game))
    'They come to 4 outcomes: who sends what, and the replies to what is sent.'
    """
    groups = equilibria.by_outcome()
    count = "1 outcome" if len(groups) == 1 else f"{len(groups)} outcomes"
    said = f"They come to {count}: who sends what, and the replies to what is sent."
    return said if len(groups) < len(equilibria) else ""


def outcomes_table(equilibria: Equilibria) -> Table:
    """For each outcome the messages that are sent, or with noise all that may be seen: by whom, and the replies; and
    the families that have it."""
    number = {id(family): i for i, family in enumerate(equilibria, 1)}
    rows = []
    for i, group in enumerate(equilibria.by_outcome(), 1):
        who = spans([number[id(family)] for family in group])
        reached = [row for row, on in zip(family_table(group[0]).rows, group[0].reached, strict=True) if on]
        rows += [(*(("", "") if k else (str(i), who)), *row[:3]) for k, row in enumerate(reached)]
    return Table(rows, ("outcome", "families", *HEADINGS[:3]))


def spans(numbers: Sequence[int]) -> str:
    """Rising numbers, neighbours joined.

    >>> spans([1, 2, 3, 5, 7, 8])
    '1-3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for one in numbers:
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def family_text(family: Family) -> str:
    """One family as plain text."""
    return _family_text(family, "", 0) + "\n"


def equilibria_html(equilibria: Equilibria) -> str:
    """The whole answer as HTML, for notebooks."""
    numbers = _shown_numbers(equilibria)
    title = printable(equilibria.game.title)
    parts = [heading_html(title) if title else "", paragraph_html(verdict(equilibria)) if verdict(equilibria) else ""]
    parts.append(paragraph_html(summary(equilibria)))
    if said := outcomes_words(equilibria):
        parts += [paragraph_html(said), outcomes_table(equilibria).to_html()]
    if len(equilibria) > 1:
        parts.append(_overview_html(equilibria))
    parts += [_family_html(f, f"{i}. ", numbers[i - 1]) for i, f in enumerate(equilibria, 1)]
    if equilibria.rejected:
        parts.append(heading_html(f"Rejected by {concept_title(equilibria.concept)}"))
        parts.append(list_html(printable(str(verdict)) for verdict in equilibria.rejected))
    return "<div>" + "\n".join(parts) + "</div>"


def family_html(family: Family) -> str:
    """One family as HTML, for notebooks."""
    return "<div>" + _family_html(family, "", 0) + "</div>"


def rows(equilibria: Equilibria) -> list[dict[str, Any]]:
    """The tidy rows, with the keys of `COLUMNS`."""
    numbers = component_numbers(equilibria)
    found = []
    for number, family in enumerate(equilibria, 1):
        first = {"family": number, "name": family.name, "kind": family.kind, "component": numbers[number - 1]}
        for quantity, of, item, when, value in _quantities(family):
            low, high = bounds(value)
            row = first | {"quantity": quantity, "of": of, "item": item, "when": when, "free": low != high}
            row |= {"low": nearest_float(low), "high": nearest_float(high)}
            found.append(row | {"low_exact": str(low), "high_exact": str(high)})
    return found


def to_frame(equilibria: Equilibria) -> pandas.DataFrame:
    """The tidy rows as a pandas DataFrame; its columns are documented in `COLUMNS`."""
    import pandas as pd

    return pd.DataFrame(rows(equilibria), columns=list(COLUMNS))


def rows_as_csv(found: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Tidy rows as CSV text. Truth values are TRUE and FALSE, as in R."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: str(x).upper() if isinstance(x, bool) else x for key, x in row.items()} for row in found)
    return text.getvalue()


def component_numbers(equilibria: Equilibria) -> list[int]:
    """For each family the number, from 1, of its connected component."""
    number = {id(f): i for i, component in enumerate(equilibria.components, 1) for f in component}
    return [number[id(family)] for family in equilibria]


def heading(title: str) -> str:
    """A title, underlined, with an empty line below; nothing for no title."""
    lines = wrap(printable(title), line_width())
    return "\n".join([*lines, "=" * max(map(len, lines)), ""]) if lines else ""


def paragraphs(text: str) -> str:
    """Prose from a file, wrapped; empty lines in it part paragraphs."""
    parts = [filled(printable(" ".join(part.split()))) for part in re.split(r"\n\s*\n", text)]
    return "".join(f"{part}\n" for part in parts if part)


def indented(table: Table) -> list[str]:
    """The lines of a table that stands under a line of its own."""
    return [(INDENT + line).rstrip() for line in table.to_text(line_width() - len(INDENT)).splitlines()]


def comparison_text(comparison: Comparison, title: str = "") -> str:
    """The Nash points that a program lists with the verdict on each, as a table."""
    points = "1 Nash point" if len(comparison) == 1 else f"{len(comparison)} Nash points"
    count = f"{points}, {len(comparison.perfect_bayesian)} of them perfect Bayesian."
    cells = [tuple(map(printable, row)) for row in comparison.rows()]
    table = Table(cells, ("sender", "receiver", "verdict")).to_text() + "\n" if cells else ""
    method, *remarks = map(printable, comparison.remarks())
    parts = [heading(title), paragraphs(f"{count} {method}"), table, *map(paragraphs, remarks)]
    return "\n".join(part for part in parts if part)


def summary(equilibria: Equilibria) -> str:
    """How many equilibria the answer holds, and whether they are all there are."""
    count, joint = len(equilibria), len(equilibria.components)
    concept = f" surviving {concept_title(equilibria.concept)}" if equilibria.concept else ""
    what = "family of perfect Bayesian equilibria" if count == 1 else "families of perfect Bayesian equilibria"
    together = count > 1 and equilibria.complete  # families that are missing might join others
    where = f" in {joint} connected {'component' if joint == 1 else 'components'}" if together else ""
    whole = "The list is complete." if equilibria.complete else f"NOT complete: {equilibria.unexamined}"
    none = " No equilibrium of a game need survive it." if not count and equilibria.concept in MAY_BE_EMPTY else ""
    return f"{count} {what}{concept}{where}. {whole}{none}"


# --- the parts of a family -------------------------------------------------------------------------------------------


def _quantities(family: Family) -> Iterable[tuple[str, str, str, str, Quantity]]:
    """(quantity, of, item, when, value) for everything a family fixes or leaves free."""
    for side, strategies in (("sender", family.sender), ("receiver", family.receiver)):
        for i, row in enumerate(strategies.rows):
            for item, value in strategies.row(i).items():
                yield side, row_label(row), item, "", value
    for message, pieces in family.beliefs.items():
        for piece in pieces:
            when = "sent" if piece.sent else " + ".join(map(reply_label, piece.replies))
            for type_, value in piece.beliefs.items():
                yield "belief", message, type_, when, value
    for who, value in family.payoffs.by_type.items():
        yield "payoff", who, "", "", value
    yield "payoff", "ex ante", "", "", family.payoffs.ex_ante
    yield "payoff", "receiver", "", "", family.payoffs.receiver
    for his_type, value in family.payoffs.by_receiver_type.items():
        yield "payoff", f"receiver of type {his_type}", "", "", value
    for event, value in family.outcomes.items():
        yield "outcome", event, "", "", value
    for what, values in amounts_of(family.model, family).items():
        for of, value in values.items():
            yield what, of, "", "", value


def _weights(cells: dict[str, Quantity]) -> list[str]:
    """The labels that carry weight, each with its probability unless that is one."""
    shown = [(printable(label), value) for label, value in cells.items() if value != 0]
    return [label if value == 1 else f"{label} {quantity_text(value)}" for label, value in shown]


def family_table(family: Family) -> Table:
    """For each message, or with noise for all that may be seen: itself, who sends it, the reply, and the beliefs."""
    rows = []
    sends = {t: family.sender[t] for t in family.game.types}
    for z, message in enumerate(family.game.seen):
        senders = dict(_senders(family.game, sends, z))
        sent = any(weight != 0 for weight in senders.values())
        always = any(value != 0 and not (isinstance(value, Range) and value.low == 0) for value in senders.values())
        path = [] if always else ["(or off path)"] if sent else ["off path"]
        cells = [[printable(message)], _weights(senders) + path, _replies(family.receiver, message)]
        rows.append(["\n".join(lines) for lines in (*cells, _belief_lines(family.beliefs[message].pieces))])
    return Table(rows, HEADINGS, SHARES)


def _senders(
    game: SignalingGame, sends: Mapping[str, Mapping[str, Quantity]], z: int
) -> Iterator[tuple[str, Quantity]]:
    """Who sends the message at position z, and how often; with noise who sends which message that is seen as that."""
    if not game.noise:
        yield from ((t, sends[t][game.messages[z]]) for t in game.types)
        return
    for t, own in zip(game.types, game.message_sets, strict=True):
        yield from ((f"{t}: {m}", sends[t][m]) for m in own if game.noise[game.messages.index(m)][z])


def _replies(receiver: StrategySet, message: str) -> list[str]:
    """The replies to a message; where the receiver has types a line for each of them."""
    if not receiver.receiver_types:
        return _weights(receiver[message])
    return [f"{printable(s)}: {', '.join(_weights(receiver[s][message]))}" for s in receiver.receiver_types]


def _belief_lines(pieces: Sequence[BeliefPiece]) -> list[str]:
    """The beliefs piece by piece; which piece is said where there are several."""
    lines = []
    for piece in pieces:
        when = "" if len(pieces) == 1 else "if sent: " if piece.sent else f"if {_joined(piece.replies)}: "
        lines.append(when + ", ".join(_weights(dict(piece.beliefs.items()))))
    return lines


def _joined(replies: Iterable[Reply]) -> str:
    return " + ".join(printable(reply_label(reply)) for reply in replies)


def facts_below(family: Family) -> list[tuple[str, str]]:
    """What is said below the table, by heading."""
    sender, receiver = words_of(family.model).players
    payoffs = [*family.payoffs.by_type.items(), (f"{sender} ex ante", family.payoffs.ex_ante)]
    payoffs.append((receiver, family.payoffs.receiver))
    payoffs += [(f"{receiver} of type {s}", value) for s, value in family.payoffs.by_receiver_type.items()]
    contained = _contains(family)
    facts = [("contains", contained)] if contained else []
    facts += [("payoffs", _listed(payoffs)), ("outcomes", _listed(family.outcomes.items()))]
    facts += [(what, _listed(values.items())) for what, values in amounts_of(family.model, family).items()]
    return [*facts, ("free", _free(family)), ("certificate", str(family.certificate))]


def _contains(family: Family) -> str:
    """Where the sender's side is no single point: what she does who does not mix, kind by kind, and babbling."""
    if family.sender.is_point:
        return ""
    pure = [strategy.probabilities for strategy in family.sender.pure]
    parts = []
    for kind in KINDS:
        told = [f"{kind} {_pure_choices(family, rows)}" for rows in pure if kind_of(rows) == kind]
        parts += told if len(told) <= _FEW else [*told[:_FEW], f"{len(told) - _FEW} more {kind}"]
    pooled = [printable(family.game.messages[rows[0].index(1)]) for rows in pure if kind_of(rows) == "pooling"]
    return ", ".join([*parts, f"babbling on {listed(pooled)}"] if "babbling" in family.kinds else parts)


def _pure_choices(family: Family, rows: Rows) -> str:
    """What each type does in a strategy without mixing: "on b", "(t: a; s: b)"."""
    sent = [printable(family.game.messages[row.index(1)]) for row in rows]
    if kind_of(rows) == "pooling":
        return f"on {sent[0]}"
    return f"({'; '.join(f'{printable(t)}: {m}' for t, m in zip(family.game.types, sent, strict=True))})"


def _listed(entries: Iterable[tuple[str, Quantity]]) -> str:
    return "; ".join(f"{printable(label)} {quantity_text(value)}" for label, value in entries)


def _free(family: Family) -> str:
    """Which of the two strategies can vary, and how many vertices each has; beliefs are in the table."""
    said = []
    sides = zip(words_of(family.model).players, (family.sender, family.receiver), ("", "after "), strict=True)
    for side, strategies, by in sides:
        if not strategies.is_point:
            free = (
                i for i in range(len(strategies.rows)) if any(isinstance(x, Range) for x in strategies.row(i).values())
            )
            where = [_where(strategies.rows[i]) for i in free]
            many = f"{len(strategies.vertices)} vertices"
            said.append(f"{side}'s mixing {by}{'; '.join(map(printable, where))} ({many})")
    return " and ".join(said) or "nothing: behaviour is a single point"


def _where(row: Row) -> str:
    """Where a receiver's type mixes: "quiet, as hawk"; any other row as it is called."""
    return row if isinstance(row, str) else f"{row[1]}, as {row[0]}"


def _shown_numbers(equilibria: Equilibria) -> list[int]:
    """The component of each family; 0, which is not shown, where there is only one or not all families are known."""
    several = equilibria.complete and len(equilibria.components) > 1
    return component_numbers(equilibria) if several else [0] * len(equilibria)


def _kind_line(family: Family, component: int) -> str:
    kinds = either(family.kinds)
    return f"{kinds}, component {component}" if component else kinds


def _rejected_lines(equilibria: Equilibria) -> list[str]:
    lines = [f"Rejected by {concept_title(equilibria.concept)}:"]
    for verdict in equilibria.rejected:
        lines += wrap(readable(printable(str(verdict))), line_width(), initial_indent=" - ", subsequent_indent=INDENT)
    return lines


# --- text ------------------------------------------------------------------------------------------------------------


def _family_text(family: Family, number: str, component: int) -> str:
    heading = wrap(number + printable(family.name), line_width(), subsequent_indent=INDENT)
    lines = [*heading, INDENT + _kind_line(family, component), ""]
    lines += [*indented(family_table(family)), ""]
    for label, fact in facts_below(family):
        label = label if len(label) <= 12 else f"{label}:"
        lines += wrap(f"{label:12} {fact}", line_width(), initial_indent=INDENT, subsequent_indent=INDENT + " " * 13)
    return "\n".join(lines)


def _verdict_and_count(equilibria: Equilibria) -> list[str]:
    """What an answer begins with: the verdict, how many equilibria, and by outcome where that says more."""
    said = outcomes_words(equilibria)
    parts = [filled(one) for one in (verdict(equilibria), summary(equilibria), said) if one]
    return [*parts, outcomes_table(equilibria).to_text()] if said else parts


def _overview(equilibria: Equilibria, numbers: list[int]) -> str:
    """One line a family: name, component where there are several, and the outcomes if there is room for them."""
    columns = [
        ["", *map(str, range(1, len(equilibria) + 1))],
        ["equilibrium", *(printable(family.name) for family in equilibria)],
    ]
    if any(numbers):
        columns.append(["component", *map(str, numbers)])
    events = [printable(event) for event in equilibria.model.events()]
    room = line_width() - _NAME - sum(2 + widest(column) for column in [*columns[:1], *columns[2:]])
    outcomes: list[list[str]] = []
    if sum(2 + len(event) for event in events) <= room:  # else they are not even worked out: there may be very many
        found = [[quantity_text(quantity) for quantity in family.outcomes.values()] for family in equilibria]
        outcomes = [list(column) for column in zip(events, *found, strict=True)]
    if sum(2 + widest(column) for column in outcomes) <= room:
        columns += outcomes
    headings, *cells = zip(*columns, strict=True)
    return Table(cells, headings).to_text()


# --- HTML ------------------------------------------------------------------------------------------------------------


def _overview_html(equilibria: Equilibria) -> str:
    """One line a family: name and outcomes."""
    cells = [
        (f"{i}. {printable(family.name)}", *map(quantity_text, family.outcomes.values()))
        for i, family in enumerate(equilibria, 1)
    ]
    return Table(cells, ("equilibrium", *map(printable, equilibria[0].outcomes))).to_html()


def _family_html(family: Family, number: str, component: int) -> str:
    title = heading_html(number + printable(family.name)) + paragraph_html(_kind_line(family, component))
    return f"{title}{family_table(family).to_html()}{Table(facts_below(family)).to_html()}"
