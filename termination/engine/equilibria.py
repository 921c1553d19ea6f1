"""What a solution is: strategies, beliefs, families of equilibria, and the whole answer. Plain frozen data.

An **assessment** is a pair of strategies with beliefs. A **family** is a product of two polytopes, the sender's mixing
times the receiver's, every pair of which is an equilibrium and which no larger such product contains. Beliefs are not
a third factor: at a message that is sent Bayes' rule leaves one point; at one that is not they are whatever supports
the reply being played, a polytope for each face of replies. So they are a correspondence over the family, in pieces.

Every quantity is a `Fraction` where the family fixes it and a `Range` where it is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, overload

from termination.engine.game import SignalingGame
from termination.engine.kinds import kinds_within, pure_members
from termination.engine.labelled import Labelled
from termination.engine.strategies import (
    Belief,
    Beliefs,
    Quantity,
    Strategy,
    StrategySet,
    strategy_sets_of,
    strategy_values,
)
from termination.errors import Faults, UnknownNameError

if TYPE_CHECKING:
    from termination.engine.check import Certificate
    from termination.engine.model import Model
    from termination.engine.refining.refine import Verdict


@dataclass(frozen=True)
class Assessment:
    """A pair of strategies with, after each message, all the beliefs that make it an equilibrium."""

    game: SignalingGame = field(repr=False)
    sender: Strategy
    receiver: Strategy

    @cached_property
    def beliefs(self) -> Labelled[Belief]:
        """After each message the set of beliefs that supports the reply: a point where the message is sent."""
        from termination.engine.beliefs import supporting_beliefs

        return supporting_beliefs(self.game, self.sender.probabilities, self.receiver.probabilities)


@dataclass(frozen=True)
class FamilyPayoffs:
    """Expected payoffs over a family: `payoffs[type]`, `.by_type`, `.receiver`, and the sender's `.ex_ante`."""

    by_type: Labelled[Quantity]
    receiver: Quantity
    ex_ante: Quantity

    def __getitem__(self, who: str) -> Quantity:
        if who in self.by_type:
            return self.by_type[who]
        named = {"receiver": self.receiver, "ex ante": self.ex_ante, "ex_ante": self.ex_ante}
        if who in named:
            return named[who]
        raise UnknownNameError("payoff", who, (*self.by_type, "receiver", "ex ante"))


@dataclass(frozen=True, repr=False)
class Family:
    """A maximal set of perfect Bayesian equilibria of product form: any member of `sender` with any of `receiver`.

    `sender[type][message]`, `receiver[message][response]`, `payoffs[type]` and `outcomes[event]` are Fractions where
    the family fixes them and Ranges where they are free; `beliefs[message]` are pieces, one for each face of replies.
    """

    model: Model
    game: SignalingGame
    sender: StrategySet
    receiver: StrategySet
    name: str = ""

    @cached_property
    def kind(self) -> str:
        """ "pooling" if every member is (all types send alike, mixed or not), "separating" if every member is (no
        message shared), else "semi-separating": as all members are then but a thin slice. See `kinds` for that slice.
        """
        return next((kind for kind in ("semi-separating", "separating") if kind in self.kinds), "pooling")

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that occurs among the members; "babbling" is pooling that sends at least two messages."""
        return kinds_within(self.sender)

    @cached_property
    def sent(self) -> tuple[bool, ...]:
        """By message: whether some member of the family sends it."""
        return tuple(any(column) for column in zip(*self.sender.support, strict=True))

    @cached_property
    def beliefs(self) -> Labelled[Beliefs]:
        """After each message, the beliefs that support its replies, in pieces."""
        from termination.engine.beliefs import belief_pieces

        return belief_pieces(self)

    @cached_property
    def payoffs(self) -> FamilyPayoffs:
        """What each type, the receiver and the sender before she learns her type expect."""
        from termination.engine.outcomes import family_payoffs

        return family_payoffs(self)

    @cached_property
    def outcomes(self) -> Labelled[Quantity]:
        """The probability, before the game is played, of each event that the model names."""
        from termination.engine.outcomes import family_outcomes

        return family_outcomes(self, self.model.events())

    @cached_property
    def certificate(self) -> Certificate:
        """The verifier's own recomputation, at every pair of vertices and in the interior."""
        from termination.engine.check import certify

        return certify(self)

    def only(self, sender: Strategy, receiver: Strategy) -> Family:
        """The family of one whose only member is this pair; its name is still to be given."""
        return Family(self.model, self.game, StrategySet.point(sender), StrategySet.point(receiver))

    def vertices(self) -> list[Assessment]:
        """The pairs of a sender's vertex and a receiver's vertex, as assessments."""
        return [Assessment(self.game, s, r) for s, r in product(self.sender.vertices, self.receiver.vertices)]

    def middle(self) -> Assessment:
        """A pair in the interior of the family."""
        return Assessment(self.game, self.sender.middle, self.receiver.middle)

    def contains(self, sender: Any, receiver: Any) -> bool:
        """Whether this pair of strategies, nested by position or by label, belongs to the family."""
        sent, reply = _strategy_pair(self.game, sender, receiver)
        return self.sender.contains(sent) and self.receiver.contains(reply)

    def to_latex(self) -> str:
        """As a LaTeX table (booktabs); see `reporting.articles`."""
        from termination.reporting.articles import family_latex

        return family_latex(self)

    def to_markdown(self) -> str:
        """As a Markdown table; see `reporting.articles`."""
        from termination.reporting.articles import family_markdown

        return family_markdown(self)

    def __repr__(self) -> str:
        return f"<{self.kind} family: {self.name}>"

    def __str__(self) -> str:
        from termination.reporting.tables import family_text

        return family_text(self)

    def _repr_html_(self) -> str:
        from termination.reporting.tables import family_html

        return family_html(self)


def _strategy_pair(game: SignalingGame, sender: Any, receiver: Any) -> list[tuple[tuple[Fraction, ...], ...]]:
    """The probabilities of both strategies; `InputError` with what is wrong with either."""
    faults, pair = Faults(), []
    for given, like, where in zip((sender, receiver), strategy_sets_of(game), ("sender", "receiver"), strict=True):
        with faults.at(""):
            pair.append(strategy_values(given, like, where))
    faults.raise_if_any()
    return pair


@dataclass(frozen=True, repr=False)
class Equilibria(Sequence[Family]):
    """The perfect Bayesian equilibria of one game: maximal families in a fixed order, and what is known of the whole.

    `complete` is True when the families are all the equilibria there are; otherwise `unexamined` says what was left,
    and whether what is listed may be parts of families. `concept` and `rejected` are filled by `refine`.
    """

    model: Model
    game: SignalingGame
    families: tuple[Family, ...]
    complete: bool = True
    unexamined: str = ""
    concept: str = ""
    rejected: tuple[Verdict, ...] = ()

    @overload
    def __getitem__(self, key: int) -> Family: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Family, ...]: ...
    def __getitem__(self, key: int | slice) -> Family | tuple[Family, ...]:
        if not self.families and isinstance(key, int):
            raise IndexError(f"there is no equilibrium in this list: {self._why_empty}")
        return self.families[key]

    @property
    def _why_empty(self) -> str:
        """Why there is no family: a finite game has equilibria."""
        if self.unexamined:
            return self.unexamined
        return f"none survives {self.concept}" if self.concept else "it was made without any"

    def __len__(self) -> int:
        return len(self.families)

    def named(self, name: str) -> Family:
        """The family with this name, or the only one whose name contains it; `UnknownNameError` otherwise."""
        exactly = [family for family in self.families if family.name == name]
        partly = [family for family in self.families if name in family.name]
        for found in (exactly, partly):
            if len(found) == 1:
                return found[0]
        raise UnknownNameError("single equilibrium named", name, [family.name for family in self.families])

    @cached_property
    def components(self) -> tuple[tuple[Family, ...], ...]:
        """The families grouped by connectedness: two that share a pair of vertices belong together."""
        from termination.engine.naming import connected

        return connected(self.families)

    def contains(self, sender: Any, receiver: Any) -> bool:
        """Whether this pair of strategies (nested [type][message], [message][response]) is among the equilibria.

        >>> from termination.engine.enumerate import solve
        >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, 0]]], [[[1, 0]]])
        >>> solve(game).contains([[1]], [[1, 0]]), solve(game).contains([[1]], [[0, 1]])
        (True, False)
        """
        sent, reply = _strategy_pair(self.game, sender, receiver)
        return any(family.sender.contains(sent) and family.receiver.contains(reply) for family in self.families)

    def pure(self) -> tuple[Family, ...]:
        """The equilibria in pure strategies inside the families, named, each once however many families hold it.

        Each is a family of one: its `sender` and `receiver` are points, its `kind` and `name` its own, its `beliefs`
        exact: the posterior after a message that is sent, after one that is not all beliefs that support the reply.
        Those that put weight on earlier messages and replies come first. All there are, if `complete`.

        >>> from termination.engine.enumerate import solve
        >>> from termination.engine.game import SignalingGame
        >>> talk = SignalingGame.from_function(
        ...     ["low", "high"], ["1/2", "1/2"], ["a", "b"], ["x", "y"],
        ...     sender=lambda t, m, r: 0, receiver=lambda t, m, r: int((t == "low") == (r == "x")))
        >>> found = solve(talk)
        >>> len(found), [one.name for one in found.pure() if one.kind == "separating"]
        (3, ['separating: low a; high b', 'separating: low b; high a'])
        """
        from termination.engine.naming import with_names

        return with_names(pure_members(self.families))

    def vertices(self) -> list[Assessment]:
        """The vertex pairs of all families."""
        return [assessment for family in self.families for assessment in family.vertices()]

    def to_frame(self) -> Any:
        """A tidy pandas DataFrame, one row per family and quantity; see `reporting.tables`."""
        from termination.reporting.tables import to_frame

        return to_frame(self)

    def to_json(self) -> str:
        """Everything as JSON text, exact numbers as strings; see `reporting.serial`."""
        from termination.reporting.serial import to_json

        return to_json(self)

    def to_latex(self, long: bool | None = None) -> str:
        """As a LaTeX table (booktabs), with the verdicts of a refinement; over pages if `long`, or if it must."""
        from termination.reporting.articles import equilibria_latex

        return equilibria_latex(self, long)

    def to_markdown(self) -> str:
        """As Markdown tables, with the verdicts of a refinement below them; see `reporting.articles`."""
        from termination.reporting.articles import equilibria_markdown

        return equilibria_markdown(self)

    def __repr__(self) -> str:
        whole = "complete" if self.complete else f"INCOMPLETE: {self.unexamined}"
        return f"<Equilibria: {len(self)} families, {whole}>"

    def __str__(self) -> str:
        from termination.reporting.tables import equilibria_text

        return equilibria_text(self)

    def _repr_html_(self) -> str:
        from termination.reporting.tables import equilibria_html

        return equilibria_html(self)
