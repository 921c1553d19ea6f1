"""Parameters of a model, defined once: in a table of records from which input is checked and documents are written.

Validation, signatures, docstrings and notation tables all read that table (of `engine.parameter.Parameter`), so none of
them can disagree with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from inspect import Parameter as Argument
from inspect import Signature, cleandoc
from typing import Any

from termination.engine.game import Labels, by_label, number, prior_from
from termination.engine.parameter import Parameter
from termination.engine.table import Table
from termination.errors import Faults, UnknownNameError, nearest


class ByType(Mapping[str, Fraction]):
    """A value for each type (or other label), looked up by label; frozen, in the order of the types.

    >>> cost = ByType(("high", "low"), (Fraction(1, 10), Fraction(1, 2)))
    >>> cost["low"], list(cost)
    (Fraction(1, 2), ['high', 'low'])
    >>> cost == {"low": Fraction(1, 2), "high": Fraction(1, 10)}
    True
    """

    __slots__ = ("_entries",)
    _entries: dict[str, Fraction]

    def __init__(self, labels: Iterable[str], values: Iterable[Fraction]) -> None:
        self._entries = dict(zip(labels, values, strict=True))

    def __getitem__(self, label: str) -> Fraction:
        if label not in self._entries:
            raise UnknownNameError("label", label, tuple(self._entries))
        return self._entries[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return repr({label: str(value) for label, value in self._entries.items()})


@dataclass(frozen=True)
class Assumption:
    """A predicate of the model, and whether it holds in one game; `detail` says how, or what stands against it.

    `advice`, where it fails, is what follows from that and what would make it hold.
    """

    name: str
    title: str
    statement: str
    holds: bool
    detail: str
    advice: str = ""


def check_names(table: Sequence[Parameter], given: Iterable[str], faults: Faults) -> None:
    """Record every name in `given` that is no parameter, with the nearest one, and every required one not given."""
    names = [parameter.name for parameter in table]
    given = list(given)
    for name in given:
        if name not in names:
            advice = nearest(name, names) or f"the parameters are {', '.join(names)}"
            faults.add(str(name), f"no such parameter; {advice}")
    for parameter in table:
        if parameter.required and parameter.name not in given:
            faults.add(parameter.name, f"missing; it is the {parameter.meaning} ({parameter.admits})")


def read(
    table: Sequence[Parameter],
    given: Mapping[str, Any],
    types: Labels,
    faults: Faults,
    others: Mapping[str, Labels] | None = None,
) -> dict[str, Fraction | ByType | None]:
    """The exact, checked value of every parameter in `table`; faults recorded under the parameter's name.

    Values by type are read in the order of `types`, those over other labels in the order that `others` gives these;
    with no labels, because they are faulty themselves, they are left. What is absent or faulty by label is None.
    """
    labels = {"types": types, **(others or {})}
    values: dict[str, Fraction | ByType | None] = {}
    for parameter in table:
        name = parameter.name
        entry = given.get(name, parameter.default)
        if entry is None and (name not in given or parameter.may_be_absent):
            values[name] = None
        elif not parameter.labels_in:
            values[name] = _within(parameter, entry, name, faults)
        elif labels[parameter.labels_in]:
            values[name] = _by_type(parameter, entry, labels[parameter.labels_in], faults)
    return values


def _by_type(parameter: Parameter, given: Any, types: Labels, faults: Faults) -> ByType | None:
    if parameter.jointly == "sum 1":
        prior = prior_from(given, types, faults, parameter.name)
        return ByType(types, prior) if prior else None
    local = Faults()
    entries = by_label(given, types, parameter.name, local) or ()
    values = [
        _within(parameter, entry, f"{parameter.name}.{t}", local) for t, entry in zip(types, entries, strict=False)
    ]
    with faults.at(""):
        local.raise_if_any()
        return ByType(types, values)
    return None


def _within(parameter: Parameter, given: Any, where: str, faults: Faults) -> Fraction:
    local = Faults()
    value = number(given, where, local)
    if not local and not all(parameter.domain.conditions(value)):
        local.add(where, f"is {_short(value)}, must be {parameter.domain}")
    with faults.at(""):
        local.raise_if_any()
    return value


def _short(value: Fraction) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def by_parameter(given: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Names such as "war_value.high" gathered into a mapping by label; the two spellings mean the same.

    >>> by_parameter({"war_value.high": 1, "war_value.low": 2, "phi": 3}, Faults())
    {'war_value': {'high': 1, 'low': 2}, 'phi': 3}
    """
    found: dict[str, Any] = {}
    for key, value in given.items():
        name, dot, label = key.partition(".")
        inner = {label: value} if dot else value
        known = found.get(name)
        if name not in found:
            found[name] = inner
        elif isinstance(known, Mapping) and isinstance(inner, Mapping) and not set(known) & set(inner):
            found[name] = {**known, **inner}
        else:
            faults.add(key, f"is given twice: {name} has a value already")
    return found


def merged(current: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, mappings that name only some of the labels completed from the current values.

    A label may stand after a dot, "war_value.high", as well as in a mapping.
    """
    faults = Faults()
    found = by_parameter(changes, faults)
    faults.raise_if_any()
    for name, change in list(found.items()):
        kept = current.get(name)
        if isinstance(kept, ByType) and isinstance(change, Mapping) and change and set(change) <= set(kept):
            found[name] = {**kept, **change}
    return found


def title_from(given: Any, faults: Faults) -> str:
    """A model's title, which must be text."""
    if isinstance(given, str):
        return given
    faults.add("title", f"expected text, found {type(given).__name__}")
    return ""


def signature(table: Sequence[Parameter], *extra: Argument) -> Signature:
    """The keyword-only signature of a constructor that takes these parameters, required ones first."""
    arguments = [
        Argument(
            parameter.name,
            Argument.KEYWORD_ONLY,
            default=Argument.empty if parameter.required else parameter.default,
            annotation=f"by {parameter.per}" if parameter.labels_in else "number",
        )
        for parameter in sorted(table, key=lambda parameter: not parameter.required)
    ]
    return Signature([*arguments, *extra])


def docstring(table: Sequence[Parameter], before: str | None = "") -> str:
    """A docstring with the table first in its section Parameters, which comes last if it has none."""
    head, _, rest = cleandoc(before or "").partition(f"{_HEADING}\n")
    lines = [head.rstrip(), "", _HEADING] if head else [_HEADING]
    for parameter in table:
        kind = f"by {parameter.per}, " if parameter.labels_in else ""
        otherwise = parameter.otherwise if parameter.default is None else f"{parameter.default} if not given"
        what = f"({parameter.symbol}; {kind}{parameter.admits}; {otherwise})"
        lines.append(f"{parameter.name} : {parameter.meaning} {what}")
    return "\n".join([*lines, rest] if rest else lines)


_HEADING = "Parameters\n----------"


def notation_table(table: Sequence[Parameter]) -> str:
    """The parameters as a Markdown table: symbol, name in code, meaning, domain, and the value when not given.

    >>> from termination.engine.parameter import POSITIVE
    >>> print(notation_table([Parameter("harm", "d_i", "loss to the type", POSITIVE, by_type=True)]), end="")
    | symbol | code name | meaning | domain | if not given |
    | --- | --- | --- | --- | --- |
    | d_i | `harm` | loss to the type | > 0 | required |
    """
    rows = [(one.symbol, f"`{one.name}`", one.meaning, one.admits, one.otherwise) for one in table]
    return Table(rows, ("symbol", "code name", "meaning", "domain", "if not given")).to_markdown(str)
