"""Pictures of the replication: what is shaded is what the exact engine finds there."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from matplotlib.colors import to_hex

from paper_replication.opening import conditions, m01, s08
from paper_replication.opening.plays import span
from paper_replication.opening.wars import middle_war

DARK, LIGHT, WHITE = "#7fb9de", "#dcebf5", "#ffffff"


def paid(x: Fraction, y: Fraction) -> Any:
    war = middle_war()
    return war.with_(talks_value={"low": war.talks_value["low"] + x, "high": war.talks_value["high"] + y})


def worth(x: Fraction, y: Fraction) -> Any:
    war = middle_war()
    talks = {**war.talks_value, "high": war.war_value["high"] + y}
    return war.with_(escalation_cost=x, talks_value=talks)


@pytest.mark.parametrize(
    ("figure", "at", "faces"),
    [(s08.figure, paid, (WHITE, WHITE, DARK)), (m01.figure, worth, (WHITE, LIGHT, DARK))],
)
def test_a_shade_is_what_survives_there(
    figure: Callable[[], Any], at: Callable[[Fraction, Fraction], Any], faces: tuple[str, ...]
) -> None:
    ax = figure()
    (x_low, x_high), (y_low, y_high) = (map(Fraction, limits) for limits in (ax.get_xlim(), ax.get_ylim()))
    seen = set()
    for i in range(1, 10, 2):
        for j in range(1, 12, 2):
            x, y = (x_low + (x_high - x_low) * Fraction(i, 10), y_low + (y_high - y_low) * Fraction(j, 12))
            least, most = span(at(x, y), "talks", "D1")
            wanted = faces[(most > 0) + (least == 1)]
            over = [patch for patch in ax.patches if patch.get_path().contains_point((float(x), float(y)))]
            assert {to_hex(patch.get_facecolor()) for patch in over} == {wanted}, (x, y)
            seen.add(wanted)
    assert seen == set(faces)


@pytest.mark.parametrize("place", range(4))
def test_the_classes_of_the_two_conditions_are_what_the_engine_finds(place: int) -> None:
    plane, concept = conditions.PLANES[place // 2], conditions.CONCEPTS[place % 2]
    ax = conditions.picture().figure.axes[place]
    (x_low, x_high), (y_low, y_high) = (map(Fraction, limits) for limits in (ax.get_xlim(), ax.get_ylim()))
    seen = set()
    for i in range(1, 10, 2):
        for j in range(1, 12, 2):
            x, y = (x_low + (x_high - x_low) * Fraction(i, 10), y_low + (y_high - y_low) * Fraction(j, 12))
            wanted = conditions.FACES[conditions.of_talks(*span(conditions.at(plane, x, y), "talks", concept))].lower()
            over = [patch for patch in ax.patches if patch.get_path().contains_point((float(x), float(y)))]
            assert {to_hex(patch.get_facecolor()) for patch in over} == {wanted}, (x, y)
            seen.add(wanted)
    assert len(seen) > 1
