"""What the theorems of every model are written with: claims over all parameters, the domains of those, and plays.

A `FormalModel` is a model whose numbers are variables, and the subject of what is claimed. `OfTable` makes one of any
model with a table and two payoff functions; the `theorems/language` of a model one with a vocabulary of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from termination.engine.parameter import Parameter
from termination.engine.proving.formulas import Fact, FormalGame, Formula, Play, Term, every, real, total
from termination.engine.proving.prove import Existence, Obligation, Setting, Statement, Universal
from termination.engine.sentences import listed, sentence
from termination.models.base import TableModel

#: A message for sure, or weights by label.
Choice = str | Mapping[str, Term]


class FormalModel:
    """A model whose numbers are variables: `parameters` as the model takes them, but terms.

    A subclass gives its `game` and its `setting`, the parameters and what is always true of them.
    """

    parameters: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    @cached_property
    def game(self) -> FormalGame:
        """The signaling game, its payoffs terms."""
        raise NotImplementedError

    @cached_property
    def setting(self) -> Setting:
        """The parameters, with their domains."""
        raise NotImplementedError

    @cached_property
    def play(self) -> Play:
        """A play about which nothing is known."""
        return Play.free(self.game)

    def in_every(
        self, name: str, words: str, given: Iterable[Fact], then: Formula, knowing: Iterable[Fact] = ()
    ) -> Universal:
        """A claim about every equilibrium; `knowing` says what further variables mean, and is never dropped."""
        return Universal(name, words, with_facts(self.setting, knowing), tuple(given), then, self.play)

    def always(
        self, name: str, words: str, given: Iterable[Fact], then: Formula, knowing: Iterable[Fact] = ()
    ) -> Universal:
        """A claim about parameters, or about plays that need not be equilibria."""
        return Universal(name, words, with_facts(self.setting, knowing), tuple(given), then)

    def there_is(
        self,
        name: str,
        words: str,
        given: Iterable[Fact],
        witness: Play | tuple[Play, tuple[Fact, ...]],
        property_: Callable[[Play], Formula],
        survives: bool = False,
        knowing: Iterable[Fact] = (),
    ) -> Existence:
        """The claim that some equilibrium (surviving D1) has a property; the witness may come with what defines it."""
        play, defined = witness if isinstance(witness, tuple) else (witness, ())
        setting = with_facts(self.setting, knowing)
        return Existence(name, words, setting, tuple(given), play, property_, survives=survives, defined=defined)


@dataclass(frozen=True, eq=False)
class OfTable(FormalModel):
    """The game of a model that is made from a table, over its parameters: nested as the model takes them, but terms."""

    model: TableModel
    parameters: Mapping[str, Any]

    @classmethod
    def of(cls, model: TableModel, **fixed: Any) -> OfTable:
        """A free number for every parameter that the model has and that is not `fixed`; its own values do not count."""
        parameters: dict[str, Any] = {}
        for parameter in model.PARAMETERS:
            letter = parameter.symbol.removesuffix("_i")
            if parameter.name in fixed or model.parameters()[parameter.name] is None:
                parameters[parameter.name] = fixed.get(parameter.name)
            elif parameter.labels_in:
                parameters[parameter.name] = {t: real(letter, t) for t in model.labels[parameter.labels_in]}
            else:
                parameters[parameter.name] = real(letter)
        return cls(model, parameters)

    @cached_property
    def game(self) -> FormalGame:
        """The signaling game, its payoffs terms."""
        model, replies = self.model, (self.model.responses,) * len(self.model.messages)
        sender, receiver = model.payoff_tables(self.parameters)
        prior = tuple(self["prior"].values())
        return FormalGame(model.types, prior, model.messages, replies, nested(sender), nested(receiver))

    @cached_property
    def setting(self) -> Setting:
        """The parameters, with their domains."""
        there = {name: value for name, value in self.parameters.items() if value is not None}
        one = Fact("the prior sums to one", total(self["prior"].values()) == 1)
        facts = [*domains(self.model.PARAMETERS, there), one]
        table = ((parameter, there.get(parameter.name)) for parameter in self.model.PARAMETERS)
        fixed = tuple(f"{parameter.symbol} = {value}" for parameter, value in table if isinstance(value, int))
        return Setting(there, tuple(fact for fact in facts if fact.formula is not True), assumes=fixed)


def hypothesis(words: str, formula: Formula) -> Fact:
    """A hypothesis of one theorem, called by its own words."""
    return Fact(f"`{words}`", formula, words)


def statement(phrases: Mapping[str, str], under: Sequence[str], claim: str = "", *parts: str) -> Statement:
    """The sentence that says under which hypotheses what is claimed, proved by the obligations of these names.

    A hypothesis is said by its phrase ("with no signal", "while escalation is tempting", "if ..."); without one an
    assumption (A1, B2) stands after "with", and any other after "if", in its own symbols. A phrase "in every ..." says
    of which equilibria the claim speaks. Without a claim the sentence says what all that follow have in common.

    >>> phrases = {"no signal": "with no signal", "D1": "in every equilibrium surviving D1"}
    >>> statement(phrases, ["A1", "no signal", "b_H < lam d_H", "D1"], "H stays closed.").words
    'With A1 and no signal, if `b_H < lam d_H`: in every equilibrium surviving D1, H stays closed.'
    """
    said = [phrases.get(name) or (f"with {name}" if re.match(r"[AB]\d", name) else f"if `{name}`") for name in under]
    given, conditions = (
        [phrase.removeprefix(word) for phrase in said if phrase.startswith(word)] for word in ("with ", "if ")
    )
    others = [phrase for phrase in said if not phrase.startswith(("with ", "if ", "in every "))]
    clauses = [f"with {listed(given)}"] * bool(given) + others + [f"if {listed(conditions)}"] * bool(conditions)
    scope = "".join(f"{phrase}, " for phrase in said if phrase.startswith("in every "))
    start = ", ".join(["throughout", *clauses] if not claim else clauses)
    words = ": ".join(filter(None, [start, f"{scope}{claim}"])) if claim else f"{start}."
    return Statement(sentence(words), tuple(under), parts)


def instead(obligation: Obligation, name: str, fact: Fact) -> Obligation:
    """A false variant: another hypothesis in the place of the one named."""
    given = tuple(fact if each.name == name else each for each in obligation.given)
    return replace(obligation, name=f"{obligation.name}, but {fact.name}", given=given)


def pick(obligations: Iterable[Obligation], name: str) -> Any:
    """The obligation of that name."""
    return next(each for each in obligations if each.name == name)


def with_facts(setting: Setting, facts: Iterable[Fact]) -> Setting:
    """The setting with further facts, which are never dropped; those with a name are hypotheses, the others say what
    a letter means."""
    more = tuple(facts)
    named = tuple(fact.title for fact in more if fact.name)
    return replace(setting, facts=(*setting.facts, *more), assumes=(*setting.assumes, *named))


def domains(table: Iterable[Parameter], values: Mapping[str, Any]) -> Iterator[Fact]:
    """What makes the values parameters of the table at all: a fact for each that is there."""
    for parameter in table:
        if parameter.name not in values:
            continue
        value = values[parameter.name]
        entries = value.values() if isinstance(value, Mapping) else [value]
        bounds = every(bound for entry in entries for bound in parameter.domain.conditions(entry))
        yield Fact(f"{parameter.symbol}: {parameter.meaning}, {parameter.admits}", bounds)


def nested(table: Sequence[Any]) -> Any:
    """Lists within lists as tuples within tuples."""
    return tuple(nested(entry) for entry in table) if isinstance(table, list) else table


def mixture(choice: Choice, labels: Sequence[str]) -> list[Term]:
    """The weights on all labels."""
    weights = {choice: 1} if isinstance(choice, str) else choice
    return [weights.get(label, 0) for label in labels]
