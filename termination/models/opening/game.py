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
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

from termination.engine.game import Labels, SignalingGame, by_label, is_table, number
from termination.engine.labelled import Labelled, position
from termination.engine.model import BeliefScale, NormalForm
from termination.engine.parameter import Parameter
from termination.engine.sentences import listed
from termination.errors import Fault, Faults, InputError
from termination.models.base import TableModel, at_type
from termination.models.opening.by_payoffs import PayoffOpeningGame
from termination.models.opening.charts import cost_cutoffs, signal_cutoffs
from termination.models.opening.common import Opening, labels_of
from termination.models.opening.in_symbols import SymbolicOpeningGame, has_symbols
from termination.models.opening.payoffs import (
    _BY_TYPE,
    BY_OPPONENT,
    DERIVED,
    IN_DOUBT,
    IN_DOUBT_DERIVED,
    OPPONENT_PRIOR,
    PARAMETERS,
    RESPONSES,
    SIGNAL_MESSAGES,
    SILENT_MESSAGES,
    payoff_tables,
)
from termination.models.opening.stakes import TalksCondition
from termination.models.parameters import ByType, read

if TYPE_CHECKING:
    from termination.engine.model import Cutoffs
    from termination.engine.symbolic.games import Cases, Parametrised


class OpeningGame(Opening, TableModel):
    """The negotiation-opening game: who opens talks in war, when opening is read as weakness. Frozen; keywords only.

    The opener is of type i with probability p_i; closed or open, with or without the costly signal, she is escalated
    against or not. docs/model.md has the payoffs. The mechanism is that of [1]; the formalisation is ours.

    A parameter by type is a mapping by label, or an entry "war_value.high" for each label, or a list by position. The
    types and their order are those of the first mapping given, in the order of the parameters below, or of `types` if
    that is given; all others must name the same. With lists only and no `types`, two types are called "low" and "high"
    and more are "type 1" to "type N", by their resilience. Numbers are exact: 0.3 means 3/10, and "3/10" may be written
    as text.

    In doubt, what escalating costs the opponent is known to him alone: with `opponent_prior`, a probability for each of
    his types, `escalation_cost` and `escalation_gain` may be given by opponent type. The game then has receiver types.

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
    >>> doubt = war.with_(opponent_prior={"dove": 0.6, "hawk": 0.4}, escalation_cost={"dove": 0.9, "hawk": 0.4})
    >>> doubt.regimes()["hawk"]["open"].name, doubt.regimes()["dove"]["open"].name
    ('tempting', 'too costly even against the weakest')
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
    opponent_prior: ByType | None = None
    opponent_types: Labels = ()

    PARAMETERS: ClassVar[tuple[Parameter, ...]] = PARAMETERS
    OPTIONAL: ClassVar[tuple[Parameter, ...]] = (OPPONENT_PRIOR,)
    SETTINGS: ClassVar[Labels] = ("types",)

    def _table(self, given: Mapping[str, Any]) -> tuple[Parameter, ...]:
        return IN_DOUBT if given.get("opponent_prior") is not None else (*PARAMETERS, OPPONENT_PRIOR)

    def _read(self, given: Mapping[str, Any], settings: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
        labels = _types(settings["types"], given, faults)
        if (table := self._table(given)) is IN_DOUBT:
            his = _opponent_types(given, faults)
            spread = {name: _for_each(given[name], his) for name in BY_OPPONENT if name in given}
            values = read(table, {**given, **spread}, labels, faults, {"opponent types": his})
            own = {"PARAMETERS": table, "opponent_types": his}
        else:
            values, own = read(PARAMETERS, _without_labels(given, faults), labels, faults), {}
        _check_distinct(values.get("resilience"), faults)
        return {"types": labels, **values, **own}

    @property
    def labels(self) -> Mapping[str, Labels]:
        """What parameters may have a value each for: the types, and in doubt the opponent's types."""
        return {"types": self.types} | ({"opponent types": self.opponent_types} if self.opponent_types else {})

    def against(self, opponent_type: str) -> OpeningGame:
        """The war against an opponent who is known to be of this type."""
        position(opponent_type, self.opponent_types, "opponent type")
        known = {name: getattr(self, name)[opponent_type] for name in BY_OPPONENT}
        return OpeningGame(**{**self._arguments(), "opponent_prior": None, **known})

    def _arguments(self) -> dict[str, Any]:
        return {**super()._arguments(), "types": self.types}

    @classmethod
    def from_payoffs(cls, **payoffs: Any) -> PayoffOpeningGame | SymbolicOpeningGame:
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
        values : where payoffs or priors are SymPy expressions, a number for every symbol in them; then conditions are
            formulas, and maps, thresholds and claims are in these symbols
        assumptions, table : as for `ParametricGame`, with payoffs in symbols

        Assumptions, regimes and conditions are evaluated on the payoffs. Raises `InputError` with every fault.

        >>> game = OpeningGame.from_payoffs(types=["weak", "strong"], prior=["1/2", "1/2"],
        ...     sender=[[[-1, 0], [0, 2]], [[0, 1], [1, 2]]], receiver=[[[1, 0], [1, 0]], [[-2, 0], [-2, 0]]])
        >>> game.resilience_order, game.regimes()["open"].name, game.inference
        (('weak', 'strong'), 'middle', 'adverse')
        """
        if "values" in payoffs:
            return SymbolicOpeningGame(**payoffs)
        if has_symbols([payoffs.get(name) for name in ("prior", "sender", "receiver")]):
            raise InputError([Fault("values", "missing; payoffs in symbols need a number for every symbol in them")])
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

    def letters(self) -> tuple[tuple[str, str, str], ...]:
        """What is read off the parameters: letter, formula, meaning."""
        return IN_DOUBT_DERIVED if self.doubt else DERIVED

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

        if self.doubt:
            raise InputError(f"model: {self._no_closed_forms()}")
        return in_symbols(self)

    def _no_closed_forms(self) -> str:
        one = self.opponent_types[0]
        return f"closed forms are for an opponent without types; they are there against one of his, .against({one!r})"

    def cases(self, *moving: str) -> Cases | str:
        """The closed forms that a sweep may use, case by case, or why there are none: see `cases`."""
        from termination.models.opening.cases import in_cases

        return self._no_closed_forms() if self.doubt else in_cases(self, moving)

    @cached_property
    def _game(self) -> SignalingGame:
        has_signal = self.signal_cost is not None
        messages = SIGNAL_MESSAGES if has_signal else SILENT_MESSAGES
        if not self.opponent_types:
            sender, receiver = payoff_tables([self.values(t) for t in self.types], has_signal)
            return SignalingGame(self.types, self.prior, messages, RESPONSES, sender, receiver, self.title)
        tables = [payoff_tables([self._facing(s, t) for t in self.types], has_signal) for s in self.opponent_types]
        sender, receiver = (list(zip(*each, strict=True)) for each in zip(*tables, strict=True))
        labels = self.types, self.prior, messages, RESPONSES
        return SignalingGame(*labels, sender, receiver, self.title, self.opponent_types, self.opponent_prior)

    def _facing(self, opponent_type: str, type_: str) -> SimpleNamespace:
        """The parameters of one of her types where he is of this one."""
        known = {name: getattr(self, name)[opponent_type] for name in BY_OPPONENT}
        return at_type({**self.parameters(), **known}, type_)

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
        return BeliefScale("expected resilience", "critical resilience", self.resilience, "R(mu)")

    def cutoffs(self) -> Mapping[str, Cutoffs | str]:
        """What the two conditions for talks compare the costs of escalation and of the signal with, and guarantees."""
        if self.doubt:
            why = f"they are for an opponent without types, as in .against({self.opponent_types[0]!r})"
            return dict.fromkeys(("escalation_cost", "guarantee", "signal_cost"), why)
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
    def critical_resilience(self) -> Labelled[Any]:
        """r*_a = 1 - (k + delta m[a open]) / g by posture: he escalates after it iff he expects less resilience. In
        doubt by opponent type, then posture."""
        if self.doubt:
            return Labelled("opponent type", {s: self.against(s).critical_resilience for s in self.opponent_types})
        expected = self.guarantee_delivery * self.guarantee
        costs = {"closed": self.escalation_cost, "open": self.escalation_cost + expected}
        return Labelled("posture", {posture: 1 - cost / self.escalation_gain for posture, cost in costs.items()})


def _types(given: Any, parameters: Mapping[str, Any], faults: Faults) -> Labels:
    """The labels of the types; empty, with the fault recorded, if they cannot be told."""
    if given is not None:
        return labels_of(given, "types", faults)
    tables = [(name, parameters[name]) for name in _BY_TYPE if name in parameters]
    for name, table in tables:
        if isinstance(table, Mapping):
            return labels_of(list(table), name, faults)
    return _labels_by_resilience(parameters.get("resilience"), faults)


def _opponent_types(parameters: Mapping[str, Any], faults: Faults) -> Labels:
    """The labels of the opponent's types: those of the first mapping among what is given by opponent type."""
    for name in ("opponent_prior", *BY_OPPONENT):
        if isinstance(table := parameters.get(name), Mapping) and not is_table(table):
            return labels_of(list(table), name, faults)
    faults.add("opponent_prior", "expected a probability for each opponent type: {'dove': 0.6, 'hawk': 0.4}")
    return ()


def _without_labels(given: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """What is given, without values by opponent type, for which there is no prior: a fault each."""
    found = dict(given)
    for name in BY_OPPONENT:
        if isinstance(given.get(name), Mapping):
            faults.add(name, "expected a number, found values by label; by opponent type they need an opponent_prior")
            del found[name]
    return found


def _for_each(given: Any, labels: Labels) -> Any:
    """What is given once for all, by label."""
    by_label = isinstance(given, (Mapping, list, tuple)) or bool(getattr(given, "ndim", 0))
    return given if by_label else dict.fromkeys(labels, given)


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
