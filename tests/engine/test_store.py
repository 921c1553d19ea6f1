"""Closed forms kept on disk: what is read back is what was derived, and what was not kept by us is left aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import termination as tm
from benchmarks.reach import game
from termination.engine.symbolic import NoClosedFormError, SymbolicGame, cases, store
from termination.engine.symbolic.budget import telling
from termination.errors import CacheWarning

SHAPES = [(2, 2, 2), pytest.param((2, 2, 3), marks=pytest.mark.thorough)]
SHAPES += [pytest.param((3, 2, 2), marks=pytest.mark.thorough)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the files, and a memory without closed forms."""
    monkeypatch.setenv(store.FOLDER, str(tmp_path / "kept"))
    cases._kept.cache_clear()
    return tmp_path / "kept"


def again() -> None:
    """As in another run, which remembers nothing."""
    cases._kept.cache_clear()


def never(*_: Any) -> Any:
    raise AssertionError("derived again")


def told(form: tm.ClosedForm) -> list[str]:
    """All that it says."""
    rows = [*form.sender.values(), *form.receiver.values(), *form.beliefs.values()]
    survives = [f"{concept}: {where}" for concept, where in form.survives.items()]
    return [str(form.pattern), *map(str, rows), str(form.condition), *survives, *form.open_words()]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_read_back_is_what_was_derived(
    shape: tuple[int, int, int], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = game(shape)
    derived = cases.derived(drawn)
    (file,) = home.iterdir()
    again()
    monkeypatch.setattr(cases, "rough_forms", never)
    assert len(derived) > 10
    assert list(map(told, cases.derived(drawn))) == list(map(told, derived))
    assert file.name == f"forms-{store.key(drawn)[:32]}.json"


def open_game() -> tm.ParametricGame:
    """A crisis in which an equilibrium leaves a probability open."""
    prize, cost, share = sp.symbols("prize cost share", positive=True)
    return tm.ParametricGame(
        types=["resolved", "bluffing"], prior=[share, 1 - share],
        messages=["quiet", "mobilise"], responses=["stand firm", "yield"],
        sender=[[[0, 0], [2 - cost, prize - cost]], [[0, 0], [-2 - cost, prize - cost]]],
        receiver=[[[2, 2], [-1, 0]], [[2, 2], [1, 0]]],
        values={"prize": 4, "cost": 1, "share": "1/3"},
    )  # fmt: skip


def test_probabilities_that_stay_open_are_kept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = open_game().symbolic().game
    derived = cases.derived(drawn)
    again()
    monkeypatch.setattr(cases, "rough_forms", never)
    assert any(form.free for form in derived)
    assert list(map(told, cases.derived(drawn))) == list(map(told, derived))


def written(home: Path, change: Any) -> None:
    """The one file there is, changed."""
    (file,) = home.iterdir()
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(change(data), encoding="utf-8")


def edited(data: Any) -> str:
    data["body"]["polynomials"][0][0][0] += 1
    return json.dumps(data)


def forged(data: Any) -> str:
    """With a sum that fits."""
    data["body"]["forms"][0]["exists"] = 10**6
    return json.dumps({**data, "sum": store._hash(data["body"])})


WRONG = {
    "cut short": lambda data: json.dumps(data)[:-40],
    "no object": lambda data: "[1]",
    "changed": edited,
    "forged": forged,
    "of another game": lambda data: json.dumps({**data, "key": "0"}),
    "of another program": lambda data: json.dumps({"weights": [1, 2]}),
    "deep": lambda data: "[" * 100_000,
}


@pytest.mark.parametrize("change", WRONG.values(), ids=list(WRONG))
def test_what_is_not_as_it_was_kept_is_left_aside_with_a_warning_and_kept_anew(change: Any, home: Path) -> None:
    drawn = game((2, 2, 2))
    derived = cases.derived(drawn)
    written(home, change)
    again()
    with pytest.warns(CacheWarning, match="left aside"):
        assert list(map(told, cases.derived(drawn))) == list(map(told, derived))
    again()
    assert store.read(drawn) is not None


def test_where_nothing_can_be_kept_the_answer_stands(home: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.warns(CacheWarning, match="are not kept"):
        assert cases.derived(game((2, 2, 2)))


def test_an_empty_variable_keeps_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.FOLDER, "")
    assert cases.derived(game((2, 2, 2)))
    assert not home.exists()


def test_without_the_variable_files_are_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.FOLDER)
    found = store.folder()
    assert found is not None
    assert "termination" in found.parts


def test_games_that_differ_in_anything_have_keys_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y, p = sp.symbols("x y p", real=True)

    def made(letter: sp.Symbol, label: str = "b", assumed: tuple[Any, ...] = ()) -> SymbolicGame:
        table = (((letter, sp.Integer(1)),) * 2,) * 2
        return SymbolicGame(
            ("a", label), (p, 1 - p), ("m", "n"), (("r", "s"),) * 2, table, table, (p, letter), assumed
        )

    games = [made(x), made(y), made(x, "c"), made(x, assumed=(x > 1,)), made(sp.Symbol("x", positive=True))]
    keys = {store.key(one) for one in games}
    assert len(keys) == len(games)
    assert store.key(made(x)) == store.key(made(x))
    monkeypatch.setattr(store, "DERIVATION", store.DERIVATION + 1)
    assert store.key(made(x)) not in keys


def test_that_a_game_is_out_of_reach_is_kept_until_the_reach_is_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = game((2, 2, 2))
    monkeypatch.setattr(cases, "MOST_STEPS", 100)
    with pytest.raises(NoClosedFormError, match="more than 100 steps"):
        cases.derived(drawn)
    again()
    with monkeypatch.context() as patched:
        patched.setattr(cases, "rough_forms", never)
        with pytest.raises(NoClosedFormError, match="more than 100 steps"):
            cases.derived(drawn)
    again()
    monkeypatch.setattr(cases, "MOST_STEPS", 100_000)
    assert cases.derived(drawn)


def test_who_listens_is_told_how_far_the_derivation_is() -> None:
    heard: list[tuple[str, int, int]] = []
    with telling(lambda *said: heard.append(said)):
        cases.derived(game((2, 2, 2)))
    assert heard[0] == ("deriving closed forms", 0, 21)
    assert [done for _, done, _ in heard] == list(range(21))


def test_statics_of_a_game_of_ones_own_say_so_too() -> None:
    b, d, p = sp.symbols("b d p", positive=True)
    beer_quiche = tm.ParametricGame(
        types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
        sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"b": 1, "d": 2, "p": "1/10"},
    )  # fmt: skip
    heard: list[str] = []
    tm.statics(beer_quiche, progress=lambda what, done, total: heard.append(what))
    assert heard[0] == "deriving closed forms"
    assert "thresholds of b" in heard
