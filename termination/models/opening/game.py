"""The negotiation-opening game: two belligerents, one of whom may open talks and be thought weak for it.

The **opener** (she) knows how well she would withstand an escalation, her resilience type; the **opponent** (he) does
not. She chooses a posture, closed or open, and where there is a costly signal whether to send it; he sees both and
escalates or holds. Opening invites an inference about her resilience, and he acts on it.

The mechanism is that of Mastro, O. S. & Siegel, D. A. (2023), Talking to the enemy, *Journal of Theoretical Politics*
35(3), 182-203 (passages S1 to S4). The formalisation is ours: symbols, payoffs and results are not the article's. A
reader who has the article can enter its payoffs with `OpeningGame.from_payoffs`.

Its parameters and payoffs are written once, in `payoffs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from termination.engine.game import Labels, Payoffs, SignalingGame, by_label, number
from termination.engine.labelled import Labelled
from termination.engine.model import BeliefScale, NormalForm
from termination.engine.sentences import listed
from termination.errors import Faults, InputError
from termination.models.base import TableModel
from termination.models.opening import stakes as reading
from termination.models.opening.charts import cost_cutoffs, signal_chart, signal_cutoffs
from termination.models.opening.payoffs import (
    _BY_TYPE,
    PARAMETERS,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
    payoff_tables,
)
from termination.models.opening.stakes import Regime, Stakes, TalksCondition
from termination.models.opening.words import MEASURES, family_name, gist, vocabulary
from termination.models.parameters import (
    Assumption,
    ByType,
    Parameter,
    by_parameter,
    merged,
    read,
    title_from,
)

if TYPE_CHECKING:
    from termination.engine.equilibria import Family
    from termination.engine.model import Account, Chart, Cutoffs, Event, Extremes, Gist, Measures, Stake, Vocabulary
    from termination.engine.symbolic.games import Parametrised


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


class _Opening:
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
    def stakes(self) -> Stakes:
        """The payoff differences on which everything below is evaluated."""
        return reading.stakes(self.game())

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
        return self.stakes.order

    @property
    def labels(self) -> Mapping[str, Labels]:
        """What parameters may have a value each for: the types."""
        return {"types": self.types}

    @property
    def leading(self) -> str:
        """The most resilient type, whose probability a bare prior is."""
        return self.resilience_order[-1]

    def pull(self, message: str) -> ByType:
        """n_i: the opponent's net gain from escalating against each type, after a message or a (silent) posture."""
        return self.stakes.pull(message)

    @property
    def inference(self) -> str:
        """How opening would be read: "adverse", "reversed", "equal", "mixed" or "undefined"."""
        return reading.inference(self.stakes)

    def assumptions(self) -> Labelled[Assumption]:
        """A1 to A4, by name: whether each holds in this game, and how. None is imposed."""
        return Labelled("assumption", reading.assumptions(self.stakes))

    def regimes(self) -> Labelled[Regime]:
        """How tempting escalation is after each posture."""
        return Labelled("posture", reading.regimes(self.stakes))

    def talks_conditions(self) -> tuple[TalksCondition, ...]:
        """The two conditions for talks (S2, S3), each for some equilibrium and for every one, with their margins."""
        return reading.talks_conditions(self.stakes)

    def at_stake(self) -> tuple[Stake | Account, ...]:
        """What is to be seen before anything is solved: types, regimes, assumptions, the two conditions for talks."""
        return reading.at_stake(self.stakes, self.talks_conditions())

    def describe(self, family: Family) -> str:
        """A name in the subject's words: who does what on the path of play, and what the opponent does with it."""
        return family_name(family, self.stakes.order, self.stakes.ranked)

    def vocabulary(self) -> Vocabulary:
        """The words in which explanations speak of it: opener and opponent, opening and escalating."""
        return vocabulary(self.stakes.order, self.stakes.ranked, self.has_signal)

    def gist(self, extremes: Extremes) -> Gist:
        """What equilibria with these least and greatest probabilities of its events bring, in a few words."""
        return gist(extremes)

    def measures(self) -> Measures:
        """What sweeps keep, and the conclusions that can be drawn of any opening game."""
        return MEASURES

    def charts(self) -> Mapping[str, Chart | str]:
        """ "signal": what the signal costs each type against what it would pay; why not, where there is no signal."""
        return {"signal": signal_chart(self.stakes, self.talks_conditions(), self._exposure)}

    def events(self) -> Mapping[str, Event]:
        """The events "opening", "talks" (open, not escalated against), "escalation" and, if there is one, "signal"."""
        return _EVENTS[self.game().messages]


class OpeningGame(_Opening, TableModel):
    """The negotiation-opening game: who opens talks in war, when opening is read as weakness. Frozen; keywords only.

    The opener is of type i with probability p_i; closed or open, with or without the costly signal, she is escalated
    against or not. docs/model.md has the payoffs. The mechanism is that of [1]; the formalisation is ours.

    A parameter by type is a mapping by label, or an entry "war_value.high" for each label, or a list by position. The
    types and their order are those of the first mapping given, in the order of the parameters below, or of `types` if
    that is given; all others must name the same. With lists only and no `types`, two types are called "low" and "high"
    and more are "type 1" to "type N", by their resilience. Numbers are exact: 0.3 means 3/10, and "3/10" may be written
    as text.

    Parameters
    ----------
    types : labels, in the order of lists by position
    title : text; what the game is called in tables

    Raises
    ------
    InputError : every fault: unknown or missing parameters, values outside their domain, tables that name different
        types, a prior that does not sum to one, two types of the same resilience

    References
    ----------
    [1] Mastro, O. S. & Siegel, D. A. (2023), Talking to the enemy: Explaining the emergence of peace talks in
        interstate war, *JTP*, doi:10.1177/09516298231185112.

    >>> war = OpeningGame(prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.8, "low": 0.2},
    ...                   war_value={"high": 0.5, "low": 0.1}, talks_value={"high": 0.55, "low": 0.4},
    ...                   escalation_harm=1, talks_exposure=0.8, escalation_gain=1, escalation_cost=0.4)
    >>> war.resilience_order, war.harm["low"], war.critical_resilience["open"]
    (('low', 'high'), Fraction(4, 5), Fraction(3, 5))
    >>> war.regimes()["open"].name
    'tempting'
    >>> war.with_(escalation_cost=0.9).talks_conditions()[1].settles
    True
    """


    types: Labels
    prior: ByType
    resilience: ByType
    war_value: ByType
    talks_value: ByType
    escalation_harm: Fraction
    base_harm: Fraction
    talks_exposure: Fraction
    talks_kept: Fraction
    signal_cost: ByType | None
    escalation_gain: Fraction
    escalation_cost: Fraction
    opponent_talks_value: Fraction
    face_saving: Fraction
    deescalation: Fraction
    coercion: Fraction
    guarantee: Fraction
    guarantee_delivery: Fraction
    title: str

    PARAMETERS: ClassVar[tuple[Parameter, ...]] = PARAMETERS
    SETTINGS: ClassVar[Labels] = ("types",)

    def _read(self, given: Mapping[str, Any], settings: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
        labels = _types(settings["types"], given, faults)
        values = read(PARAMETERS, given, labels, faults)
        _check_distinct(values.get("resilience"), faults)
        return {"types": labels, **values}

    def _arguments(self) -> dict[str, Any]:
        return {**super()._arguments(), "types": self.types}

    @classmethod
    def from_payoffs(cls, **payoffs: Any) -> PayoffOpeningGame:
        """An opening game entered cell by cell: any payoffs for both sides, whatever reasoning made them.

        Parameters
        ----------
        prior : probability of each type
        sender, receiver : payoffs [type][message][response]; at each level a list by position or a mapping by label
        types : labels of the types; if not given, those of the first mapping among prior, sender, receiver
        messages : "closed", "open", or with the signal "silent, closed", "silent, open", "signal, closed", "signal,
            open", in the order of the tables' lists; if not given, in this order, as many as the tables have
        responses : "escalate", "hold", in the order of the tables' lists; if not given, in this order
        title : what the game is called in tables

        Assumptions, regimes and conditions are evaluated on the payoffs. Raises `InputError` with every fault.

        >>> game = OpeningGame.from_payoffs(types=["weak", "strong"], prior=["1/2", "1/2"],
        ...     sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]], receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]])
        >>> game.resilience_order, game.regimes()["open"].name, game.inference
        (('weak', 'strong'), 'middle', 'adverse')
        """
        return PayoffOpeningGame(**payoffs)

    @property
    def _exposure(self) -> str:
        return "λd" if self.talks_kept == 1 else "e"

    def talks_conditions(self) -> tuple[TalksCondition, ...]:
        """The two conditions for talks (S2, S3); exposure is e_i in their formulas where it is not lam d_i, and the
        guarantee that he expects is delta m."""
        exposure = "lam d_" if self.talks_kept == 1 else "e_"
        guarantee = "k + m" if self.guarantee_delivery == 1 else "k + delta m"
        return tuple(
            replace(one, formula=one.formula.replace("lam d_", exposure).replace("k + m", guarantee))
            for one in super().talks_conditions()
        )

    def normal_form(self) -> NormalForm:
        """The war with w_i set to 0 and x_i - w_i kept, so that where a type's zero was put does not count."""
        premium = {t: self.talks_value[t] - self.war_value[t] for t in self.types}
        return NormalForm(
            self.with_(war_value=dict.fromkeys(self.types, 0), talks_value=premium),
            {"talks_value": "x_i - w_i"},
            {"talks_value": self.war_value},
            {
                "war_value": "only x_i - w_i counts: move talks_value",
                "deescalation": "no equilibrium depends on it",
                "opponent_talks_value": "no equilibrium depends on it",
                "talks_kept": "an assumption of the game: set it and solve again",
                "guarantee_delivery": "only delta m counts: move guarantee",
            },
        )

    def symbolic(self) -> Parametrised:
        """The game in symbols, for closed forms: see `symbols`."""
        from termination.models.opening.cases import in_symbols

        return in_symbols(self)

    @cached_property
    def _game(self) -> SignalingGame:
        sender, receiver = payoff_tables([self.values(t) for t in self.types], self.signal_cost is not None)
        messages = SILENT_MESSAGES if self.signal_cost is None else SIGNAL_MESSAGES
        return SignalingGame(self.types, self.prior, messages, RESPONSES, sender, receiver, self.title)

    def expected_resilience(self, belief: Any = None) -> Fraction:
        """R(mu) = sum_i mu_i r_i at a belief over the types (by label or by position); at the prior if none is given.

        >>> even = OpeningGame(prior=["1/2", "1/2"], resilience=[0, 1], war_value=[0, 0], talks_value=[1, 1],
        ...                    escalation_harm=1, talks_exposure=1, escalation_gain=1, escalation_cost="1/2")
        >>> even.expected_resilience(), even.expected_resilience({"low": "3/4", "high": "1/4"})
        (Fraction(1, 2), Fraction(1, 4))
        """
        weights = self.prior if belief is None else self._belief(belief)
        return sum((weights[t] * self.resilience[t] for t in self.types), Fraction(0))

    def belief_scale(self) -> BeliefScale | None:
        """Beliefs are measured by the resilience that is expected at them: the opponent asks no more of them."""
        return BeliefScale("expected resilience", "critical resilience", self.resilience)

    def cutoffs(self) -> Mapping[str, Cutoffs | str]:
        """What the two conditions for talks compare the costs of escalation and of the signal with, and guarantees."""
        conditions, name = self.talks_conditions(), self.vocabulary().itself
        first, second = conditions[0].caveats, conditions[2].caveats
        return {
            "escalation_cost": cost_cutoffs(self.stakes, first, (name, self.escalation_cost), "m"),
            "guarantee": self._guarantee_cutoffs(first, name),
            "signal_cost": signal_cutoffs(self.stakes, second, self._exposure),
        }

    def _guarantee_cutoffs(self, caveats: Sequence[str], name: str) -> Cutoffs | str:
        if self.guarantee_delivery != 1:
            return f"they are for a guarantee that is sure; he expects this with probability {self.guarantee_delivery}"
        return cost_cutoffs(self.stakes, caveats, (name, self.guarantee), "k")

    def _belief(self, given: Any) -> ByType:
        faults = Faults()
        entries = by_label(given, self.types, "belief", faults) or ()
        weights = [number(entry, f"belief.{t}", faults) for t, entry in zip(self.types, entries, strict=False)]
        faults.raise_if_any()
        if min(weights) < 0 or sum(weights) != 1:
            raise InputError("belief: probabilities must be >= 0 and sum to 1 exactly")
        return ByType(self.types, weights)

    @property
    def critical_resilience(self) -> Labelled[Fraction]:
        """r*_a = 1 - (k + delta m[a open]) / g by posture: he escalates after it iff he expects less resilience."""
        expected = self.guarantee_delivery * self.guarantee
        costs = {"closed": self.escalation_cost, "open": self.escalation_cost + expected}
        return Labelled("posture", {posture: 1 - cost / self.escalation_gain for posture, cost in costs.items()})


def _types(given: Any, parameters: Mapping[str, Any], faults: Faults) -> Labels:
    """The labels of the types; empty, with the fault recorded, if they cannot be told."""
    if given is not None:
        return _labels(given, "types", faults)
    tables = [(name, parameters[name]) for name in _BY_TYPE if name in parameters]
    for name, table in tables:
        if isinstance(table, Mapping):
            return _labels(list(table), name, faults)
    return _labels_by_resilience(parameters.get("resilience"), faults)


def _labels(given: Any, where: str, faults: Faults) -> Labels:
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


def _labels_by_resilience(given: Any, faults: Faults) -> Labels:
    """Labels where the user gave none: "low" and "high", or "type 1" to "type N", by rank of resilience."""
    if given is None:
        return ()
    if hasattr(given, "tolist"):
        given = given.tolist()
    if isinstance(given, (str, bytes)) or not isinstance(given, Sequence) or not given:
        faults.add("resilience", "expected a value for each type: {'low': 0.2, 'high': 0.8}, or a list by position")
        return ()
    ignored = Faults()  # the same faults are reported when the values are read
    values = [number(entry, "resilience", ignored) for entry in given]
    names = ["low", "high"] if len(values) == 2 else [f"type {i + 1}" for i in range(len(values))]
    ranked = sorted(range(len(values)), key=lambda i: values[i])
    return tuple(names[ranked.index(i)] for i in range(len(values)))


def _check_distinct(resilience: Fraction | ByType | None, faults: Faults) -> None:
    """Types are told apart by their resilience."""
    if not isinstance(resilience, ByType):
        return
    holders: dict[Fraction, list[str]] = {}
    for label, value in resilience.items():
        holders.setdefault(value, []).append(label)
    for value, labels in holders.items():
        if len(labels) > 1:
            faults.add("resilience", f"{listed(labels)} have the same resilience, {value}; types must differ in it")


@dataclass(frozen=True, init=False, repr=False)
class PayoffOpeningGame(_Opening):
    """An opening game given by its payoffs alone; made by `OpeningGame.from_payoffs`, which says how."""

    types: Labels
    prior: ByType
    sender: Payoffs
    receiver: Payoffs
    title: str

    #: Of the table only the prior is left.
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = tuple(one for one in PARAMETERS if one.name == "prior")

    def __init__(self, **payoffs: Any) -> None:
        faults = Faults()
        payoffs = by_parameter(payoffs, faults)
        _check_payoff_names(payoffs, faults)
        labels = _types_of_payoffs(payoffs, faults)
        messages = _given_messages(payoffs, faults)
        responses = _given_labels(payoffs.get("responses", RESPONSES), "responses", (RESPONSES,), faults)
        title = title_from(payoffs.get("title", ""), faults)
        faults.raise_if_any()
        prior, sender, receiver = (payoffs[name] for name in ("prior", "sender", "receiver"))
        game = _in_canonical_order(SignalingGame(labels, prior, messages, responses, sender, receiver, title))
        for name in ("types", "sender", "receiver", "title"):
            object.__setattr__(self, name, getattr(game, name))
        object.__setattr__(self, "prior", ByType(labels, game.prior))
        object.__setattr__(self, "_game", game)

    def talks_conditions(self) -> tuple[TalksCondition, ...]:
        """The two conditions for talks (S2, S3), as inequalities in the payoffs: there are no parameters to name."""
        found = super().talks_conditions()
        return tuple(replace(one, formula=_IN_PAYOFFS[one.condition, one.scope]) for one in found)

    def with_(self, **changes: Any) -> PayoffOpeningGame:
        """The same game with another prior, other payoffs or another title; it has no parameters beside these.

        A prior that names some types only keeps the others.
        """
        current = {name: getattr(self, name) for name in ("types", "prior", "sender", "receiver", "title")}
        return PayoffOpeningGame(**{**current, **merged(current, changes)})

    def parameters(self) -> dict[str, Any]:
        """What the game is made from: the prior, which names the types in their order, and both sides' payoffs."""
        return {name: getattr(self, name) for name in ("prior", "sender", "receiver")}

    def belief_scale(self) -> BeliefScale | None:
        """Of two types, the probability of the more resilient."""
        if len(self.types) != 2:
            return None
        strong = self.resilience_order[-1]
        places = {t: Fraction(t == strong) for t in self.types}
        return BeliefScale(f"probability of {strong}", "switching belief", places)

    def normal_form(self) -> NormalForm:
        """The game by the differences of payoffs on which its equilibria depend."""
        from termination.models.opening.differences import differences

        return NormalForm(differences(self))

    def __repr__(self) -> str:
        messages = "with the signal" if self.has_signal else "without the signal"
        return f"<OpeningGame from payoffs, {messages}: types {list(self.types)}, prior {self.prior}>"


#: The conditions in what payoffs have: premium b, exposure e, cost c of the signal, and n, the opponent's net gain from
#: escalating, by type.
_IN_PAYOFFS = {
    ("first", "some"): "his expected net gain from escalating after open <= 0",
    ("first", "every"): "his net gain from escalating after open, against each type, < 0",
    ("second", "some"): "min(e_H - c_H, c_L - e_L) >= 0, with e the exposure",
    ("second", "every"): "min(b_H - c_H, e_H - c_H, c_L - e_L) > 0, with e the exposure",
}

_PAYOFF_NAMES = ("types", "prior", "messages", "responses", "sender", "receiver", "title")


def _check_payoff_names(payoffs: Mapping[str, Any], faults: Faults) -> None:
    for name in payoffs:
        if name not in _PAYOFF_NAMES:
            faults.add(name, f"no such name: a game entered by its payoffs has only {', '.join(_PAYOFF_NAMES)}")
    for name in ("prior", "sender", "receiver"):
        if name not in payoffs:
            faults.add(name, "missing")


def _types_of_payoffs(payoffs: Mapping[str, Any], faults: Faults) -> Labels:
    if payoffs.get("types") is not None:
        return _labels(payoffs["types"], "types", faults)
    for name in ("prior", "sender", "receiver"):
        if isinstance(payoffs.get(name), Mapping):
            return _labels(list(payoffs[name]), name, faults)
    faults.add("types", "missing: give the labels of the types, or the prior by label")
    return ()


def _given_messages(payoffs: Mapping[str, Any], faults: Faults) -> Labels:
    """The messages in the order of the payoff tables: as named, else two or four by how many the first row has."""
    if payoffs.get("messages") is not None:
        return _given_labels(payoffs["messages"], "messages", (SILENT_MESSAGES, SIGNAL_MESSAGES), faults)
    sender = payoffs.get("sender")
    rows: Any = list(sender.values()) if isinstance(sender, Mapping) else sender
    if hasattr(rows, "tolist"):
        rows = rows.tolist()
    if isinstance(rows, Sequence) and rows and isinstance(rows[0], (Mapping, Sequence)):
        return SIGNAL_MESSAGES if len(rows[0]) == len(SIGNAL_MESSAGES) else SILENT_MESSAGES
    return SILENT_MESSAGES


def _given_labels(given: Any, where: str, known: tuple[Labels, ...], faults: Faults) -> Labels:
    labels = tuple(given) if isinstance(given, Sequence) and not isinstance(given, (str, bytes)) else ()
    for one in known:
        if len(labels) == len(one) and all(label in labels for label in one):
            return labels
    faults.add(where, f"expected {' or '.join(str(list(one)) for one in known)}, in the order of the payoff tables")
    return ()


def _in_canonical_order(game: SignalingGame) -> SignalingGame:
    """The same game with messages and responses in the order of every other opening game."""
    messages = SIGNAL_MESSAGES if len(game.messages) == len(SIGNAL_MESSAGES) else SILENT_MESSAGES
    responses = game.response_sets[0]
    if game.messages == messages and responses == RESPONSES:
        return game
    rows = [game.messages.index(m) for m in messages]
    columns = [responses.index(r) for r in RESPONSES]
    sender, receiver = (
        [[[table[i][j] for j in columns] for i in rows] for table in player] for player in (game.sender, game.receiver)
    )
    return SignalingGame(game.types, game.prior, messages, RESPONSES, sender, receiver, game.title)
