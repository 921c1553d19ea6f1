"""What the engine asks of a model, and all it knows of one.

A model turns parameters that mean something into a signaling game, and reads equilibria back in its own words. The
engine never looks further: a new model is one file that offers these methods. `SignalingGame` offers them too, so a
plain game is its own simplest model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from termination.engine.game import SignalingGame

if TYPE_CHECKING:
    from termination.engine.assessment import Family

#: An event of play: the (message, response) pairs in which it happens.
Event = frozenset[tuple[str, str]]


@runtime_checkable
class Model(Protocol):
    """Anything that can be solved."""

    def game(self) -> SignalingGame:
        """The signaling game that the model's parameters define."""
        ...

    def describe(self, family: Family) -> str:
        """A name for a family of equilibria in the subject's words; need not be unique, the solver sees to that."""
        ...

    def events(self) -> Mapping[str, Event]:
        """The events whose probabilities are reported as outcomes, by name."""
        ...
