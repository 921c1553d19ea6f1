"""All LaTeX that the package writes goes through TeX, and nothing is wider than the line of an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sympy as sp

import termination as tm
from termination.engine.symbolic import ClosedForm
from termination.engine.table import Table
from termination.engine.typesetting import latex_breakable, latex_text, width
from termination.models.catalog import load, names
from termination.models.closed_forms import homes
from termination.models.own_games import skeleton
from termination.models.scenarios import parse_scenario
from termination.models.theorems import chapters, prove
from termination.reporting.latex import latex_words
from termination.reporting.proofs import proofs_table, theorems_table
from tests.tex import ARTICLE, needs_tex, overfull

ROOT = Path(__file__).parents[2]
#: Labels that people have written, and labels full of what LaTeX takes for its own.
AWKWARD = [
    "dug_in", "50% & up", r"C:\input{x}", "{a}", "}{", "~^#$", "$x$", 'say "no"', "Überläufer, façade", "β ≤ ½ − x₁",
    "cafe\u0301", "[m]|<q>*", "a\\\\", "-1/2", "% nothing after this",
    "soft\u00adhyphen and thin\u2009space", "&", "_", "\\",
]  # fmt: skip
LONG = [
    "stay_where_they_are_dug_in_and_wait_for_the_winter",
    "x" * 60,
    "1/" + "3" * 50,
    "Landesverteidigungsministerium",
]


def game(labels: list[str]) -> tm.SignalingGame:
    """A game with these labels for everything, in which someone mixes."""
    one, other, third, fourth = labels
    return tm.SignalingGame(
        types=[one, other], prior=["1/3", "2/3"], messages=[third, fourth], responses=[other, third],
        sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        title=" ".join(labels),
    )  # fmt: skip


def fours(words: list[str]) -> Iterator[list[str]]:
    """The words four at a time, each in every place."""
    for shift in range(len(words)):
        turned = [*words[shift:], *words[:shift]]
        yield turned[:4]


def pages(parts: list[str]) -> str:
    return ARTICLE % "\n\n\\clearpage\n".join(parts)


def displays(forms: list[ClosedForm]) -> str:
    shown = [text for form in forms for text in (form.to_latex(), form.condition.to_latex())]
    return ARTICLE % "\n".join(f"\\[{text}\\]" for text in shown)


@needs_tex
def test_tables_of_games_with_awkward_labels(tmp_path: Path) -> None:
    found = [tm.solve(game(labels)) for labels in [*fours(AWKWARD), *fours(LONG)]]
    kept = [tm.refine(one, "intuitive") for one in found]
    assert overfull(pages([one.to_latex() for one in (*found, *kept)]), tmp_path) == []


@needs_tex
def test_tables_of_the_catalog_and_the_examples(tmp_path: Path) -> None:
    models = [load(name).game for name in names()]
    models += [tm.load_scenario(path) for path in sorted((ROOT / "examples" / "scenarios").glob("*.toml"))]
    found = [tm.refine(tm.solve(model), "D1") for model in models]
    parts = [one.to_latex() for one in found] + [one[0].to_latex() for one in found if len(one)]
    assert any(r"\begin{longtable}" in part for part in parts)
    assert any(r"\begin{tabular}" in part for part in parts)
    assert overfull(pages(parts), tmp_path) == []


@needs_tex
def test_tables_of_theorems_and_of_anything(tmp_path: Path) -> None:
    theorems = [theorem for chapter in chapters() for theorem in chapter.theorems.values()]
    plain = Table([(a, b) for a in (*AWKWARD, *LONG) for b in LONG[:2]], AWKWARD[:2], (0.5, 0.5))
    tables = [theorems_table(theorems), proofs_table([prove("T3")]), plain]
    assert overfull(pages([table.to_latex() for table in tables]), tmp_path) == []


@pytest.mark.thorough
@needs_tex
def test_closed_forms_that_ship(tmp_path: Path) -> None:
    forms = [form for home in homes() for key in home.SHIPPED for form in home.shipped(*key)]
    assert overfull(displays(forms), tmp_path, runs=1) == []


@needs_tex
def test_closed_forms_in_the_parameters_of_a_war(tmp_path: Path) -> None:
    war = tm.load_scenario(ROOT / "examples" / "scenarios" / "vietnam_1965.toml")
    forms = [tm.conditions(war, family).in_parameters() for family in tm.solve(war)]
    assert overfull(displays(forms), tmp_path, runs=1) == []


def symbolic(labels: list[str], values: tuple[int, int]) -> tm.ParametricGame:
    one, other, third, fourth = labels
    b, d = sp.symbols("b d", positive=True)
    return tm.ParametricGame(
        types=[one, other], prior=["1/10", "9/10"], messages=[third, fourth], responses=[other, third],
        sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values=dict(zip("bd", values, strict=True)),
    )  # fmt: skip


@needs_tex
def test_closed_forms_with_awkward_labels(tmp_path: Path) -> None:
    forms = [form for labels in [*fours(AWKWARD[:8]), *fours(LONG[::-1])] for form in
             (tm.conditions(one, tm.solve(one)[0]) for one in [symbolic(labels, (1, 2))])]  # fmt: skip
    beliefs = [
        one.to_latex() for form in forms for row in form.receiver.values() if hasattr(row, "best") for one in row.best
    ]
    assert beliefs
    assert all(r"\mu" in text for text in beliefs)
    text = ARTICLE % "\n".join(f"\\[{text}\\]" for text in [*(form.to_latex() for form in forms), *beliefs])
    assert overfull(text, tmp_path, runs=1) == []


@needs_tex
def test_propositions_of_games_of_ones_own_fit_the_line(tmp_path: Path) -> None:
    own = parse_scenario(skeleton()).model
    war = tm.load_scenario(ROOT / "examples" / "scenarios" / "vietnam_1965.toml")
    awkward = [symbolic(labels, (1, 2)) for labels in fours(AWKWARD[:8])]
    forms = [tm.conditions(model, family) for model in (own, war, *awkward) for family in list(tm.solve(model))[:2]]
    told = [form.to_proposition() for form in [*forms, *(form.in_parameters() for form in forms[:3])]]
    head, body = ARTICLE.split(r"\begin{document}")
    text = f"{head}\\newtheorem{{proposition}}{{Proposition}}\n\\begin{{document}}{body}" % "\n".join(told)
    assert text.count(r"\begin{proposition}") == len(told) > 10
    assert overfull(text, tmp_path, runs=1) == []


@pytest.mark.thorough
@needs_tex
def test_long_formulas_break_between_their_terms(tmp_path: Path) -> None:
    """Sums, products and quotients far wider than a page, of symbols with long names."""
    random, symbols = Random(14), sp.symbols("a_open b_closed rho_quiet_hold dug_in x W")
    shown = []
    for _ in range(12):
        terms = [sp.Mul(*random.choices(symbols, k=3), evaluate=False) * random.randint(2, 99) for _ in range(9)]
        total = sp.Add(*terms)
        lengthy = random.choice([total, total * (sp.Add(*terms[:5]) + 1), total / (sp.Add(*terms[2:]) + 1), total**2])
        form = tm.closed_forms(symbolic(["a", "b", "m", "n"], (1, 2)))[0].condition
        parts = (sp.Lt(lengthy, symbols[0], evaluate=False), *form.parts)
        shown.append(type(form)(parts, form.notation).to_latex())
    assert all(r"\\" in text for text in shown)
    assert overfull(ARTICLE % "\n".join(f"\\[{text}\\]" for text in shown), tmp_path, runs=1) == []


@pytest.mark.thorough
@needs_tex
@pytest.mark.parametrize("standalone", [True, False])
def test_the_appendix(standalone: bool, tmp_path: Path) -> None:
    text = tm.appendix(standalone=standalone)
    assert overfull(text if standalone else ARTICLE % text, tmp_path, runs=3) == []


@needs_tex
def test_words_with_mathematics(tmp_path: Path) -> None:
    words = [latex_words(f"{label} if `b_H > {label.replace('`', '')}`") for label in AWKWARD[:9]]
    assert overfull(pages([*words, *map(latex_breakable, LONG)]), tmp_path, runs=1) == []


# --- without TeX -----------------------------------------------------------------------------------------------------


def test_what_needs_another_engine_is_said() -> None:
    found = tm.solve(game(["戦争", "b", "c", "d"]))
    assert "% XeLaTeX or LuaLaTeX, and a font with these characters: 戦争\n" in found.to_latex()
    assert "XeLaTeX" not in tm.solve(game(AWKWARD[8:12])).to_latex()


def test_the_packages_are_those_of_the_table() -> None:
    found = tm.solve(load("spence").game)
    assert found.to_latex(long=True).startswith("% \\usepackage{booktabs,array,longtable}; \\usepackage[T1]{fontenc}\n")
    assert found.to_latex(long=False).startswith("% \\usepackage{booktabs,array}; \\usepackage[T1]{fontenc}\n")


def test_words_of_any_kind_keep_their_letters() -> None:
    for label in (*AWKWARD, *LONG):
        assert latex_breakable(label).replace(r"\penalty500{}", "").replace(r"\-", "") == latex_text(label)


def test_no_estimate_is_narrower_than_what_tex_sets() -> None:
    """Widths in points that TeX has measured, at 10 pt."""
    for tex, measured in {
        r"d_{H} > 0": 31.1,
        r"\frac{p_{1} r_{1} + p_{2} r_{2} - p_{1} r^{*}_{\mathrm{open}} - p_{2} r^{*}_{\mathrm{open}}}"
        r"{p_{2} \left(r_{2} - r^{*}_{\mathrm{open}}\right)}": 138.3,
        r"r^{*}_{\mathrm{closed}} \left(p_{2} + p_{3}\right) \le p_{2} r_{2} + p_{3} r_{3}": 129.2,
    }.items():
        assert measured < width(tex) < 1.4 * measured
