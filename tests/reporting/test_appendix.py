"""The formal appendix: what it says is what the package computes, and it compiles without overfull lines."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import termination as tm
from termination.engine.proving.records import read, script_of
from termination.engine.sentences import sentence
from termination.engine.typesetting import latex_breakable, latex_text
from termination.errors import UnknownNameError
from termination.models.opening.closed_forms import shipped
from termination.models.opening.exposition import PASSAGES, exposition
from termination.models.opening.payoffs import PARAMETERS, opener_payoff, opponent_payoff
from termination.models.opening.theorems.chapter import CHAPTER, THEOREMS
from termination.models.registry import MODELS
from termination.models.theorems import chapter, prove
from termination.reporting.appendix import hypotheses
from termination.reporting.cli import main
from termination.reporting.latex import latex_math, latex_words

TEXT = tm.appendix("opening")
RECORDS = read(CHAPTER.records)
ENTRIES = RECORDS.theorems
WITH_THEOREMS = [name for name, entry in MODELS.items() if entry.chapter() is not None]


def test_whose_the_formalisation_is_stands_first():
    first = TEXT.partition(r"\section{The negotiation-opening game}")[0]
    assert r"\textbf{The formalisation is ours.}" in first
    assert "None is a proposition of theirs" in first
    assert re.search(r"Proposition \d", TEXT) is None


def test_every_parameter_is_in_the_table_of_notation():
    for one in PARAMETERS:
        assert rf"${latex_math(one.symbol)}$ & \texttt{{{latex_breakable(one.name)}}} &" in TEXT


def test_every_theorem_is_stated_with_its_passages_remarks_and_arguments():
    for one in THEOREMS.values():
        assert rf"\renewcommand{{\statementname}}{{{one.name} ({latex_words(one.title)})}}" in TEXT
        assert all(latex_words(said.words) in TEXT for said in one.statements)
        assert all(latex_words(remark) in TEXT for remark in one.remarks)
        assert set(one.passages) <= {name for name, _, _ in PASSAGES}


def told(name: str, text: str = TEXT) -> str:
    """What the appendix says of one theorem, up to its table."""
    return text.partition(rf"\renewcommand{{\statementname}}{{{name} (")[2].partition(r"\begin{longtable}")[0]


@pytest.mark.parametrize("model", WITH_THEOREMS)
def test_each_argument_by_hand_stands_beside_its_theorem_and_says_what_it_covers(model: str):
    text = tm.appendix(model)
    for one in chapter(model).theorems.values():
        beside = told(one.name, text)
        assert beside.count(r"\begin{proof}[By hand]") == len(one.by_hand)
        for argument in one.by_hand:
            head, *paragraphs = map(latex_words, (sentence(argument.scope), *argument.paragraphs))
            assert rf"\begin{{proof}}[By hand]\emph{{{head}.}}" + "\n" + "\n\n".join(paragraphs) in beside


def test_each_sentence_names_the_parts_that_prove_it():
    for entry in ENTRIES:
        number = {part["name"]: int(part["id"].split(".")[1]) for part in entry["obligations"]}
        for said in entry["statements"]:
            words = re.escape(latex_words(said["words"]))
            (after,) = re.findall(rf"{words}(?: \\textup{{\[(.*?)\]}})?\n", told(entry["name"]))
            assert cited(after) == {number[name] for name in said["parts"]}


def cited(listed: str) -> set[int]:
    """The numbers of parts in a list such as "T1.1, T1.3 to T1.5"."""
    runs = [[int(end.split(".")[1]) for end in run.split(" to ")] for run in listed.split(", ") if run]
    return {number for run in runs for number in range(run[0], run[-1] + 1)}


def test_every_part_has_the_record_of_its_check_once():
    usual = f"a part was proved by {RECORDS.run['solvers'][1]}, and its formula was read again and confirmed by "
    assert usual + RECORDS.second["solver"] in TEXT
    assert "the second is wanting where nothing was read again" in TEXT
    assert RECORDS.run["solvers"][1].startswith("Z3")
    for part in (part for entry in ENTRIES for part in entry["obligations"]):
        result, again = RECORDS.run["results"][part["id"]], RECORDS.read_again(part)
        (row,) = [line for line in TEXT.split("\n") if line.startswith(f"{part['id']} &")]
        _, what, _, proved, second = row.removesuffix("*").removesuffix(r" \\").split(" & ")
        assert latex_words(part["words"]) in what
        assert proved == ("SymPy " if "formula" in part else "") + f"{result['seconds']:.2f}"
        steps = f" in {again[1]['steps']} steps" if again and "steps" in again[1] else ""
        confirmed = bool(again) and again[1]["status"] == "unsat"
        assert second == (f"{again[1]['seconds']:.2f}{steps}" if confirmed else "left open" if again else "")
        assert bool(again) == bool(script_of(part))


def test_what_a_second_solver_confirmed_is_counted():
    found = [RECORDS.read_again(part) for entry in ENTRIES for part in entry["obligations"]]
    read_again = [result["status"] for _, result in filter(None, found)]
    assert set(read_again) <= {"unsat", "unknown"}
    assert f"it confirmed {read_again.count('unsat')} of {len(read_again)} and contradicted none" in TEXT


def test_hypotheses_of_one_name_are_told_apart():
    names = hypotheses(RECORDS, ENTRIES)
    assert len(set(names.values())) == len(names)
    assert names["A1, talks are worth having for every type: `b_i > 0`"] == "A1"
    assert names["A1, talks are worth having for L: `b_i > 0`"] == "A1`'`"
    assert names["`b_H < lam d_H`"] == "`b_H < lam d_H`"


@pytest.mark.parametrize("model", WITH_THEOREMS)
def test_letters_of_formulas_stand_in_formulas_alone(model: str):
    words = re.sub(r"\$[^$]*\$|\\newtheorem\*|\\\\\*|\\begin\{longtable\}.*", " ", tm.appendix(model))
    letters = r"\b(?:ell|lam|mu|phi|psi|rho|sigma|zeta|eta|beta)\b|\w\*|\bd/d|[<>]=?"
    assert re.findall(rf".*(?:{letters}).*", words) == []


@pytest.mark.parametrize("model", WITH_THEOREMS)
def test_no_headings_stand_alone_on_a_page(model: str):
    """No page begins between a table's last row and its last rule."""
    ends = re.findall(r"(\S+)\n\\bottomrule\n\\end\{longtable\}", tm.appendix(model))
    assert len(ends) == tm.appendix(model).count(r"\end{longtable}") > 5
    assert set(ends) == {r"\\*"}


def test_every_shipped_equilibrium_is_there_with_its_conditions():
    for letter, signal in (("N", False), ("C", True)):
        forms = shipped(2, signal, "A1")
        for number, form in enumerate(forms, 1):
            entry = TEXT.partition(rf"\paragraph{{{letter}{number}. {latex_text(form.name)}.}}")[2]
            entry = entry.partition(r"\end{itemize}")[0]
            for part in form.condition:
                if not hasattr(part, "parts"):
                    assert f"${form.notation.tex(part)}$" in entry
        assert rf"\paragraph{{{letter}{len(forms) + 1}." not in TEXT


def test_the_payoffs_told_are_those_that_are_solved():
    """Every cell of the tables, at numbers, is what the model's own functions give."""
    v = SimpleNamespace(**{one.name: Fraction(i + 2, 3 * i + 7) for i, one in enumerate(PARAMETERS)})
    letters = {one.symbol: getattr(v, one.name) for one in PARAMETERS}
    letters["d_i"] = letters["eta"] + (1 - letters["r_i"]) * letters["D"]
    letters["b_i"] = letters["x_i"] - letters["w_i"] + letters["phi"] + letters["z"] * (1 - letters["r_i"])
    letters["e_i"] = letters["lam"] * letters["d_i"] + (1 - letters["kappa"]) * letters["b_i"]
    (_, opener), (_, opponent) = exposition().payoffs
    for rows, payoff, always in (
        (opener.rows, lambda a, r: opener_payoff(v, a, False, r), letters["psi"]),
        (opponent.rows, lambda a, r: opponent_payoff(v, a, r), 0),
    ):
        for posture, *cells in rows:
            for cell, response in zip(cells, ("hold", "escalate"), strict=True):
                assert value(cell, letters) + always == payoff(posture, response), (posture, response)


def value(cell: str, letters: dict[str, Fraction]) -> Fraction:
    """A cell's value: names, numbers, + - and products by juxtaposition."""
    source = re.sub(r"(?<=[\w)]) (?=[\w(])", " * ", cell.strip("`"))
    return eval(compile(source, "cell", "eval"), {"__builtins__": {}}, letters)  # noqa: S307


def test_the_same_records_give_the_same_bytes():
    assert tm.appendix("opening") == TEXT


def test_what_is_proved_afresh_is_reported_with_what_failed():
    fresh = tm.appendix("opening", [prove("T3"), prove("T11", without=["tempting"])])
    assert "T4.1" not in fresh
    assert "\nT3.1 & " in fresh
    assert r" & refuted " in fresh
    assert "read again" not in fresh
    assert "4 of 8 parts were proved" in fresh


def test_only_models_of_which_something_was_proved_have_theorems_reported():
    every, none = tm.appendix(proofs=[prove("T3")]), tm.appendix("opening", [])
    assert (every.count(r"\section{Theorems}"), none.count(r"\section{Theorems}")) == (1, 0)
    assert ("parts were proved" in every, "parts were proved" in none) == (True, False)


def test_a_model_that_tells_nothing_of_itself_has_its_theorems_still(monkeypatch):
    silent = replace(CHAPTER, model="silent", exposition=None)
    monkeypatch.setattr("termination.models.theorems.chapters", lambda: (silent,))
    text = tm.appendix("silent")
    assert all(latex_words(said.words) in text for said in THEOREMS["T7"].statements)
    assert "Equilibria in closed form" not in text


def test_a_model_without_theorems_is_refused_with_the_list():
    with pytest.raises(UnknownNameError, match="opening"):
        tm.appendix("chess")


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_file(tmp_path):
    path = tmp_path / "appendix.tex"
    result = CliRunner().invoke(main, ["appendix", str(path), "--model", "opening"])
    assert (result.exit_code, result.output) == (0, "")
    assert path.read_bytes() == TEXT.encode()


def test_a_fragment_has_no_preamble(tmp_path):
    path = tmp_path / "part.tex"
    assert CliRunner().invoke(main, ["appendix", str(path), "--model", "opening", "--fragment"]).exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert r"\begin{document}" not in text
    assert text.startswith("% Written by")


@pytest.mark.parametrize("arguments", [["a.tex", "--model", "chess"], ["missing/folder/a.tex"]])
def test_what_cannot_be_done_is_exit_status_2(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["appendix", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []
