"""A third model, a table and two payoff functions, gets what the shipped models get and edits nothing but itself."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import FrozenInstanceError
from fractions import Fraction
from inspect import signature
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp
import xarray as xr
from click.testing import CliRunner
from matplotlib.text import Text

import termination as tm
from termination import models
from termination.engine.parameter import POSITIVE, Parameter
from termination.engine.proving.prove import discharge
from termination.errors import InputError
from termination.models.dictionary import dictionary
from termination.models.registry import MODELS, Registered, folders
from termination.models.scenarios import parse_scenario, write_scenario
from termination.models.theorems import theorem
from termination.reporting.cli import main
from termination.reporting.subject import fitting
from tests.toy import threat, threat_chapter
from tests.toy.threat import ThreatGame

#: Words of the other models.
FOREIGN = re.compile(
    r"\b(wars?|talks?|escalat\w*|opponents?|openers?|rivals?|approach\w*|hardline|resilien\w*)\b", re.IGNORECASE
)
#: Where equilibria change as the subsidy rises, with the formula of each.
THRESHOLDS = {"1/10": "c_strong - h", "2/5": "p_strong*v", "1/2": "c_weak - h", "1": "v"}

FIRM = ThreatGame(
    prior={"strong": "2/5", "weak": "3/5"}, threat_cost={"strong": "1/10", "weak": "1/2"}, subsidy="1/3", plant=1
)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Registered(ThreatGame.__module__, "ThreatGame", theorems=threat_chapter.__name__)
    monkeypatch.setitem(MODELS, "threat", entry)


def families(grid: xr.Dataset, which: str) -> list[frozenset[str]]:
    names = grid["families"].attrs["names"]
    return [frozenset(n for bit, n in enumerate(names) if int(mask) >> bit & 1) for mask in grid[which].values.ravel()]


def test_it_is_under_sixty_lines() -> None:
    assert len(Path(threat.__file__).read_text(encoding="utf-8").splitlines()) < 60


def test_its_input_is_checked_and_it_is_frozen_printed_and_documented_by_the_table() -> None:
    with pytest.raises(InputError, match=r"(?s)subsidi: .*did you mean 'subsidy'.*prior.*plant: is -1, must be > 0"):
        ThreatGame(prior={"strong": 1, "weak": 1}, threat_cost=[0, 0], subsidi=1, plant=-1)
    assert FIRM == FIRM.with_() != FIRM.with_(title="another")
    assert repr(FIRM).startswith("ThreatGame(prior={'strong': '2/5', 'weak': '3/5'}, threat_cost=")
    assert repr(FIRM.with_(title="A plant")).endswith("plant='1', title='A plant')")
    assert len({FIRM, FIRM.with_(), FIRM.with_(plant=2)}) == 2
    changed = FIRM.with_(threat_cost={"weak": "1/4"})
    assert dict(changed.threat_cost) == {"strong": Fraction(1, 10), "weak": Fraction(1, 4)}
    assert FIRM.with_(**{"threat_cost.weak": 0.25}) == changed
    with pytest.raises(FrozenInstanceError):
        FIRM.plant = 2  # type: ignore[attr-defined]
    assert list(signature(ThreatGame).parameters)[-2:] == ["pride", "title"]
    assert "threat_cost : what threatening costs the firm (c_i; by type, >= 0; required)" in str(ThreatGame.__doc__)


def test_every_equilibrium_is_certified_and_named_apart() -> None:
    found = tm.solve(FIRM)
    assert found.complete
    assert len({family.name for family in found}) == len(found) == 3
    assert all(family.certificate.max_regret == 0 for family in found)


def test_it_is_explained_in_its_own_words() -> None:
    told = " ".join(str(tm.explain(family)) for family in tm.solve(FIRM))
    assert "the firm" in told
    assert "threaten" in told
    assert not FOREIGN.search(told)
    assert "sender" not in told


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.thorough
@pytest.mark.usefixtures("registered")
def test_files_json_and_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "firm.toml"
    path.write_text(write_scenario(FIRM.with_(pride="1/20"), title="A plant"), encoding="utf-8")
    assert parse_scenario(path.read_text(encoding="utf-8")).model == FIRM.with_(pride="1/20", title="A plant")
    found = tm.solve(FIRM)
    again = tm.from_json(found.to_json())
    assert again.model == FIRM
    assert [family.name for family in again] == [family.name for family in found]
    assert "threaten" in run("solve", str(path), "--refine", "D1")
    assert "A plant" in run("check", str(path))
    assert "threaten" in run("compare", str(path), "--with", "nashpy")
    assert "threaten" in run("sweep", str(path), "--axis", "subsidy=0.1:0.9:3")
    assert "beer-quiche" in run("catalog")


@pytest.mark.thorough
@pytest.mark.usefixtures("registered")
def test_the_commands_that_study_a_model_know_it(tmp_path: Path) -> None:
    path = str(tmp_path / "firm.toml")
    Path(path).write_text(write_scenario(FIRM), encoding="utf-8")
    stated, told = run("conditions", path, "--proposition"), run("conditions", path)
    assert stated.count(r"\begin{proposition}") == len(tm.solve(FIRM)) == told.count("  exists ")
    assert "\nLetters\n" in told
    assert re.search(r"\nc_i +threat_cost +what threatening costs the firm\n", told)
    found = tm.regions(FIRM, x={"subsidy": (0, 1)}, y={"plant": ("1/2", 2)})
    drawn = tmp_path / "map.svg"
    lines = run("map", path, "--axis", "subsidy=0:1", "--axis", "plant=1/2:2", "--output", str(drawn))
    flat = " ".join(lines.split())
    assert found.sentences()
    assert all(" ".join(line.split()) in flat for line in found.sentences())
    assert drawn.stat().st_size > 1000
    slopes = run("statics", path)
    thresholds = [str(one) for one in tm.statics(FIRM).thresholds]
    assert all(" ".join(one.split()) in " ".join(slopes.split()) for one in thresholds)
    reach = run("robustness", path, "--box", "subsidy=0.1:0.9", "--draws", "50", "--seed", "2", "--refine", "D1")
    assert "moved: subsidy 0.1 to 0.9\n" in reach
    assert str(tm.robustness(FIRM, box={"subsidy": (0.1, 0.9)}, refinement="D1", samples=50, seed=2)) in reach
    for text in (told, lines, slopes, reach):
        assert not FOREIGN.search(text)


@pytest.mark.usefixtures("registered")
def test_its_theorem_is_proved_refuted_without_its_assumption_and_told(tmp_path: Path) -> None:
    assert tm.prove("F1").status == "proved"
    failed = tm.prove("F1", without="c_weak > s + h")
    assert (failed.status, failed.parts[0].confirmed) == ("refuted", True)
    assert failed.counterexample is not None
    where = ThreatGame(**failed.counterexample)
    assert where.threat_cost["weak"] <= where.subsidy + where.pride  # type: ignore[attr-defined]
    assert {discharge(one).status for one in theorem("F1").falsified()} == {"refuted"}
    assert "proved" in run("prove", "F1")
    article = tmp_path / "article.tex"
    run("appendix", str(article), "--model", "threat", "--prove")
    told = article.read_text(encoding="utf-8")
    assert "the weak firm does not threaten" in told
    assert "what threatening costs the firm" in told
    assert not FOREIGN.search(told.partition("Each theorem falls")[0])


def texts_in(drawn: Any) -> str:
    """All that is written in a figure, legends included."""
    if isinstance(drawn, str):  # TikZ
        return drawn
    return " ".join(one.get_text() for one in drawn.figure.findobj(Text))


@pytest.mark.thorough
def test_every_figure_that_fits_is_drawn_in_its_own_words() -> None:
    found = tm.solve(FIRM)
    extra: dict[str, tuple[Any, ...]] = dict.fromkeys(("correspondence", "payoffs"), ("subsidy", "1/10", 1))
    drawn = [(name, getattr(tm.plot, name)(FIRM, *extra.get(name, ()))) for name in fitting(FIRM)]
    drawn += [(name, getattr(tm.plot, name)(found[0])) for name in fitting(found[0])]
    grid = tm.sweep(FIRM, subsidy=(0.1, 0.9, 9), prior=(0.1, 0.9, 9), refinement="D1")
    drawn += [("regions", tm.plot.regions(grid))]
    assert {"tree", "beliefs", "correspondence", "payoffs", "regions"} <= {name for name, _ in drawn}
    for name, one in drawn:
        said = texts_in(one)
        assert said, name
        assert not FOREIGN.search(said), (name, said)
    plt.close("all")


def test_a_folder_copied_among_the_models_is_one_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing else is edited: what a commit that adds a model must touch lies in its folder."""
    folder = tmp_path / "threat"
    (folder / "theorems").mkdir(parents=True)
    (folder / "__init__.py").write_text('"""A firm threatens to leave."""\n\nMODEL = "ThreatGame"\n', encoding="utf-8")
    shutil.copy(threat.__file__, folder / "game.py")
    chapter = Path(threat_chapter.__file__).read_text(encoding="utf-8")
    chapter = chapter.replace("tests.toy.threat import", "termination.models.threat.game import")
    (folder / "theorems" / "chapter.py").write_text(chapter, encoding="utf-8")
    monkeypatch.setattr(models, "__path__", [*models.__path__, str(tmp_path)])
    before = set(sys.modules)
    try:
        found = folders()
        assert list(found) == ["opening", "approach", "war_over_time", "threat"]
        monkeypatch.setitem(MODELS, "threat", found["threat"])
        text = write_scenario(MODELS["threat"].constructor()(**FIRM.parameters()))
        assert 'model = "threat"' in text
        assert len(tm.solve(parse_scenario(text).model)) == len(tm.solve(FIRM))
        assert tm.prove("F1").status == "proved"
    finally:
        for name in set(sys.modules) - before:
            if name.startswith("termination.models.threat"):
                del sys.modules[name]


def test_thresholds_and_slopes() -> None:
    found = tm.statics(FIRM, refinement="D1")
    assert {effect.parameter for effect in found.effects} >= {"prior", "subsidy", "threat_cost.strong"}
    along = tm.thresholds(FIRM, "subsidy", refinement="D1")
    assert found.along("subsidy") == along
    assert {str(one.value): str(one.formula) for one in along} == THRESHOLDS
    step = Fraction(1, 10**6)
    for one in along:
        for value, said in ((one.value - step, one.below), (one.value, one.at), (one.value + step, one.above)):
            at = FIRM.with_(subsidy=value)
            answer = tm.solve(at)
            kept = tm.refine(answer, "D1")
            there = tuple(tuple(sorted({at.describe(family) for family in some})) for some in (answer, kept))
            assert there == said


def test_closed_forms_agree_with_the_exact_engine_at_500_points() -> None:
    axes = {"subsidy": (0.03, 0.98, 20), "prior": (0.05, 0.93, 25)}
    fast = tm.sweep(FIRM, refinement="D1", edges="flag", **axes)
    slow = tm.sweep(FIRM, refinement="D1", method="exact", **axes)
    assert fast.attrs["method"] == "closed forms"
    assert fast["prior"].attrs == {"parameter": "prior", "type": "strong"}
    off = ~(fast["knife_edge"].values | slow["knife_edge"].values).ravel()
    assert 480 < off.sum() <= 500
    assert len(set(families(slow, "families"))) >= 4
    for which in ("families", "survives"):
        pairs = zip(families(fast, which), families(slow, which), off, strict=True)
        assert all(one == other for one, other, there in pairs if there)
    for name in ("pr_threat_min", "pr_threat_max", "pr_payment_min", "pr_payment_max"):
        assert np.allclose(fast[name].values.ravel()[off], slow[name].values.ravel()[off])


def test_a_game_of_ones_own_in_symbols_is_swept_by_closed_forms_too() -> None:
    """None are shipped for it. Outside of what it assumes it is refused as before."""
    b, d, p = sp.symbols("b d p", positive=True)
    game = tm.ParametricGame(
        types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
        sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"b": 1, "d": 2, "p": "1/10"}, assumptions=[b < 3],
    )  # fmt: skip
    axes = {"d": (0.1, 3.9, 12), "p": (0.07, 0.95, 10)}
    fast, slow = (tm.sweep(game, refinement="intuitive", method=method, **axes) for method in (None, "exact"))
    assert fast.attrs["method"].startswith("closed forms")
    assert [families(fast, which) for which in ("families", "survives")] == [
        families(slow, which) for which in ("families", "survives")
    ]
    with pytest.raises(InputError, match="do not satisfy the assumptions"):
        tm.robustness(game, box={"b": (2, 4)}, samples=50)
    with pytest.raises(InputError):
        tm.robustness(game, box={"p": (0.5, 1.5)}, samples=50)


def test_regions_are_exact() -> None:
    found = tm.regions(FIRM, x={"subsidy": (0, 1)}, y={"prior": (0, 1)})
    assert "crossing prior = subsidy" in str(found)
    assert "subsidy = 1/10" in str(found)
    names = {family.name for family in tm.solve(FIRM)}
    assert set(found.at("1/3", "2/5")[0]) == names


def test_robustness_concludes_of_its_events() -> None:
    found = tm.robustness(FIRM, box={"subsidy": (0.1, 0.9)}, refinement="D1", samples=400, seed=2)
    assert found.method == "closed forms"
    assert {holding.conclusion for holding in found.holdings} <= {
        f"{event} {claim}" for event in ("threat", "payment") for claim in ("never", "possible", "for sure")
    }


def test_two_parameters_of_one_letter_are_refused() -> None:
    class Twice(ThreatGame):
        PARAMETERS = (*ThreatGame.PARAMETERS, Parameter("plan", "v", "what a plan is worth", POSITIVE))

    with pytest.raises(ValueError, match="plan: its letter, v, is that of another parameter"):
        dictionary(Twice(prior=[0.5, 0.5], threat_cost=[0, 1], subsidy=1, plant=1, plan=1))


class Texts(ThreatGame):
    """The same with constants written as text and as a decimal."""

    def receiver_payoff(self, v: Any, type_: str, message: str, response: str) -> Any:
        return "3/10" if response == "pay" else 0.1


def test_constants_among_payoffs_are_read_as_numbers_and_never_evaluated():
    model = Texts(prior=["1/2", "1/2"], threat_cost=[0, 1], subsidy=1, plant=2)
    cells = [cell for rows in model.symbolic().game.receiver for cell in rows]
    assert cells == [(sp.Rational(3, 10), sp.Rational(1, 10))] * 4
