"""Region maps as pictures: legible at column and slide width, alike in grey, words where they belong."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import termination as tm
from termination.analysis.zones import RegionMap, Zone, like, region_map
from termination.engine.model import Gist
from termination.errors import InputError
from termination.reporting import plot
from termination.reporting.plot.maps import zone_fills
from tests.analysis.test_maps import COSTS, SIGNAL_COSTS, THREE, zone_at
from tests.analysis.test_sweep import PLAIN, SIGNALLED
from tests.reporting.test_plot import WIDTHS, assert_legible, lightness

MAPS: dict[str, RegionMap] = {
    "costs and prior": region_map(tm.regions(PLAIN, COSTS, {"prior": (0, 1)}, refinement="D1")),
    "eight zones": region_map(tm.regions(SIGNALLED, *SIGNAL_COSTS)),
    "signal under D1": region_map(tm.regions(SIGNALLED, *SIGNAL_COSTS, refinement="D1")),
    "cells": region_map(tm.sweep(THREE, escalation_cost=(0.1, 0.9, 5), talks_exposure=(0.1, 1, 3), refinement="NWBR")),
}


def keyed(ax: Axes) -> list[str]:
    legend = ax.get_legend()
    assert legend is not None
    return [text.get_text().replace("\n", " ") for text in legend.get_texts()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", MAPS)
def test_maps_are_legible(name: str, width: float) -> None:
    ax = plot.regions(MAPS[name], width=width)
    assert_legible(ax)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", MAPS)
def test_every_zone_has_its_letter_and_words_stand_in_their_zone(name: str, width: float) -> None:
    data = MAPS[name]
    ax = plot.regions(data, width=width, title="")
    names = {zone.letter: zone.names for zone in data.zones}
    written = [(*text.get_text().partition("\n"), text.get_position()) for text in ax.texts]
    inside = [(letter, words, place) for letter, _, words, place in written if letter in names]
    assert {letter for letter, _, _ in inside} == set(names)
    for letter, words, place in inside:
        assert not words or zone_at(data, *place) == names[letter]


def test_the_key_names_every_equilibrium_once_and_the_dot() -> None:
    key = keyed(plot.regions(MAPS["costs and prior"]))
    assert key[:5] == [
        "A: all open and are escalated against (2)",
        "B: no talks: opening is escalated against (5)",
        "C: talks in some equilibria (1, 3, 4)",
        "D: talks in every equilibrium (3)",
        "this war, in B",
    ]
    assert key[5:8] == [
        "(1) pooling on closed, no escalation",
        "(2) pooling on open, escalation",
        "(3) pooling on open, no escalation",
    ]
    assert len(key) == 10
    assert keyed(plot.regions(MAPS["costs and prior"], names=False))[3] == "D: talks in every equilibrium"


def test_titles_say_which_equilibria_and_that_cells_are_cells() -> None:
    titles = {"costs and prior": "survive D1", "eight zones": "All perfect", "cells": "Cells of a sweep of 5 by 3"}
    for name, said in titles.items():
        assert any(said in text.get_text() for text in plot.regions(MAPS[name]).texts)


def test_no_two_zones_of_a_map_look_alike_in_grey() -> None:
    for extent, count in (("always", 3), ("sometimes", 4), ("never", 8), ("", 16)):
        fills = zone_fills([Zone(str(i), ("one",), Gist("", "", extent, i)) for i in range(count)])
        for (face, hatch), (other, other_hatch) in combinations(fills, 2):
            assert hatch != other_hatch or abs(lightness(face) - lightness(other)) > 0.08


def fills_by_meaning(data: RegionMap) -> dict[str, tuple[str, str]]:
    """The fill of each text on a map; two for one text fail."""
    found: dict[str, tuple[str, str]] = {}
    for zone, fill in zip(data.zones, zone_fills(data.zones), strict=True):
        assert found.setdefault(zone.gist.text, fill) == fill
    return found


def test_one_fill_means_the_same_in_two_maps_of_one_model() -> None:
    """With and without refinement and signal, over other parameters: a text has one fill, a fill one text."""
    maps = [*list(MAPS.values())[:3], *(region_map(tm.regions(PLAIN, COSTS, {"guarantee": (0, 1)}, refinement=r))
                                        for r in (None, "D1"))]  # fmt: skip
    told = [fills_by_meaning(data) for data in maps]
    texts = {text: fill for one in told for text, fill in one.items()}
    assert all(texts[text] == fill for one in told for text, fill in one.items())
    assert len(set(texts.values())) == len(texts) > 4
    firsts = [zone_fills(data.zones)[0] for data in maps]
    assert len(set(firsts)) > 1  # the first zone of a map is not drawn alike because it is the first


def test_a_map_like_another_shares_letters_fills_and_numbers() -> None:
    all_of_them = region_map(tm.regions(SIGNALLED, *SIGNAL_COSTS))
    part = [{"signal_cost": {label: (low, 0.99)}} for label, low in (("high", 0.1), ("low", 0.35))]
    kept = region_map(tm.regions(SIGNALLED, *part))
    letters = {zone.names: zone.letter for zone in all_of_them.zones}
    assert [zone.letter for zone in kept.zones] != [letters[zone.names] for zone in kept.zones]
    first, second = plot.regions(all_of_them), plot.regions(kept, like=all_of_them)
    lines = [{line for line in keyed(ax) if not line.startswith("this war")} for ax in (first, second)]
    assert len(lines[1]) > 4
    assert lines[1] < lines[0]  # one key reads both


def test_without_words_of_the_model_sets_of_equilibria_keep_their_fill_in_a_map_like_another() -> None:
    square = (np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    zones = [Zone(letter, (name,), Gist(place=i)) for i, (letter, name) in enumerate(zip("ABC", "xyz", strict=True))]
    first, second = (
        RegionMap(("k", "p"), (0, 1, 0, 1), "", tuple(chosen), tuple((i, square) for i in range(len(chosen))), ())
        for chosen in (zones, [Zone("A", ("z",)), Zone("B", ("new",), Gist(place=1))])
    )
    alike = like(second, first)
    assert [(zone.letter, zone.names) for zone in alike.zones] == [("C", ("z",)), ("D", ("new",))]
    assert zone_fills(alike.zones)[0] == zone_fills(first.zones)[2]
    assert zone_fills(alike.zones)[1] not in zone_fills(first.zones)


def test_a_map_composes_with_others_on_ones_own_axes() -> None:
    figure = Figure(figsize=(10, 7), layout="constrained")
    left, right = figure.subplots(1, 2)
    assert plot.regions(MAPS["signal under D1"], left) is left
    assert plot.regions(MAPS["costs and prior"], right, names=False) is right
    assert_legible(left)
    assert_legible(right)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (PLAIN, r"takes the answer of tm\.regions.*not OpeningGame.*plot\.correspondence"),
        (3, r"takes the answer of tm\.regions"),
        (lambda: tm.solve(PLAIN)[0], r"Figures that fit: plot\.tree"),
        (lambda: tm.sweep(PLAIN, prior=[0.2, 0.4]), r"two parameters, this one has one.*plot\.correspondence"),
    ],
)
def test_what_is_no_map_gets_told_what_fits(given: Any, said: str) -> None:
    with pytest.raises(InputError, match=said):
        plot.regions(given() if callable(given) else given)


def test_gaps_between_outlines_do_not_part_a_zone() -> None:
    square = (np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    left, right = [(0, (xs * 0.49 + shift, ys)) for shift, (xs, ys) in ((0, square), (0.51, square))]
    ax = plot.regions(RegionMap(("k", "p"), (0, 1, 0, 1), "", (Zone("A", ("one",)),), (left, right), ()))
    assert [text.get_text() for text in ax.texts].count("A\none") == 1


@pytest.mark.parametrize(("height", "beside"), [(5.625, True), (8, False)])
def test_on_a_slide_a_long_key_stands_beside_the_map(height: float, beside: bool) -> None:
    figure = Figure(figsize=(plot.SLIDE, height), layout="constrained")
    ax = figure.subplots()
    plot.regions(MAPS["costs and prior"], ax)
    figure.savefig(BytesIO())
    legend = ax.get_legend()
    assert legend is not None
    key, box, whole = legend.get_window_extent(), ax.get_window_extent(), figure.bbox
    assert (key.x0 > box.x1) == beside
    assert (key.y1 < box.y0) == (not beside)
    assert whole.x0 <= key.x0 <= key.x1 <= whole.x1 + 1
    assert box.height > (0.5 if beside else 0.1) * whole.height
    assert_legible(ax)
