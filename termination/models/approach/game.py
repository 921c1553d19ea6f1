"""The less-hardline approach: does addressing a rival's interests in peacetime embolden it?

The **stronger state** (sender) is resolute or irresolute, which only it knows. It chooses an approach to its **rival**
(receiver): hardline, or one that addresses the rival's interests in limited or in core matters, if it likes under cover
of hardline policies sustained elsewhere. The rival sees it and **presses** (is emboldened), **holds**, or, where
something is offered, **reciprocates**. It would press the irresolute and not the resolute.

The question, and the benefits and costs weighed, are those of Priebe, M., Frederick, B., Evans, A. T., Charap, S.,
Tarini, G. & Rooney, B. (2023), *Future U.S. Peacetime Policy Toward Russia*, RAND, RRA1862-1 (passages R1 to R9). They
give no formal model: symbols, payoffs and results are ours, and nothing here is theirs.

Payoffs are written once, in `state_payoff` and `rival_payoff`, as plain arithmetic on whatever the parameters are:
fractions, SymPy symbols or terms of an SMT solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from termination.engine.families import Assessment
from termination.engine.game import Labels, SignalingGame, prior_from
from termination.engine.labelled import Labelled
from termination.engine.parameter import Parameter
from termination.engine.sentences import listed
from termination.engine.strategies import Quantity, Range, spread
from termination.errors import Faults, UnknownNameError
from termination.models.approach import stakes, words
from termination.models.approach.payoffs import (
    _OVER_APPROACHES,
    APPROACHES,
    CORE,
    HARDLINE,
    LIMITED,
    MESSAGES,
    PARAMETERS,
    RESOLUTE,
    TYPES,
    covered,
    of_approach,
    payoff_tables,
    relief_of,
    responses_to,
    values_at,
)
from termination.models.approach.stakes import Offer
from termination.models.base import TableModel
from termination.models.parameters import Assumption, ByType, read

if TYPE_CHECKING:
    from termination.engine.families import Family
    from termination.engine.model import Event, Extremes, Gist, Stake, Vocabulary
    from termination.engine.symbolic.games import Cases, Parametrised


class ApproachGame(TableModel):
    """The less-hardline approach between rivals: when it emboldens. Frozen; takes keywords only.

    The stronger state is resolute with probability q; it chooses an approach, and its rival presses, holds or, where
    something is offered, reciprocates. docs/approach.md has the payoffs. The question, benefits and costs are those of
    [1], passages R1 to R9; symbols, payoffs and results are ours.

    A parameter by type (resolute, irresolute) or by approach (limited, core) is a mapping by label, or an entry
    "relief.core" for each label, or a list by position. A game may have one approach only: then its tables name
    that one, and a list of one value is for limited. `prior` may be a mapping by type. Numbers are exact: 0.3 means
    3/10, and "3/10" may be written as text.

    Parameters
    ----------
    messages : labels of what is on offer, if not all: hardline always, and any of limited, core and, where there is
        `cover_cost`, limited under cover and core under cover
    title : text; what the game is called in tables

    Raises
    ------
    InputError : every fault: unknown or missing parameters, values outside their domain, tables that name other labels,
        messages that cannot be, an approach that relieves less in core matters than in limited ones

    References
    ----------
    [1] Priebe, M., Frederick, B., Evans, A. T., Charap, S., Tarini, G. & Rooney, B. (2023), *Future U.S. Peacetime
        Policy Toward Russia*, RAND, RRA1862-1.

    >>> game = ApproachGame(prior=0.6, ambition=1, power=1, concession_value={"limited": 0.1},
    ...     concession_cost={"limited": 0.1}, unilateral=0.5, reciprocity_cost={"limited": 0.1},
    ...     reciprocity_gain={"limited": 0.2}, relief={"limited": 0.2}, insecurity=0.5, war_risk=0.5,
    ...     hardline_cost={"resolute": 0.2, "irresolute": 0.6}, savings={"limited": 0.5},
    ...     emboldening_loss={"resolute": 0.5, "irresolute": 0.2})
    >>> game.messages, game.critical_resolve["hardline"], game.critical_resolve["limited"]
    (('hardline', 'limited'), Fraction(1, 2), Fraction(9, 20))
    >>> [name for name, one in game.assumptions().items() if one.holds]
    ['B1', 'B2', 'B3', 'B4']
    """

    approaches: Labels
    messages: Labels
    prior: Fraction
    ambition: Fraction
    power: Fraction
    concession_value: ByType
    concession_cost: ByType
    unilateral: Fraction
    reciprocity_cost: ByType
    reciprocity_gain: ByType
    relief: ByType
    mistrust: Fraction
    cover_dilution: Fraction
    insecurity: Fraction
    war_risk: Fraction
    hardline_cost: ByType
    savings: ByType
    emboldening_loss: ByType
    cover_cost: ByType | None
    trend: Fraction
    flare: Fraction
    flare_loss: Fraction
    title: str

    PARAMETERS: ClassVar[tuple[Parameter, ...]] = PARAMETERS
    SETTINGS: ClassVar[Labels] = ("messages",)
    types = TYPES

    def _read(self, given: Mapping[str, Any], settings: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
        approaches = _approaches(given, faults)
        given = {**given, **_prior(given, faults)}
        values = read(PARAMETERS, given, TYPES, faults, {"approaches": approaches})
        _check_relief(values.get("relief"), faults)
        offered = _messages(settings["messages"], approaches, values.get("cover_cost") is not None, faults)
        return {"approaches": approaches, "messages": offered, **values}

    @property
    def labels(self) -> Mapping[str, Labels]:
        """What parameters may have a value each for: the types, and the approaches of this game."""
        return {"types": TYPES, "approaches": self.approaches}

    def with_(self, **changes: Any) -> Self:
        """The same game with some parameters changed. A mapping may name some labels only; the others keep their value.

        `cover_cost=None` takes the cover away, `messages=None` offers all there are.
        """
        if changes.get("cover_cost", ...) is None and "messages" in self.parameters():
            changes = {"messages": [m for m in self.messages if not covered(m)], **changes}
        return super().with_(**changes)

    def parameters(self) -> dict[str, Any]:
        """What the game is made from: `ApproachGame(**game.parameters())` is the same game."""
        values = super().parameters()
        everything = _all_messages(self.approaches, self.cover_cost is not None)
        return values if self.messages == everything else {**values, "messages": self.messages}

    @cached_property
    def _game(self) -> SignalingGame:
        """Types "resolute" and "irresolute", the approaches as messages, hardline first."""
        state, rival = payoff_tables(self.parameters(), self.messages)
        responses = {m: responses_to(m) for m in self.messages}
        return SignalingGame(TYPES, [self.prior, 1 - self.prior], self.messages, responses, state, rival, self.title)

    def symbolic(self) -> Parametrised:
        """The game in symbols, for closed forms: see `symbols`."""
        from termination.models.approach.cases import in_symbols

        return in_symbols(self)

    def cases(self, *moving: str) -> Cases | str:
        """The closed forms that a sweep may use, case by case, or why there are none: see `cases`."""
        from termination.models.approach.cases import in_cases

        return in_cases(self)

    def offer(self, message: str) -> Offer:
        """What the approach does for either side: relief, gains, what it loses when pressed, his critical resolve.

        Raises `UnknownNameError` for a message that is not on offer.
        """
        if message not in self._offers:
            raise UnknownNameError("message", message, self.messages)
        return self._offers[message]

    @cached_property
    def _offers(self) -> dict[str, Offer]:
        found = {}
        for m in self.messages:
            v = values_at(self.parameters(), RESOLUTE, of_approach(m))
            v.relief = relief_of(v, covered(m))
            found[m] = stakes.offer(self.game(), v, m, self.hardline_cost)
        return found

    @property
    def critical_resolve(self) -> Labelled[Fraction]:
        """mu*_a by message: the rival presses iff it believes the state resolute with less probability than that."""
        return Labelled("message", {m: one.critical_resolve for m, one in self._offers.items()})

    @property
    def effective_relief(self) -> Labelled[Fraction]:
        """ell by message: (1 - mis)(1 - dil[cover]) s_a."""
        return Labelled("message", {m: one.relief for m, one in self._offers.items()})

    @property
    def later_risk(self) -> Labelled[Fraction]:
        """f (1 - ell) by message: the risk, if unpressed, that what was left unresolved flares up later."""
        return Labelled("message", {m: self.flare * (1 - one.relief) for m, one in self._offers.items()})

    @property
    def total_war_risk(self) -> Fraction:
        """W + f F: what the rival's full insecurity costs the stronger state, now and later."""
        return self.war_risk + self.flare * self.flare_loss

    @property
    def presses_hardline(self) -> bool:
        """Whether at the prior the rival would press even a hardline state: q < A / (A + P)."""
        return self.prior < self.critical_resolve[HARDLINE]

    def assumptions(self, message: str | None = None) -> Labelled[Assumption]:
        """B1 to B4, by name: whether each holds of this approach, or of all without cover. None is imposed."""
        chosen = [m for m in self.messages if m != HARDLINE and not covered(m)] if message is None else [message]
        return Labelled("assumption", stakes.assumptions([self.offer(m) for m in chosen]))

    def core_beats_limited(self) -> Labelled[Fraction]:
        """By type, what core brings more than limited where the rival holds after both; positive iff core is better.

        h_t (e_core - e_lim) + (W + f F)(ell_core - ell_lim) - u (k_core - k_lim). Raises `UnknownNameError` where one
        of the two is not on offer.
        """
        core, limited = self.offer(CORE), self.offer(LIMITED)
        return Labelled("type", {t: core.held[t] - limited.held[t] for t in TYPES})

    def expected_relief(self, family: Family) -> Quantity:
        """How much of the rival's insecurity is relieved in an equilibrium, before the game is played: where the state
        is not pressed, ell of its approach; elsewhere nothing."""
        return spread(self._relief_in(pair) for pair in family.vertices())

    def _relief_in(self, pair: Assessment) -> Fraction:
        chances = zip(self.messages, pair.receiver.probabilities, strict=True)
        kept = {m: (1 - replies[0]) * self._offers[m].relief for m, replies in chances}
        rows = zip((self.prior, 1 - self.prior), pair.sender.probabilities, strict=True)
        return sum((p * x * kept[m] for p, row in rows for m, x in zip(self.messages, row, strict=True)), Fraction(0))

    def deterioration(self, family: Family) -> Quantity:
        """The risk in an equilibrium that what was left unresolved flares up later: f less its part relieved."""
        relieved = self.expected_relief(family)
        if isinstance(relieved, Range):
            return Range(self.flare * (1 - relieved.high), self.flare * (1 - relieved.low))
        return self.flare * (1 - relieved)

    def describe(self, family: Family) -> str:
        """A name in the subject's words: who takes which approach, and whether that emboldens, reassures or is met."""
        return words.family_name(family, self.presses_hardline)

    def events(self) -> Mapping[str, Event]:
        """The events that are reported as outcomes.

        "less-hardline" and "core" (the approach), "pressed" (after any), "emboldened" (pressed after a less-hardline
        one where at the prior hardline would not be; else it never happens), "unpressed" (a less-hardline approach that
        is not pressed), "reciprocated" and, where there is cover, "covered".
        """
        return words.events(self.messages, self.presses_hardline)

    def gist(self, extremes: Extremes) -> Gist:
        """What equilibria with these least and greatest probabilities of its events bring, in a few words."""
        return words.gist(extremes)

    def vocabulary(self) -> Vocabulary:
        """The words in which explanations speak of it."""
        return words.vocabulary(self.messages)

    def at_stake(self) -> tuple[Stake, ...]:
        """What is to be seen before anything is solved: critical resolve and gains by approach, and the assumptions."""
        return stakes.at_stake(self.prior, list(self._offers.values()), self.assumptions())


def _approaches(parameters: Mapping[str, Any], faults: Faults) -> Labels:
    """The approaches that the tables speak of, limited before core; empty, with the fault recorded, if unclear."""
    tables = [(name, parameters[name]) for name in _OVER_APPROACHES if name in parameters]
    for name, table in tables:
        if isinstance(table, Mapping):
            wrong = [label for label in table if label not in APPROACHES]
            if wrong or not table:
                found = f"found {wrong[0]!r}" if wrong else "it is empty"
                faults.add(name, f"expected a value for each approach, {listed(APPROACHES)} or one; {found}")
                return ()
            return tuple(a for a in APPROACHES if a in table)
    for name, table in tables:
        table = table.tolist() if hasattr(table, "tolist") else table
        if isinstance(table, (list, tuple)) and 1 <= len(table) <= len(APPROACHES):
            return APPROACHES[: len(table)]
        faults.add(name, "expected a value for each approach: {'limited': 0.1, 'core': 0.4}, or a list by position")
        return ()
    return ()


def _prior(parameters: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """The probability of the resolute where the prior was given by type."""
    given = parameters.get("prior")
    if not isinstance(given, (Mapping, list, tuple)):
        return {}
    read_prior = prior_from(given, TYPES, faults)
    return {"prior": read_prior[0] if read_prior else Fraction(1, 2)}


def _check_relief(relief: Fraction | ByType | None, faults: Faults) -> None:
    if isinstance(relief, ByType) and len(relief) == 2 and relief[LIMITED] > relief[CORE]:
        faults.add(
            "relief", f"is {relief[LIMITED]} for limited and only {relief[CORE]} for core; core relieves no less"
        )


def _all_messages(approaches: Iterable[str], has_cover: bool) -> Labels:
    open_to = [m for m in MESSAGES if has_cover or not covered(m)]
    return tuple(m for m in open_to if m == HARDLINE or of_approach(m) in approaches)


def _messages(given: Any, approaches: Labels, has_cover: bool, faults: Faults) -> Labels:
    """The messages on offer, in their own order whatever the order in which they are named."""
    possible = _all_messages(approaches, has_cover)
    if given is None:
        return possible
    labels = list(given) if isinstance(given, Sequence) and not isinstance(given, (str, bytes)) else [given]
    for label in labels:
        if label not in MESSAGES:
            faults.add("messages", f"no message {label!r}; there are {', '.join(MESSAGES)}")
        elif label not in possible and approaches:
            lacks = "no cover_cost" if of_approach(label) in approaches else f"no values for {of_approach(label)}"
            faults.add("messages", f"{label!r} is not to be had: there is {lacks}")
        elif labels.count(label) > 1:
            faults.add("messages", f"{label!r} is named more than once")
    if HARDLINE not in labels:
        faults.add("messages", f"{HARDLINE!r} is missing; a state can always be hardline")
    return tuple(m for m in MESSAGES if m in labels)
