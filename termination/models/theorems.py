"""All theorems that the package proves, whatever the model, under one roof.

A model's theorems are a chapter; here they are found by name, proved, robbed of assumptions, and recorded. The solver
of games is asked about every counterexample: the prover shares no code with it, so that each checks the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termination.engine.game import SignalingGame
from termination.engine.proving.prove import (
    Chapter,
    Existence,
    Obligation,
    Proof,
    Theorem,
    TheoremProof,
    discharge,
    has_property,
    is_about_play,
)
from termination.engine.proving.records import summary, write
from termination.errors import InputError, UnknownNameError, expect
from termination.models.registry import chapters as chapters

if TYPE_CHECKING:
    from termination.engine.model import Symbolic


def names() -> tuple[str, ...]:
    """The names of all theorems, in order."""
    return tuple(name for chapter in chapters() for name in chapter.theorems)


def theorem(name: str) -> Theorem:
    """The theorem of that name, in any case. Raises `UnknownNameError` with the list."""
    return _found(name)[1]


def _found(name: str) -> tuple[Chapter, Theorem]:
    wanted = str(name).upper()
    for chapter in chapters():
        if wanted in chapter.theorems:
            return chapter, chapter.theorems[wanted]
    raise UnknownNameError("theorem", name, names())


def prove(
    name: str | Symbolic,
    without: str | Sequence[str] = (),
    *,
    claim: Any = None,
    assuming: Any = (),
    among: str = "every",
    refinement: str | None = None,
) -> TheoremProof:
    """Prove a theorem over all parameters; or, without some of its assumptions, find where it fails. Or prove a claim
    of your own about a game of your own.

    What is shown is that premises and assumptions leave no parameters at which the conclusion fails: an SMT solver
    decides it over the reals. docs/theorems.md states the theorems.

    Parameters
    ----------
    name : text, "T0" to "T16" for the opening game and "B0" to "B4" for it in doubt, "H1" to "H8" for the approach
        game, "Y0" to "Y10" for war over time; or a model with payoffs in symbols, such as a `ParametricGame`
    without : the name of an assumption to drop, or a sequence of them, such as ["A4"]; `theorem(name).assumptions()`
        lists them
    claim : of such a model: a SymPy relation, or several joined by And, Or, Not or Implies, between its symbols and the
        letters of `termination.played(model)`
    assuming : SymPy relations between its symbols, besides what it assumes itself
    among : "every": the claim holds in every equilibrium; "some": in some equilibrium, whatever the parameters
    refinement : "D1" or "intuitive": of those equilibria only that survive it

    Returns
    -------
    `TheoremProof`, with `status` ("proved", "refuted" or "unknown"), `seconds`, `parts` and, where refuted, a
    `counterexample` in exact numbers from which `OpeningGame(**counterexample)` builds the game; `confirmed` in a part
    says that `solve` agrees.

    Raises
    ------
    UnknownNameError : there is no such theorem, assumption, symbol or refinement; those there are are listed
    InputError : a claim that is no relation, or about a model without payoffs in symbols
    MissingExtraError : the SMT solver is not installed (the extra `proofs`)

    >>> result = prove("T3")
    >>> result.status, [part.status for part in result.parts]
    ('proved', ['proved', 'proved', 'proved', 'proved'])
    >>> failed = prove("T15", without=["A4"])
    >>> failed.status, failed.parts[0].confirmed
    ('refuted', True)
    >>> import sympy as sp
    >>> from termination.engine.symbolic import ParametricGame, played
    >>> b, d, p = sp.symbols("b d p", positive=True)
    >>> beer_quiche = ParametricGame(
    ...     types=["wimp", "surly"], prior=[p, 1 - p], messages=["beer", "quiche"], responses=["duel", "don't"],
    ...     sender=[[[0, d], [b, b + d]], [[b, b + d], [0, d]]], receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    ...     values={"b": 1, "d": 2, "p": "1/10"})
    >>> drinks = played(beer_quiche).sends("surly", "beer")
    >>> prove(beer_quiche, claim=sp.Eq(drinks, 1), assuming=[2 * p < 1], refinement="D1").status
    'proved'
    """
    if not isinstance(name, str):
        if claim is None or without:
            raise InputError("claim: missing; of a model a claim is proved: prove(game, claim=..., assuming=[...])")
        from termination.engine.symbolic.claims import prove_claim

        return prove_claim(name, claim, assuming, among, refinement)
    if claim is not None:
        raise InputError(f"claim: {name!r} is a theorem, which says what it claims; give a model in its place")
    chapter, found = _found(name)
    expect("without", without, Iterable, "a list of assumptions by name")
    dropped = (without,) if isinstance(without, str) else tuple(without)
    known = found.assumptions()
    for assumption in dropped:
        if assumption not in known:
            raise UnknownNameError(f"assumption in {found.name}", assumption, known)
    parts = (confirmed(chapter, obligation, discharge(obligation, dropped)) for obligation in found.obligations())
    return TheoremProof(found, dropped, tuple(parts))


def chapter(model: str) -> Chapter:
    """The chapter of a model, by its name. Raises `UnknownNameError` with the list."""
    for found in chapters():
        if found.model == model:
            return found
    raise UnknownNameError("model with theorems", model, tuple(found.model for found in chapters()))


# -- the solver's opinion of a counterexample ------------------------------------------------------------------------


def confirmed(chapter: Chapter, obligation: Obligation, proof: Proof) -> Proof:
    """The proof, with whether the solver of games agrees with its counterexample, where that is about equilibria."""
    example = proof.counterexample
    if example is None or not is_about_play(obligation):
        return proof
    from termination.engine.enumerate import solve
    from termination.engine.refining.refine import refine

    found = solve(counterexample_game(chapter, proof))
    if "D1" in proof.assumptions or (isinstance(obligation, Existence) and obligation.survives):
        found = refine(found, "D1")
    if not isinstance(obligation, Existence):
        return replace(proof, confirmed=found.contains(example.sender, example.receiver))
    plays = ((pair.sender.to_lists(), pair.receiver.to_lists()) for pair in found.vertices())
    return replace(proof, confirmed=not any(has_property(obligation, *pair, example) for pair in plays))


def counterexample_game(chapter: Chapter, proof: Proof) -> SignalingGame:
    """The game in which a refuted claim fails."""
    return chapter.game(dict(proof.counterexample or {}))


# -- records ---------------------------------------------------------------------------------------------------------


def write_records(chapter: Chapter, folder: Path) -> None:
    """Prove a chapter and write the records: an SMT-LIB file for each obligation, `index.json` with all statements,
    `run.json` with what this run found, its times and versions. All but the last are the same whoever runs it."""
    write(folder, map(prove, chapter.theorems))


def records(chapter: Chapter) -> dict[str, str]:
    """The records that do not depend on a run, by file name, as the code states them now; nothing is proved."""
    return summary(chapter.theorems.values())


if __name__ == "__main__":
    for each in chapters():
        if each.records:
            write_records(each, each.records)
