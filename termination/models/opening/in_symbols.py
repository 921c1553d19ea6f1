"""The opening game entered cell by cell in symbols: any payoffs for both sides, as expressions, and values for them.

It is at once an opening game, with its words, assumptions and regimes read off the numbers, and a game in symbols, with
conditions as formulas, maps, thresholds, and claims to be proved. In a file it is a game in formulas (`own_games`) that
says of itself that it is an opening game.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from termination.engine.game import Labels, SignalingGame, by_label
from termination.engine.parameter import Parameter
from termination.errors import Fault, Faults, InputError
from termination.models import own_games
from termination.models.formula_games import FormulaGame
from termination.models.opening.by_payoffs import ByPayoffs, entered
from termination.models.opening.payoffs import RESPONSES, SIGNAL_MESSAGES, SILENT_MESSAGES
from termination.models.parameters import ByType

if TYPE_CHECKING:
    from termination.engine.symbolic.games import ParametricGame, Parametrised

#: The tables of a file, and how deep dotted keys go.
TABLES, NESTED = own_games.TABLES, own_games.NESTED
#: Names that only a game in symbols takes.
OWN = ("values", "assumptions", "table")


@dataclass(frozen=True, init=False, repr=False)
class SymbolicOpeningGame(ByPayoffs):
    """An opening game whose payoffs are expressions in symbols; made by `OpeningGame.from_payoffs`, which says how."""

    types: Labels
    prior: ByType
    title: str
    _inner: ParametricGame

    def __init__(self, **payoffs: Any) -> None:
        from termination.engine.symbolic.games import ParametricGame

        own = {name: payoffs.pop(name) for name in OWN if name in payoffs}
        payoffs, types, messages, responses, title = entered(payoffs)
        faults = Faults()
        order = SIGNAL_MESSAGES if len(messages) == len(SIGNAL_MESSAGES) else SILENT_MESSAGES
        tables = [_by_label(payoffs[name], types, messages, responses, name, faults) for name in ("sender", "receiver")]
        faults.raise_if_any()
        sender, receiver = tables
        self._set(ParametricGame(types, payoffs["prior"], order, RESPONSES, sender, receiver, title=title, **own))

    def _set(self, inner: ParametricGame) -> None:
        prior = ByType(inner.types, inner.game().prior)
        for name, value in (("types", inner.types), ("prior", prior), ("title", inner.title), ("_inner", inner)):
            object.__setattr__(self, name, value)

    @property
    def inner(self) -> ParametricGame:
        """The game in symbols, without the words of the opening game."""
        return self._inner

    @property
    def PARAMETERS(self) -> tuple[Parameter, ...]:
        """Its symbols."""
        return self._inner.PARAMETERS

    @cached_property
    def _game(self) -> SignalingGame:
        return self._inner.game()

    def parameters(self) -> dict[str, Any]:
        """The value of every symbol, by name."""
        return self._inner.parameters()

    def with_(self, **values: Any) -> SymbolicOpeningGame:
        """The same game at other values of some symbols, by name."""
        changed = object.__new__(SymbolicOpeningGame)
        changed._set(self._inner.with_(**values))
        return changed

    def symbolic(self) -> Parametrised:
        """The game in symbols, with the values."""
        return self._inner.symbolic()

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.parameters().items())
        return f"<OpeningGame from payoffs in symbols: types {list(self.types)}, {shown}>"


def read(tables: Mapping[str, Any], title: str = "") -> SymbolicOpeningGame:
    """The game that the tables of a file describe. Raises `InputError` with every fault, each with its place."""
    if "words" in tables:
        raise InputError([Fault("words", "an opening game has its own; take this table out")])
    inner = own_games.read(tables, title)
    if isinstance(inner, FormulaGame):
        what = "an opening game in formulas is one without evidence, receiver types and noise; a war in doubt has its"
        raise InputError([Fault("game", f'{what} [parameters], any other game is a file with model = "formulas"')])
    game = inner.symbolic().game
    sender, receiver = (
        {t: dict(zip(game.messages, rows, strict=True)) for t, rows in zip(game.types, table, strict=True)}
        for table in (game.sender, game.receiver)
    )
    faults = Faults()
    if len(set(game.response_sets)) > 1:
        faults.add("game.responses", "the same replies follow every message of an opening game; give one list")
        faults.raise_if_any()
    with faults.at("game"):
        return SymbolicOpeningGame(
            prior=dict(zip(game.types, game.prior, strict=True)), messages=list(game.messages),
            responses=list(game.response_sets[0]), sender=sender, receiver=receiver, title=title,
            values=inner.parameters(), assumptions=game.assumptions, table=inner.PARAMETERS,
        )  # fmt: skip
    raise InputError(faults.all)


def entries(model: SymbolicOpeningGame) -> dict[str, Any]:
    """The tables that describe a game: `read` makes the same game of them."""
    return own_games.entries(model.inner)


def has_symbols(given: Any) -> bool:
    """Whether there is an expression in symbols somewhere in nested lists and mappings."""
    if isinstance(given, (Mapping, list, tuple)):
        return any(map(has_symbols, given.values() if isinstance(given, Mapping) else given))
    return bool(getattr(given, "free_symbols", None))


def _by_label(given: Any, types: Labels, messages: Labels, responses: Labels, where: str, faults: Faults) -> Any:
    """Payoffs nested by label, from lists or mappings in the order in which they were entered."""
    table: dict[str, Mapping[str, Any]] = {}
    for t, rows in zip(types, by_label(given, types, where, faults) or (), strict=False):
        cells = by_label(rows, messages, f"{where}.{t}", faults) or ()
        table[t] = {
            m: dict(zip(responses, by_label(row, responses, f"{where}.{t}.{m}", faults) or (), strict=False))
            for m, row in zip(messages, cells, strict=False)
        }
    return table
