"""The table of a model's parameters: domains, values by type, and what is read from input."""

from __future__ import annotations

import copy
import inspect
import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy

from termination.engine.parameter import NOT_NEGATIVE, POSITIVE, REAL, SHARE, UNIT, Domain, Parameter
from termination.errors import Fault, Faults, InputError
from termination.models.parameters import ByType, check_names, docstring, notation_table, read, signature

TABLE = (
    Parameter("prior", "p_i", "probability", POSITIVE, by_type=True, jointly="sum 1"),
    Parameter("gain", "g", "what is won", POSITIVE),
    Parameter("share", "s", "a share", SHARE, required=False, default=Fraction(1)),
    Parameter("cost", "c_i", "a cost", NOT_NEGATIVE, by_type=True, required=False),
)


def read_all(given: dict[str, Any], types: tuple[str, ...] = ("a", "b")) -> tuple[dict[str, Any], list[Fault]]:
    faults = Faults()
    check_names(TABLE, given, faults)
    values = read(TABLE, given, types, faults)
    try:
        faults.raise_if_any()
    except InputError as error:
        return values, list(error.faults)
    return values, []


@pytest.mark.parametrize(
    ("domain", "text", "inside", "outside"),
    [
        (REAL, "real", ["-1", "0", "1"], []),
        (NOT_NEGATIVE, ">= 0", ["0", "1"], ["-1/1000"]),
        (POSITIVE, "> 0", ["1/1000"], ["0", "-1"]),
        (UNIT, "in [0, 1]", ["0", "1"], ["-1/9", "10/9"]),
        (SHARE, "in (0, 1]", ["1/9", "1"], ["0", "10/9"]),
        (Domain(0, 1, open_high=True), "in [0, 1)", ["0"], ["1"]),
        (Domain(high=0), "<= 0", ["0", "-1"], ["1"]),
        (Domain(high=0, open_high=True), "< 0", ["-1"], ["0"]),
    ],
)
def test_domains(domain: Domain, text: str, inside: list[str], outside: list[str]) -> None:
    assert str(domain) == text
    assert all(all(domain.conditions(Fraction(x))) for x in inside)
    assert not any(all(domain.conditions(Fraction(x))) for x in outside)


def test_domains_of_symbols_are_inequalities() -> None:
    x = sympy.Symbol("x")
    assert SHARE.conditions(x) == [x > 0, x <= 1]


def test_values_by_type_are_frozen_and_compare_by_label() -> None:
    cost = ByType(("b", "a"), (Fraction(1), Fraction(2)))
    assert list(cost.items()) == [("b", 1), ("a", 2)]
    assert cost == ByType(("a", "b"), (Fraction(2), Fraction(1))) == {"a": 2, "b": 1}
    assert hash(cost) == hash(ByType(("a", "b"), (Fraction(2), Fraction(1))))
    assert cost != ByType(("a", "b"), (Fraction(1), Fraction(2)))
    with pytest.raises(TypeError):
        cost["a"] = 3  # type: ignore[index]
    assert copy.deepcopy(cost) == pickle.loads(pickle.dumps(cost)) == cost  # noqa: S301 - our own bytes
    with pytest.raises(ValueError, match="zip"):
        ByType(("a", "b"), (Fraction(1),))


def test_everything_is_read_exactly_and_in_order() -> None:
    values, faults = read_all({"prior": {"b": 0.25, "a": "3/4"}, "gain": 2, "cost": [0, 1]})
    assert not faults
    assert values == {
        "prior": {"a": Fraction(3, 4), "b": Fraction(1, 4)},
        "gain": Fraction(2),
        "share": Fraction(1),
        "cost": {"a": Fraction(0), "b": Fraction(1)},
    }
    assert list(values["prior"]) == ["a", "b"]


def test_absent_is_none_and_only_where_it_may_be() -> None:
    values, faults = read_all({"prior": [0.5, 0.5], "gain": 1, "cost": None})
    assert values["cost"] is None
    assert not faults
    _, faults = read_all({"prior": [0.5, 0.5], "gain": None, "share": None})
    assert [fault.where for fault in faults] == ["gain", "share"]


def test_faulty_values_are_placed_and_left_out() -> None:
    values, faults = read_all({"prior": [0.5, 0.4], "gian": 1, "share": 2, "cost": {"a": -1, "b": "x"}})
    assert [fault.where for fault in faults] == ["gian", "gain", "prior", "share", "cost.a", "cost.b"]
    assert "did you mean 'gain'?" in faults[0].what
    assert faults[1].what == "missing; it is the what is won (> 0)"
    assert faults[3].what == "is 2, must be in (0, 1]"
    assert values["cost"] is None


def test_unlike_names_are_answered_with_the_list() -> None:
    _, faults = read_all({"prior": [0.5, 0.5], "gain": 1, "xyz": 1})
    assert [str(fault) for fault in faults] == ["xyz: no such parameter; the parameters are prior, gain, share, cost"]


def test_without_types_what_does_not_depend_on_them_is_still_checked() -> None:
    _, faults = read_all({"prior": 3, "gain": -1}, types=())
    assert [fault.where for fault in faults] == ["gain"]


def test_absurdly_long_values_are_cut_in_messages() -> None:
    _, faults = read_all({"prior": [0.5, 0.5], "gain": "-1/" + "9" * 300})
    assert len(faults[0].what) < 80


def test_documents_come_from_the_table() -> None:
    arguments = signature(TABLE).parameters
    assert list(arguments) == ["prior", "gain", "share", "cost"]
    assert arguments["gain"].default is inspect.Parameter.empty
    assert arguments["share"].default == 1
    assert "cost : a cost (c_i; by type, >= 0; absent)" in docstring(TABLE)
    assert docstring(TABLE, "A war.\n\n    More.").startswith("A war.\n\nMore.\n\nParameters\n")
    assert "| p_i | `prior` | probability | > 0, sum 1 | required |" in notation_table(TABLE).splitlines()
