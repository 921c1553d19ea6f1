"""What figures say: no word of another model, no symbol that the game lacks, every claim as the exact engine has it.

Every figure that `plot` offers is drawn for both models, with and without signal, by parameters and by payoffs, for a
game in symbols and for a plain one, and all its texts are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest
import sympy as sp
from matplotlib.axes import Axes

import termination as tm
from termination.analysis.zones import RegionMap, region_map
from termination.engine.model import gist_of
from termination.reporting import plot
from termination.reporting.stakes import stakes_text
from termination.reporting.subject import fitting
from tests.reporting.test_plot import BEER_QUICHE, SILENT, THREE, WAR, texts_of


def by_payoffs(war: Any) -> Any:
    game = war.game()
    return tm.OpeningGame.from_payoffs(types=game.types, prior=game.prior, sender=game.sender, receiver=game.receiver)


def in_symbols() -> Any:
    b, d, p = sp.symbols("b d p", positive=True)
    return tm.ParametricGame(
        types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
        sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"b": 1, "d": 2, "p": "1/10"},
    )  # fmt: skip


RIVALRY = tm.load_scenario("examples/scenarios/detente_1972.toml")
COVERED = RIVALRY.with_(messages=["hardline", "limited", "limited under cover"])
ONE_APPROACH = RIVALRY.with_(messages=["hardline", "limited"])
GAMES: dict[str, Any] = {
    "war": SILENT,
    "war with the signal": WAR,
    "war of three types": THREE,
    "war where talks are not worth having": SILENT.with_(talks_value={"high": 0.4}),
    "war by payoffs": by_payoffs(SILENT),
    "war by payoffs with the signal": by_payoffs(WAR),
    "rivalry": ONE_APPROACH,
    "rivalry with cover": COVERED,
    "game in symbols": in_symbols(),
    "plain game": BEER_QUICHE,
}
#: A parameter to move, with its ends.
MOVED = {"rivalry": "ambition", "rivalry with cover": "ambition", "game in symbols": "d"}
#: Two axes of a map, as `sweep` takes them.
AXES: dict[str, dict[str, Any]] = {
    "war": {"escalation_cost": (0.05, 0.95, 4), "prior": (0.1, 0.9, 4)},
    "war with the signal": {"escalation_cost": (0.05, 0.95, 4), "talks_exposure": (0.1, 1, 4)},
    "war of three types": {"escalation_cost": (0.05, 0.95, 4), "talks_exposure": (0.1, 1, 4)},
    "rivalry": {"ambition": (0.2, 2, 4), "prior": (0.1, 0.9, 4)},
    "rivalry with cover": {"ambition": (0.2, 2, 2), "prior": (0.1, 0.9, 2)},
    "game in symbols": {"d": [0.5, 0.8, 1.4, 2], "p": [0.1, 0.4, 0.6, 0.9]},
}

_WAR = r"\b(wars?|talks?|escalat\w+|opener|opponent|opens?|opening|resilien\w+|vulnerable|refusal)\b"
_RIVALRY = r"\b(rival\w*|hardline|less-hardline|press\w*|reciprocat\w+|embolden\w*|reassures?|resolute|irresolute)\b"
_SYMBOLS = r"λ|\bg\(|\bk\b|\bm\b|R\(p\)|r[₁₂₃]"
_GUESSES = r"at hand|not settled|Fraction\("


def forbidden(name: str) -> list[str]:
    """Patterns that no figure of this game may show."""
    found = [_GUESSES]
    if "war" not in name:
        found.append(_WAR)
    if "rivalry" not in name:
        found.append(_RIVALRY)
    if "by payoffs" in name or "war" not in name:
        found.append(_SYMBOLS)
    if "signal" not in name and "payoffs" not in name:
        found.append(r"(?<!no costly )\bsignal\w*\b")
    return found


def moved(name: str) -> tuple[Any, ...]:
    """What the figures against one parameter take: a short way, on which little changes."""
    if name in MOVED:
        return GAMES[name], MOVED[name], "2/5", "41/100", 2
    if isinstance(GAMES[name], tm.OpeningGame):
        return GAMES[name], "escalation_cost", "2/5", "41/100", 2
    if name == "plain game":
        return (lambda share: BEER_QUICHE), "nothing", 0, 1, 2
    return GAMES[name], "prior", "2/5", "41/100", 2


def figures(name: str) -> Iterator[tuple[str, Axes]]:
    """Every figure that fits the game or one of its equilibria."""
    game = GAMES[name]
    found = tm.solve(game)
    draw: dict[str, Callable[[Any], Any]] = {
        "tree": lambda one: plot.tree(one, width=plot.SLIDE),
        "tikz_tree": lambda one: plot.tikz_tree(one, width=plot.SLIDE),
        "beliefs": plot.beliefs,
        "chart": plot.chart,
        "cutoffs": lambda one: plot.cutoffs(one, "talks_exposure", "1/2", 1, 3),
        "correspondence": lambda one: plot.correspondence(*moved(name), refinement="D1"),
        "payoffs": lambda one: plot.payoffs(*moved(name)),
    }
    for one in (game, *found):
        for figure in fitting(one):
            yield figure, draw[figure](one)
    if name in AXES:
        grid = tm.sweep(game, **AXES[name], refinement="D1")
        for selected in (True, False):
            yield "regions", plot.regions(grid, selected=selected)


@lru_cache
def said_of(name: str) -> tuple[tuple[str, str], ...]:
    """Every text of every figure, with the figure's name."""
    return tuple((figure, text) for figure, drawn in figures(name) for text in words_of(drawn))


def words_of(drawn: Any) -> list[str]:
    return drawn.splitlines() if isinstance(drawn, str) else [t.get_text().replace("\n", " ") for t in texts_of(drawn)]


@pytest.mark.thorough
@pytest.mark.parametrize("name", GAMES)
def test_no_figure_speaks_of_another_model_or_of_symbols_that_the_game_lacks(name: str) -> None:
    for figure, text in said_of(name):
        for pattern in forbidden(name):
            assert not re.search(pattern, text, re.IGNORECASE), f"{figure}: {text!r}"
    seen = {figure for figure, _ in said_of(name)}
    assert {"tree", "correspondence", "payoffs"} <= seen
    assert ("regions" in seen) == (name in AXES)


@pytest.mark.parametrize("name", GAMES)
def test_neither_do_tables_prose_and_what_notebooks_show(name: str) -> None:
    found = tm.refine(tm.solve(GAMES[name]), "D1")
    told = [stakes_text(GAMES[name]), str(found), str(tm.explain(found)), found._repr_html_(), found.to_markdown()]
    for text in (line for part in told for line in part.splitlines()):
        for pattern in forbidden(name):
            assert not re.search(pattern, text, re.IGNORECASE), text
    assert len(" ".join(told)) > 1000


def test_the_words_that_are_forbidden_elsewhere_do_occur_where_they_belong() -> None:
    """The patterns find what they are for."""
    of_war, of_rivals = (" ".join(text for _, text in said_of(name)) for name in ("war with the signal", "rivalry"))
    for pattern, here, there in ((_WAR, of_war, of_rivals), (_RIVALRY, of_rivals, of_war)):
        assert re.search(pattern, here)
        assert not re.search(pattern, there)
    assert re.search(_SYMBOLS, of_war)
    assert "this rivalry, in" in of_rivals


# --- claims ----------------------------------------------------------------------------------------------------------


def kept(model: Any, refinement: str) -> Any:
    found = tm.solve(model)
    return tm.refine(found, refinement) if refinement else found


def named(found: Any) -> tuple[str, ...]:
    return tuple(sorted({family.name.removesuffix(" (in part)") for family in found}))


def inside(data: RegionMap, model: Any) -> Iterator[tuple[int, Any]]:
    """For each zone a game in the middle of its largest upright part."""
    for i in range(len(data.zones)):
        parts = [line for zone, line in data.parts if zone == i]
        xs, ys = max(parts, key=lambda line: float((line[0].max() - line[0].min()) * (line[1].max() - line[1].min())))
        x = Fraction(float(xs.min() + xs.max())) / 2
        low, high = crossing(xs, ys, float(x))
        yield i, at(model, data.parameters, x, Fraction(low + high) / 2)


def crossing(xs: Any, ys: Any, x: float) -> tuple[float, float]:
    """Where the upright line at x enters and leaves an outline."""
    met = []
    for a, b, c, d in zip(xs, ys, [*xs[1:], xs[0]], [*ys[1:], ys[0]], strict=True):
        if (a <= x) != (c <= x):
            met.append(float(b + (d - b) * (x - a) / (c - a)))
    return min(met), max(met)


def at(model: Any, parameters: tuple[str, str], *values: Fraction) -> Any:
    changes: dict[str, Any] = {}
    for name, value in zip(parameters, values, strict=True):
        parameter, _, label = name.partition(".")
        others = [t for t in model.types if t != label]
        changes[parameter] = {label: value, others[0]: 1 - value} if label else value
    return model.with_(**changes)


@pytest.mark.parametrize("refinement", ["", "D1"])
@pytest.mark.parametrize("name", ["war", "war with the signal", "rivalry"])
def test_what_a_map_says_of_a_zone_is_what_the_exact_engine_finds_there(name: str, refinement: str) -> None:
    game = GAMES[name]
    data = region_map(tm.sweep(game, **AXES[name], refinement=refinement or None))
    assert data.caveat == ""  # the curves are exact, also from a sweep
    assert len(data.zones) > 2
    for i, there in inside(data, game):
        found = kept(there, refinement)
        assert named(found) == data.zones[i].names
        ends = {event: [family.outcomes[event] for family in found] for event in there.events()}
        extremes = {
            event: (float(min(getattr(x, "low", x) for x in of)), float(max(getattr(x, "high", x) for x in of)))
            for event, of in ends.items()
        }
        assert gist_of(there, extremes) == data.zones[i].gist
        assert data.zones[i].gist.text


@pytest.mark.parametrize(("name", "word"), [("war", "this war"), ("rivalry", "this rivalry")])
def test_the_dot_is_called_by_the_model_and_lies_where_it_is_said_to(name: str, word: str) -> None:
    data = region_map(tm.sweep(GAMES[name], **AXES[name]))
    legend = plot.regions(data).get_legend()
    assert legend is not None
    [told] = [text.get_text() for text in legend.get_texts() if text.get_text().startswith("this ")]
    zone = next(zone for zone in data.zones if zone.names == named(tm.solve(GAMES[name])))
    assert told == f"{word}, in {zone.letter}"


def test_cells_say_why_and_how() -> None:
    """Of a rivalry with cover there are no curves; the reason given is the one there is."""
    data = region_map(tm.sweep(COVERED, **AXES["rivalry with cover"]))
    assert "hardline against one approach" in data.caveat
    assert data.caveat.endswith("the points are solved by the exact engine")
    grid = tm.sweep(in_symbols(), **AXES["game in symbols"])
    assert region_map(grid).caveat == ""
    del grid.attrs["model"]
    assert "does not say of which model it is" in region_map(grid).caveat
    assert ("closed forms" in region_map(grid).caveat) == grid.attrs["method"].startswith("closed forms")


def test_a_key_claims_nothing_of_talks_where_premises_are_lacking() -> None:
    ax = plot.cutoffs(GAMES["war where talks are not worth having"], count=3)
    assert any("Premises of the statements on talks below that are lacking: A1 fails" in t for t in words_of(ax))
    legend = ax.get_legend()
    assert legend is not None
    key = [text.get_text().replace("\n", " ") for text in legend.get_texts()]
    assert [", if the premises hold: above it, talks" in line for line in key] == [True, True, False, False]
    assert not ax.collections  # and no shade says so either
    sound = plot.cutoffs(SILENT, count=3)
    assert len(sound.collections) == 2
    assert not any("premises" in text for text in words_of(sound))


def test_an_answer_that_is_not_complete_is_not_called_all() -> None:
    from dataclasses import replace

    from termination.analysis.trace import trace

    data = trace(SILENT, "escalation_cost", "1/5", "4/5", 3)
    partial = replace(data, points=(replace(data.points[0], complete=False), *data.points[1:]))
    for drawn, whole in ((data, True), (partial, False)):
        for ax in (plot.draw_correspondence(drawn), plot.draw_payoffs(drawn)):
            said = " ".join(words_of(ax))
            assert ("all perfect Bayesian equilibria" in said or "in all equilibria" in said) == whole
            assert ("a search stopped at its limit" in said) != whole
