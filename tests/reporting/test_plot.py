"""Figures: what is written on them, that nothing overlaps at column and at slide width, and that errors advise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import termination as tm
from termination.analysis.trace import Member, Trace, TracePoint, trace
from termination.engine.model import Bar, Chart, Vocabulary
from termination.engine.typesetting import latex_text
from termination.errors import InputError, RenamedWarning, UnknownNameError
from termination.reporting import plot
from termination.reporting.plot.branches import draw_correspondence, draw_payoffs
from termination.reporting.plot.style import ALL_FILLS, SERIES, text_width, wrapped

WIDTHS = (plot.COLUMN, plot.SLIDE)

BEER_QUICHE = tm.SignalingGame(
    types=["wimp", "surly"],
    prior=["1/10", "9/10"],
    messages=["beer", "quiche"],
    responses=["duel", "don't"],
    sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
    receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
)
WAR = tm.OpeningGame(
    prior={"high": "3/10", "low": "7/10"},
    resilience={"high": 0.8, "low": 0.2},
    war_value={"high": 0.5, "low": 0.1},
    talks_value={"high": 0.55, "low": 0.4},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.4,
    signal_cost={"high": 0.04, "low": 0.7},
)
WORDY = tm.OpeningGame(
    **{
        name: dict(zip(("a government in exile", "the army command in the field"), value.values(), strict=True))
        if hasattr(value, "values")
        else value
        for name, value in WAR.parameters().items()
    }
)
WORDY_GAME = tm.SignalingGame(
    ["a government that is determined to see it through", "a government that would rather have it over and done with"],
    ["1/3", "2/3"],
    ["publish the whole correspondence at once", "say nothing until the parliament has met"],
    ["call the general staff to the palace", "wait for the other side to write first"],
    [[[1, 2], [0, 2]], [[0, 3], [1, 1]]],
    [[[0, 1], [0, 1]], [[1, 0], [1, 0]]],
)
SILENT = WAR.with_(signal_cost=None)
MIDDLE = SILENT.with_(escalation_cost=0.7)
THREE = tm.OpeningGame(
    prior=["1/3", "1/3", "1/3"],
    resilience=[0.2, 0.5, 0.9],
    war_value=[0.1, 0.3, 0.5],
    talks_value=[0.4, 0.5, 0.55],
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.4,
)
THREE_SIGNAL = THREE.with_(signal_cost=[0.7, 0.3, 0.05])
CHEAP_TALK = tm.SignalingGame.from_function(
    ["low", "middle", "high"],
    ["1/3", "1/3", "1/3"],
    ["a", "b", "c"],
    ["low", "middle", "high"],
    sender=lambda t, m, r: int(t == r),
    receiver=lambda t, m, r: int(t == r),
)
AWKWARD = tm.SignalingGame(
    ["50% & $x_1$", "the other one of two rather wordy types"],
    ["1/3", "2/3"],
    ["a#b <c>|", 'say "no" [x]', "\\alpha^~{}"],
    {"a#b <c>|": ["r_1"], 'say "no" [x]': ["r_1", "$"], "\\alpha^~{}": ["one", "two", "three"]},
    [[[1], [-2, "1/7"], [1, 2, 3]], [["123456/7"], [0, 1], [3, 2, "-1/1000"]]],
    [[[1], [-2, "1/7"], [1, 2, 3]], [["123456/7"], [0, 1], [3, 2, "-1/1000"]]],
)


# --- geometry --------------------------------------------------------------------------------------------------------


def texts_of(ax: Axes) -> list[Text]:
    """Every text on the axes that shows: labels, ticks in view, title, legend."""
    axes = [axis for axis in (ax.xaxis, ax.yaxis) if ax.axison]
    ticks = [
        label
        for axis in axes
        for label, place in zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=True)
        if min(axis.get_view_interval()) <= place <= max(axis.get_view_interval())
    ]
    legend = ax.get_legend()
    listed = legend.get_texts() if legend else []
    everything = [*ax.texts, *ticks, *(axis.label for axis in axes), *listed, ax.title]
    return [text for text in everything if text.get_text().strip() and text.get_visible()]


def boxes_of(ax: Axes) -> list[tuple[str, Bbox]]:
    """Every text with its box in points, the figure drawn as a printer would."""
    figure = ax.get_figure(root=True)
    figure.set_dpi(288)  # fine enough that rounding to pixels does not matter
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    renderer = canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts_of(ax)]


def assert_legible(ax: Axes) -> None:
    """No text lies on another, none is cut off, none is smaller than can be read."""
    boxes = boxes_of(ax)
    page = ax.get_figure(root=True).bbox
    for text, box in boxes:
        assert page.x0 <= box.x0 < box.x1 <= page.x1, f"{text!r} is cut at a side"
        assert page.y0 <= box.y0 < box.y1 <= page.y1, f"{text!r} is cut above or below"
    for (one, a), (other, b) in combinations(boxes, 2):
        across, up = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or up <= 4, f"{one!r} lies on {other!r}"  # a line's box has space above its letters
    assert min(text.get_fontsize() for text in texts_of(ax)) >= 5


def assert_lines_clear_of_text(ax: Axes) -> None:
    """No line of a tree runs through a text."""
    boxes = [(text, box.padded(-3)) for text, box in boxes_of(ax)]
    for line in ax.lines:
        outline = Outline(line.get_transform().transform(line.get_xydata()))
        for text, box in boxes:
            assert not outline.intersects_bbox(box, filled=False), f"a line runs through {text!r}"


TREES = {
    "beer": lambda: tm.solve(BEER_QUICHE)[0],
    "bare": lambda: BEER_QUICHE,
    "war without signal": lambda: tm.solve(SILENT)[0],
    "mixing": lambda: tm.solve(MIDDLE)[1],
    "war with signal": lambda: tm.solve(WAR)[0],
    "one equilibrium of a family": lambda: tm.solve(WAR)[0].vertices()[0],
    "three types": lambda: tm.solve(THREE)[0],
    "three types, four messages": lambda: tm.solve(THREE_SIGNAL)[0],
    "all free": lambda: tm.solve(CHEAP_TALK)[0],
    "awkward labels": lambda: AWKWARD,
    "one type, one message": lambda: tm.SignalingGame(["t"], [1], ["m"], ["r"], [[[0]]], [[[0]]]),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", TREES)
def test_trees_are_legible(name: str, width: float) -> None:
    ax = plot.tree(TREES[name](), width=width)
    assert_legible(ax)
    assert_lines_clear_of_text(ax)


FIGURES: dict[str, Callable[[float], Axes]] = {
    "beliefs of beer": lambda width: plot.beliefs(tm.solve(BEER_QUICHE)[0], width=width),
    "beliefs in war": lambda width: plot.beliefs(tm.solve(WAR)[3], width=width),
    "beliefs, three types": lambda width: plot.beliefs(tm.solve(THREE_SIGNAL)[0], width=width),
    "beliefs, wordy messages": lambda width: plot.beliefs(tm.solve(WORDY_GAME)[0], width=width),
    "payoffs, wordy types": lambda width: plot.payoffs(
        lambda prior: WORDY_GAME, f"the probability of {WORDY_GAME.types[0]}", 0, 1, 2, width=width
    ),
    "chart": lambda width: plot.chart(WAR, width=width),
    "chart, wordy types": lambda width: plot.chart(WORDY, width=width),
    "chart, three types": lambda width: plot.chart(THREE_SIGNAL, width=width),
    "correspondence": lambda width: plot.correspondence(
        SILENT, "escalation_cost", "1/10", "9/10", 5, refinement="D1", names=True, width=width, title="Talks"
    ),
    "payoffs": lambda width: plot.payoffs(SILENT, "prior", "1/10", "9/10", 5, refinement="D1", width=width),
    "cutoffs": lambda width: plot.cutoffs(WAR, count=3, width=width),
    "cutoffs of the signal": lambda width: plot.cutoffs(
        WAR, "talks_exposure", "1/10", 1, 3, of="signal_cost", width=width
    ),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_legible(name: str, width: float) -> None:
    ax = FIGURES[name](width)
    assert ax.get_figure().get_figwidth() == width
    assert_legible(ax)


@pytest.mark.thorough
def test_figures_compose_on_axes_of_ones_own() -> None:
    figure = Figure(figsize=(10, 7), layout="constrained")
    grid = figure.subplots(2, 2)
    drawn = [
        plot.tree(tm.solve(BEER_QUICHE)[0], grid[0, 0]),
        plot.beliefs(tm.solve(WAR)[3], grid[0, 1]),
        plot.chart(WAR, grid[1, 0]),
        plot.cutoffs(SILENT, count=3, ax=grid[1, 1]),
    ]
    assert drawn == list(grid.flat)
    assert figure.get_size_inches().tolist() == [10, 7]
    for ax in drawn:
        assert_legible(ax)
    assert_lines_clear_of_text(drawn[0])  # although the layout has shrunk these axes since
    boxes = [box for ax in drawn for box in boxes_of(ax)]
    for (one, a), (other, b) in combinations(boxes, 2):
        assert min(a.x1, b.x1) - max(a.x0, b.x0) <= 1 or min(a.y1, b.y1) - max(a.y0, b.y0) <= 4, (one, other)


# --- what is written -------------------------------------------------------------------------------------------------


def written(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_the_tree_of_beer_and_quiche_says_everything() -> None:
    words = written(plot.tree(tm.solve(BEER_QUICHE)[0]))
    assert words.count("beer") == words.count("quiche") == 2
    assert words.count("duel") == words.count("don't") == 4
    for once in ("wimp\n1/10", "surly\n9/10", "pooling on beer", "[1/10]", "[9/10]", "[1/2 to 1]", "[0 to 1/2]"):
        assert words.count(once) == 1, once
    assert words.count("1/2 to 1") == words.count("0 to 1/2") == 2  # the mixing after quiche, in both rows
    payoffs = ("0, 1", "2, 0", "1, 1", "3, 0", "1, −1", "3, 0", "0, −1", "2, 0")
    assert sorted(word for word in words if re.fullmatch(r"[−\d]+, [−\d]+", word)) == sorted(payoffs)


def test_the_path_of_play_is_the_thickest_and_only_it() -> None:
    ax = plot.tree(tm.solve(BEER_QUICHE)[0])
    thick = max(line.get_linewidth() for line in ax.lines)
    path = [line for line in ax.lines if line.get_linewidth() == thick]
    assert len(path) == 4  # each type's beer, and don't after it
    assert all(line.get_linestyle() == "-" for line in path)
    left = [line for line in path if max(line.get_xdata()) < 0.5 * 72 * 6.4]  # in points
    assert len(left) == 4  # beer is the first message: on the left


def test_what_only_part_of_a_family_plays_is_thick_and_dashed() -> None:
    ax = plot.tree(tm.solve(CHEAP_TALK)[0])
    thick = max(line.get_linewidth() for line in ax.lines)
    path = [line for line in ax.lines if line.get_linewidth() == thick]
    assert path
    assert all(line.get_linestyle() != "-" for line in path)
    assert any("dashed if only in part" in word for word in written(ax))


def test_a_tree_without_solution_has_no_probabilities() -> None:
    ax = plot.tree(BEER_QUICHE)
    assert not [word for word in written(ax) if "[" in word]
    assert len({line.get_linewidth() for line in ax.lines if line.get_linestyle() == "-"}) == 1


def test_labels_are_taken_literally() -> None:
    ax = plot.tree(AWKWARD)
    assert "50% & $x_1$ 1/3" in [word.replace("\n", " ") for word in written(ax)]
    assert not any(text.get_parse_math() or text.get_usetex() for text in ax.texts)


def test_long_numbers_are_shortened_and_say_so() -> None:
    assert any("≈1.76e+4" in word or "17636.571" in word for word in written(plot.tree(AWKWARD)))


def test_belief_line_of_a_two_type_game_is_exact() -> None:
    line = plot.belief_line(tm.solve(BEER_QUICHE)[0], of="wimp")
    assert (line.measure, line.prior) == ("probability of wimp", Fraction(1, 10))
    beer, quiche = line.rows
    assert [(s.low, s.high, s.replies) for s in quiche.stretches] == [
        (0, Fraction(1, 2), ("don't",)),
        (Fraction(1, 2), 1, ("duel",)),
    ]
    assert [(held.at, held.sent) for held in beer.held] == [(Fraction(1, 10), True)]
    assert [(held.at, held.sent) for held in quiche.held] == [((Fraction(1, 2), Fraction(1)), False)]


def test_belief_line_of_a_war_runs_along_resilience_and_breaks_at_the_critical_one() -> None:
    family = tm.solve(THREE_SIGNAL)[0]
    line = plot.belief_line(family)
    assert line.measure == "expected resilience"
    assert line.prior == THREE_SIGNAL.expected_resilience()
    for row in line.rows:
        posture = row.message.rpartition(", ")[2]
        assert [s.replies for s in row.stretches] == [("escalate",), ("hold",)]
        assert row.stretches[1].low == THREE_SIGNAL.critical_resilience[posture]


def test_belief_line_shows_another_break_after_opening_where_there_is_a_guarantee() -> None:
    war = MIDDLE.with_(guarantee="1/20")
    rows = {row.message: row for row in plot.belief_line(tm.solve(war)[0]).rows}
    assert {m: row.stretches[1].low for m, row in rows.items()} == war.critical_resilience


def test_belief_line_with_more_types_measures_the_gain_from_a_reply() -> None:
    game = THREE.game()
    line = plot.belief_line(tm.solve(game)[0])
    assert line.measure == "expected gain from escalate over hold"
    assert all(row.stretches[1].low == 0 for row in line.rows)


def test_one_member_of_a_family_has_beliefs_too() -> None:
    member = tm.solve(BEER_QUICHE)[0].vertices()[0]
    assert [held.sent for row in plot.belief_line(member).rows for held in row.held] == [True, False]


def bars_of(war: tm.OpeningGame) -> tuple[Bar, ...]:
    chart = war.charts()["signal"]
    assert isinstance(chart, Chart)
    return chart.bars


def test_bars_of_the_signal_follow_the_second_condition() -> None:
    high, low = bars_of(WAR)
    exposure, premium = Fraction(4, 25), Fraction(1, 20)
    assert (high.type, high.cost, high.bounds) == ("high", Fraction(1, 25), (exposure, premium))
    assert (high.verdict, low.verdict) == ("pays", "does not pay")
    costs = {"high": "1/20", "low": "1/3"}
    assert [row.verdict for row in bars_of(WAR.with_(signal_cost=costs))] == ["at the edge", "depends"]


def test_the_title_of_the_signal_is_the_models_own_sentence() -> None:
    sentence = WAR.talks_conditions()[3].sentence
    assert sentence.replace(" ", "") in "".join(written(plot.chart(WAR))).replace("\n", "").replace(" ", "")


def test_a_correspondence_draws_every_branch_and_marks_the_selected() -> None:
    data = trace(SILENT, "escalation_cost", "1/10", "9/10", 5, refinement="D1")
    ax = draw_correspondence(data, "talks")
    pieces = sum(len(point.members) for point in data.points)
    drawn = sum(len(line.get_xdata()) for line in ax.lines)
    assert drawn >= pieces
    widths = {line.get_linewidth() for line in ax.lines}
    assert len(widths) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "all perfect Bayesian equilibria",
        "equilibria that survive D1",
    ]
    assert Fraction(31, 50) in data.values  # k = g(1 - R(p)), found though nobody named it


def test_a_range_over_an_interval_is_a_band() -> None:
    data = trace(careless, "stake", 1, 2, 3)
    ax = draw_correspondence(data, "response l")
    assert len(ax.collections) == 1
    (band,) = ax.collections
    assert band.get_hatch()
    xs, ys = zip(*band.get_paths()[0].vertices, strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == (1, 2, 0, 1)


def test_a_band_shows_through_another() -> None:
    data = trace(careless_towards_both, "stake", 1, 2, 3)
    ax = draw_payoffs(data, title="")
    lower, upper = sorted(ax.collections, key=lambda band: band.get_zorder())
    assert lower.get_paths()[0].get_extents().bounds == upper.get_paths()[0].get_extents().bounds
    assert upper.get_facecolor()[0][3] < 1
    assert lower.get_hatch() != upper.get_hatch()


def careless_towards_both(stake: Fraction) -> tm.SignalingGame:
    """The same with two types, who fare alike."""
    return tm.SignalingGame(["s", "t"], [0.5, 0.5], ["m"], ["l", "r"], [[[stake, 0]]] * 2, [[[0, 0]]] * 2)


def careless(stake: Fraction) -> tm.SignalingGame:
    """A game whose receiver never cares."""
    return tm.SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[stake, 0]]], [[[0, 0]]])


def test_payoffs_of_whom_one_asks() -> None:
    data = trace(SILENT, "escalation_cost", "7/10", "9/10", 3)
    ax = draw_payoffs(data, who=["low", "receiver"], title="")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["low", "receiver"]
    assert not written(ax)


def test_thresholds_name_what_is_not_settled() -> None:
    war = SILENT.with_(talks_value={"high": 0.4})
    assert any("A1 fails" in word for word in written(plot.cutoffs(war, count=3, title="One war")))


def test_a_threshold_that_no_cost_can_reach_is_said_to_lie_below_zero() -> None:
    ax = plot.cutoffs(SILENT.with_(guarantee="1/2"), count=3)
    labels = [text.get_text().replace("\n", " ") for text in ax.get_legend().get_texts()]
    assert [("below 0 throughout" in label) for label in labels] == [False, False, True, False]
    assert ax.get_ylim()[0] == 0


# --- style -----------------------------------------------------------------------------------------------------------


def lightness(color: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), to_rgb(color), strict=True))


def test_no_two_series_or_fills_differ_by_hue_alone() -> None:
    for one, other in combinations(SERIES, 2):
        assert one.dash != other.dash
        assert one.marker != other.marker
        assert one.hatch != other.hatch
    for (face, hatch), (face_2, hatch_2) in combinations(ALL_FILLS, 2):
        assert hatch != hatch_2 or abs(lightness(face) - lightness(face_2)) > 0.15


def test_wrapping_keeps_every_word_and_the_width() -> None:
    text = "semi-separating: the resilient stay closed, the vulnerable mix; some escalation after open"
    lines = wrapped(text, 120, 6)
    assert lines.replace("\n", " ") == text
    assert text_width(lines, 6) <= 120


def test_nothing_global_is_touched(tmp_path: Path) -> None:
    import matplotlib.pyplot as plt

    assert matplotlib.rcParams["backend"]  # settled when first asked for
    before, open_figures = matplotlib.rcParams.copy(), plt.get_fignums()
    ax = plot.beliefs(tm.solve(BEER_QUICHE)[0])
    plot.save(ax, tmp_path / "beliefs.pdf")
    assert ax._repr_svg_().lstrip().startswith("<?xml")
    assert matplotlib.rcParams == before
    assert plt.get_fignums() == open_figures


@pytest.mark.thorough
def test_the_package_loads_no_plotting_and_plot_loads_no_pyplot() -> None:
    code = (
        "import sys, termination as tm; assert 'matplotlib' not in sys.modules; "
        "tm.plot.tree; assert 'matplotlib.pyplot' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".png"])
def test_the_same_figure_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    made = []
    for run in range(2):
        path = plot.save(plot.tree(tm.solve(BEER_QUICHE)[0], width=plot.COLUMN), tmp_path / f"{run}{ending}", dpi=60)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_hatched_figures_are_deterministic_too(tmp_path: Path) -> None:
    made = [plot.save(plot.chart(WAR), tmp_path / f"{run}.svg").read_bytes() for run in range(2)]
    assert made[0] == made[1]
    assert b"<dc:date>" not in made[0]


# --- TikZ ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TREES)
def test_tikz_is_well_formed(name: str) -> None:
    text = plot.tikz_tree(TREES[name]())
    assert text.count(r"\begin{") == text.count(r"\end{") == 2
    assert text.isascii()
    plain = re.sub(r"\\.", "", text)
    depth = 0
    for c in plain:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
    assert depth == 0


def test_tikz_escapes_every_special_character() -> None:
    text = plot.tikz_tree(AWKWARD)
    for escaped in (r"50\% \&", r"\$x\_1\$", r"a\#b \textless{}c\textgreater{}\textbar{}", r"\textasciicircum{}"):
        assert escaped in text
    assert latex_text("x−1 ≈ [y]") == r"x$-$1 $\approx$ {[}y{]}"


def test_tikz_alone_is_a_picture() -> None:
    text = plot.tikz_tree(tm.solve(BEER_QUICHE)[0], standalone=False)
    assert text.startswith(r"\begin{tikzpicture}")
    assert "documentclass" not in text
    assert text.count(r"\draw[path]") == 4
    assert text.count(r"\draw[information]") == 2


def has_tex(*needed: str) -> bool:
    """Whether pdflatex is there, and the files that are needed."""
    if shutil.which("pdflatex") is None or shutil.which("kpsewhich") is None:
        return False
    return all(
        subprocess.run(["kpsewhich", one], capture_output=True, check=False).returncode == 0 for one in needed
    )


def compiled(text: str, folder: Path) -> str:
    """What TeX says on its terminal of a document that it can set."""
    (folder / "tree.tex").write_text(text, encoding="utf-8")
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "tree.tex"],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "max_print_line": "200"},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]
    return run.stdout


@pytest.mark.skipif(not has_tex("standalone.cls", "tikz.sty"), reason="no pdflatex with standalone and TikZ")
@pytest.mark.parametrize("name", ["beer", "awkward labels", "three types, four messages"])
def test_tikz_compiles(name: str, tmp_path: Path) -> None:
    compiled(plot.tikz_tree(TREES[name]()), tmp_path)


ARTICLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern,tikz}
\makeatletter
\newcommand\corner[2]{\pgfpointanchor{#1}{#2}\typeout{CORNER #1 \the\pgf@x\space\the\pgf@y}}
\makeatother
\begin{document}
"""


def with_corners(picture: str, key: str) -> str:
    """The picture, and the corners of all its labels written to the terminal."""
    count = iter(range(1000))
    picture = re.sub(r"\\node\[", lambda _: rf"\node[name={key}n{next(count)},", picture)
    asked = [
        rf"\corner{{{key}n{i}}}{{{side}}}" for i in range(next(count)) for side in ("south west", "north east")
    ]
    return picture.replace(r"\end{tikzpicture}", "\n".join([*asked, r"\end{tikzpicture}\clearpage"]))


@pytest.mark.skipif(not has_tex("article.cls", "lmodern.sty", "tikz.sty"), reason="no pdflatex with TikZ")
def test_tikz_is_legible_in_a_column_as_tex_sets_it(tmp_path: Path) -> None:
    """TeX itself says where its labels are: none lies on another, none sticks out of the column."""
    names = [name for name in TREES if name != "awkward labels"]  # which need 3.6 in
    pictures = [
        with_corners(plot.tikz_tree(TREES[name](), width=plot.COLUMN, standalone=False), f"t{i}")
        for i, name in enumerate(names)
    ]
    said = compiled("\n".join([ARTICLE, *pictures, r"\end{document}"]), tmp_path)
    corners = re.findall(r"CORNER (t\d+)n(\d+) (-?[\d.]+)pt (-?[\d.]+)pt", said)
    boxes: dict[str, list[list[float]]] = {}
    for (tree, low, x0, y0), (_, high, x1, y1) in zip(corners[::2], corners[1::2], strict=True):
        assert low == high
        boxes.setdefault(tree, []).append([float(x0), float(y0), float(x1), float(y1)])
    assert len(boxes) == len(names)
    assert min(map(len, boxes.values())) >= 7
    for tree, found in boxes.items():
        for x0, _, x1, _ in found:
            assert -0.5 <= x0 < x1 <= plot.COLUMN * 72.27 + 0.5, (names[int(tree[1:])], x0, x1)
        for a, b in combinations(found, 2):
            across, up = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert across <= 0.5 or up <= 2, (names[int(tree[1:])], a, b)


@pytest.mark.parametrize("name", ["beer", "war with signal", "three types", "one type, one message"])
def test_trees_name_the_players_at_their_nodes(name: str) -> None:
    given = TREES[name]()
    game = given if isinstance(given, tm.SignalingGame) else given.game
    first, second = ("Opener", "Opponent") if "war" in name or name == "three types" else ("Sender", "Receiver")
    found = written(plot.tree(given))
    assert found.count(first) == (2 if len(game.types) == 2 else 1)
    assert found.count(second) == len(game.messages)
    assert f"leaves:\xa0{first},\xa0{second}" in found[-1].replace("\n", " ")
    assert rf"\strut {first}}}" in plot.tikz_tree(given)


def test_a_tree_takes_the_names_that_a_model_gives_its_players() -> None:
    class Named(tm.SignalingGame):
        def vocabulary(self) -> Vocabulary:
            return Vocabulary("the Belligerent", "an enemy")

    game = Named(["t"], [1], ["m"], ["r"], [[[0]]], [[[0]]])
    assert {"Belligerent", "Enemy"} <= set(written(plot.tree(game)))


def many_branches() -> Trace:
    """Nine branches that last."""
    members = tuple(Member(f"branch {i}", {"talks": Fraction(i, 9)}, {}) for i in range(9))
    return Trace("x", "", ("t",), tuple(TracePoint(Fraction(x), members, members, True) for x in (0, 1)), "talks")


# --- errors ----------------------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "several equilibria": (lambda: plot.tree(tm.solve(BEER_QUICHE)), r"there are 2; choose one by plot.tree\(found"),
    "beliefs of a game": (lambda: plot.beliefs(WAR), "solve.*fit: plot.tree, plot.tikz_tree, plot.chart"),
    "beliefs of nothing": (lambda: plot.beliefs("pooling"), "takes an equilibrium .* found str"),
    "beliefs, many types and replies": (
        lambda: plot.beliefs(tm.solve(CHEAP_TALK)[0]), "needs two replies.*fit: plot.tree",
    ),
    "a tree too wide": (lambda: plot.tree(tm.solve(WAR)[0], width=1.5), "in wide, and there are 1.5 in"),
    "a tree on small axes": (
        lambda: plot.tree(tm.solve(WAR)[0], Figure(figsize=(3, 1)).subplots()), "in high, and there are",
    ),
    "a width that is none": (lambda: plot.tree(BEER_QUICHE, width=True), "must be a number of inches"),
    "no signal": (lambda: plot.chart(SILENT), "no costly signal.*fit: plot.tree.*plot.cutoffs"),
    "a chart of a plain game": (lambda: plot.chart(BEER_QUICHE), "charts of its own.*fit: plot.tree"),
    "cutoffs of a plain game": (lambda: plot.cutoffs(BEER_QUICHE), "with cutoffs.*fit: plot.tree"),
    "cutoffs against themselves": (
        lambda: plot.cutoffs(SILENT, "escalation_cost", 0.1, 0.9), "cannot be both",
    ),
    "cutoffs of an absent signal": (lambda: plot.cutoffs(SILENT, of="signal_cost"), "there is no signal"),
    "a game without parameters": (
        lambda: plot.correspondence(BEER_QUICHE, "x", 0, 1), "no parameters; give a function",
    ),
    "too many branches to name": (
        lambda: draw_correspondence(many_branches(), names=True), "at most 8",
    ),
    "a file of another kind": (lambda: plot.save(plot.tree(BEER_QUICHE), "tree.docx"), "must end in .pdf"),
    "payoffs of text": (lambda: plot.payoffs(SILENT, "escalation_cost", 0.1, 0.2, 2, who="low"), "give a list"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_with_advice(name: str) -> None:
    attempt, message = REFUSED[name]
    with pytest.raises(InputError, match=message):
        attempt()


def test_unknown_names_come_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"'talks'.*'payoff of high'"):
        plot.correspondence(SILENT, "escalation_cost", 0.1, 0.2, 2, outcome="peace")
    with pytest.raises(UnknownNameError, match="'receiver'"):
        plot.payoffs(SILENT, "escalation_cost", 0.1, 0.2, 2, who=["nobody"])
    with pytest.raises(UnknownNameError, match="'wimp'"):
        plot.beliefs(tm.solve(BEER_QUICHE)[0], of="hero")


def test_a_tree_of_too_many_leaves_says_which_figures_fit() -> None:
    labels = [f"x{i}" for i in range(7)]
    game = tm.SignalingGame.from_function(
        labels, ["1/7"] * 7, labels, ["yes", "no"], sender=lambda t, m, r: 0, receiver=lambda t, m, r: 0
    )
    with pytest.raises(InputError, match=r"98 leaves.*plot\.correspondence"):
        plot.tree(game)


RENAMED = [("signal", "chart"), ("thresholds", "cutoffs"), ("draw_thresholds", "draw_cutoffs")]


@pytest.mark.parametrize(("old", "new"), RENAMED)
def test_names_of_the_release_before_still_draw_and_say_what_they_are_now(old: str, new: str) -> None:
    with pytest.warns(RenamedWarning, match=f"plot.{old} is called plot.{new} now"):
        assert getattr(plot, old) is getattr(plot, new)
    assert old not in plot.__all__
