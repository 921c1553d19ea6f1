"""What is at stake in an opening game, read off its payoffs: harms, premia, assumptions, regimes, conditions for talks.

Whatever parameters made them, or none, the payoffs u_S (opener) and u_R (opponent) of an opening game give, by type i,

    talks premium      b_i    = u_S(open, hold)   - u_S(closed, hold)
    harm               d_i    = u_S(closed, hold) - u_S(closed, escalate)
    opening exposure   e_i    = u_S(open, hold)   - u_S(open, escalate)
    signal cost        c_i    = u_S(silent, open, hold) - u_S(signal, open, hold)
    pull               n_i(a) = u_R(escalate) - u_R(hold) after posture a

and he escalates after a iff sum_i mu_i n_i(a) > 0. Assumptions, regimes and conditions are evaluated on these alone, so
that a game entered cell by cell is read exactly as one made from parameters. They are reported, never imposed.

The formalisation is ours; the passages it formalises are S1 to S4 of Mastro & Siegel (2023).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from termination.engine.game import Labels, SignalingGame
from termination.engine.labelled import Labelled
from termination.engine.model import Account, Stake
from termination.engine.sentences import listed, sentence
from termination.models.opening.payoffs import POSTURES, RESPONSES, SIGNAL_MESSAGES, SILENT_MESSAGES
from termination.models.parameters import Assumption, ByType

#: What he does after a posture, from most to least dangerous. The edges between are regimes of their own.
REGIMES = (
    "tempting even against the strongest",
    "edge: indifferent against the strongest",
    "tempting",
    "edge: indifferent at the prior",
    "middle",
    "edge: indifferent against the weakest",
    "too costly even against the weakest",
    "edge: indifferent against everyone",
)


@dataclass(frozen=True)
class Regime:
    """How tempting escalation is after one message: its `name`, from `REGIMES`, and the pulls that decide it."""

    after: str
    name: str
    at_prior: Fraction
    weakest: Fraction
    strongest: Fraction
    sentence: str

    @property
    def is_edge(self) -> bool:
        """Whether a small change of a parameter would change the regime."""
        return self.name.startswith("edge")

    @property
    def is_tempting(self) -> bool:
        """Whether he escalates on what he knows before the game is played."""
        return self.at_prior > 0


@dataclass(frozen=True)
class TalksCondition:
    """One of the conditions for talks: the margin by which an inequality holds, and what follows from it.

    `condition` is "first" (escalation is too costly for the opponent, S2) or "second" (a signal that only the highly
    resilient care to use, S3); `scope` says whether talks are then in "some" equilibrium or in "every" one (for the
    second condition: every one that survives D1), `brings` what the inequality suffices for, in words. It is
    `necessary` for that too, or sufficient only: then nothing follows if it fails. The margin must be >= 0 for "some"
    and > 0 for "every"; it is None where the condition cannot be stated. `caveats` are the premises of the result that
    this game lacks: with any, the inequality settles nothing, and the sentence draws no conclusion.
    """

    condition: str
    scope: str
    brings: str
    necessary: bool
    formula: str
    margin: Fraction | None
    holds: bool
    sentence: str
    caveats: tuple[str, ...] = ()

    @property
    def settles(self) -> bool:
        """Whether the inequality holds and so do the premises under which it brings talks."""
        return self.holds and not self.caveats

    @property
    def role(self) -> str:
        """What it is a condition for: "sufficient for ..." or "necessary and sufficient for ..."."""
        return f"{'necessary and ' if self.necessary else ''}sufficient for {self.brings}"


@dataclass(frozen=True)
class Stakes:
    """The payoff differences of an opening game, by type; see the module's opening lines.

    `order` runs from the least to the most resilient type: the more resilient, the less he gains from escalating.
    `ranked` is False where the payoffs leave that order open, which the parametric game never does.
    """

    prior: ByType
    order: Labels
    ranked: bool
    talks_premium: ByType
    harm: ByType
    opening_exposure: ByType
    signal_cost: ByType | None
    pulls: Mapping[str, ByType]
    misfits: tuple[str, ...]

    def pull(self, message: str) -> ByType:
        """n_i after a message, or after a posture without the signal."""
        return self.pulls[message]

    def expected(self, values: Mapping[str, Fraction]) -> Fraction:
        """The expectation of a value by type at the prior."""
        return sum((self.prior[t] * values[t] for t in self.order), Fraction(0))


def stakes(game: SignalingGame) -> Stakes:
    """The stakes of a signaling game whose messages and responses are those of an opening game."""
    has_signal = game.messages == SIGNAL_MESSAGES
    silent = dict(zip(POSTURES, SIGNAL_MESSAGES if has_signal else SILENT_MESSAGES, strict=False))
    pulls = {m: _difference(game, "receiver", (m, "escalate"), (m, "hold")) for m in game.messages}
    pulls |= {posture: pulls[message] for posture, message in silent.items()}
    opened, closed = silent["open"], silent["closed"]
    order, ranked = _resilience_order(game.types, pulls[closed], pulls[opened])
    found = Stakes(
        prior=ByType(game.types, game.prior),
        order=order,
        ranked=ranked,
        talks_premium=_difference(game, "sender", (opened, "hold"), (closed, "hold")),
        harm=_difference(game, "sender", (closed, "hold"), (closed, "escalate")),
        opening_exposure=_difference(game, "sender", (opened, "hold"), (opened, "escalate")),
        signal_cost=_difference(game, "sender", (opened, "hold"), ("signal, open", "hold")) if has_signal else None,
        pulls=Labelled("message or posture", pulls),
        misfits=(),
    )
    return replace(found, misfits=_misfits(game, found))


def _difference(game: SignalingGame, player: str, one: tuple[str, str], other: tuple[str, str]) -> ByType:
    """A player's payoff in one (message, response) cell less that in another, by type."""
    i, j = game.messages.index(one[0]), RESPONSES.index(one[1])
    k, n = game.messages.index(other[0]), RESPONSES.index(other[1])
    table = game.sender if player == "sender" else game.receiver
    return ByType(game.types, (rows[i][j] - rows[k][n] for rows in table))


def ranking(game: SignalingGame) -> tuple[Labels, bool]:
    """`order` and `ranked` of `Stakes`; where the opponent has types, as for the first of them."""
    silent = SIGNAL_MESSAGES if game.messages == SIGNAL_MESSAGES else SILENT_MESSAGES
    rows = [table[0] if game.receiver_types else table for table in game.receiver]
    places = (game.messages.index(message) for message in silent[: len(POSTURES)])
    escalate, hold = map(RESPONSES.index, ("escalate", "hold"))
    closed, opened = (ByType(game.types, (row[m][escalate] - row[m][hold] for row in rows)) for m in places)
    return _resilience_order(game.types, closed, opened)


def _resilience_order(types: Labels, closed: ByType, opened: ByType) -> tuple[Labels, bool]:
    """The types from least to most resilient, and whether the pulls after both postures agree on a strict order."""
    order = tuple(sorted(types, key=lambda t: (-opened[t], -closed[t])))
    ranked = all(
        closed[a] >= closed[b] and (opened[a], closed[a]) != (opened[b], closed[b]) for a, b in pairwise(order)
    )
    return order, ranked


def _misfits(game: SignalingGame, at: Stakes) -> tuple[str, ...]:
    """Ways in which a payoff table lacks the form of the parametric game, on which the conditions for talks rest."""
    closed, opened = at.pull("closed"), at.pull("open")
    premium, harm, exposure = at.talks_premium, at.harm, at.opening_exposure
    wrong = {
        "opening in itself makes escalation more attractive": [t for t in at.order if opened[t] > closed[t]],
        "escalation does not hurt once open": [t for t in at.order if exposure[t] <= 0 < harm[t]],
        "escalated against, she would rather have stayed closed": [
            t for t in at.order if premium[t] > 0 and harm[t] > 0 and premium[t] + harm[t] < exposure[t]
        ],
    }
    if at.signal_cost is not None:
        for a in POSTURES:
            here, there = f"signal, {a}", f"silent, {a}"
            gains = [_difference(game, "sender", (here, r), (there, r)) for r in RESPONSES]
            wrong[f"the signal pays in itself when {a}"] = [t for t in at.order if any(gain[t] > 0 for gain in gains)]
            wrong[f"the signal's cost depends on his response when {a}"] = [
                t for t in at.order if gains[0][t] != gains[1][t]
            ]
            wrong[f"the signal in itself changes what escalation is worth when {a}"] = [
                t for t in at.order if at.pull(here)[t] != at.pull(there)[t]
            ]
    return tuple(f"{what} ({listed(types)})" for what, types in wrong.items() if types)



# Assumptions


def assumptions(at: Stakes) -> dict[str, Assumption]:
    """A1 to A4 by name, each with whether it holds and how."""
    return {one.name: one for one in (_worth_having(at), _hurts(at), _deters(at), _adverse(at))}


def _by_type(values: Mapping[str, Fraction], types: Sequence[str]) -> str:
    return ", ".join(f"{values[t]} for {t}" for t in types)


def _worth_having(at: Stakes) -> Assumption:
    against = [t for t in at.order if at.talks_premium[t] <= 0]
    detail = f"the premium is {_by_type(at.talks_premium, against or at.order)}"
    advice = against and _lost("A1", f"talks bring {listed(against)} more than fighting on when not escalated against")
    return Assumption("A1", "talks are worth having", "b_i > 0 for every type", not against, detail, advice or "")


def _lost(name: str, remedy: str) -> str:
    return f"what is proved under {name} does not apply. It holds once {remedy}"


def _hurts(at: Stakes) -> Assumption:
    against = [t for t in at.order if at.harm[t] <= 0]
    detail = f"the harm is {_by_type(at.harm, against or at.order)}"
    advice = against and _lost("A2", f"being escalated against when closed costs {listed(against)} something")
    return Assumption("A2", "escalation hurts", "d_i > 0 for every type", not against, detail, advice or "")


def _deters(at: Stakes) -> Assumption:
    pull = at.pull("closed")
    strongest = min(at.order, key=lambda t: pull[t])
    loss = -pull[strongest]
    detail = (
        f"escalating against {strongest} for sure would {'cost' if loss >= 0 else 'bring'} him {abs(loss)} "
        f"{'more than it brings' if loss >= 0 else 'more than it costs'}"
    )
    needed = f"escalating costs him more, or brings him less against {strongest}, by more than {abs(loss)}"
    advice = "" if loss > 0 else _lost("A3", needed)
    return Assumption("A3", "sure resilience deters", "k > g(1 - r_N)", loss > 0, detail, advice)


def inference(at: Stakes) -> str:
    """How b_i / d_i runs as resilience rises: what opening would be read as.

    "adverse" (strictly decreasing: weakness), "reversed" (strictly increasing: strength), "equal" (nothing), "mixed";
    "undefined" where a harm is not positive or the payoffs do not rank the types.
    """
    if not at.ranked or any(at.harm[t] <= 0 for t in at.order):
        return "undefined"
    ratios = [at.talks_premium[t] / at.harm[t] for t in at.order]
    steps = [later - earlier for earlier, later in pairwise(ratios)]
    if all(step < 0 for step in steps):
        return "adverse"
    if all(step > 0 for step in steps):
        return "reversed"
    return "mixed" if any(steps) else "equal"


_READINGS = {
    "adverse": "b_i / d_i falls strictly as resilience rises: opening is read as weakness",
    "reversed": "reversed: b_i / d_i rises strictly with resilience, so opening is read as strength",
    "equal": "b_i / d_i is the same for every type, so nothing is inferred from opening",
    "mixed": "mixed: b_i / d_i neither falls nor rises throughout",
}


def _adverse(at: Stakes) -> Assumption:
    reading = inference(at)
    if reading != "undefined":
        detail = _READINGS[reading]
        if len({at.opening_exposure[t] / at.harm[t] for t in at.order}) > 1:
            detail += "; exposure is not the same share of harm for every type, so this is not all of single crossing"
    elif at.ranked:
        detail = "not defined: a harm is not positive (A2)"
    else:
        detail = "not defined: his gains from escalating do not rank the types by resilience"
    statement = "b_i / d_i strictly decreasing in i"
    return Assumption("A4", "adverse inference", statement, reading == "adverse", detail, _read(at, reading))


def _read(at: Stakes, reading: str) -> str:
    """What follows where opening is not read as weakness, with the ratios that say so."""
    if reading == "adverse":
        return ""
    if reading == "undefined":
        return "it can be judged once every harm is positive and his gains from escalating rank the types"
    ratios = {t: at.talks_premium[t] / at.harm[t] for t in at.order}
    alike = len(set(at.talks_premium.values())) == 1
    gain = f"talks bring every type the same, {at.talks_premium[at.order[0]]}, while escalation hurts the weak more; "
    why = f"{gain if alike and reading == 'reversed' else ''}b_i / d_i is {_by_type(ratios, at.order)}"
    remedy = "the less resilient gain more from talks than others, in proportion to what escalation costs them"
    return f"{why}. {sentence(_lost('A4', remedy))}"


# Regimes

_REGIME_SENTENCES = dict(
    zip(
        REGIMES,
        (
            "escalating pays even against the most resilient type",
            "escalating pays against all but the most resilient type, against which it is worth exactly its cost",
            "escalating pays on what he knows before the game, though not against the most resilient type",
            "on what he knows before the game, escalating is worth exactly its cost",
            "escalating pays only if he comes to believe the opener weaker than he first thought",
            "escalating pays against no type, and is worth exactly its cost against the least resilient",
            "escalating costs more than it brings even against the least resilient type",
            "escalating is worth exactly its cost against every type",
        ),
        strict=True,
    )
)


def regime(at: Stakes, after: str) -> Regime:
    """The regime after a message, or after a posture without the signal."""
    pull = at.pull(after)
    at_prior, weakest, strongest = at.expected(pull), max(pull.values()), min(pull.values())
    name = _regime_name(strongest, at_prior, weakest)
    sentence = f"After {after}: {_REGIME_SENTENCES[name]} (net gain {at_prior} at the prior"
    sentence += ")." if weakest == strongest else f", from {strongest} to {weakest} by type)."
    return Regime(after, name, at_prior, weakest, strongest, sentence)


def _regime_name(strongest: Fraction, at_prior: Fraction, weakest: Fraction) -> str:
    """Where zero falls among the smallest, the expected and the largest net gain from escalating."""
    if strongest == weakest == 0:
        return REGIMES[7]
    if strongest >= 0:
        return REGIMES[0] if strongest > 0 else REGIMES[1]
    if weakest <= 0:
        return REGIMES[6] if weakest < 0 else REGIMES[5]
    return REGIMES[3 - _sign(at_prior)]


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def regimes(at: Stakes) -> dict[str, Regime]:
    """The regime after each posture; also after each signalled message where a payoff table makes that differ."""
    messages = [*POSTURES]
    if at.signal_cost is not None:
        messages += [f"signal, {a}" for a in POSTURES if at.pull(f"signal, {a}") != at.pull(a)]
    return {message: regime(at, message) for message in messages}


# Conditions for talks


def talks_conditions(at: Stakes) -> tuple[TalksCondition, ...]:
    """The first and the second condition for talks, each for "some" equilibrium and for "every" one."""
    return (_first_some(at), _first_every(at), _second(at, "some"), _second(at, "every"))


def _lacking(at: Stakes, *names: str) -> list[str]:
    held = assumptions(at)
    return [f"{name} fails ({held[name].title})" for name in names if not held[name].holds]


def told(fact: str, follows: str, caveats: Sequence[str]) -> str:
    """The inequality in words, and what follows from it where no premise is lacking."""
    return f"{fact}: {follows}." if not caveats else f"{fact}; what follows is not said here."


def _first_some(at: Stakes) -> TalksCondition:
    margin = -at.expected(at.pull("open"))
    caveats = (*_lacking(at, "A1", "A2"), *at.misfits)
    start = "At the prior, escalating against opening"
    silent = at.signal_cost is None
    if margin >= 0:
        fact, follows = f"{start} does not pay (by {margin})", "all open, no escalation, is an equilibrium"
    else:
        fact = f"{start} pays (by {-margin})"
        follows = "no equilibrium has talks" if silent else "talks can come only by the signal"
    return TalksCondition(
        "first", "some", "talks in some equilibrium", silent, "k + m - g(1 - R(p)) >= 0", margin, margin >= 0,
        told(fact, follows, caveats), caveats,
    )  # fmt: skip


def _first_every(at: Stakes) -> TalksCondition:
    margin = -max(at.pull("open").values())
    caveats = (*_lacking(at, "A1", "A2"), *at.misfits)
    against = f"gainst {at.order[0]} for sure, escalating against opening"
    if margin > 0:
        fact, follows = f"Even a{against} does not pay (by {margin})", "in every equilibrium all open, no escalation"
    else:
        fact = f"A{against} {f'pays (by {-margin})' if margin else 'is worth exactly its cost'}"
        follows = "this does not rule out equilibria without talks"
    return TalksCondition(
        "first", "every", "talks in every equilibrium", False, "k + m - g(1 - r_1) > 0", margin, margin > 0,
        told(fact, follows, caveats), caveats,
    )  # fmt: skip


_SECOND = {
    "some": "min(lam d_H - c_H, c_L - lam d_L) >= 0",
    "every": "min(b_H - c_H, lam d_H - c_H, c_L - lam d_L) > 0",
}


def _second(at: Stakes, scope: str) -> TalksCondition:
    cost = at.signal_cost
    necessary = scope == "some"
    if cost is None or len(at.order) != 2 or not at.ranked:
        why = (
            "There is no costly signal."
            if cost is None
            else f"Stated for two types; there are {len(at.order)}."
            if len(at.order) != 2
            else "Not defined: his gains from escalating do not rank the types by resilience."
        )
        brings = "talks with the most resilient"
        return TalksCondition("second", scope, brings, necessary, _SECOND[scope], None, False, why)
    low, high = at.order
    margins = {
        f"the signal costs {high} more than escalation would": at.opening_exposure[high] - cost[high],
        f"{low} would rather signal than be escalated against": cost[low] - at.opening_exposure[low],
    }
    if scope == "every":
        margins[f"the signal costs {high} more than talks are worth"] = at.talks_premium[high] - cost[high]
    margin = min(margins.values())
    holds = margin >= 0 if scope == "some" else margin > 0
    caveats = [*_lacking(at, "A1", "A2", "A3"), *at.misfits]
    if at.expected(at.pull("open")) <= 0:
        caveats.append("escalation is not tempting at the prior after opening, so talks need no signal")
    obstacle = next(what for what, value in margins.items() if value == margin)
    fact, follows = _second_sentence(scope, low, high, margin, holds, obstacle)
    where = {"some": "for sure in some equilibrium", "every": "in every equilibrium that survives D1"}
    return TalksCondition(
        "second", scope, f"talks with {high} {where[scope]}", necessary, _SECOND[scope], margin, holds,
        told(fact, follows, caveats), tuple(caveats),
    )  # fmt: skip


def _second_sentence(scope: str, low: str, high: str, margin: Fraction, holds: bool, obstacle: str) -> tuple[str, str]:
    """The inequality in words, and what follows."""
    if holds and scope == "some":
        fact = f"The signal pays for {high}, not for {low} (by {margin})"
        return fact, f"in some equilibrium {high} talks for sure"
    if holds:
        fact = f"Only {high} cares to use the signal (by {margin})"
        return fact, f"{high} talks in every equilibrium surviving D1"
    if margin == 0:
        return "At the edge, where a margin is exactly zero", "this result is silent"
    consequence = {
        "some": f"no equilibrium has talks with {high} for sure",
        "every": f"this does not rule out equilibria that survive D1 and lack talks with {high}",
    }
    return f"{sentence(obstacle)} (by {-margin})", consequence[scope]


# What a report begins with


def at_stake(at: Stakes, conditions: Sequence[TalksCondition]) -> tuple[Stake | Account, ...]:
    """Types, regimes, assumptions and conditions for talks, as tables and in words."""
    tempting = Account("How tempting escalation is", _tempting(at))
    return (types_at_stake(at), tempting, judged(assumptions(at)), conditions_at_stake(conditions))


def judged(held: Mapping[str, Assumption]) -> Stake:
    """Each assumption, and whether it holds."""
    rows = tuple((a.name, a.title, "holds" if a.holds else "fails", a.detail) for a in held.values())
    return Stake("Assumptions", (), rows)


def conditions_at_stake(conditions: Sequence[TalksCondition]) -> Account:
    """The conditions for talks, what cannot be stated said once."""
    return Account("Conditions for talks, given their premises", tuple(dict.fromkeys(map(_told, conditions))))


def types_at_stake(at: Stakes) -> Stake:
    """One line a type, from least to most resilient: what the two conditions are made of."""
    columns: list[tuple[str, Mapping[str, Fraction]]] = [
        ("prior", at.prior),
        ("premium b", at.talks_premium),
        ("harm d", at.harm),
        ("exposure", at.opening_exposure),
    ]
    columns += [("signal c", at.signal_cost)] if at.signal_cost is not None else []
    heading = "The opener's types, from least to most resilient" if at.ranked else "The opener's types"
    rows: list[tuple[str | Fraction, ...]] = [(t, *(values[t] for _, values in columns)) for t in at.order]
    return Stake(heading, ("", *(name for name, _ in columns)), tuple(rows))


Lines = tuple[tuple[str | Fraction, ...], ...]


def _tempting(at: Stakes) -> tuple[Lines, ...]:
    """The regime after each posture, those that are alike said once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for message, found in regimes(at).items():
        alike.setdefault((found.name, found.sentence.partition(": ")[2]), []).append(f"after {message}")
    return tuple(((f"{listed(places)}: {name}",), (sentence,)) for (name, sentence), places in alike.items())


def _told(one: TalksCondition) -> Lines:
    """A condition with its margin and what follows; only why, where it cannot be stated."""
    if one.margin is None:
        return ((f"{one.condition} condition: {one.sentence[0].lower()}{one.sentence[1:]}",),)
    return (
        (f"{one.condition} condition, {one.role}: {'holds' if one.holds else 'fails'}",),
        (f"{one.formula}; margin ", one.margin),
        (one.sentence,),
        *((f"but {caveat}",) for caveat in one.caveats),
    )
