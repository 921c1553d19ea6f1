"""What a model of the canon is here: a finite version of a published game, and what it must show."""

from __future__ import annotations

from dataclasses import dataclass, field

from termination.engine.game import SignalingGame
from termination.engine.model import Model


@dataclass(frozen=True)
class Canonical:
    """A finite version of a published model.

    `slug` is its name in the catalog; `model` the game, with numbers of ours; `citation` the publication; `needs` what
    writing it down takes beyond a plain signaling game; `made` what was folded, put on a grid or left as it is;
    `result` the published result that it must show, in our words; `lacks` what of the published model is not here.
    """

    slug: str
    model: Model = field(repr=False)
    citation: str
    needs: str
    made: str
    result: str
    lacks: str

    @property
    def game(self) -> SignalingGame:
        return self.model.game()

    @property
    def title(self) -> str:
        return self.game.title

    @property
    def notes(self) -> str:
        said = f"{self.made} It must show: {self.result} Not here: {self.lacks}"
        return f"A finite version; numbers and forms of payoffs are ours. {said}"
