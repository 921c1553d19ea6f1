r"""The formal appendix of a game of one's own: the game as entered, its letters, propositions, claims that were tried.

Payoffs, domains and meanings are read off the game, propositions off its closed forms, with all hypotheses of their
derivation. What the derivation did not reach is named, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from termination.engine.enumerate import solve
from termination.engine.model import Symbolic, words_of
from termination.engine.numbers import number_text
from termination.engine.sentences import listed, sentence
from termination.engine.symbolic import NoClosedFormError, closed_forms, conditions
from termination.engine.symbolic.budget import OutOfStepsError, at_most
from termination.engine.symbolic.closed_form import ClosedForm
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.writing import Notation
from termination.engine.typesetting import broken, latex_breakable, width
from termination.errors import InputError
from termination.reporting.appendix_parts import document, domain_tex, long_table
from termination.reporting.latex import latex_words
from termination.reporting.propositions import proposition
from termination.reporting.words import vocabulary_of

if TYPE_CHECKING:
    from termination.engine.proving.prove import Proof, TheoremProof

#: Steps of work for all kinds of equilibrium of a game: some seconds, up to a minute.
MOST_STEPS = 200_000

#: Points that a payoff may take in its column, and the columns of the table of parameters, in points too.
_CELL, _LETTER, _BESIDE = 118.0, 70.0, (210.0, 80.0, 60.0)

_HEAD = "% Written by `termination appendix` from a game as it was entered; formulas and proofs are computed.\n"
_DEFINITIONS = r"""
\newtheorem{proposition}{Proposition}
\setlength{\emergencystretch}{3em}
"""
_PERFECT = r"""
Equilibria are perfect Bayesian: no type gains by another message, every reply is best given the beliefs, and beliefs
follow Bayes' rule after every message that is sent; after a message that nobody sends they may be any. A kind of
equilibrium is told by the messages and replies that are used with positive probability. Each condition is exact: where
it holds the equilibrium exists, and elsewhere it does not.
"""
_GENERIC = r"""
For almost all values of the parameters every equilibrium is of one of the kinds below. Where payoffs tie, or a
condition holds with equality, there may be others.
"""
_HERE = r"""
These are the kinds of equilibrium that exist at the values in the table of parameters, not all that the game has:
"""


@dataclass(frozen=True)
class _Told:
    """What there is to tell: closed forms, what is said of how many they are, and the equilibria without one."""

    forms: tuple[ClosedForm, ...]
    scope: str
    without: tuple[tuple[str, str], ...] = ()


def own_appendix(model: Symbolic, proofs: Sequence[TheoremProof] = (), standalone: bool = True) -> str:
    """The appendix as LaTeX; see `appendix`. Raises `NoClosedFormError` where no equilibrium has a closed form."""
    _check_claims(proofs)
    found = model.symbolic()
    if found.definitions or found.order:
        raise InputError(
            f"model: the formulas of a {type(model).__name__} are in other letters than its parameters; its appendix "
            "is that of its theorems: give its name, as in files"
        )
    told, game = _told(model), found.game
    title = latex_breakable(model.game().title) or "A signaling game"
    notation = Notation(game.symbols, game.latex)
    lines = [*_game(model, game, notation, title), *_equilibria(told), *_claims(proofs)]
    return document(f"{title}: formal appendix", _HEAD, _DEFINITIONS, "\n".join(lines), standalone)


def _check_claims(proofs: Sequence[TheoremProof]) -> None:
    for i, one in enumerate(proofs):
        if one.theorem.name != "Claim":
            raise InputError(f"proofs[{i}]: {one.theorem.name} is no claim about this game but a theorem of a model")


def _told(model: Symbolic) -> _Told:
    """All kinds where they can be derived; else those of the equilibria at the game's values."""
    try:
        with at_most(MOST_STEPS):
            return _Told(tuple(closed_forms(model)), _GENERIC.strip())
    except NoClosedFormError as error:
        return _told_here(model, str(error))
    except OutOfStepsError:
        return _told_here(model, f"all of them take more than {MOST_STEPS:,} steps of reasoning to derive")


def _told_here(model: Symbolic, why: str) -> _Told:
    forms: dict[Pattern, ClosedForm] = {}
    without = []
    for family in solve(model):
        try:
            form = conditions(model, family)
            forms[form.pattern] = form
        except NoClosedFormError as error:
            without.append((family.name, str(error)))
    if not forms:
        raise NoClosedFormError(why)
    return _Told(tuple(forms.values()), f"{_HERE.strip()} {latex_breakable(why)}.", tuple(without))


# -- the game --------------------------------------------------------------------------------------------------------


def _game(model: Symbolic, game: SymbolicGame, notation: Notation, title: str) -> Iterator[str]:
    words = vocabulary_of(model)
    yield rf"\section{{{title}}}"
    chances = zip(game.types, game.prior, strict=True)
    types = [rf"\emph{{{latex_breakable(t)}}} with probability ${notation.tex(p)}$" for t, p in chances]
    yield f"{latex_words(sentence(words.sender))} is {listed(types, 'or')}."
    yield f"{latex_words(words.setting)} Payoffs:\n"
    heads = ("type", "message", "reply", *map(latex_breakable, words_of(model).players))
    yield from long_table(heads, (2, 2, 2, 4, 4), list(_cells(game, notation)))
    if model.PARAMETERS:
        yield r"\subsection*{Parameters}"
        widest = max(width(notation.tex(symbol)) for symbol in model.symbolic().places)
        shares = (max(_LETTER, widest + 6), *_BESIDE)
        yield from long_table(("letter", "meaning", "domain", "value"), shares, list(_parameters(model, notation)))
    assumed = [f"${notation.tex(relation)}$" for relation in game.assumptions if relation not in _domains(model)]
    if assumed:
        yield f"Supposed throughout: {listed(assumed)}."


def _cells(game: SymbolicGame, notation: Notation) -> Iterator[tuple[str, ...]]:
    """A row for each end of the game; one for all replies to a message where they change nothing."""
    for t, sender, receiver in zip(game.types, game.sender, game.receiver, strict=True):
        shown = latex_breakable(t)
        for m, replies, own, his in zip(game.messages, game.response_sets, sender, receiver, strict=True):
            same = len(set(zip(own, his, strict=True))) == 1 < len(replies)
            named = [r"\emph{any}"] if same else map(latex_breakable, replies)
            label = latex_breakable(m)
            for reply, *payoffs in zip(named, own, his, strict=False):
                yield shown, label, reply, *(_on_lines(notation.tex(x)) for x in payoffs)
                shown = label = ""


def _on_lines(tex: str) -> str:
    """A formula on as many lines as it needs in its column."""
    return r"\newline ".join(f"${line}$" for line in broken(tex, _CELL))


def _parameters(model: Symbolic, notation: Notation) -> Iterator[tuple[str, ...]]:
    found = model.symbolic()
    records = {(record.name, None): record for record in model.PARAMETERS}
    for symbol, place in sorted(found.places.items(), key=lambda one: list(records).index((one[1][0], None))):
        record = records[place[0], None]
        meaning = latex_words(record.meaning) + (f", {latex_breakable(place[1])}" if place[1] else "")
        yield f"${notation.tex(symbol)}$", meaning, domain_tex(record), number_text(found.values[symbol])


def _domains(model: Symbolic) -> list[Any]:
    """What the domains in the table of parameters say."""
    names = {place[0]: symbol for symbol, place in model.symbolic().places.items()}
    return [one for r in model.PARAMETERS if r.name in names for one in r.domain.conditions(names[r.name])]


# -- equilibria and claims -------------------------------------------------------------------------------------------


def _equilibria(told: _Told) -> Iterator[str]:
    yield r"\section{Equilibria}"
    yield f"{_PERFECT.strip()}\n\n{told.scope}\n"
    for form in told.forms:
        yield proposition(form, preamble=False).rstrip()
        there = "such an equilibrium exists" if form.condition.holds(form.values) else "no such equilibrium exists"
        yield rf"\noindent At the values in the table above {there}."
    for name, why in told.without:
        yield rf"\noindent Of \emph{{{latex_breakable(name)}}} there is no closed form here: {latex_breakable(why)}.\n"


def _claims(proofs: Sequence[TheoremProof]) -> Iterator[str]:
    if not proofs:
        return
    yield r"\section{Claims tried}"
    yield (
        "Each was decided over all values of the parameters at once: the definition of equilibrium, what is supposed "
        "and the contrary of the claim, as one formula over the real numbers, have no solution (proved), or have one, "
        "whose numbers are given (refuted).\n"
    )
    yield r"\begin{enumerate}"
    yield from (rf"\item {line}" for one in proofs for line in _claim(one))
    yield r"\end{enumerate}"


def _claim(one: TheoremProof) -> Iterator[str]:
    (statement,), (part,) = one.theorem.statements, one.parts
    how, _, what = statement.words.partition(": ")
    supposed = f" Supposed: {listed([_typed(text) for text in statement.under])}." if statement.under else ""
    yield f"{sentence(how)}: {_typed(what)}.{supposed} {_verdict(part)}"


def _verdict(part: Proof) -> str:
    note = f" ({latex_breakable(part.note)})" if part.note else ""
    where = ""
    if part.counterexample:
        at = [_typed(f"{name} = {value}") for name, value in part.counterexample.items()]
        where = f": it fails at {listed(at)}" + (", as the solver of games confirms" if part.confirmed else "")
    return rf"\textbf{{{sentence(part.status)}}} by {latex_breakable(part.solver)}{where}{note}."


def _typed(text: str) -> str:
    return rf"\texttt{{{latex_breakable(text)}}}"
