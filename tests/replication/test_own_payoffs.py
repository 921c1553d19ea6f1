"""Payoffs of the reader's own: ours, entered so, reproduce every claim; whatever is entered, none comes out false."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

import termination as tm
from paper_replication import __main__ as command
from paper_replication.opening import own_payoffs as own
from paper_replication.opening.own_payoffs import Cells, Outcome, attempt, attempts
from paper_replication.opening.wars import middle_war, random_war, signal_war, tempting_war

ROOT = Path(__file__).parents[2]


def by_payoffs(war: Any) -> Any:
    """The same war, entered cell by cell."""
    game = war.game()
    return tm.OpeningGame.from_payoffs(types=game.types, prior=game.prior, sender=game.sender, receiver=game.receiver)


def outcomes(war: Any) -> dict[str, set[Outcome]]:
    found: dict[str, set[Outcome]] = {}
    for one in attempts(own.entered(by_payoffs(war))[0]):
        found.setdefault(one.trial.claim, set()).add(one.outcome)
    return found


def test_our_own_payoffs_reproduce_every_claim_that_has_its_premises_there() -> None:
    seen: dict[str, set[Outcome]] = {}
    for war in (tempting_war(), middle_war(), signal_war(), middle_war(escalation_cost=1)):
        for claim, found in outcomes(war).items():
            seen.setdefault(claim, set()).update(found)
    assert not any(Outcome.NOT in found for found in seen.values())
    assert {claim for claim, found in seen.items() if Outcome.REPRODUCED in found} == {t.claim for t in own.TRIALS}


def test_entering_the_payoffs_or_the_parameters_is_the_same() -> None:
    assert own.entered(by_payoffs(signal_war())) == own.entered(signal_war())


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_of_random_wars_none_comes_out_false(seed: int) -> None:
    rng = Random(f"own payoffs {seed}")
    for war in (random_war(rng), random_war(rng, signal=True)):
        assert [one for one in attempts(own.entered(war)[0]) if one.outcome is Outcome.NOT] == []


def random_cells(rng: Random) -> Cells:
    """Small numbers in the shape of the game, so that premises hold now and then and ties are common."""
    harms, share = sorted((Fraction(rng.randint(1, 4)) for _ in range(2)), reverse=True), Fraction(rng.randint(1, 2), 2)
    pulls, guarantee = [Fraction(rng.randint(-3, 3)) for _ in range(2)], rng.randint(0, 1)
    sender, receiver = [], []
    for harm, pull in zip(harms, pulls, strict=True):
        fighting, premium = Fraction(rng.randint(-2, 2)), Fraction(rng.randint(-1, 6), 4)
        talks = fighting + premium
        sender.append([[fighting - harm, fighting], [talks - share * harm, talks]])
        receiver.append([[pull, Fraction(0)], [pull - guarantee, Fraction(0)]])
    weak = Fraction(rng.randint(1, 4), 5)
    return Cells(("weak", "strong"), own.SILENT, (weak, 1 - weak), sender, receiver)


@pytest.mark.thorough
def test_of_payoffs_with_no_reasoning_behind_them_none_comes_out_false() -> None:
    rng = Random("any payoffs")
    reproduced: set[str] = set()
    for _ in range(250):
        cells = random_cells(rng)
        for one in attempts(cells):
            assert one.outcome is not Outcome.NOT, (one.trial, cells)
            reproduced |= {one.trial.claim} if one.outcome is Outcome.REPRODUCED else set()
    assert reproduced == {trial.claim for trial in own.TRIALS} - {"S3"}


def with_signal(cells: Cells, rng: Random) -> Cells:
    """The same with a signal that may cost the weak as much as escalation, and the strong nothing; ties are common."""
    costs = Fraction(rng.randint(0, 6)), Fraction(rng.randint(0, 4), 4)
    sender = [[*rows, *([x - cost for x in row] for row in rows)]
              for rows, cost in zip(cells.sender, costs, strict=True)]  # fmt: skip
    return Cells(cells.types, own.SIGNALLED, cells.prior, sender, [rows * 2 for rows in cells.receiver])


@pytest.mark.thorough
def test_of_payoffs_with_a_signal_and_no_reasoning_behind_them_none_comes_out_false() -> None:
    """The one claim that needs the signal."""
    rng, (trial,) = Random("any signal"), [one for one in own.TRIALS if one.signalled]
    found = []
    for _ in range(500):
        cells = with_signal(random_cells(rng), rng)
        found.append(attempt(trial, cells).outcome)
        assert found[-1] is not Outcome.NOT, cells
    assert found.count(Outcome.REPRODUCED) >= 5
    assert found.count(Outcome.PREMISE) >= 5


def test_a_guarantee_that_deters_after_opening_alone_is_outside_the_conjunction_of_m1() -> None:
    """Escalation pays while she is closed and not once she has opened: talks alone survive, though opening looks weak
    and nobody is bold."""
    war = tempting_war(
        prior={"low": "1/10", "high": "9/10"}, resilience={"low": "1/10"}, war_value={"low": 0, "high": 0},
        talks_value={"low": "21/100", "high": "21/500"}, base_harm="1/10", talks_exposure="7/10",
    ).with_(escalation_cost="1/10", guarantee="1/2")  # fmt: skip
    cells = own.entered(war)[0]
    (m1,) = (one for one in attempts(cells) if one.trial.claim == "M1")
    assert [premise.name for premise in m1.failing] == ["alike after both postures"]
    assert own.in_every(own.talks_for_all, "D1")(cells.war)
    assert own.A4.holds(cells)
    assert own.TIMID.holds(cells)


def test_a_claim_that_is_false_would_be_seen() -> None:
    trial = own.Trial("none", "talks for all", (own.A1,), lambda g: own.in_every(own.talks_for_all)(g.war))
    assert attempt(trial, own.entered(tempting_war())[0]).outcome is Outcome.NOT


def test_conditions_are_in_the_letters_that_were_entered(tmp_path: Path) -> None:
    import sympy as sp

    gain, cost = sp.symbols("gain cost")
    war = tm.OpeningGame.from_payoffs(
        types=["weak", "strong"], prior=["3/5", "2/5"], values={gain: "1/10", cost: "1/2"},
        sender=[[[-1, 0], [gain - 1, gain]], [[-1, 0], [gain - 1, gain]]],
        receiver=[[[1 - cost, 0], [1 - cost, 0]], [[-cost, 0], [-cost, 0]]],
    )  # fmt: skip
    numbers, letters = own.entered(war)
    assert letters is not None
    told = {row[0]: row[2:] for row in own.premises_table(numbers, letters).rows}
    assert told["A1"] == ("`gain > 0` and `gain > 0`", "holds")
    assert told["tempting"] == ("`3/5 - cost > 0`", "holds")
    assert told["A4"] == ("`0 > 0`", "fails")


MINE = """
model = "opening"
[payoffs]
prior = { strong = "2/5", weak = "3/5" }
[payoffs.sender]
strong = { closed = [0.3, 0.5], open = [0.43, 0.59] }
weak = { closed = [-0.7, 0.1], open = [-0.14, 0.5] }
[payoffs.receiver]
strong = { closed = [-0.3, 0], open = [-0.3, 0] }
weak = { closed = [0.3, 0], open = [0.3, 0] }
"""


def test_the_command_takes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(MINE, encoding="utf-8")
    assert command.main(["--payoffs", str(file), "--output", str(tmp_path)]) == 0
    printed, written = capsys.readouterr().out, (tmp_path / "payoffs.md").read_text(encoding="utf-8")
    assert written.splitlines()[0] == "# The claims on the payoffs of mine.toml"
    assert written in printed
    cells = [[cell.strip() for cell in line.split("|")[1:4]] for line in written.splitlines() if line.startswith("| S")]
    came_out = {name for name, _, outcome in cells if outcome == "reproduced"}
    assert came_out == {"S1", "S2", "S5", "S8", "S9", "S10", "S11"}
    assert replace(own.enter(file)[0], types=("low", "high")) == own.entered(tempting_war())[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [('model = "nonsense"\n', "nonsense"), (None, "three_types.toml")],
)
def test_what_cannot_be_tried_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, why: str
) -> None:
    file = tmp_path / "mine.toml" if text else ROOT / "examples" / "scenarios" / "three_types.toml"
    if text:
        file.write_text(text, encoding="utf-8")
    assert command.main(["--payoffs", str(file), "--output", str(tmp_path)]) == 2
    assert why in capsys.readouterr().err
