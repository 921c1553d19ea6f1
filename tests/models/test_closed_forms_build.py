"""The shipped closed forms are what the derivation gives, to the byte, and so is the page that lists them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from runpy import run_path
from typing import Any

import pytest

import termination.models.closed_forms as home
from termination import sweep
from termination.engine.symbolic import ClosedForm, stated
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.smt import SmtOracle
from termination.engine.symbolic.solve import closed_form
from termination.models.approach.symbols import hardline_against
from termination.models.closed_forms import SHIPPED, SHIPPED_APPROACH, build, shipped, shipped_approach
from termination.models.opening.symbols import reduced_game
from tests.models.random_wars import random_war

FOLDER = Path(home.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "closed_forms.md"


def source(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_the_game_without_the_signal_is_rebuilt_to_the_byte() -> None:
    pytest.importorskip("z3")
    assert build.module_text(2, False, "A1") == source("without_signal")


@pytest.mark.thorough
@pytest.mark.parametrize("key", list(SHIPPED), ids=SHIPPED.get)
def test_single_families_are_rebuilt_to_the_byte(key: tuple[int, bool, str]) -> None:
    """A family of each module, chosen by chance among those in which two messages are sent."""
    pytest.importorskip("z3")
    forms = [form for form in shipped(*key) if len(form.pattern.sent) == 2]
    form = Random(str(key)).choice(forms)
    assert build.form_text(reduced_game(*key), form.pattern) + "\n" in source(SHIPPED[key])


@pytest.mark.long
@pytest.mark.parametrize("key", list(SHIPPED), ids=SHIPPED.get)
def test_every_module_is_rebuilt_to_the_byte(key: tuple[int, bool, str]) -> None:
    assert build.module_text(*key) == source(SHIPPED[key])


def same_when_read(game: SymbolicGame, form: ClosedForm) -> None:
    """What is derived when it is read, with no SMT solver, is what the derivation with one gives."""
    derived = closed_form(game, form.pattern, SmtOracle(game))
    assert derived is not None
    assert derived.beliefs == dict(form.beliefs)
    assert derived.receiver == dict(form.receiver)


@pytest.mark.parametrize("key", [(2, False, "A2"), (2, True, "A1")], ids=SHIPPED.get)
def test_a_family_by_chance_is_whole_without_the_solver(key: tuple[int, bool, str]) -> None:
    pytest.importorskip("z3")
    same_when_read(reduced_game(*key), Random(str(key)).choice(shipped(*key)))


@pytest.mark.long
def test_a_family_that_turns_on_what_the_solver_saw_is_whole_without_it() -> None:
    (block, *_) = [text for text in source(SHIPPED[3, False, "A1"]).split("    # ") if "implied=" in text]
    (form,) = [form for form in shipped(3, False, "A1") if form.name == block.partition("\n")[0]]
    same_when_read(reduced_game(3, False, "A1"), form)


@pytest.mark.parametrize("kind", list(SHIPPED_APPROACH))
def test_bounds_that_turn_on_the_parameters_ship(kind: str) -> None:
    """Whether a type bounds the chance of pressing from below or from above: in `also`, here of pooling on hardline."""
    off: Any = shipped_approach(kind)[0].receiver["limited"]
    assert bool(off.also.parts) == (kind == "met")


@pytest.mark.long
@pytest.mark.parametrize("game", [reduced_game(*key) for key in SHIPPED], ids=list(SHIPPED.values()))
def test_every_family_is_whole_without_the_solver(game: SymbolicGame) -> None:
    key = next(key for key in SHIPPED if reduced_game(*key) == game)
    for form in shipped(*key):
        same_when_read(game, form)


@pytest.mark.long
@pytest.mark.parametrize("kind", list(SHIPPED_APPROACH))
def test_every_family_of_the_approach_game_is_whole_without_the_solver(kind: str) -> None:
    for form in shipped_approach(kind):
        same_when_read(hardline_against("limited", kind), form)


def test_sweeps_derive_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """They read strategies and conditions; what a form says off the path waits until it is read."""

    def derive(*_: Any) -> None:
        raise AssertionError("derived")

    monkeypatch.setattr(stated, "derive", derive)
    paths = {premise: FOLDER / f"{SHIPPED[2, True, premise]}.py" for premise in ("A1", "A2")}
    unread = {premise: run_path(str(path))["FAMILIES"] for premise, path in paths.items()}
    monkeypatch.setattr(home, "shipped", lambda types, signal, premise: unread[premise])
    war = random_war(Random(5), signal=True, worth_having=False)
    grid = sweep(war, escalation_cost=("1/7", "6/7", 3), refinement="D1", edges="flag")
    assert grid.families.any()
    for form in (*unread["A1"], *unread["A2"]):
        assert str(form.renamed(form.messages).relabelled(form.types)) == str(form)
        for m in form.pattern.unsent:
            with pytest.raises(AssertionError, match="derived"):
                form.receiver[form.messages[m]]


def test_the_page_lists_them() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert build.PAGE_MARK + text.partition(build.PAGE_MARK)[2] == build.page_list()


def test_the_lists_are_short_enough_to_read() -> None:
    assert [len(shipped(*key)) for key in ((2, False, "A1"), (2, True, "A1"), (3, False, "A1"))] == [6, 18, 21]
    assert all(len(form.condition) <= 8 for form in shipped(2, True, "A1"))
