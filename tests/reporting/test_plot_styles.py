"""Styles: slides of one size with the key at the side, article figures with letters and serif, fills by meaning, lines
that coincide, ticks at the ends of axes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont

import termination as tm
from termination.analysis.trace import Member, Trace, TracePoint, trace, tracks
from termination.engine.strategies import Range
from termination.errors import InputError, UnknownNameError
from termination.reporting import plot
from termination.reporting.belief_line import BeliefLine, BeliefRow, Stretch
from termination.reporting.plot.belief_lines import reply_fills
from termination.reporting.plot.branches import draw_correspondence, draw_payoffs
from termination.reporting.plot.style import ALL_FILLS, SERIES, STYLES, type_size
from tests.reporting.test_plot import BEER_QUICHE, SILENT, THREE_SIGNAL, TREES, WAR, WORDY, assert_legible, texts_of

COURSE = tm.solve(tm.WarOverTime(
    prior=["3/10", "7/10"], resilience=[0, 1], war_value=[0, 1], talks_value=[1, "5/4"], escalation_harm=1, base_harm=1,
    talks_exposure=1, escalation_gain=1, escalation_cost="1/2", periods=3, patience="1/2",
    battle=[[0.4, 0.6], [0.6, 0.4]],
))  # fmt: skip
BOX: dict[str, Any] = {"x": {"escalation_cost": (0, 1)}, "y": {"prior": (0, 1)}, "refinement": "D1"}

FIGURES: dict[str, Callable[..., Axes]] = {
    "regions": lambda **how: plot.regions(mapped(), **how),
    "beliefs": lambda **how: plot.beliefs(solved(WAR)[3], **how),
    "beliefs, three types": lambda **how: plot.beliefs(solved(THREE_SIGNAL)[0], **how),
    "chart": lambda **how: plot.chart(WAR, **how),
    "chart, wordy types": lambda **how: plot.chart(WORDY, **how),
    "correspondence": lambda **how: draw_correspondence(traced("escalation_cost"), names=True, **how),
    "payoffs": lambda **how: draw_payoffs(traced("prior"), **how),
    "cutoffs": lambda **how: plot.cutoffs(WAR, count=3, **how),
    "strategies": lambda **how: plot.strategies(COURSE, **how),
    "fan": lambda **how: plot.fan(COURSE, **how),
    "survival": lambda **how: plot.survival(COURSE, **how),
}
solved = cache(tm.solve)


@cache
def mapped() -> Any:
    return plot.region_map(tm.regions(SILENT, **BOX))


@cache
def traced(parameter: str) -> Trace:
    return trace(SILENT, parameter, "1/10", "9/10", 5, refinement="D1")


@pytest.mark.parametrize("name", FIGURES)
def test_a_slide_is_a_slide_with_its_key_at_the_side(name: str) -> None:
    ax = FIGURES[name](style="slides")
    assert ax.get_figure().get_size_inches().tolist() == pytest.approx([10, 5.6])
    assert_legible(ax)
    legend, box = ax.get_legend(), ax.get_window_extent()
    assert legend is not None
    key = legend.get_window_extent()
    assert key.x0 > box.x1
    assert not key.overlaps(box)
    assert min(text.get_fontsize() for text in texts_of(ax)) >= 9
    assert box.width > 0.25 * ax.get_figure().bbox.width


@pytest.mark.thorough
def test_the_key_of_a_map_on_a_slide_has_names_only_if_they_are_asked_for() -> None:
    shown = {names: keys(plot.regions(mapped(), style="slides", names=names)) for names in (None, False, True)}
    assert shown[None] == shown[False]
    assert len(shown[None]) == len(mapped().zones) + 1 < len(shown[True])
    assert keys(plot.regions(mapped())) == keys(plot.regions(mapped(), names=True))


@pytest.mark.parametrize("name", ["beer", "war with signal", "three types, four messages"])
def test_a_tree_fills_a_slide(name: str) -> None:
    ax = plot.tree(TREES[name](), style="slides")
    assert ax.get_figure().get_size_inches().tolist() == pytest.approx([10, 5.6])
    assert_legible(ax)


def test_types_whose_lines_cannot_be_told_apart_are_named_and_none_is_left_out() -> None:
    types = tuple(f"type {i}" for i in range(9))
    members = (Member("one", {}, {one: Fraction(i) for i, one in enumerate(types)}),)
    data = Trace("x", "", types, tuple(TracePoint(Fraction(x), members, members, True) for x in (0, 1)))
    with pytest.raises(InputError, match="who: at most 8 lines can be told apart, not 9"):
        draw_payoffs(data)
    assert keys(draw_payoffs(data, who=types[1:]))[:8] == list(types[1:])


@pytest.mark.thorough
def test_a_key_that_no_slide_holds_is_refused() -> None:
    words = " ".join(["a government that has thought about it for a very long time"] * 6)
    types = [f"{words} {i}" for i in range(8)]
    payoffs = {f"payoff of {one}": Fraction(i) for i, one in enumerate(types)}
    members = (Member("one", {}, {one: payoffs[f"payoff of {one}"] for one in types}),)
    data = Trace("x", "", tuple(types), tuple(TracePoint(Fraction(x), members, members, True) for x in (0, 1)))
    draw_payoffs(data, title="")
    with pytest.raises(InputError, match='8 entries has no room on a slide; use style="plain"'):
        draw_payoffs(data, title="", style="slides")


@pytest.mark.thorough
@pytest.mark.parametrize("width", [None, plot.PAGE])
@pytest.mark.parametrize("name", FIGURES)
def test_an_article_has_serif_type_of_one_size_and_words_in_the_caption(name: str, width: float | None) -> None:
    ax = FIGURES[name](style="article", width=width)
    assert ax.get_figure().get_figwidth() == (width or plot.COLUMN)
    assert_legible(ax)
    serif = Path(findfont(FontProperties(family="STIXGeneral")))
    assert {Path(findfont(text.get_fontproperties())) for text in texts_of(ax)} == {serif}
    for text in (ax.xaxis.label, ax.yaxis.label, *ax.get_xticklabels(), *ax.get_legend().get_texts()):
        assert text.get_fontsize() == 8
    assert plot.caption(ax)


@pytest.mark.thorough
def test_axes_of_an_article_bear_letters_and_its_caption_their_words() -> None:
    letters = {
        "regions": ("$k$", "$p_{H}$"), "beliefs": (r"$R(\mu)$", ""), "chart": ("$c$", ""),
        "payoffs": ("$p_{H}$", "$U$"),
        "correspondence": ("$k$", "Pr(talks)"), "cutoffs": ("$p_{H}$", "$k$"), "strategies": (r"$\mu_{H}$", ""),
        "fan": ("$t$", r"$\mu_{H}$"),
    }  # fmt: skip
    for name, found in letters.items():
        ax = FIGURES[name](style="article")
        assert (ax.get_xlabel(), ax.get_ylabel()) == found, name
    assert plot.caption(FIGURES["regions"](style="article")) == (
        "Equilibria that survive D1. Across: escalation cost ($k$); up: prior of high ($p_{H}$)."
    )
    assert plot.caption(plot.tree(BEER_QUICHE, style="article", title="50% & more")) == r"50\% \& more."
    with pytest.raises(InputError, match="no figure of"):
        plot.caption(Figure().subplots())


def test_a_title_that_is_asked_for_is_drawn_in_an_article_too() -> None:
    for title, shown in ((None, []), ("Mine", ["Mine"])):
        ax = FIGURES["payoffs"](style="article", title=title)
        assert [text.get_text() for text in ax.texts] == shown
    assert "Payoffs in all equilibria that survive D1" in plot.caption(FIGURES["payoffs"](style="article"))


def test_words_stay_where_a_parameter_has_no_letter() -> None:
    ax = plot.correspondence(lambda x: BEER_QUICHE, "the weather", 0, 1, 2, outcome="message beer", style="article")
    assert ax.get_xlabel() == "the weather"


def test_words_stay_where_a_letter_would_need_a_label_that_is_no_word() -> None:
    ax = plot.correspondence(
        WORDY.with_(signal_cost=None), "escalation_cost", "1/4", "1/2", 2,
        outcome="payoff of a government in exile", style="article",
    )  # fmt: skip
    assert (ax.get_xlabel(), ax.get_ylabel().replace("\n", " ")) == ("$k$", "payoff of a government in exile")
    assert plot.caption(ax) == "Across: escalation cost ($k$); up: payoff of a government in exile."


def test_styles_have_names() -> None:
    with pytest.raises(UnknownNameError, match="There are: 'plain', 'article', 'slides'"):
        plot.tree(BEER_QUICHE, style="slide")
    assert list(STYLES) == ["plain", "article", "slides"]


def test_a_reply_has_one_fill_on_all_belief_lines_of_a_model() -> None:
    """Also where only one of the replies is ever best, and in whatever order they come."""
    mild = plot.belief_line(solved(SILENT)[0])
    both = reply_fills(plot.belief_line(solved(WAR)[0]))
    never = plot.belief_line(tm.solve(SILENT.with_(escalation_cost=2))[0])
    assert {stretch.replies for row in never.rows for stretch in row.stretches} == {("hold",)}
    for line in (mild, never):
        assert reply_fills(line).items() <= both.items()
    ax = plot.draw_belief_line(never)
    assert [to_rgb(patch.get_facecolor()) for patch in ax.patches[:2]] == [to_rgb(ALL_FILLS[1][0])] * 2


def test_replies_that_tie_have_a_fill_of_their_own_and_too_many_are_refused() -> None:
    def line(*best: tuple[str, ...], replies: int) -> BeliefLine:
        stretches = tuple(Stretch(Fraction(i), Fraction(i + 1), one) for i, one in enumerate(best))
        known = ("p", "a", "b", *(f"reply {i}" for i in range(4, replies + 1)))
        return BeliefLine("m", "s", Fraction(0), (Fraction(0), Fraction(2)), (), (BeliefRow("x", stretches, ()),),
                          replies=known)  # fmt: skip

    fills = reply_fills(line(("p", "b"), ("b",), replies=3))
    assert list(fills) == [("b",), ("p", "b")]
    assert len({*fills.values(), ALL_FILLS[0], ALL_FILLS[1]}) == 4
    assert len(reply_fills(line(("p",), replies=len(ALL_FILLS)))) == 1
    with pytest.raises(InputError, match=r"26 replies are .* 25 fills .* plot.belief_line\(equilibrium\)"):
        reply_fills(line(("p",), replies=len(ALL_FILLS) + 1))
    assert len(set(ALL_FILLS)) == len(ALL_FILLS)


def guessing() -> tm.SignalingGame:
    """A chance is guessed to a 24th: each of 25 replies is best on some stretch."""
    return tm.SignalingGame.from_function(
        ["low", "high"], ["1/3", "2/3"], ["a"], [f"{i}/24" for i in range(25)], sender=lambda t, m, r: 0,
        receiver=lambda t, m, r: -((Fraction(r) - (t == "high")) ** 2),
    )  # fmt: skip


@pytest.mark.parametrize("width", [3.4, 7, 10])
def test_of_lines_along_a_strip_one_is_seen_wherever_they_fall(width: float) -> None:
    """Inside of it, by a tenth of the type's size from either edge."""
    ax = plot.beliefs(tm.solve(guessing())[0], width=width)
    strips = [patch for patch in ax.patches if set(patch.get_hatch() or "") & set("-+")]
    for strip in strips:
        apart = 72 / (6 * len(strip.get_hatch()))  # in points; Matplotlib has six times as many to the inch
        high = strip.get_window_extent().height * 72 / ax.get_figure().dpi
        assert high - apart > 0.2 * type_size(width)
    assert len(strips) == 6


def test_a_belief_line_of_many_replies_has_a_fill_for_each() -> None:
    ax = plot.beliefs(tm.solve(guessing())[0], width=3.4)
    strips = {(patch.get_facecolor(), patch.get_hatch()) for patch in ax.patches if patch.get_hatch_linewidth()}
    assert len(strips & {(to_rgba(face), hatch or None) for face, hatch in ALL_FILLS}) == 25


# --- lines that coincide ---------------------------------------------------------------------------------------------


def joined(*lines: tuple[float, ...]) -> Trace:
    """Branches "a", "b", ... of talks at 0, 1, 2, ..."""
    points = []
    for x in range(len(lines[0])):
        members = tuple(
            Member(name, {"talks": Fraction(line[x])}, {}) for name, line in zip("abc", lines, strict=False)
        )
        points.append(TracePoint(Fraction(x), members, members, True))
    return Trace("x", "", ("t",), tuple(points), "talks")


def keys(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_branches_that_coincide_show_in_turns_exactly_where_they_do() -> None:
    data = joined((0, 0, 1, 1), (0, 0, 0, 1))
    ax = draw_correspondence(data, "talks", names=True)
    drawn = {(line.get_color(), tuple(line.get_xdata())): line for line in ax.lines}
    assert len(drawn) == len(ax.lines) == 4
    one, other = SERIES[0].color, SERIES[1].color
    assert set(drawn) == {(one, (0, 1)), (other, (0, 1)), (one, (1, 2, 3)), (other, (1, 2, 3))}
    first, second = drawn[one, (0, 1)], drawn[other, (0, 1)]
    assert first.get_linewidth() > second.get_linewidth()  # which shows in grey
    (start, (on, off)), (later, pieces) = (line._unscaled_dash_pattern for line in (first, second))
    assert (start, on) == (0, off)
    assert [x * second.get_linewidth() for x in (later, *pieces)] == pytest.approx([on * first.get_linewidth()] * 3)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "a",
        "b",
        "in turn: equilibria with the same value",
    ]
    apart = draw_correspondence(joined((0, 0), (1, 1)), "talks", names=True)
    assert [text.get_text() for text in apart.get_legend().get_texts()] == ["a", "b"]


def test_three_lines_share_a_place_and_bands_have_no_track() -> None:
    three = [[(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))]]
    assert [track.names for track in tracks({"a": three, "b": three, "c": three})] == [("a", "b", "c")]
    free = [[(Fraction(0), Range(Fraction(0), Fraction(1))), (Fraction(1), Fraction(1))]]
    assert tracks({"a": free, "b": free}) == []
    assert tracks({"a": [[(Fraction(0), Fraction(0))]]}) == []


def test_types_of_one_fate_show_in_turns_over_time() -> None:
    ax = plot.survival(COURSE)
    assert "in turn: the same for both" in keys(ax)


# --- ticks -----------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("style", STYLES)
def test_axes_have_ticks_at_their_ends(style: str) -> None:
    for name in ("regions", "correspondence", "payoffs", "cutoffs", "fan", "survival", "strategies"):
        ax = FIGURES[name](style=style)
        ends = {
            "regions": ((0, 1), (0, 1)), "correspondence": ((0.1, 0.9), (0, 1)), "payoffs": ((0.1, 0.9), None),
            "cutoffs": ((0.01, 0.99), None), "fan": (None, (0, 1)), "survival": (None, (0, 1)),
            "strategies": ((0, 1), None),
        }[name]  # fmt: skip
        for axis, wanted in zip((ax.xaxis, ax.yaxis), ends, strict=True):
            if wanted is not None:
                places = axis.get_ticklocs()
                assert (places[0], places[-1]) == pytest.approx(wanted), name
                assert axis.get_ticklabels()[0].get_text() == f"{wanted[0]:g}", name


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [
        (0.0007, 0.9993, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.013, 0.2, [0.013, 0.05, 0.1, 0.15, 0.2]),
        (-1, 1.1, [-1, -0.5, 0, 0.5, 1.1]),
    ],
)
def test_ticks_between_the_ends_are_round_and_keep_off_them(low: float, high: float, places: list[float]) -> None:
    from termination.reporting.plot.sheet import Sheet

    sheet = Sheet.on(None, 4, "plain")
    sheet.span("x", low, high)
    assert sheet.ax.xaxis.get_ticklocs().tolist() == pytest.approx(places)
    assert sheet.ax.get_xlim() == pytest.approx((places[0], places[-1]))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.61999, 0.62001, ["0.61999", "0.619995", "0.62", "0.620005", "0.62001"]),
        (1e6, 1e6 + 5, [f"100000{i}" for i in range(6)]),
        (-1 / 3, 2 / 3, ["\N{MINUS SIGN}0.333", "\N{MINUS SIGN}0.2", "0", "0.2", "0.4", "0.667"]),
    ],
)
def test_ticks_say_as_many_decimals_as_tell_them_apart(low: float, high: float, said: list[str]) -> None:
    from termination.reporting.plot.sheet import Sheet

    sheet = Sheet.on(None, 4, "plain")
    sheet.span("y", low, high)
    assert [label.get_text() for label in sheet.ax.get_yticklabels()] == said
