"""What the theorems of every model are written with: claims over all parameters, the domains of those, and plays.

A *formal model* here is anything with a `setting` (its parameters and what is always true of them) and a `play` about
which nothing is known; `opening_formal` and `approach_formal` make one each from their model's own payoffs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from termination.engine.formulas import Fact, Formula, Play, Term, every
from termination.engine.prove import Setting, Universal
from termination.models.parameters import Parameter

#: A message for sure, or weights by label.
Choice = str | Mapping[str, Term]


class FormalModel(Protocol):
    """A model whose numbers are variables."""

    @property
    def setting(self) -> Setting: ...

    @property
    def play(self) -> Play: ...


def hypothesis(words: str, formula: Formula) -> Fact:
    """A hypothesis of one theorem, called by its own words."""
    return Fact(f"`{words}`", formula, words)


def in_every(
    model: FormalModel, name: str, words: str, given: Iterable[Fact], then: Formula, knowing: Iterable[Fact] = ()
) -> Universal:
    """A claim about every equilibrium; `knowing` says what further variables mean, and is never dropped."""
    return Universal(name, words, with_facts(model.setting, knowing), tuple(given), then, model.play)


def always(
    model: FormalModel, name: str, words: str, given: Iterable[Fact], then: Formula, knowing: Iterable[Fact] = ()
) -> Universal:
    """A claim about parameters, or about plays that need not be equilibria."""
    return Universal(name, words, with_facts(model.setting, knowing), tuple(given), then)


def with_facts(setting: Setting, facts: Iterable[Fact]) -> Setting:
    """The setting with further facts, which are never dropped."""
    return replace(setting, facts=(*setting.facts, *facts))


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
