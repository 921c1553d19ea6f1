"""The closed forms of a game in symbols as what a sweep uses: one case, which covers all parameters.

A model whose closed forms are shipped, or differ from part to part of its parameters, says so itself; any other has
them derived here when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

import sympy as sp

from termination.engine.model import Cased, Model, Symbolic
from termination.engine.symbolic import store
from termination.engine.symbolic.budget import OutOfStepsError, at_most
from termination.engine.symbolic.closed_form import ClosedForm
from termination.engine.symbolic.derive import NoClosedFormError, check_scope
from termination.engine.symbolic.edges import edges
from termination.engine.symbolic.games import Case, Cases, SymbolicGame, signs_of
from termination.engine.symbolic.rough import rough_forms


def cases_of(model: Model, moving: Iterable[str] = ()) -> Cases | str:
    """The closed forms of a model by cases: its own, or all as one case; or in words why there are none.

    `moving` are the parameters that will be moved.
    """
    if isinstance(model, Cased):
        return model.cases(*moving)
    return one_case(model) if isinstance(model, Symbolic) else f"{type(model).__name__} has none derived beforehand"


def one_case(model: Symbolic) -> Cases | str:
    """All closed forms of a model as a single case, or in words why there are none.

    >>> from termination.engine.symbolic.games import ParametricGame
    >>> b, d, p = sp.symbols("b d p", positive=True)
    >>> beer_quiche = ParametricGame(
    ...     types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    ...     values={"b": 1, "d": 2, "p": "1/10"})
    >>> found = one_case(beer_quiche)
    >>> found.parameters[p], found.cases[0].positive
    (('p', None), (p, 1 - p, b, d))
    """
    found = model.symbolic()
    game = found.game
    if not found.places:
        return f"{type(model).__name__} has none derived beforehand"
    try:
        check_scope(game)
    except NoClosedFormError as error:
        return str(error)
    if any(isinstance(relation, sp.Eq) for relation in game.assumptions):
        return "an equation is assumed of its symbols"
    replies = tuple(tuple(range(len(labels))) for labels in game.response_sets)
    case = Case(
        partial(derived, game),
        (),
        model,
        model.describe,
        replies,
        game.sender,
        tuple(range(len(game.types))),
        edges=edges(game),
        positive=tuple(_positive(game)),
    )
    return Cases((case,), found.places, found.values)


def _positive(game: SymbolicGame) -> Iterator[Any]:
    """What must be positive for the game to be one of those that its closed forms were derived for."""
    yield from (p for p in game.prior if not p.is_number)
    for relation in (*signs_of(game.symbols), *game.assumptions):
        above = relation.lhs - relation.rhs if isinstance(relation, (sp.Gt, sp.Ge)) else relation.rhs - relation.lhs
        if above not in game.prior:
            yield above


#: Steps of work for all of the closed forms of a game: half a minute at most, mostly a few seconds.
MOST_STEPS = 250_000


def derived(game: SymbolicGame) -> tuple[ClosedForm, ...]:
    """Every generic closed form, derived when first asked for and then kept, on disk as well (`store`).

    Raises `NoClosedFormError` where that would take too many steps of work, whatever the machine.
    """
    found = _kept(game)
    if found is None:
        raise NoClosedFormError(f"they take more than {MOST_STEPS:,} steps of reasoning to derive")
    return found


@cache
def _kept(game: SymbolicGame) -> tuple[ClosedForm, ...] | None:
    kept = store.read(game)
    if kept is None or 0 < kept.beyond < MOST_STEPS:
        kept = _derived(game)
        store.write(game, kept)
    return None if kept.beyond else tuple(one.form for one in kept.forms if one.form is not None)


def _derived(game: SymbolicGame) -> store.Kept:
    found = []
    try:
        with at_most(MOST_STEPS):
            for one in rough_forms(game):
                if one.form is not None:  # what probabilities that stay open may be is part of the work
                    found.append(one)
    except OutOfStepsError:
        return store.Kept((), MOST_STEPS)
    return store.Kept(tuple(found))
