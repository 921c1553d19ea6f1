"""What a solution is: the families of equilibria of one game, and what is known of the whole. Plain frozen data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, overload

from termination.engine.families import Assessment, Family, strategy_pair
from termination.engine.game import SignalingGame
from termination.engine.naming import connected, with_names
from termination.engine.on_path import by_outcome
from termination.errors import UnknownNameError, expect

if TYPE_CHECKING:
    from termination.engine.model import Model
    from termination.engine.refining.verdicts import Verdict


@dataclass(frozen=True, repr=False)
class Equilibria(Sequence[Family]):
    """The perfect Bayesian equilibria of one game: maximal families in a fixed order, and what is known of the whole.

    `complete` is True when the families are all the equilibria there are; otherwise `unexamined` says what was left,
    and whether what is listed may be parts of families. `concept` and `rejected` are filled by `refine`. How many
    families there are is known at once; they are told, with strategies and names, when the first of them is read, and
    so are verdicts.
    """

    model: Model
    game: SignalingGame
    families: Sequence[Family]
    complete: bool = True
    unexamined: str = ""
    concept: str = ""
    rejected: Sequence[Verdict] = ()

    @overload
    def __getitem__(self, key: int) -> Family: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Family, ...]: ...
    def __getitem__(self, key: int | slice) -> Family | tuple[Family, ...]:
        if not self.families and isinstance(key, int):
            raise IndexError(f"there is no equilibrium in this list: {self._why_empty}")
        return tuple(self.families[key]) if isinstance(key, slice) else self.families[key]

    @property
    def _why_empty(self) -> str:
        """Why there is no family: a finite game has equilibria."""
        if self.unexamined:
            return self.unexamined
        if not self.concept:
            return "it was made without any"
        from termination.engine.refining.verdicts import MAY_BE_EMPTY, concept_title

        which = ", which can happen" if self.concept in MAY_BE_EMPTY else ""
        return f"none survives {concept_title(self.concept)}{which}"

    def __len__(self) -> int:
        return len(self.families)

    def named(self, name: str) -> Family:
        """The family with this name, or the only one whose name contains it; `UnknownNameError` otherwise.

        Raises `InputError` for what is no name.
        """
        expect("name", name, str, "a name, or part of one; a number goes in brackets, as in found[0]")
        exactly = [family for family in self.families if family.name == name]
        partly = [family for family in self.families if name in family.name]
        for found in (exactly, partly):
            if len(found) == 1:
                return found[0]
        raise UnknownNameError("single equilibrium named", name, [family.name for family in self.families])

    @cached_property
    def components(self) -> tuple[tuple[Family, ...], ...]:
        """The families grouped by connectedness: two that share a pair of vertices belong together."""
        return connected(self.families)

    def contains(self, sender: Any, receiver: Any) -> bool:
        """Whether this pair of strategies (nested [type][message], [message][response]) is among the equilibria.

        The receiver's is nested [receiver type][message][response] where he has types.

        >>> from termination.engine.enumerate import solve
        >>> game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, 0]]], [[[1, 0]]])
        >>> solve(game).contains([[1]], [[1, 0]]), solve(game).contains([[1]], [[0, 1]])
        (True, False)
        """
        sent, reply = strategy_pair(self.game, sender, receiver)
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
        found: dict[Any, Family] = {}
        for family in self.families:
            for sender, receiver in product(family.sender.pure, family.receiver.pure):
                pair = sender.picks, receiver.picks
                if pair not in found:
                    found[pair] = family.only(sender, receiver)
        return with_names(self.model, [found[pair] for pair in sorted(found)])

    def by_outcome(self) -> tuple[tuple[Family, ...], ...]:
        """The families in groups that share the outcome: who sends what, and the replies to what is sent.

        Families of one group differ only in what would be done after messages that nobody sends.
        """
        return by_outcome(self.families)

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
