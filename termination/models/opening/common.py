"""What every opening game offers, made from parameters or from payoffs: all of it is read off its game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from termination.engine.game import Labels, SignalingGame
from termination.engine.labelled import Labelled
from termination.engine.sentences import listed
from termination.engine.strategies import Quantity, spread
from termination.errors import Faults
from termination.models.opening import doubt as in_doubt
from termination.models.opening import stakes as reading
from termination.models.opening.bought import charts as in_doubt_charts
from termination.models.opening.charts import signal_chart
from termination.models.opening.doubt import Doubt
from termination.models.opening.payoffs import (
    POSTURES,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
)
from termination.models.opening.stakes import Stakes, TalksCondition
from termination.models.opening.words import MEASURES, family_name, gist, vocabulary
from termination.models.parameters import (
    Assumption,
    ByType,
)

if TYPE_CHECKING:
    from termination.engine.families import Family
    from termination.engine.model import Account, Chart, Curves, Event, Extremes, Gist, Measures, Stake, Vocabulary


def _events(messages: Labels) -> dict[str, Event]:
    opened = [m for m in messages if m.endswith("open")]
    events = {
        "opening": frozenset((m, r) for m in opened for r in RESPONSES),
        "talks": frozenset((m, "hold") for m in opened),
        "escalation": frozenset((m, "escalate") for m in messages),
    }
    if messages == SIGNAL_MESSAGES:
        events["signal"] = frozenset((m, r) for m in messages if m.startswith("signal") for r in RESPONSES)
    return events


_EVENTS: dict[Labels, dict[str, Event]] = {
    messages: _events(messages) for messages in (SILENT_MESSAGES, SIGNAL_MESSAGES)
}


class Opening:
    """What every opening game offers, whether made from parameters or from payoffs: all of it read off `game()`."""

    types: Labels
    prior: ByType

    #: The event that it is about.
    focus: ClassVar[str] = "talks"
    @property
    def _exposure(self) -> str:
        """The symbol of the exposure of talks."""
        return "e"

    def game(self) -> SignalingGame:
        """The signaling game: messages "closed" and "open", with the signal "silent, closed" and so on."""
        return self._game

    @cached_property
    def _game(self) -> SignalingGame:
        raise NotImplementedError

    @property
    def has_signal(self) -> bool:
        """Whether there is a costly signal, and so four messages."""
        return self.game().messages == SIGNAL_MESSAGES

    @cached_property
    def doubt(self) -> Doubt | None:
        """How the types of the opponent stand, where he has any; None where she is sure of him."""
        return in_doubt.doubt(self.game()) if self.game().receiver_types else None

    @cached_property
    def stakes(self) -> Stakes:
        """The payoff differences on which everything below is evaluated; in doubt those that do not hang on him."""
        return self.doubt.common if self.doubt else reading.stakes(self.game())

    @property
    def harm(self) -> ByType:
        """d_i: what escalation costs each type when closed; eta + (1 - r_i) D."""
        return self.stakes.harm

    @property
    def talks_premium(self) -> ByType:
        """b_i: what each type gains from talks over fighting on; x_i - w_i + phi + z(1 - r_i)."""
        return self.stakes.talks_premium

    @property
    def opening_exposure(self) -> ByType:
        """e_i: what escalation costs each type once open; lam d_i + (1 - kappa) b_i."""
        return self.stakes.opening_exposure

    @property
    def resilience_order(self) -> Labels:
        """The types from least to most resilient, whatever the order in which they were listed."""
        return self._ranking[0]

    @cached_property
    def _ranking(self) -> tuple[Labels, bool]:
        """That order, and whether payoffs leave no doubt of it."""
        return reading.ranking(self.game())

    @property
    def labels(self) -> Mapping[str, Labels]:
        """What parameters may have a value each for: the types."""
        return {"types": self.types}

    @property
    def leading(self) -> str:
        """The most resilient type, whose probability a bare prior is."""
        return self.resilience_order[-1]

    def pull(self, message: str) -> Any:
        """n_i: the opponent's net gain from escalating against each type, after a message or a (silent) posture; in
        doubt a table of them for each type of the opponent."""
        if self.doubt:
            return Labelled("opponent type", {s: at.pull(message) for s, at in self.doubt.against.items()})
        return self.stakes.pull(message)

    @property
    def inference(self) -> str:
        """How opening would be read: "adverse", "reversed", "equal", "mixed" or "undefined"."""
        return reading.inference(self.stakes)

    def assumptions(self) -> Labelled[Assumption]:
        """A1 to A4, by name: whether each holds in this game, and how. None is imposed."""
        held = in_doubt.assumptions(self.doubt) if self.doubt else reading.assumptions(self.stakes)
        return Labelled("assumption", held)

    def regimes(self) -> Labelled[Any]:
        """How tempting escalation is after each posture, a `Regime`; in doubt by opponent type, then posture."""
        return in_doubt.regimes(self.doubt) if self.doubt else Labelled("posture", reading.regimes(self.stakes))

    def talks_conditions(self) -> tuple[TalksCondition, ...]:
        """The two conditions for talks (S2, S3), each for some equilibrium and for every one, with their margins."""
        return in_doubt.talks_conditions(self.doubt) if self.doubt else reading.talks_conditions(self.stakes)

    def at_stake(self) -> tuple[Stake | Account, ...]:
        """What is to be seen before anything is solved: types, regimes, assumptions, the two conditions for talks."""
        if self.doubt:
            return in_doubt.at_stake(self.doubt, self.talks_conditions())
        return reading.at_stake(self.stakes, self.talks_conditions())

    def cost_of_conversation(self, family: Family) -> Labelled[Quantity]:
        """e_i rho_open - d_i rho_closed by type: what opening (silently) adds to the harm that she expects.

        It is a product of inference and capacity (M1): how much likelier escalation is once she has opened, and what
        it costs her. Where the family leaves replies free it is a range.
        """
        game, silent = family.game, "silent, " if self.has_signal else ""
        chances = [
            [in_doubt.escalation_after(game, replies, f"{silent}{posture}") for posture in POSTURES]
            for replies in family.receiver.vertices
        ]
        harm, exposure = self.harm, self.opening_exposure
        costs = {t: spread(exposure[t] * opened - harm[t] * closed for closed, opened in chances) for t in self.types}
        return Labelled("type", costs)

    def amounts(self, family: Family) -> Mapping[str, Mapping[str, Quantity]]:
        """What a report on a family adds: in doubt, the cost of conversation."""
        return {"cost of conversation": self.cost_of_conversation(family)} if self.doubt else {}

    def describe(self, family: Family) -> str:
        """A name in the subject's words: who does what on the path of play, and what the opponent does with it."""
        return family_name(family, *self._ranking)

    def vocabulary(self) -> Vocabulary:
        """The words in which explanations speak of it: opener and opponent, opening and escalating."""
        return vocabulary(*self._ranking, self.has_signal)

    def gist(self, extremes: Extremes) -> Gist:
        """What equilibria with these least and greatest probabilities of its events bring, in a few words."""
        return gist(extremes)

    def measures(self) -> Measures:
        """What sweeps keep, and the conclusions that can be drawn of any opening game."""
        return MEASURES

    def charts(self) -> Mapping[str, Chart | Curves | str]:
        """ "signal": what the signal costs each type against what it would pay; why not, where there is no signal.

        In doubt: "face_saving", "coercion" and "guarantee", what amounts of these buy, in doubt and against the boldest
        type of the opponent for sure; "share", what happens by how likely that type is; "escalation", how likely it is
        by expected resilience.
        """
        if self.doubt:
            return in_doubt_charts(self)
        return {"signal": signal_chart(self.stakes, self.talks_conditions(), self._exposure)}

    def events(self) -> Mapping[str, Event]:
        """The events "opening", "talks" (open, not escalated against), "escalation" and, if there is one, "signal"."""
        return _EVENTS[self.game().messages]


def labels_of(given: Any, where: str, faults: Faults) -> Labels:
    """The labels of the types as given; empty, with the fault recorded, if they cannot be told."""
    if isinstance(given, (str, bytes)) or not isinstance(given, Sequence) or not given:
        faults.add(where, "expected the labels of the types, such as ['low', 'high']")
        return ()
    wrong = [label for label in given if not isinstance(label, str) or not label.strip()]
    if wrong:
        faults.add(where, f"the labels of types must be non-empty text, found {wrong[0]!r}")
        return ()
    repeated = [label for i, label in enumerate(given) if label in given[:i]]
    if repeated:
        faults.add(where, f"the labels of types must differ; repeated: {listed([repr(one) for one in repeated])}")
        return ()
    return tuple(given)
