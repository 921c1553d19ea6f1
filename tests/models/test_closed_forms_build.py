"""The shipped closed forms are what the derivation gives, to the byte, and so is the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from runpy import run_path
from typing import Any

import pytest

from termination import sweep
from termination.engine.symbolic import ClosedForm, stated
from termination.engine.symbolic.derive import derive
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.smt import SmtOracle
from termination.engine.symbolic.solve import closed_form
from termination.models import closed_forms as build
from termination.models.approach import closed_forms as approach
from termination.models.opening import cases
from termination.models.opening import closed_forms as opening
from tests.models.random_wars import random_war

PAGE = Path(__file__).parents[2] / "docs" / "closed_forms.md"
MODULES = [(home, key) for home in build.homes() for key in home.SHIPPED]
every_module = pytest.mark.parametrize(("home", "key"), MODULES, ids=[home.SHIPPED[key] for home, key in MODULES])


def path(home: Any, key: Any) -> Path:
    return Path(home.__file__).parent / f"{home.SHIPPED[key]}.py"


def source(home: Any, key: Any) -> str:
    return path(home, key).read_text(encoding="utf-8")


def test_both_models_ship_some() -> None:
    assert build.homes() == [opening, approach]


@pytest.mark.thorough
def test_the_game_without_the_signal_is_rebuilt_to_the_byte() -> None:
    pytest.importorskip("z3")
    key = (2, False, "A1")
    assert build.module_text(opening, key) == source(opening, key)


@pytest.mark.thorough
@every_module
def test_single_families_are_rebuilt_to_the_byte(home: Any, key: Any) -> None:
    """A family of each module, chosen by chance among those in which two messages are sent."""
    pytest.importorskip("z3")
    forms = [form for form in home.shipped(*key) if len(form.pattern.sent) == 2]
    form = Random(str(key)).choice(forms)
    assert build.form_text(home.game(*key), form.pattern) + "\n" in source(home, key)


@pytest.mark.long
@every_module
def test_every_module_is_rebuilt_to_the_byte(home: Any, key: Any) -> None:
    assert build.module_text(home, key) == source(home, key)


def same_when_read(game: SymbolicGame, form: ClosedForm) -> None:
    """What is derived when it is read, with no SMT solver, is what the derivation with one gives."""
    derived = closed_form(game, form.pattern, SmtOracle(game))
    assert derived is not None
    for one in ("sender", "receiver", "beliefs"):
        assert dict(getattr(derived, one)) == dict(getattr(form, one))


@pytest.mark.parametrize("key", [(2, False, "A2"), (2, True, "A1")], ids=opening.SHIPPED.get)
def test_a_family_by_chance_is_whole_without_the_solver(key: tuple[int, bool, str]) -> None:
    pytest.importorskip("z3")
    same_when_read(opening.game(*key), Random(str(key)).choice(opening.shipped(*key)))


@pytest.mark.long
def test_a_family_that_turns_on_what_the_solver_saw_is_whole_without_it() -> None:
    key = (3, False, "A1")
    blocks = source(opening, key).split("    form(\n")[1:]
    form = next(form for form, block in zip(opening.shipped(*key), blocks, strict=True) if "implied=" in block)
    same_when_read(opening.game(*key), form)


@pytest.mark.parametrize("kind", ["held", "met"])
def test_bounds_that_turn_on_the_parameters_ship(kind: str) -> None:
    """Whether a type bounds the chance of pressing from below or from above: in `also`, here of pooling on hardline."""
    off: Any = approach.shipped("limited", kind)[0].receiver["limited"]
    assert bool(off.also.parts) == (kind == "met")


@pytest.mark.long
@every_module
def test_every_family_is_whole_without_the_solver(home: Any, key: Any) -> None:
    for form in home.shipped(*key):
        same_when_read(home.game(*key), form)


@pytest.fixture
def nothing_remembered() -> Iterator[None]:
    """What cases remember of closed forms is forgotten before the test, and after it what it put in their place."""
    cases._premised.cache_clear()
    yield
    cases._premised.cache_clear()


@pytest.mark.usefixtures("nothing_remembered")
def test_sweeps_derive_weights_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """They read strategies, which are derived where someone mixes; what a form says off the path waits until it is
    read."""

    def off_path(*_: Any) -> None:
        raise AssertionError("read")

    derived: list[Pattern] = []
    monkeypatch.setattr(stated.Written, "off_path", off_path)
    monkeypatch.setattr(stated, "derive", lambda game, pattern: derived.append(pattern) or derive(game, pattern))
    unread = {premise: run_path(str(path(opening, (2, True, premise))))["FAMILIES"] for premise in ("A1", "A2")}
    monkeypatch.setattr(cases, "shipped", lambda types, signal, premise: unread[premise])
    war = random_war(Random(5), signal=True, worth_having=False)
    axes: dict[str, Any] = dict.fromkeys(("escalation_cost", "prior", "talks_exposure"), ("1/7", "6/7", 3))
    assert sweep(war, **axes, refinement="D1", edges="flag").families.any()
    assert derived
    assert all(any(len(used) > 1 for used in (*one.sender, *one.replies)) for one in derived)
    for form in (*unread["A1"], *unread["A2"]):
        assert str(form.renamed(form.messages).relabelled(form.types)) == str(form)
        for m in form.pattern.unsent:
            with pytest.raises(AssertionError, match="read"):
                form.receiver[form.messages[m]]


def test_the_page_lists_them() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert build.PAGE_MARK + text.partition(build.PAGE_MARK)[2] == build.page_list()


def test_the_lists_are_short_enough_to_read() -> None:
    assert [len(opening.shipped(*key)) for key in ((2, False, "A1"), (2, True, "A1"), (3, False, "A1"))] == [6, 18, 21]
    assert all(len(form.condition) <= 8 for form in opening.shipped(2, True, "A1"))
