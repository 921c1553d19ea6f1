"""What a closed form is: one kind of equilibrium as formulas, with the region of parameters in which it exists.

Plain frozen data in SymPy expressions. Numbers are put in by walking through the expressions, exactly; text is only
ever written, never read.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, reduce
from typing import Any

import sympy as sp

from termination.engine.arithmetic import exact
from termination.engine.game import Labels
from termination.engine.labelled import Labelled
from termination.engine.refining.verdicts import concept_title
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.writing import Notation
from termination.engine.typesetting import aligned, broken, latex_text
from termination.errors import Faults, UnknownNameError

Values = Mapping[Any, Any]


class Worth(dict[Any, Any]):
    """What expressions are worth where symbols have given values, exactly: a table that begins with the symbols.

    Each expression in it, inequalities too, is worked out when it is first looked up, from its parts, and only once.
    """

    def __missing__(self, expression: Any) -> Any:
        if expression.is_Symbol:
            raise KeyError(expression)
        self[expression] = found = _combined(expression, [self[part] for part in expression.args])
        return found


def _combined(expression: Any, parts: list[Any]) -> Any:
    """The value of an expression, given those of its parts."""
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    if expression.is_Add:
        return sum(parts[1:], parts[0])
    if expression.is_Mul:
        return reduce(operator.mul, parts)
    if expression.is_Pow and expression.exp.is_Integer:
        return parts[0] ** int(parts[1])
    if isinstance(expression, (sp.Max, sp.Min)):
        return max(parts) if isinstance(expression, sp.Max) else min(parts)
    return _compared(expression, *parts)


def worth_at(point: Mapping[sp.Symbol, Fraction]) -> Worth:
    """The table that begins with these values: the point itself where it is one."""
    return point if isinstance(point, Worth) else Worth(point)


def value_of(expression: Any, point: Mapping[sp.Symbol, Fraction]) -> Any:
    """The exact value of an expression, or the truth of an inequality, at a point; ZeroDivisionError at a pole."""
    return worth_at(point)[expression]


_HOLDS: dict[type, Callable[[Fraction, Fraction], bool]] = {
    sp.StrictLessThan: operator.lt,
    sp.LessThan: operator.le,
    sp.StrictGreaterThan: operator.gt,
    sp.GreaterThan: operator.ge,
    sp.Equality: operator.eq,
}


def _compared(relation: Any, *sides: Fraction) -> bool:
    if relation is sp.true or relation is sp.false:
        return relation is sp.true
    if type(relation) not in _HOLDS:
        raise TypeError(f"{relation!s:.60} is neither a rational function nor an inequality between such")
    return _HOLDS[type(relation)](*sides)


def point_of(values: Values, symbols: Mapping[str, sp.Symbol]) -> dict[sp.Symbol, Fraction]:
    """Numbers by symbol or by name, made exact and keyed by symbol. Raises `InputError` for names that do not exist."""
    faults = Faults()
    point = {}
    for key, value in values.items():
        name = key.name if isinstance(key, sp.Symbol) else key
        if name not in symbols:
            faults.add(str(name), f"no such symbol; there are: {', '.join(symbols)}")
            continue
        with faults.at(""):
            point[symbols[name]] = exact(value, str(name))
    faults.raise_if_any()
    return point


@dataclass(frozen=True)
class OneOf:
    """An alternative inside a condition: at least one of its parts holds."""

    parts: tuple[Any, ...]


@dataclass(frozen=True)
class Condition:
    """Inequalities that hold together; a part is a SymPy relation or, where that cannot be avoided, a `OneOf`.

    Iterating gives the parts. Empty: always true.
    """

    parts: tuple[Any, ...]
    notation: Notation = field(default_factory=Notation, compare=False, repr=False)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def expression(self) -> Any:
        """One SymPy expression, with And and Or."""
        return _expression(self)

    @property
    def is_never(self) -> bool:
        """Whether it is an alternative of nothing, which holds nowhere."""
        return any(isinstance(part, OneOf) and not part.parts for part in self.parts)

    def holds(self, point: Mapping[sp.Symbol, Fraction]) -> bool:
        """Whether it holds at a point that gives every symbol an exact number."""
        return _holds(self, worth_at(point))

    def to_latex(self) -> str:
        r"""The inequalities in LaTeX mathematics (amsmath), alternatives in brackets, separated by \land.

        What is wider than a line of the article class is an `aligned` block of several lines.
        """
        lines = broken(self._tex())
        return lines[0] if len(lines) == 1 else aligned([self._tex()])

    def _tex(self) -> str:
        return r" \;\land\; ".join(self._show(part, True) for part in self.parts) or r"\text{always}"

    def _repr_latex_(self) -> str:
        return f"$$ {self.to_latex()} $$"

    def to_python(self) -> str:
        """A Python expression in the symbols' names that takes numbers and NumPy arrays alike."""
        return " & ".join(self._show(part, False) for part in self.parts) or "True"

    def __str__(self) -> str:
        return " and ".join(self._words(part) for part in self.parts) or "always"

    def _words(self, part: Any) -> str:
        if isinstance(part, OneOf):
            return f"({' or '.join(map(self._words, part.parts))})" if part.parts else "never"
        if isinstance(part, Condition):
            return " and ".join(map(self._words, part.parts))
        return self.notation.python(part)

    def _show(self, part: Any, tex: bool) -> str:
        if isinstance(part, OneOf) and not part.parts:
            return r"\text{never}" if tex else "False"
        if isinstance(part, (OneOf, Condition)):
            word = (r" \lor ", r" \land ") if tex else (" | ", " & ")
            inside = word[isinstance(part, Condition)].join(self._show(one, tex) for one in part.parts)
            return rf"\left({inside}\right)" if tex else f"({inside})"
        return self.notation.tex(part) if tex else f"({self.notation.python(part)})"


def _expression(part: Any) -> Any:
    if isinstance(part, Condition):
        return sp.And(*map(_expression, part.parts))
    return sp.Or(*map(_expression, part.parts)) if isinstance(part, OneOf) else part


def _holds(part: Any, worth: Worth) -> bool:
    if isinstance(part, Condition):
        return all(_holds(one, worth) for one in part.parts)
    if isinstance(part, OneOf):
        return any(_holds(one, worth) for one in part.parts)
    return bool(worth[part])


@dataclass(frozen=True)
class OffPath:
    """After a message that nobody sends: the replies that hold the equilibrium together and the beliefs behind them.

    `gains[type][reply]`: what the type would gain from the message if answered so; a mixture of replies deters if no
    type gains in expectation. With two replies that bounds the chance of the first: at least every one of `lower`, at
    most every one of `upper`; where it depends on the parameters whether a type bounds it from below or from above,
    the inequality is in `also`, in a symbol of its own, rho_message_reply, for that chance. Reply r is best at beliefs
    mu with `best[r]`, conditions on symbols mu_type; where no belief is, `possible[r]` fails.
    """

    gains: tuple[tuple[Any, ...], ...]
    lower: tuple[Any, ...]
    upper: tuple[Any, ...]
    possible: tuple[Condition, ...]
    best: tuple[Condition, ...]
    also: Condition = field(default_factory=lambda: Condition(()))

    def chance(self, point: Mapping[sp.Symbol, Fraction]) -> tuple[Fraction, Fraction] | None:
        """With two replies: the least and the greatest chance of the first at a point; None where nothing deters."""
        low, high = Fraction(0), Fraction(1)
        if not self.possible[0].holds(point):
            high = Fraction(0)
        if not self.possible[1].holds(point):
            low = Fraction(1)
        for first, second in self.gains:
            x, y = value_of(first, point), value_of(second, point)
            if x > y:
                high = min(high, -y / (x - y))
            elif x < y:
                low = max(low, y / (y - x))
            elif x > 0:
                return None
        return (low, high) if low <= high else None


class Later(Mapping[str, Any]):
    """A mapping whose labels are known, and whose rows are worked out when they are first read."""

    def __init__(self, labels: Iterable[str], row: Callable[[str], Any], kind: str = "label") -> None:
        self._labels, self._row, self._kind = dict.fromkeys(labels), cache(row), kind

    def __getitem__(self, label: str) -> Any:
        if label not in self._labels:
            raise UnknownNameError(self._kind, label, tuple(self._labels))
        return self._row(label)

    def __contains__(self, label: object) -> bool:
        return label in self._labels

    def get(self, label: str, default: Any = None) -> Any:
        return self._row(label) if label in self._labels else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True)
class FreeProbability:
    """A probability that the equilibrium leaves open: any value from the greatest of `lower` to the least of `upper`.

    The sender's, that type `row` sends message `column`, or the receiver's, that he answers message `row` by `column`;
    `side` says whose. Bounds are expressions in the game's symbols and in those of the free probabilities listed before
    this one. `also` is what else the value must meet: conditions that are bounds on either side, as parameters have it.
    Strictly between its bounds it has the support that the closed form names; at a bound some weight is zero.
    """

    symbol: sp.Symbol
    side: str
    row: str
    column: str
    lower: tuple[Any, ...]
    upper: tuple[Any, ...]
    also: Condition

    def range(self, point: Mapping[sp.Symbol, Fraction]) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest value by its bounds at a point, `also` left aside; None where there is none."""
        low = max((value_of(bound, point) for bound in self.lower), default=Fraction(0))
        high = min((value_of(bound, point) for bound in self.upper), default=Fraction(1))
        return (low, high) if low <= high else None

    def allows(self, value: Fraction, point: Mapping[sp.Symbol, Fraction]) -> bool:
        """Whether it may have this value at a point that gives all other symbols theirs."""
        bounds = self.range(point)
        within = bounds is not None and bounds[0] <= value <= bounds[1]
        return within and self.also.holds({**point, self.symbol: value})

    @property
    def words(self) -> str:
        """What it is the probability of."""
        return f"{self.column} by {self.row}" if self.side == "sender" else f"{self.column} after {self.row}"


def _labelled(rows: Mapping[str, Any], outer: str, inner: str) -> Mapping[str, Any]:
    def row(label: str) -> Any:
        cells = rows[label]
        return Labelled(inner, cells) if isinstance(cells, Mapping) else cells

    if isinstance(rows, Later):
        return Later(rows, row, outer)
    return Labelled(outer, {label: row(label) for label in rows})


@dataclass(frozen=True)
class ClosedForm:
    """One kind of equilibrium, by its support pattern, in closed form.

    `sender[type][message]` and `receiver[message][response]` are expressions; after a message that is not sent
    `receiver[message]` is an `OffPath` instead. `beliefs[message][type]` are posteriors, for messages that are sent.
    `condition` says where it exists, given `assumptions`; `survives[concept]` where, existing, it survives "intuitive"
    or "D1" (two responses only). A closed form that is not `generic` exists only on a set of parameters without
    interior: its condition contains equations. `free` are probabilities that the equilibrium leaves open, each with its
    bounds; the condition says where there are such values. `values` are those of the model it was asked for, if any.
    """

    types: Labels
    messages: Labels
    response_sets: tuple[Labels, ...]
    pattern: Pattern
    sender: Mapping[str, Mapping[str, Any]]
    receiver: Mapping[str, Mapping[str, Any] | OffPath]
    beliefs: Mapping[str, Mapping[str, Any]]
    condition: Condition
    survives: Mapping[str, Condition]
    assumptions: Condition
    prior: tuple[Any, ...] = ()
    generic: bool = True
    free: tuple[FreeProbability, ...] = ()
    notation: Notation = field(default_factory=Notation, compare=False, repr=False)
    definitions: Mapping[sp.Symbol, Any] = field(default_factory=dict, compare=False, repr=False)
    values: Mapping[sp.Symbol, Fraction] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Tables are looked up by label: an unknown one is answered with those there are."""
        for name, outer, inner in (
            ("sender", "type", "message"),
            ("receiver", "message", "response"),
            ("beliefs", "message sent", "type"),
        ):
            table = _labelled(getattr(self, name), outer, inner)
            object.__setattr__(self, name, table)

    @property
    def name(self) -> str:
        """The pattern in words."""
        return self.pattern.named(self.types, self.messages, self.response_sets)

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        return self.notation.symbols

    @property
    def _open(self) -> tuple[sp.Symbol, ...]:
        return tuple(one.symbol for one in self.free)

    def __iter__(self) -> Iterator[Any]:
        """The inequalities of the condition."""
        return iter(self.condition)

    def subs(self, values: Values | None = None) -> Evaluated:
        """Everything at numbers, by symbol or by name; those not given are taken from the model it was asked for.

        Returns an `Evaluated`: `exists`, and where it exists strategies, beliefs and verdicts in exact numbers.
        """
        known = {s.name: s for s in (*self.symbols, *self._open)}
        point = {**self.values, **point_of(values or {}, known)}
        missing = [s.name for s in self.symbols if s not in point]
        if missing:
            raise UnknownNameError("value for", ", ".join(missing), tuple(s.name for s in point))
        return Evaluated(self, point)

    def survives_under(self, concept: str) -> Condition:
        """Where it survives "D1" or "intuitive", given that it exists."""
        for known, condition in self.survives.items():
            if known.lower() == concept.strip().lower():
                return condition
        raise UnknownNameError("closed form of the refinement", concept, tuple(self.survives))

    @property
    def plays(self) -> frozenset[tuple[str, str]]:
        """All (message, response) pairs."""
        return frozenset((m, r) for m, replies in zip(self.messages, self.response_sets, strict=True) for r in replies)

    def probability(self, event: frozenset[tuple[str, str]]) -> Any:
        """The probability, before the game is played, of an event given by its (message, response) pairs."""
        for play in sorted(set(event) - self.plays):
            raise UnknownNameError("(message, response) pair", play, sorted(map(str, self.plays)))
        total = sp.Integer(0)
        for t, p in zip(self.types, self.prior, strict=True):
            for m, weight in self.sender[t].items():
                if weight != 0:
                    replies: Any = self.receiver[m]
                    total += p * weight * sp.Add(*(chance for r, chance in replies.items() if (m, r) in event))
        return total

    def in_parameters(self) -> ClosedForm:
        """The same with every symbol that has a definition replaced by it, in strategies, beliefs and conditions."""
        return _rewritten(self, self.definitions) if self.definitions else self

    def to_latex(self) -> str:
        r"""The strategies, the condition and where refinements are survived: an aligned block, for between \[ and \].

        Needs amsmath, and \usepackage[T1]{fontenc} for some characters in labels; no line is wider than the article
        class has room for.
        """
        rows = self.play_rows()
        rows += [rf"\text{{{words}}}" + (rf"\; {where._tex()}" if where else "") for words, where in self.claims()]
        return aligned(rows)

    def play_rows(self) -> list[str]:
        """What is played, in LaTeX mathematics: a row for each type, message and free probability."""
        return [*_strategy_lines(self), *_free_lines(self)]

    def to_proposition(self) -> str:
        """As a proposition for an article; see `reporting.propositions`."""
        from termination.reporting.propositions import proposition

        return proposition(self)

    def _repr_latex_(self) -> str:
        return f"$$ {self.to_latex()} $$"

    def to_python(self, what: str = "condition", name: str = "") -> str:
        """The source of a Python function of all symbols; takes floats, Fractions and NumPy arrays.

        `what` is "condition", "D1" or "intuitive" (truth values), or "strategies": a dict of the weights and replies on
        the path of play, a function of the probabilities left open as well.
        """
        arguments = ", ".join(s.name for s in (*self.symbols, *(self._open if what == "strategies" else ())))
        if what == "strategies":
            cells = [(("sender", t, m), e) for t, row in self.sender.items() for m, e in row.items() if e != 0]
            cells += [
                (("receiver", m, r), e)
                for m, row in self.receiver.items()
                if not isinstance(row, OffPath)
                for r, e in row.items()
                if e != 0
            ]
            body = "{" + ", ".join(f"{key!r}: {self.notation.python(e)}" for key, e in cells) + "}"
        else:
            body = (self.condition if what == "condition" else self.survives_under(what)).to_python()
        label = name or ("exists" if what == "condition" else what.lower())
        title = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'def {label}({arguments}):\n    """{title}"""\n    return {body}\n'

    def at(self, values: Mapping[sp.Symbol, Fraction], definitions: Mapping[sp.Symbol, Any]) -> ClosedForm:
        """The same closed form, bound to the values of a model and to what its symbols mean."""
        return replace(self, values=dict(values), definitions=dict(definitions))

    def relabelled(self, types: Labels) -> ClosedForm:
        """The same with other labels for the types, by position."""
        named = dict(zip(self.types, types, strict=True))
        return replace(
            self,
            types=types,
            sender={named[t]: row for t, row in self.sender.items()},
            beliefs=Later(self.beliefs, lambda m: {named[t]: e for t, e in self.beliefs[m].items()}),
        )

    def renamed(self, messages: Labels) -> ClosedForm:
        """The same with other labels for the messages, by position."""
        named = dict(zip(self.messages, messages, strict=True))
        known = dict(zip(messages, self.messages, strict=True))
        return replace(
            self,
            messages=messages,
            sender={t: {named[m]: e for m, e in row.items()} for t, row in self.sender.items()},
            receiver=Later(map(named.__getitem__, self.receiver), lambda m: self.receiver[known[m]]),
            beliefs=Later(map(named.__getitem__, self.beliefs), lambda m: self.beliefs[known[m]]),
        )

    def claims(self) -> list[tuple[str, Condition]]:
        """Where it exists and where it survives which refinement: words, and the condition that ends the sentence.

        What needs no formula is in the words: "exists always", "survives D1 wherever it exists", "never survives D1".
        """
        found = [("exists iff" if self.condition else "exists always", self.condition)]
        for name, where in self.survives.items():
            survives = f"survives {concept_title(name)}"
            if where.is_never:
                found.append((f"never {survives}", Condition(())))
            else:
                found.append((f"{survives} {'iff' if where else 'wherever it exists'}", where))
        return found

    def __str__(self) -> str:
        exists, *survives = (f"{words} {where}" if where else words for words, where in self.claims())
        return "\n  ".join([self.name, exists, *self.open_words(), *survives])

    def open_words(self) -> list[str]:
        """A line for each free probability: "for any probability of yield after quiet from 0 to 1"."""
        show = self.notation.python
        found = []
        for one in self.free:
            low, high = show(sp.Max(*one.lower)), show(sp.Min(*one.upper))
            also = f", with {one.symbol.name} for it, where {one.also}" if len(one.also) else ""
            found.append(f"for any probability of {one.words} from {low} to {high}{also}")
        return found

    def __repr__(self) -> str:
        return f"<ClosedForm: {self.name}>"


@dataclass(frozen=True)
class Evaluated:
    """A closed form at numbers."""

    closed_form: ClosedForm = field(repr=False)
    point: Mapping[sp.Symbol, Fraction] = field(repr=False)

    @property
    def exists(self) -> bool:
        """Whether the condition holds, its assumptions included, and the free probabilities given are within bounds."""
        form = self.closed_form
        return (
            form.assumptions.holds(self.point)
            and form.condition.holds(self.point)
            and all(one.allows(self.point[one.symbol], self.point) for one in form.free if one.symbol in self.point)
        )

    @property
    def free(self) -> dict[str, tuple[Fraction, Fraction] | None]:
        """The bounds of the free probabilities by name: the first, and each later one if those before are given."""
        found = {}
        for one in self.closed_form.free:
            found[one.symbol.name] = one.range(self.point)
            if one.symbol not in self.point:
                break
        return found

    def survives(self, concept: str) -> bool:
        """Whether some equilibrium of this kind survives the concept here."""
        return self.exists and self.closed_form.survives_under(concept).holds(self.point)

    @property
    def sender(self) -> Labelled[Labelled[Fraction]]:
        """Weights by type and message."""
        return Labelled("type", {t: self._numbers(row) for t, row in self.closed_form.sender.items()})

    @property
    def receiver(self) -> Labelled[Any]:
        """Replies by message where it is sent; else the bounds on the chance of the first of two replies.

        Where there are more replies to choose from off the path, their `OffPath` in symbols.
        """
        found: Labelled[Any] = Labelled("message")
        for m, row in self.closed_form.receiver.items():
            if isinstance(row, OffPath):
                found[m] = row.chance(self.point) if len(row.best) == 2 else row
            else:
                found[m] = self._numbers(row)
        return found

    @property
    def beliefs(self) -> Labelled[Labelled[Fraction]]:
        """Posteriors after the messages that are sent."""
        return Labelled("message sent", {m: self._numbers(row) for m, row in self.closed_form.beliefs.items()})

    def _numbers(self, row: Mapping[str, Any]) -> Labelled[Fraction]:
        for e in row.values():
            for s in sorted(e.free_symbols - set(self.point), key=str):
                raise UnknownNameError("value given for the free probability", s.name, tuple(map(str, self.point)))
        return Labelled("label", {label: value_of(e, self.point) for label, e in row.items()})


def _strategy_lines(form: ClosedForm) -> Iterator[str]:
    """One line of LaTeX for each type, and for each message after which something is to be said."""
    for t, row in form.sender.items():
        yield rf"\text{{{latex_text(t)}}}:\; {_mixture(row, form)}"
    for m, replies in form.receiver.items():
        after = rf"\text{{after {latex_text(m)}}}"
        if not isinstance(replies, OffPath):
            yield rf"{after}:\; {_mixture(replies, form)}"
        elif len(labels := form.response_sets[form.messages.index(m)]) == 2:
            chance = rf"\Pr(\text{{{latex_text(labels[0])}}})"
            within = _within(chance, replies, form)
            yield rf"\text{{after {latex_text(m)}, not sent}}:\; {within}"


def _mixture(row: Mapping[str, Any], form: ClosedForm) -> str:
    used = {label: e for label, e in row.items() if e != 0}
    weights = {label: f": {form.notation.tex(e)}" if len(used) > 1 else "" for label, e in used.items()}
    return ", ".join(rf"\text{{{latex_text(label)}}}{weight}" for label, weight in weights.items())


def _free_lines(form: ClosedForm) -> Iterator[str]:
    """One line for each probability that is left open."""
    for one in form.free:
        yield rf"\text{{for any}}\; {_within(form.notation.tex(one.symbol), one, form)}"


def _within(chance: str, bounds: OffPath | FreeProbability, form: ClosedForm) -> str:
    tex = form.notation.tex
    low = tex(sp.Max(*bounds.lower)) if bounds.lower else "0"
    high = tex(sp.Min(*bounds.upper)) if bounds.upper else "1"
    also = rf" \;\land\; {bounds.also._tex()}" if bounds.also.parts else ""
    return rf"{chance} \in \left[{low},\, {high}\right]{also}"


def _rewritten(form: ClosedForm, definitions: Mapping[sp.Symbol, Any]) -> ClosedForm:
    def change(e: Any) -> Any:
        return e.subs(definitions) if isinstance(e, sp.Basic) else e

    def condition(one: Any) -> Any:
        if isinstance(one, (Condition, OneOf)):
            return replace(one, parts=tuple(map(condition, one.parts)))
        return change(one)

    def row(cells: Any) -> Any:
        if not isinstance(cells, OffPath):
            return {label: change(e) for label, e in cells.items()}
        return OffPath(
            tuple(tuple(map(change, gains)) for gains in cells.gains),
            tuple(map(change, cells.lower)),
            tuple(map(change, cells.upper)),
            tuple(map(condition, cells.possible)),
            tuple(map(condition, cells.best)),
            condition(cells.also),
        )

    def opened(one: FreeProbability) -> FreeProbability:
        lower, upper = (tuple(map(change, side)) for side in (one.lower, one.upper))
        return replace(one, lower=lower, upper=upper, also=condition(one.also))

    return replace(
        form,
        sender={t: row(cells) for t, cells in form.sender.items()},
        receiver={m: row(cells) for m, cells in form.receiver.items()},
        beliefs={m: row(cells) for m, cells in form.beliefs.items()},
        condition=condition(form.condition),
        survives={name: condition(one) for name, one in form.survives.items()},
        assumptions=condition(form.assumptions),
        prior=tuple(map(change, form.prior)),
        free=tuple(map(opened, form.free)),
        definitions={},
        values={},
    )
