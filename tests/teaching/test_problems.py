"""The problem sets: the notebooks are those of their texts, every answer is right, and the engine says so."""

from __future__ import annotations

import checking
import make_notebooks
import nbformat
import pytest

from termination.errors import UnknownNameError
from tests.teaching.running import ROOT

PROBLEMS = ROOT / "examples" / "teaching" / "problems"
NOTEBOOKS = sorted(make_notebooks.written())


@pytest.fixture
def executed(monkeypatch):
    """A function that says what the checks of a notebook say, its cells run in order where it lies."""
    check = checking.check

    def run(path):
        said = []
        monkeypatch.setattr(checking, "check", lambda *asked: said.append(check(*asked)))
        monkeypatch.chdir(path.parent)
        names = {}
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                exec(cell.source, names)  # the repository's own notebooks
        return said

    return run


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_notebook_is_that_of_its_text(path):
    """`python examples/teaching/problems/make_notebooks.py` writes them anew."""
    assert path.read_text(encoding="utf-8") == make_notebooks.written()[path]
    nbformat.validate(nbformat.read(path, as_version=4))


@pytest.mark.parametrize("name", make_notebooks.SETS)
def test_a_notebook_runs_and_its_questions_are_open(name, executed):
    said = executed(PROBLEMS / f"{name}.ipynb")
    assert len(said) >= 4
    assert all(one.endswith(": not answered yet") for one in said)


@pytest.mark.parametrize("name", make_notebooks.SETS)
def test_every_answer_of_a_solution_is_right(name, executed):
    said = executed(PROBLEMS / "solutions" / f"{name}.ipynb")
    asked = executed(PROBLEMS / f"{name}.ipynb")
    assert [one.partition(":")[0] for one in said] == [one.partition(":")[0] for one in asked]
    assert all(one.endswith(": right") for one in said)


def test_every_question_is_asked_in_one_notebook():
    texts = "".join((PROBLEMS / "solutions" / f"{name}.py").read_text(encoding="utf-8") for name in make_notebooks.SETS)
    assert [texts.count(f'check("{name}"') for name in checking.QUESTIONS] == [1] * len(checking.QUESTIONS)


@pytest.mark.parametrize(("question", "wrong"), [
    ("beer 1", 3), ("beer 1", "two"), ("beer 2", "1/3"), ("beer 3", "beer"), ("beer 4", "surly"), ("beer 5", "2/5"),
    ("beer 6", ("1/2", "2/3")), ("conditions 1", "11/50"), ("conditions 2", "1/5"), ("conditions 2", "1/4"),
    ("conditions 2", "2201/10000"), ("beer 6", 1), ("beer 6", "23"), ("conditions 4", "1/50"),
    ("conditions 3", ("16/25", "4/25")), ("conditions 4", ("3/5", "1/50")), ("conditions 4", ("9/10", "1/5")),
    ("conditions 5", (1, 1)), ("edge 1", "14/25"), ("edge 2", (3, 3, 1)), ("edge 3", 1), ("edge 4", "4/5"),
    ("edge 4", "799/1000"), ("conditions 4", (1, 2, 3)),
])  # fmt: skip
def test_a_wrong_answer_gets_a_hint_without_the_right_one(question, wrong):
    said = checking.check(question, wrong)
    assert said.startswith(f"{question}: not yet. ")
    assert len(said) > len(f"{question}: not yet. ") + 10


def test_an_unknown_question_is_named():
    with pytest.raises(UnknownNameError, match="beer 9"):
        checking.check("beer 9", 1)


def test_what_is_asked_for_is_not_given_away_in_the_notebook():
    for name in make_notebooks.SETS:
        text = (PROBLEMS / f"{name}.ipynb").read_text(encoding="utf-8")
        assert "# answer" not in text
