"""`termination simulate` and `termination fit`: what one makes the other reads, and bad files are named."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from termination.estimate import specification
from termination.reporting.cli import main

SPEC = """
game = "opening"
outcome = "what"

[formulas]
premium = "trend"
reply = "season"
lam = 0.8

[fit]
method = "ml"

[simulate]
covariates = {trend = "normal", season = "uniform"}

[simulate.coefficients]
"premium: constant" = -0.3
"premium: trend" = 0.8
"reply: constant" = -0.2
"reply: season" = 1.0
"beta: constant" = 0.7
"d: constant" = 0.5
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.toml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def test_what_is_simulated_is_fitted(spec: Path) -> None:
    made = run("simulate", str(spec), "--n", "600", "--seed", "1")
    assert made.exit_code == 0
    assert made.output.splitlines()[0] == "trend,season,what"
    assert made.output == run("simulate", str(spec), "--n", "600", "--seed", "1").output
    data = spec.parent / "months.csv"
    data.write_text(made.output, encoding="utf-8")
    table = run("fit", str(spec), str(data))
    assert table.exit_code == 0
    assert "verdict: interior; unique equilibrium at all 600 observations" in table.output
    assert "standard errors: sandwich" in run("fit", str(spec), str(data), "--errors", "sandwich").output
    rows = run("fit", str(spec), str(data), "--format", "csv").output.splitlines()
    assert rows[0] == "index,term,estimate,standard_error,z,p"
    assert len(rows) == 7
    article = run("fit", str(spec), str(data), "--format", "latex").output
    assert article.count(r"\\") == 15
    assert r"\toprule" in article
    assert r"premium: trend" in article


@pytest.mark.thorough
def test_the_bootstrap_is_taken_up_where_it_was_left(spec: Path) -> None:
    data, store = spec.parent / "months.csv", spec.parent / "samples.csv"
    data.write_text(run("simulate", str(spec), "--n", "300", "--seed", "1").output, encoding="utf-8")
    first = run("fit", str(spec), str(data), "--bootstrap", "3", "--store", str(store))
    assert "standard errors: bootstrap" in first.output
    assert len(store.read_text(encoding="utf-8").splitlines()) == 4
    assert run("fit", str(spec), str(data), "--bootstrap", "3", "--store", str(store)).output == first.output
    alone = run("fit", str(spec), str(data), "--store", str(store))
    assert (alone.exit_code, "--store keeps the samples of --bootstrap" in alone.output) == (2, True)


def test_faults_of_a_specification_are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    text = (
        SPEC.replace("lam = 0.8", "lamb = 0.8")
        .replace('"ml"', "3")
        .replace('"normal"', '"gauss"')
        .replace("0.7", '"x"')
    )
    path.write_text(text.replace('season"\n', 'sin(season)"\n'), encoding="utf-8")
    found = run("fit", str(path), "none.csv")
    assert found.exit_code == 2
    for said in (
        "5 faults",
        "formulas.lamb: is unknown; there are: premium, reply,",
        "fit.method: cannot be 3",
        "simulate.covariates.trend: cannot be 'gauss'; there are: normal, uniform, binary",
        "\"beta: constant\": is 'x', which is no number",
        'formulas.reply: no function "sin"',
    ):
        assert said in found.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("game = ", "line 1: is not TOML"),
        ('game = "chess"', "no game 'chess'; there are: 'crisis', 'opening'"),
        ('game = "opening"', "premium: is required"),
        ('game = "opening"\nmodel = "x"', "model: is unknown"),
    ],
)
def test_what_is_no_specification_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    found = run("fit", str(path), "none.csv")
    assert (found.exit_code, said in found.output) == (2, True)


def test_data_that_cannot_be_used_is_named(spec: Path) -> None:
    assert run("fit", str(spec), "tcp://a.csv").output.endswith("a.csv: No such file or directory\n")
    missing = run("fit", str(spec), str(spec.parent / "none.csv"))
    assert (missing.exit_code, "No such file" in missing.output) == (2, True)
    data = spec.parent / "months.csv"
    data.write_text("trend,what\n1,open_hold\n", encoding="utf-8")
    found = run("fit", str(spec), str(data))
    assert (found.exit_code, "season: no such column; there are: trend, what" in found.output) == (2, True)
    packed = spec.parent / "months.csv.gz"
    with gzip.open(packed, "wt") as file:
        file.write("trend,what\n1,open_hold\n")
    assert "season: no such column" in run("fit", str(spec), str(packed)).output
    packed.write_bytes(packed.read_bytes()[:-9])
    data.write_bytes("trend,pays\n1,caf\u00e9\n".encode("latin-1"))
    assert "months.csv: is not text in UTF-8; save it as CSV in UTF-8" in run("fit", str(spec), str(data)).output
    contents = {"a.zip": b"PK\3\4\xff\xfe", "a.xz": b"\xfd7zXZ\0", "a.gz": b"no", "b.gz": packed.read_bytes()}
    for name, content in contents.items():
        (spec.parent / name).write_bytes(content)
        found = run("fit", str(spec), str(spec.parent / name))
        assert (found.exit_code, f"{name}: " in found.output) == (2, True)
    short = run("simulate", str(spec).replace("spec", "none"))
    assert short.exit_code == 2


COUNTS = SPEC.replace('outcome = "what"', "")
ROW = "trend,season,closed_hold,closed_escalate,open_hold,open_escalate"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (lambda t: f",{-t},5,4,3,2", "trend: has no number in any row; leave it out of the formulas"),
        (lambda t: f"{t},{t * t},5,{-1 if t == 3 else 4},3,2", "closed_escalate: counts plays, but is -1 in row 13"),
        (lambda t: f"{t},{t * t},5,4,3,0", "open_escalate: is never seen, so that what governs it has no estimate"),
        (lambda t: f"{t},{t * t},{'5,4,0,0' if t < 0 else '0,0,3,2'}", "the choice to open is predicted without fail"),
    ],
    ids=["no number", "a negative count", "never seen", "separation"],
)
def test_bad_data_is_named_with_what_to_do(tmp_path: Path, rows: Callable[[int], str], said: str) -> None:
    spec, data = tmp_path / "spec.toml", tmp_path / "counts.csv"
    spec.write_text(COUNTS, encoding="utf-8")
    data.write_text("\n".join([ROW, *map(rows, range(-10, 10))]), encoding="utf-8")
    found = run("fit", str(spec), str(data))
    assert (found.exit_code, said in found.output) == (2, True)


def test_a_reply_that_nothing_excluded_moves_is_remarked_on(tmp_path: Path) -> None:
    spec, data = tmp_path / "spec.toml", tmp_path / "counts.csv"
    spec.write_text(COUNTS.replace('reply = "season"', 'reply = "trend"'), encoding="utf-8")
    rows = [f"{t / 5},0,{5 + t % 3},{4 + t % 5},{3 + t % 2},{2 + t % 4}" for t in range(-10, 10)]
    data.write_text("\n".join([ROW, *rows]), encoding="utf-8")
    assert "d: every term of the reply is in the premium too" in run("fit", str(spec), str(data)).output


def test_making_data_needs_laws_and_coefficients(tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text(SPEC.partition("[simulate]")[0], encoding="utf-8")
    found = run("simulate", str(path))
    assert found.exit_code == 2
    assert "simulate.covariates.trend: is missing; say how it is drawn: normal, uniform, binary" in found.output
    assert 'simulate.coefficients."beta: constant": is missing; give a number' in found.output


def test_the_form_of_a_specification_that_is_shown_makes_data(tmp_path: Path) -> None:
    guide = (
        (Path(__file__).parents[2] / "docs" / "estimate.md").read_text(encoding="utf-8").partition("specification.py`:")
    )
    for name, form in {"guide": dedent(guide[2]), "module": str(specification.__doc__).partition("\n")[2]}.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(form, encoding="utf-8")
        made = run("simulate", str(path), "--n", "3", "--seed", "1")
        assert made.output.splitlines()[0] == "trend,season,what"
