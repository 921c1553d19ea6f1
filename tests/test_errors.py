"""What an error advises can be done as it stands."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import termination as tm
from termination.errors import InputError, MissingExtraError, install_command
from termination.estimate.bootstrap import bootstrap
from termination.estimate.opening.months import PRACTICE, made_up_months
from termination.estimate.specification import Specification

ROOT = Path(__file__).parents[1]


def test_a_missing_extra_is_installed_by_the_pip_of_this_interpreter_or_of_the_one_it_was_made_from(monkeypatch):
    monkeypatch.setattr("termination.errors.find_spec", lambda name: name)
    assert shlex.split(install_command("proofs")) == [sys.executable, "-m", "pip", "install", "war-termination[proofs]"]
    monkeypatch.setattr("termination.errors.find_spec", lambda name: None)
    monkeypatch.setattr(sys, "executable", "/a folder/.venv/bin/python")
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/python3")
    assert shlex.split(str(MissingExtraError("z3-solver", "proofs", "proving")).partition("install it: ")[2]) == [
        "/usr/bin/python3", "-m", "pip", "--python", "/a folder/.venv/bin/python", "install", "war-termination[proofs]",
    ]  # fmt: skip


def test_the_command_reaches_the_environment_that_the_readme_makes(tmp_path):
    """Asked for in an environment made without pip, it names a pip that is there and that environment."""
    base = getattr(sys, "_base_executable", sys.executable)
    if subprocess.run([base, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"{base} has no pip")
    subprocess.run([base, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)
    python = str(tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    asked = "from termination.errors import install_command; print(install_command('cluster'))"
    words = subprocess.run([python, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    *start, install, _ = shlex.split(words, posix=os.name != "nt")
    assert (start[1:], install) == (["-m", "pip", "--python", python], "install")
    listed = subprocess.run([*start, "list", "--format=freeze"], capture_output=True, text=True, check=True)
    assert listed.stdout.strip() == ""


def test_no_page_and_no_message_installs_in_another_way():
    """Everywhere the environment is the README's, and the pip that fills it is told so."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "paper_replication").glob("*.md")]
    for path in [*pages, *(ROOT / "termination").rglob("*.py")]:
        for line in re.findall(r".*pip install.*", path.read_text(encoding="utf-8")):
            raise AssertionError(f"{path}: {line}")
    assert "pip" not in re.findall(r"[a-z]+", tm.appendix())


def test_whatever_draws_takes_a_seed_that_is_a_whole_number_from_0():
    game = tm.CrisisGame(S_A=0, V_A="1", C_B=0, W_A="1", W_B="0 + x", a="1")
    rows, theta = {"x": [-1.0, 0.0, 1.0, 2.0]}, [1, -1, 0.5, -1.2]
    data = tm.simulate(game, rows, theta, plays=500, seed=1)
    made = tm.fit(game, data)
    war = tm.load_scenario(ROOT / "examples" / "scenarios" / "korea_1951.toml")
    course = tm.solve(tm.load_scenario(ROOT / "examples" / "over_time" / "war_over_time.toml"))
    drawing = [
        lambda seed: tm.simulate(game, rows, theta, seed=seed),
        lambda seed: tm.fit(game, data, seed=seed),
        lambda seed: bootstrap(made, 2, seed=seed),
        lambda seed: made_up_months(seed=seed),
        lambda seed: Specification(PRACTICE).draw(3, seed),
        lambda seed: tm.robustness(war, samples=10, seed=seed),
        lambda seed: course.histories(1, seed),
    ]
    for draw in drawing:
        for seed, what in ((-1, "is -1, must be a whole number from 0"), (0.5, "expected a whole number, found float")):
            with pytest.raises(InputError, match=f"^seed: {what}$"):
                draw(seed)
    for draw in drawing[:2]:  # what else they count
        with pytest.raises(InputError, match=r"^seed: is True, must be"):
            draw(True)
    with pytest.raises(InputError, match=r"^plays: is -1, must be a whole number from 0$"):
        tm.simulate(game, rows, theta, plays=-1)
