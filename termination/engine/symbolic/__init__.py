"""Closed forms: parametric payoffs in; strategies, beliefs and the region of existence out, as formulas.

    games        games whose payoffs are expressions in named symbols
    patterns     who may send what, and what is replied: the skeletons
    generic      those of them that have an equilibrium for almost all parameters
    best_replies which replies some belief makes best
    derive       from a skeleton to strategies and what their existence requires
    edges        where patterns may have an equilibrium that have none elsewhere
    coincidences the equations of edges, for games of any shape
    survival     where the intuitive criterion and D1 are survived
    free         what an equilibrium leaves open: within which bounds, and where there is such a value
    logic        conditions as trees of polynomial inequalities; light reasoning about them
    signs        what follows from the signs of a few polynomials
    smt          the same with an SMT solver, for building
    writing      formulas as a person would write them
    closed_form  the result
    rough        forms for machines, as they are derived
    store        those of one's own games, kept on disk
    cases        what a sweep is offered: forms by parts of the parameters
    claims       claims of one's own, proved over all parameters or refuted
    solve        closed forms of a pattern, of a game, of an equilibrium found
"""

from __future__ import annotations

from termination.engine.symbolic.claims import Played, played
from termination.engine.symbolic.closed_form import ClosedForm, Condition, FreeProbability, OffPath, OneOf
from termination.engine.symbolic.derive import NoClosedFormError
from termination.engine.symbolic.games import ParametricGame, Parametrised, SymbolicGame
from termination.engine.symbolic.solve import closed_form, closed_forms, conditions

__all__ = [
    "ClosedForm",
    "Condition",
    "FreeProbability",
    "NoClosedFormError",
    "OffPath",
    "OneOf",
    "ParametricGame",
    "Parametrised",
    "Played",
    "SymbolicGame",
    "closed_form",
    "closed_forms",
    "conditions",
    "played",
]
