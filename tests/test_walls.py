"""The wall between the models and the rooms that serve every model: none of them names what only a model can say.

The words of a registered model are its class, its parameters, its messages and replies, its events. The docstrings of
a module are free, for examples need a model; its code is not. A word is found where it can only be meant so: one such
as `escalation_cost` or `OpeningGame` anywhere in code or text, a word of ordinary English (`open`, `power`) where it is
all of a text, or an attribute.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from termination.models.registry import MODELS, Registered
from termination.models.scenarios import load_scenario

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "termination"

ROOMS = ("engine", "analysis", "reporting")
#: Kinds of models that are no model of anything: games by their payoffs, in numbers and in formulas.
GENERAL = {"payoffs", "formulas", "folded"}
#: Parameters that every model of types has; they are no model's own.
COMMON = {"prior"}
#: Names that figures had in the release before; they go with the next.
FORMER = {"reporting.plot.__init__": {"signal"}}


@cache
def words() -> tuple[frozenset[str], frozenset[str]]:
    """What the registered models alone say: words that are unmistakable, and words of ordinary English."""
    said: set[str] = set()
    for kind, entry in MODELS.items():
        if kind not in GENERAL:
            said |= names_of(entry)
    for path in sorted((ROOT / "examples" / "scenarios").glob("*.toml")):
        model = load_scenario(path)
        if type(model).__module__.startswith("termination.models."):
            game = model.game()
            said |= {*game.messages, *(r for some in game.response_sets for r in some), *model.events()}
    said -= COMMON
    plain = {word for word in said if word.isalpha() and word.islower()}
    return frozenset(said - plain), frozenset(plain)


def names_of(entry: Registered) -> set[str]:
    """The classes of a model, the module they live in, and its parameters."""
    parameters = {one.name for one in entry.constructor().PARAMETERS}
    return parameters | {entry.home.rpartition(".")[0], entry.name, *filter(None, [entry.by_cells])}


def said_in(source: str) -> Iterator[tuple[int, str, bool]]:
    """Every name and text in code, with its line and whether it can be no name of Python's: a text, an attribute."""
    tree = ast.parse(source)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.lineno, node.value, True
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr, node.attr not in dir(builtins)  # os.open
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id, False
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg, False
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}", False) for alias in node.names)


def named_in(source: str) -> list[tuple[int, str]]:
    """Where a module names what only a model can say: line and word."""
    own, plain = words()
    anywhere = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(own, key=len, reverse=True)))})(?!\w)")
    said = [(line, anywhere.search(text), text, plainly) for line, text, plainly in said_in(source)]
    return [(line, hit[0] if hit else text) for line, hit, text, plainly in said if hit or (plainly and text in plain)]


def unclean(room: str) -> dict[str, list[tuple[int, str]]]:
    """What each module of a room names, by module; what nothing is found in is left out."""
    found = {}
    for path in sorted((PACKAGE / room).rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE / room).with_suffix("").parts)
        former = FORMER.get(f"{room}.{name}", set())
        left = [one for one in named_in(path.read_text(encoding="utf-8")) if one[1] not in former]
        found |= {name: left} if left else {}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_that_serves_every_model_names_one(room: str) -> None:
    assert unclean(room) == {}


def guessed_in(source: str) -> list[tuple[int, str]]:
    """Where code guesses what a model is rather than ask by its protocol: line and what it does."""
    tree = ast.parse(source)
    of_models = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("termination.models.")
        for alias in node.names
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.arg, ast.AnnAssign)):
            name = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
            guess = name == "model" and node.annotation is not None and "Any" in ast.unparse(node.annotation)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            of, *others = [ast.unparse(one) for one in node.args] or [""]
            asks = node.func.id in ("hasattr", "getattr")
            guess = of == "model" and (asks or (node.func.id == "isinstance" and bool(of_models & set(others))))
        else:
            continue
        found += [(node.lineno, ast.unparse(node))] if guess else []
    return found


@pytest.mark.parametrize("room", ["analysis", "reporting"])
def test_nobody_guesses_what_a_model_is(room: str) -> None:
    found = {path.name: guessed_in(path.read_text(encoding="utf-8")) for path in (PACKAGE / room).rglob("*.py")}
    assert {name: guesses for name, guesses in found.items() if guesses} == {}


def test_the_guesses_are_seen() -> None:
    for code in (
        "def f(model: Any): pass",
        "model: Any = 1",
        "x = hasattr(model, 'types')",
        "x = getattr(model, 'types', ())",
        "from termination.models.mine import Mine\nx = isinstance(model, Mine)",
    ):
        assert guessed_in(code), code
    assert not guessed_in("def f(model: Model): return isinstance(model, Charted)")


def test_the_wall_sees_what_it_should() -> None:
    """So that the test above could fail: each of the first names a model, none of the last does."""
    for code in (
        "from termination.models.opening.game import OpeningGame",
        "from termination.models.approach import words",
        "x = model.escalation_cost",
        "x = model.resilience",
        "x = f(talks_value=1)",
        'x = outcomes["talks"]',
        'x = "set signal_cost to 0"',
        'x = "signal, open"',
    ):
        assert named_in(code), code
    for code in ('"""An opening game has talks."""', "x = open(path)", 'x = "an open set"', "x = base ** power"):
        assert not named_in(code), code
