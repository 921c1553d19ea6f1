"""`termination prove`: what is proved, what fails without an assumption, and with which exit status."""

from __future__ import annotations

import re
from dataclasses import replace

from click.testing import CliRunner, Result

from termination.models.opening.theorems.chapter import CHAPTER, THEOREMS
from termination.reporting.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["prove", *arguments], catch_exceptions=False)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def unusable(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def test_a_theorem_that_is_proved_is_exit_status_0():
    out = done("t3")
    assert out.startswith("T3. no talks while escalation is tempting: proved\n")
    assert max(map(len, out.splitlines())) <= 80
    assert " ".join(THEOREMS["T3"].words.split()) in " ".join(out.split())
    assert out.count(". proved by Z3 ") == len(THEOREMS["T3"].obligations())


def test_a_theorem_robbed_of_an_assumption_is_exit_status_1_with_exact_numbers():
    result = run("T11", "--without", "tempting")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "T11. whatever her payoffs without tempting: refuted " in " ".join(result.stdout.split())
    assert "the solver of games agrees" in " ".join(result.stdout.split())


def test_all_theorems_are_proved_one_after_the_other(monkeypatch):
    two = replace(CHAPTER, theorems={name: THEOREMS[name] for name in ("T3", "T11")})
    monkeypatch.setattr("termination.models.theorems.chapters", lambda: (two,))
    out = done()
    assert out.endswith("2 of 2 proved\n")
    assert [line.split()[0] for line in out.splitlines() if " proved " in line and line[0] == "T"] == ["T3", "T11"]


def test_the_list_of_theorems_proves_nothing(monkeypatch):
    monkeypatch.setattr("termination.models.theorems.prove", None)
    out = done("--list")
    assert [line.split()[0] for line in out.splitlines() if re.match(r"[TB]\d", line)] == list(THEOREMS)
    assert "The formalisation is ours" in out


def test_theorems_and_assumptions_that_do_not_exist():
    assert "no theorem 'T99'; did you mean 'T9'?" in unusable("T99")
    assert "no theorem 'Coase'; there are: 'T0'" in unusable("Coase")
    assert "no assumption in T3 'A9'" in unusable("T3", "--without", "A9")
    assert "--without needs the NAME" in unusable("--without", "A1")
