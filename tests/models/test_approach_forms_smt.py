"""The approach game's closed forms against an SMT solver, for all parameters.

They are sufficient, necessary and complete off edges, what survives a refinement is what they say, and the reduced game
of which they speak is the model's own.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from termination.engine.proving.formulas import FormalGame
from termination.engine.symbolic.closed_form import Condition
from termination.engine.symbolic.edges import edges
from termination.models.approach.closed_forms import shipped
from termination.models.approach.payoffs import (
    HARDLINE,
    HOLD,
    LIMITED,
    PARAMETERS,
    PRESS,
    RECIPROCATE,
    RESOLUTE,
    TYPES,
    payoff_tables,
    rival_payoff,
    state_payoff,
)
from termination.models.approach.symbols import HELD, MET, definitions, hardline_against, parameter_symbols
from termination.models.language import domains
from tests.oracles.closed_form_obligations import (
    completeness,
    every_pattern,
    formula,
    necessity,
    plain,
    refuted,
    selection,
    sufficiency,
    term,
)

z3 = pytest.importorskip("z3")

KINDS = (HELD, MET)
FORMS = {(kind, form.name): form for kind in KINDS for form in shipped(LIMITED, kind)}


def formal_game(kind: str) -> FormalGame:
    """The reduced game in the solver's terms, straight from the model's payoffs.

    What the rival could gain and lose by pressing is 1 in all; what the approach does to its insecurity moves its
    critical resolve, and what it does to the risk of war is what it brings the state if not pressed.
    """
    q, hardline, critical = (z3.Real(name) for name in ("q", "mustar_hardline", f"mustar_{kind}"))
    rows: list[list[Any]] = []
    for mark in ("res", "irr"):
        loss, pressed, kept = (z3.Real(f"{letter}_{mark}") for letter in ("L", "b", "g" if kind == HELD else "m"))
        none = dict.fromkeys((parameter.name for parameter in PARAMETERS), 0)
        without = none | {"ambition": hardline, "power": 1 - hardline, "emboldening_loss": loss}
        relief = {"relief": 1, "insecurity": hardline - critical, "war_risk": kept - pressed - loss}
        offered = without | relief | {"unilateral": 1, "concession_cost": -kept}
        rows.append([SimpleNamespace(**without), SimpleNamespace(**offered)])
    replies = ((PRESS, HOLD), (PRESS, HOLD if kind == HELD else RECIPROCATE))
    cells = [[list(zip([v] * 2, at, strict=True)) for v, at in zip(row, replies, strict=True)] for row in rows]
    sender = [[[state_payoff(v, False, r) for v, r in at] for at in row] for row in cells]
    receiver = [
        [[rival_payoff(v, False, r, t == RESOLUTE) for v, r in at] for at in row]
        for t, row in zip(TYPES, cells, strict=True)
    ]
    return FormalGame(TYPES, (q, 1 - q), (HARDLINE, LIMITED), replies, plain(sender), plain(receiver))


def where_weights_are_settled(kind: str) -> list[Any]:
    """Elsewhere an equilibrium of the same pattern may have other weights or replies.

    A type cares whether the approach is pressed; no more than one pair of replies leaves both types indifferent; and
    the two messages tell the rival different things.
    """
    loss, pressed, kept = (
        [z3.Real(f"{letter}_{mark}") for mark in ("res", "irr")] for letter in ("L", "b", "g" if kind == HELD else "m")
    )
    care = [one != other for one, other in zip(kept, pressed, strict=True)]
    one_pair = loss[0] * (kept[1] - pressed[1]) != loss[1] * (kept[0] - pressed[0])
    return [*care, one_pair, z3.Real("mustar_hardline") != z3.Real(f"mustar_{kind}")]


@pytest.mark.parametrize(("kind", "name"), FORMS)
def test_sufficient_and_necessary(kind: str, name: str) -> None:
    form, game = FORMS[kind, name], formal_game(kind)
    answers = [refuted(question) for question in sufficiency(form, game)]
    settled = [] if len(form.pattern.sent) == 1 else where_weights_are_settled(kind)
    answers += [refuted(z3.And(question, *settled)) for question in necessity(form, game)]
    assert answers  # asserted together, since terms are slow to print
    assert all(answers)


@pytest.mark.parametrize("kind", KINDS)
def test_complete(kind: str) -> None:
    """Off the edges that a sweep flags no other pattern has an equilibrium."""
    forms, game = shipped(LIMITED, kind), formal_game(kind)
    others = sorted(set(every_pattern(2)) - {form.pattern for form in forms}, key=str)
    assert (len(forms), len(others)) == (13, 56)
    off = z3.And(*(z3.Not(formula(edge)) for edge in edges(hardline_against(LIMITED, kind))))
    assumptions = forms[0].assumptions
    assert [one for one in others if not refuted(z3.And(completeness(one, game, assumptions, ()), off))] == []


@pytest.mark.parametrize(("kind", "name"), FORMS)
def test_a_form_needs_each_part_of_its_condition(kind: str, name: str) -> None:
    """Without it the strategies are somewhere no equilibrium: the solver says no where it should."""
    form, game = FORMS[kind, name], formal_game(kind)
    assert form.condition.parts
    for part in form.condition:
        less = replace(form, condition=Condition(tuple(one for one in form.condition if one != part)))
        answers = [refuted(question) for question in sufficiency(less, game)]
        assert not all(answers)


@pytest.mark.parametrize("concept", ["D1", "intuitive"])
@pytest.mark.parametrize(("kind", "name"), FORMS)
def test_what_survives_is_settled(kind: str, name: str, concept: str) -> None:
    form, game = FORMS[kind, name], formal_game(kind)
    answers = [refuted(question) for question in selection(form, game, concept)]
    assert bool(answers) == (len(form.pattern.sent) < len(form.messages))
    assert all(answers)


@pytest.mark.parametrize("message", [LIMITED, LIMITED + " under cover"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_reduced_game_is_the_models(kind: str, message: str) -> None:
    """On the model's domains: the same payoffs up to shifts and scale, no best reply left out, what forms assume."""
    values = parameter_symbols((LIMITED,))
    there = {
        name: {label: term(one) for label, one in value.items()} if isinstance(value, dict) else term(value)
        for name, value in values.items()
    }
    meaning = [(term(s), term(means)) for s, means in definitions(((message, kind),), (LIMITED,)).items()]
    state, rival = payoff_tables(there, (HARDLINE, message))
    game, kept = formal_game(kind), ((0, 1), (0, 1 if kind == HELD else 2))
    scale = there["ambition"] + there["power"]
    claims = [z3.substitute(formula(shipped(LIMITED, kind)[0].assumptions), *meaning)]
    for t, m in product(range(2), range(2)):
        reduced = [z3.substitute(cells[t][m][0] - cells[t][m][1], *meaning) for cells in (game.sender, game.receiver)]
        press, other = kept[m]
        claims += [
            state[t][m][press] - state[t][m][other] == reduced[0],
            rival[t][m][press] - rival[t][m][other] == scale * reduced[1],
            state[t][m][other] - state[t][0][1] == z3.substitute(game.sender[t][m][1], *meaning),
        ]
    better, worse = (2, 1) if kind == MET else (1, 2)
    worth = rival[0][1][better] > rival[0][1][worse]
    claims.append(rival[1][1][better] > rival[1][1][worse])
    given = [worth, *(fact.formula for fact in domains(PARAMETERS, there))]
    answers = [refuted(z3.And(*given, z3.Not(claim))) for claim in claims]
    assert len(answers) == 14
    assert all(answers)
    assert not refuted(z3.And(*given))
