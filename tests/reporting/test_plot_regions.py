"""Region maps as pictures: legible at column and slide width, alike in grey, words where they belong."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import termination as tm
from termination.analysis.maps import RegionMap, Zone, region_map
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
    "cells": region_map(tm.sweep(THREE, escalation_cost=(0.1, 0.9, 5), talks_exposure=(0.1, 1, 3))),
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
    for talks, count in (("always", 3), ("sometimes", 10), ("never", 8), ("", 8)):
        fills = zone_fills([Zone(str(i), (), "", talks) for i in range(count)])
        for (face, hatch), (other, other_hatch) in combinations(fills, 2):
            assert hatch != other_hatch or abs(lightness(face) - lightness(other)) > 0.08


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
    assert [text.get_text() for text in ax.texts].count("A") == 1
