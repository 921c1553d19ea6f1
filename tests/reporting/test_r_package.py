"""The R package in `r/`: each function has its page, and in R itself its tests, vignette and the guide's page run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.blocks import DOCS, blocks
from termination.version import __version__

ROOT = Path(__file__).parents[2]
R = ROOT / "r"
NEEDED = ("reticulate", "testthat", "ggplot2")


def text(*path: str) -> str:
    return R.joinpath(*path).read_text(encoding="utf-8")


def test_every_function_that_it_exports_has_a_page() -> None:
    exported = re.findall(r"^export\((\w+)\)$", text("NAMESPACE"), re.MULTILINE)
    methods = re.findall(r"^S3method\((\S+), (\w+)\)$", text("NAMESPACE"), re.MULTILINE)
    pages = "".join(page.read_text(encoding="utf-8") for page in R.glob("man/*.Rd"))
    named = set(re.findall(r"\\alias\{(.+?)\}", pages))
    assert {"load_war", "refine", "sweep", "regions", "statics", "explain", "conditions"} == set(exported)
    assert {*exported, *(f"{generic}.{kind}" for generic, kind in methods)} <= named


def test_it_has_the_version_of_the_package_that_it_asks() -> None:
    assert f"\nVersion: {__version__}\n" in text("DESCRIPTION")


def chunks(page: str) -> str:
    """The code of a vignette."""
    return "\n".join(re.findall(r"^```\{r\}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def rscript(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """R with the package installed into a folder of its own, and the environment in which it finds this Python."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    missing = "cat(Filter(function(p) !requireNamespace(p, quietly = TRUE), commandArgs(TRUE)))"
    absent = subprocess.run([program, "-e", missing, *NEEDED], capture_output=True, text=True, check=True).stdout
    if absent:
        pytest.skip(f"R lacks {absent}")
    library = str(tmp_path_factory.mktemp("library"))
    places = {"R_LIBS": library, "RETICULATE_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    environment = {**os.environ, **places}
    install = [program.removesuffix("script"), "CMD", "INSTALL", f"--library={library}", str(R)]
    subprocess.run(install, check=True, capture_output=True, env=environment)
    return program, environment


def run(rscript: tuple[str, dict[str, str]], code: str, where: Path) -> str:
    program, environment = rscript
    (where / "code.R").write_text(code, encoding="utf-8")
    done = subprocess.run([program, "code.R"], cwd=where, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.thorough
def test_its_own_tests_pass(rscript: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    shutil.copytree(R / "tests" / "testthat", tmp_path / "testthat")
    out = run(rscript, 'library(testthat); library(termination)\ntest_dir("testthat", reporter = "check")', tmp_path)
    counts = re.search(r"\[ FAIL (\d+) \| WARN (\d+) \| SKIP (\d+) \| PASS (\d+) \]", out)
    assert counts is not None
    assert counts.groups()[:3] == ("0", "0", "0")
    assert int(counts[4]) > 40


@pytest.mark.thorough
def test_the_vignette_runs(rscript: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    out = run(rscript, chunks(text("vignettes", "war-to-map.Rmd")), tmp_path)
    assert "prior = 4/3 - 5*escalation_cost/3" in out
    assert (tmp_path / "Rplots.pdf").stat().st_size > 5000


@pytest.mark.thorough
def test_the_vignette_is_knitted_where_knitr_is(rscript: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    if "no" in run(rscript, 'cat(if (requireNamespace("knitr", quietly = TRUE)) "yes" else "no")', tmp_path):
        pytest.skip("R lacks knitr")
    shutil.copy(R / "vignettes" / "war-to-map.Rmd", tmp_path)
    run(rscript, 'knitr::knit("war-to-map.Rmd", quiet = TRUE)', tmp_path)
    knitted = (tmp_path / "war-to-map.md").read_text(encoding="utf-8")
    assert "prior = 4/3 - 5*escalation_cost/3" in knitted
    assert "## Error" not in knitted
    pictures = re.findall(r"!\[.*?\]\((figure/.*?)\)", knitted)
    assert len(pictures) == 2
    assert all((tmp_path / picture).stat().st_size > 2000 for picture in pictures)


@pytest.mark.thorough
def test_the_page_for_r_users_prints_what_it_shows(rscript: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "scenarios", tmp_path / "examples" / "scenarios")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    said = [block for block in blocks(DOCS / "how-to" / "from-r.md") if block.kind in ("r", "text")]
    code = "".join(block.body + 'cat("\\n")\n' for block in said if block.kind == "r")
    shown = [line for block in said if block.kind == "text" for line in block.body.splitlines()]
    assert shown
    assert [line for line in run(rscript, code, tmp_path).splitlines() if line] == shown
    assert (tmp_path / "map.png").stat().st_size > 5000


@pytest.mark.thorough
def test_a_war_over_time_gives_a_course_not_refined(rscript: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "over_time" / "war_over_time.toml", tmp_path / "war.toml")
    code = """library(termination)
    found <- solve(load_war("war.toml"))
    cat(class(found)[1], nrow(as.data.frame(found)) > 0, length(format(found)) > 3, "\\n")
    cat(tryCatch(refine(found, "D1"), error = conditionMessage))"""
    first, second, *_ = run(rscript, code, tmp_path).splitlines()
    assert first.split() == ["termination_course", "TRUE", "TRUE"]
    assert "no applicable method for 'refine'" in second
