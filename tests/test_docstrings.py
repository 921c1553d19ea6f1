"""What a reader finds at every front-door name: arguments, what comes back, what goes wrong, an example, sources."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

import termination
from termination import errors, plot
from termination.engine.symbolic import NoClosedFormError

NAMES: dict[str, Callable[..., Any]] = {
    **{name: getattr(termination, name) for name in termination._HOMES if callable(getattr(termination, name))},
    **{f"plot.{name}": getattr(plot, name) for name in plot.__all__ if callable(getattr(plot, name))},
}
SECTIONS = ("Parameters", "Returns", "Raises", "References")
ERRORS = {*dir(errors), NoClosedFormError.__name__}

named = pytest.mark.parametrize("name", NAMES)


def sections(text: str) -> dict[str, list[str]]:
    """The sections of a docstring in their order, each as its entries, continued lines joined."""
    found = {}
    for heading, body in re.findall(r"^(\w+)\n-{3,}\n(.*?)(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL):
        found[heading] = [" ".join(entry.split()) for entry in re.split(r"\n(?=\S)", body)]
    return found


def entries(section: list[str]) -> dict[str, str]:
    """The entries "name : what it is" by name; several names before one colon share what it is."""
    pairs = [entry.partition(" : ")[::2] for entry in section]
    return {name: what for names, what in pairs for name in names.split(", ")}


def test_the_front_door_is_all_here() -> None:
    assert {"solve", "OpeningGame", "plot.tree"} <= set(NAMES)
    assert set(termination._HOMES) - set(NAMES) == {"__version__", "plot"}
    assert {name for name in plot.__all__ if f"plot.{name}" not in NAMES} == {"COLUMN", "PAGE", "SLIDE"}


@named
def test_it_has_the_sections_in_one_order(name: str) -> None:
    found = list(sections(inspect.getdoc(NAMES[name]) or ""))
    optional = {"References"} | ({"Returns"} if inspect.isclass(NAMES[name]) else set())
    assert found == [one for one in SECTIONS if one in found]
    assert {*SECTIONS} - {*found} <= optional


@named
def test_it_documents_every_parameter_and_no_other(name: str) -> None:
    given = inspect.signature(NAMES[name]).parameters.values()
    wanted = [f"**{one.name}" if one.kind is one.VAR_KEYWORD else one.name for one in given]
    told = entries(sections(inspect.getdoc(NAMES[name]) or "")["Parameters"])
    assert sorted(told) == sorted(wanted)
    assert [one for one, what in told.items() if len(what.split()) < 2] == []


@named
def test_it_says_what_comes_back_and_which_errors_are_raised_when(name: str) -> None:
    found = sections(inspect.getdoc(NAMES[name]) or "")
    assert all(found.get("Returns", ["not for a class"]))
    raised = entries(found["Raises"])
    assert set(raised) <= ERRORS
    assert all(raised.values())
    prose = re.sub(r"^Raises\n-+$", "", inspect.getdoc(NAMES[name]) or "", flags=re.MULTILINE)
    assert "Raises" not in prose, "what is raised belongs in the section"


@named
def test_it_has_an_example_that_ends_in_a_check(name: str) -> None:
    examples = doctest.DocTestParser().get_examples(inspect.getdoc(NAMES[name]) or "")
    assert examples, "there is no example"
    assert examples[-1].want.strip()


@named
def test_its_sources_are_numbered_and_cited(name: str) -> None:
    text = inspect.getdoc(NAMES[name]) or ""
    sources = sections(text).get("References", [])
    numbers = [str(number) for number in range(1, len(sources) + 1)]
    assert [entry.partition(" ")[0] for entry in sources] == [f"[{number}]" for number in numbers]
    assert re.search(r"^(Sources?|References?):", text, re.MULTILINE) is None
    prose = text.partition("\nReferences\n")[0]
    for number in numbers:
        assert re.search(rf"\[(\d, )*{number}(, \d)*\]", prose), f"[{number}] is cited nowhere"
