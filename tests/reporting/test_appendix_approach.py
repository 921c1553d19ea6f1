"""The approach game as the appendix tells it: the payoffs told are those that are solved."""

from __future__ import annotations

import re
from fractions import Fraction
from types import SimpleNamespace

import pytest

from termination.models.approach.exposition import exposition
from termination.models.approach.payoffs import PARAMETERS, relief_of, risk_of, rival_payoff, state_payoff
from tests.reporting.test_appendix import value

V = SimpleNamespace(**{one.name: Fraction(i + 2, 3 * i + 7) for i, one in enumerate(PARAMETERS)})
RESPONSES = ("hold", "reciprocate", "press")


def letters(cover: bool) -> dict[str, Fraction]:
    """The letters of the tables at the numbers of V: by approach and type without their index, W with later flares."""
    found = {re.sub("_a$", "", one.symbol): getattr(V, one.name) for one in PARAMETERS}
    return {**found, "W": risk_of(V), "ell": relief_of(V, cover)}


@pytest.mark.parametrize("cover", [False, True])
def test_the_payoffs_told_are_those_that_are_solved(cover: bool):
    (_, state), (_, rival) = exposition().payoffs
    known = letters(cover)
    always = value("-h_t (1 - e)", known) - (known["c_t"] if cover else 0)
    for response, cell in zip(RESPONSES, state.rows[0][1:], strict=True):
        assert always + value(cell, known) == state_payoff(V, cover, response), response
    for who, *cells in rival.rows:
        for response, cell in zip(RESPONSES, cells, strict=True):
            paid = rival_payoff(V, cover, response, who == "against the resolute")
            assert value(cell, known) == paid, (who, response)
