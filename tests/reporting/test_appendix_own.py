"""The appendix of a game of one's own: it says what was entered and what is computed, and compiles."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy as sp
from click.testing import CliRunner

import termination as tm
from termination.engine.symbolic import NoClosedFormError
from termination.errors import InputError
from termination.models.own_games import skeleton
from termination.models.scenarios import parse_scenario
from termination.reporting import appendix_own
from termination.reporting.cli import main
from tests.reporting.test_tex import AWKWARD, LONG, fours
from tests.tex import needs_tex, overfull
from tests.toy.test_threat import FIRM

CRISIS = parse_scenario(skeleton()).model
SYMBOLS = {s.name: s for s in CRISIS.symbolic().game.symbols}


def claims():
    """One that is proved, and the same without what it needs."""
    share, prize, cost, strength = (SYMBOLS[name] for name in ("share", "prize", "cost", "strength"))
    bluffs = sp.Eq(tm.played(CRISIS).sends("bluffing", "mobilise"), share / (1 - share))
    few = [2 * share < 1, cost < prize]
    return [tm.prove(CRISIS, claim=bluffs, assuming=given) for given in ([*few, cost < strength], few)]


def awkward(labels: list[str]) -> tm.ParametricGame:
    """Beer and quiche under these labels, its payoffs wider than a cell."""
    one, other, third, fourth = labels
    a, cost, p = sp.symbols("a cost_of_mobilising p", positive=True)
    d = (a + cost) / (1 + cost + a * p)
    return tm.ParametricGame(
        types=[one, other], prior=[p, 1 - p], messages=[third, fourth], responses=[other, third],
        sender=[[[0, d], [a, a + d]], [[a, a + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"a": 1, cost: 2, "p": "1/10"}, title=" ".join(labels),
    )  # fmt: skip


def test_it_has_the_payoffs_the_letters_and_every_kind_of_equilibrium():
    text = tm.appendix(CRISIS)
    assert r"resolved & quiet & stand firm & $0$ & $2$ \\" in text
    assert r" &  & yield & $\mathit{prize} - \mathit{cost}$ & $0$ \\" in text
    for one in CRISIS.PARAMETERS:
        assert rf"$\mathit{{{one.name}}}$ & {one.meaning} & $" in text
    forms = tm.closed_forms(CRISIS)
    assert text.count(r"\begin{proposition}") == len(forms) == 3
    assert all(form.to_proposition()[form.to_proposition().index(r"\begin{proposition}") :] in text for form in forms)
    assert text.count("such an equilibrium exists.") == len(tm.solve(CRISIS)) == 1
    assert text.count("no such equilibrium exists.") == 2
    assert tm.appendix(CRISIS) == text


def test_claims_are_told_with_what_is_supposed_and_where_they_fail():
    text = tm.appendix(CRISIS, claims())
    told = text[text.index(r"\section{Claims tried}") :]
    assert told.count(r"In every equilibrium: \texttt{Pr(mobilise \textbar{} bluffing) = share/(1 - share)}") == 2
    assert r"\texttt{cost \textless{} strength}. \textbf{Proved} by Z3" in told
    assert "as the solver of games confirms" in told
    assert r"\section{Claims tried}" not in tm.appendix(CRISIS)


def test_where_all_kinds_take_too_much_work_those_that_exist_are_told_and_why(monkeypatch):
    monkeypatch.setattr(appendix_own, "MOST_STEPS", 10)
    text = tm.appendix(CRISIS)
    assert "not all that the game has: all of them take more than 10 steps" in " ".join(text.split())
    assert text.count(r"\begin{proposition}") == len(tm.solve(CRISIS)) == 1


def test_a_game_beyond_closed_forms_has_no_appendix_and_says_so():
    a = sp.Symbol("a", positive=True)
    game = tm.ParametricGame(
        types=list("wxyz"), prior=["1/4"] * 4, messages=["m", "n"], responses=["r", "s"],
        sender=[[[a, 0], [0, 0]]] * 4, receiver=[[[1, 0]] * 2] * 4, values={"a": 1},
    )  # fmt: skip
    with pytest.raises(NoClosedFormError, match="this game has 4 types"):
        tm.appendix(game)


def test_what_has_an_appendix_of_its_own_and_foreign_proofs_are_refused():
    with pytest.raises(InputError, match="give its name"):
        tm.appendix(tm.load_scenario("examples/scenarios/vietnam_1965.toml"))
    with pytest.raises(InputError, match=r"proofs\[1\]: T3 is no claim"):
        tm.appendix(CRISIS, [claims()[0], tm.prove("T3")])
    with pytest.raises(InputError, match="model"):
        tm.appendix(tm.solve(CRISIS))  # type: ignore[arg-type]


def test_the_command_writes_it_and_never_over_the_game(tmp_path: Path):
    source, target = tmp_path / "game.toml", tmp_path / "game.tex"
    source.write_text(skeleton(), encoding="utf-8")
    assert CliRunner().invoke(main, ["appendix", str(target), "--game", str(source)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == tm.appendix(CRISIS)
    over = CliRunner().invoke(main, ["appendix", str(source)])
    assert over.exit_code == 2
    assert "FILE is what is written" in over.output
    assert source.read_text(encoding="utf-8") == skeleton()
    both = CliRunner().invoke(main, ["appendix", str(target), "--game", str(source), "--prove"])
    assert (both.exit_code, "leave them out beside --game" in both.output) == (2, True)


@needs_tex
@pytest.mark.thorough
def test_it_compiles_and_nothing_is_wider_than_the_line(tmp_path: Path):
    games = [CRISIS, FIRM, *(awkward(labels) for labels in [*fours(AWKWARD)][::6]), *map(awkward, fours(LONG))]
    for i, game in enumerate(games):
        folder = tmp_path / str(i)
        folder.mkdir()
        assert overfull(tm.appendix(game, claims() if i == 0 else None), folder) == [], game
