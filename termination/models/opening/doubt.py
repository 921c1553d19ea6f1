"""An opening game in doubt: what escalating brings the opponent, and what it costs him, is known to him alone.

Against each opponent type s the war is one like any other, with stakes of its own (`stakes`). All of his types see the
same message and share one belief, so that after posture a, at belief q, he escalates with probability

    tau_a(q) = sum of pi_s over the types s with n_s(a; q) > 0,      n_s(a; q) = sum_i q_i n_si(a)

(at a tie, n_s = 0, with any part of that type's share too): a step function that falls as she is thought more
resilient, and smooth in the limit of many types. h_L and h_H are what it is where she is known to be the least or the
most resilient. A certain opponent is the case of one type, in which tau is 0 or 1.

The *cost of conversation* of type i is what opening adds to the harm that she expects, e_i rho_open - d_i rho_closed.

The formalisation is ours; the passages it formalises are S1 to S4 and M1 (Mastro & Siegel 2023; Mastro 2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from termination.engine.game import SignalingGame
from termination.engine.labelled import Labelled
from termination.engine.model import Account, Stake
from termination.engine.sentences import listed
from termination.engine.strategies import Quantity, Strategy, spread
from termination.models.opening import stakes as reading
from termination.models.opening.payoffs import POSTURES
from termination.models.opening.stakes import Regime, Stakes, TalksCondition
from termination.models.parameters import Assumption, ByType


@dataclass(frozen=True)
class Doubt:
    """What there is to know of an opponent with types: how likely each is, and the stakes `against` each."""

    prior: ByType
    against: Mapping[str, Stakes]

    @cached_property
    def common(self) -> Stakes:
        """What is at stake for her, which is the same whoever he is; his gains are in `against` alone."""
        first = next(iter(self.against.values()))
        misfits = tuple(dict.fromkeys(misfit for at in self.against.values() for misfit in at.misfits))
        return replace(first, pulls=Labelled("pull of an opponent without types after", {}), misfits=misfits)

    def pull(self, opponent: str, after: str, belief: Mapping[str, Fraction]) -> Fraction:
        """What a type of the opponent expects to gain from escalating after a message (or posture) at a belief."""
        gains = self.against[opponent].pull(after)
        return sum((belief[t] * gains[t] for t in gains), Fraction(0))

    def tempted(self, after: str, belief: Mapping[str, Fraction]) -> tuple[str, ...]:
        """The opponent types to whom escalating pays at a belief."""
        return tuple(s for s in self.prior if self.pull(s, after, belief) > 0)

    def escalation(self, after: str, belief: Mapping[str, Fraction]) -> Quantity:
        """tau: the chance of escalation at a belief; a range where a type of the opponent is indifferent."""
        pulls = {s: self.pull(s, after, belief) for s in self.prior}
        ends = (
            sum((self.prior[s] for s in pulls if pulls[s] > 0), Fraction(0)),
            sum((self.prior[s] for s in pulls if pulls[s] >= 0), Fraction(0)),
        )
        return spread(ends)

    def known(self, type_: str) -> ByType:
        """The belief that she is of this type for sure."""
        return ByType(self.common.order, (Fraction(t == type_) for t in self.common.order))

    @property
    def opening_margin(self) -> Fraction:
        """The least b_i - e_i tau_open(p) + h_H d_i, ties of tau and h resolved in favour of opening.

        Under A1, A2 and A4, without the signal, all types opening survives D1 iff it is >= 0, unless kappa is 0 and
        tau_open(p) is 1: then D1 does not tell types apart, and it may survive where this is negative.
        """
        at = self.common
        opened = _least(self.escalation("open", at.prior))
        closed = _most(self.escalation("closed", self.known(at.order[-1])))
        return min(at.talks_premium[t] - at.opening_exposure[t] * opened + at.harm[t] * closed for t in at.order)


def doubt(game: SignalingGame) -> Doubt:
    """The doubt in an opening game whose receiver has types."""
    against = {s: reading.stakes(game.against(s)) for s in game.receiver_types}
    return Doubt(ByType(game.receiver_types, game.receiver_prior), Labelled("opponent type", against))


def _least(value: Quantity) -> Fraction:
    return value if isinstance(value, Fraction) else value.low


def _most(value: Quantity) -> Fraction:
    return value if isinstance(value, Fraction) else value.high


def escalation_after(game: SignalingGame, receiver: Strategy, message: str) -> Fraction:
    """The chance of escalation after a message under a strategy of the opponent's, over all of his types."""
    m = game.messages.index(message)
    width, chances = len(game.response_sets[m]), game.receiver_prior or (Fraction(1),)
    escalates = receiver.flat[m][game.response_sets[m].index("escalate") :: width]
    return sum((chance * weight for chance, weight in zip(chances, escalates, strict=True)), Fraction(0))


# Assumptions, regimes and conditions for talks


def assumptions(at: Doubt) -> dict[str, Assumption]:
    """A1 to A4 by name; A3 is that sure resilience deters every type of the opponent."""
    by_type = {s: reading.assumptions(stakes) for s, stakes in at.against.items()}
    found = dict(next(iter(by_type.values())))
    undeterred = [s for s, held in by_type.items() if not held["A3"].holds]
    told = undeterred or list(at.prior)
    detail = "; ".join(f"{s}: {by_type[s]['A3'].detail}" for s in told)
    advice = "; ".join(f"{s}: {by_type[s]['A3'].advice}" for s in undeterred)
    statement, holds = "k_s > g_s(1 - r_N) for every s", not undeterred
    return {**found, "A3": replace(found["A3"], statement=statement, holds=holds, detail=detail, advice=advice)}


def regimes(at: Doubt) -> Labelled[Labelled[Regime]]:
    """The regime after each posture, by opponent type."""
    return Labelled(
        "opponent type", {s: Labelled("posture", reading.regimes(stakes)) for s, stakes in at.against.items()}
    )


def talks_conditions(at: Doubt) -> tuple[TalksCondition, ...]:
    """The first condition for "some" equilibrium and for "every" one; of the second that for "some" alone."""
    return (_some(at), _every(at), _told_apart(at))


def _caveats(at: Doubt) -> tuple[str, ...]:
    held = assumptions(at)
    lacking = (f"{name} fails ({held[name].title})" for name in ("A1", "A2") if not held[name].holds)
    return (*lacking, *at.common.misfits)


def _some(at: Doubt) -> TalksCondition:
    """Talks are possible iff some type of the opponent is not tempted at the prior."""
    prior, caveats = at.common.prior, _caveats(at)
    margins = {s: -at.pull(s, "open", prior) for s in at.prior}
    mildest = max(margins, key=lambda s: margins[s])
    margin, silent = margins[mildest], at.common.signal_cost is None
    start = f"At the prior, escalating against opening {'does not pay' if margin >= 0 else 'pays'}"
    if margin >= 0:
        fact = f"{start} {mildest} (by {margin})"
        chance = _least(at.escalation("open", prior))
        follows = f"all open, escalation with probability {chance}, is an equilibrium"
    else:
        fact = f"{start} every type of the opponent (by {-margin} at least)"
        follows = "no equilibrium has talks" if silent else "talks can come only by the signal"
    return TalksCondition(
        "first", "some", "talks in some equilibrium", silent, "max_s k_s + m - g_s(1 - R(p)) >= 0", margin, margin >= 0,
        reading.told(fact, follows, caveats), caveats,
    )  # fmt: skip


def _every(at: Doubt) -> TalksCondition:
    """Talks are sure if no type of the opponent would escalate even against the least resilient."""
    margins = {s: -max(stakes.pull("open").values()) for s, stakes in at.against.items()}
    boldest, caveats = min(margins, key=lambda s: margins[s]), _caveats(at)
    margin, weakest = margins[boldest], at.common.order[0]
    if margin > 0:
        fact = f"Even against {weakest} for sure, escalating against opening pays no opponent type (by {margin})"
        follows = "in every equilibrium all open, no escalation"
    else:
        pays = f"pays {boldest} (by {-margin})" if margin else f"is worth exactly its cost to {boldest}"
        fact = f"Against {weakest} for sure, escalating against opening {pays}"
        follows = "this does not rule out equilibria without talks"
    return TalksCondition(
        "first", "every", "talks in every equilibrium", False, "min_s k_s + m - g_s(1 - r_1) > 0", margin, margin > 0,
        reading.told(fact, follows, caveats), caveats,
    )  # fmt: skip


def _told_apart(at: Doubt) -> TalksCondition:
    """A signal tells the more resilient of two apart, in some equilibrium, iff what it averts is worth its cost to her
    alone; at ties of his for some chance of escalation that it may avert."""
    cost, order, exposure = at.common.signal_cost, at.common.order, at.common.opening_exposure
    formula = "min(lam d_H delta - c_H, c_L - lam d_L delta) >= 0 for delta = tau_open(L) - tau_open(H)"
    if cost is None or len(order) != 2 or not at.common.ranked:
        unranked = "Not defined: his gains from escalating do not rank the types by resilience."
        several = unranked if len(order) == 2 else f"Stated for two types; there are {len(order)}."
        why = "There is no costly signal." if cost is None else several
        return TalksCondition("second", "some", "talks with the most resilient", True, formula, None, False, why)
    low, high = order

    def margins(averted: Fraction) -> tuple[Fraction, Fraction]:
        return exposure[high] * averted - cost[high], cost[low] - exposure[low] * averted

    averted = max(_averted(at, cost), key=lambda delta: min(margins(delta)))
    pays, keeps = margins(averted)
    margin, caveats = min(pays, keeps), _caveats(at)
    start = f"What the signal averts, escalation with probability {averted},"
    if margin >= 0:
        fact = f"{start} is worth its cost to {high}, and no more than it to {low} (by {margin})"
        follows = f"in some equilibrium {high} signals and opens, {low} opens silently"
    else:
        wrong = f"is not worth its cost to {high}" if pays == margin else f"is worth its cost to {low} too"
        fact = f"{start} {wrong} (by {-margin})"
        follows = f"in no equilibrium does {high} signal and {low} open silently"
    brings, holds = f"{high} told apart by the signal, {low} opening silently, in some equilibrium", margin >= 0
    sentence = reading.told(fact, follows, caveats)
    return TalksCondition("second", "some", brings, True, formula, margin, holds, sentence, caveats)


def _averted(at: Doubt, cost: ByType) -> list[Fraction]:
    """Chances of escalation that signalling may avert where it tells her two types apart: the least, the most and, if
    it is between them, that at which it exceeds its cost to the one by as much as it falls short of it for the other.
    """
    weak, strong = (at.escalation("open", at.known(t)) for t in at.common.order)
    least, most = _least(weak) - _most(strong), _most(weak) - _least(strong)
    exposed = sum(at.common.opening_exposure.values(), Fraction(0))
    middle = sum(cost.values(), Fraction(0)) / exposed if exposed else least
    return [least, most, min(max(middle, least), most)]


# What a report begins with


def at_stake(at: Doubt, conditions: tuple[TalksCondition, ...]) -> tuple[Stake | Account, ...]:
    """As of a certain opponent, with his types and how likely escalation is; see `stakes.at_stake`."""
    return (
        reading.types_at_stake(at.common),
        _opponents(at),
        Account("How likely escalation is", _likely(at)),
        reading.judged(assumptions(at)),
        reading.conditions_at_stake(conditions),
        _opening(at),
    )


def _opponents(at: Doubt) -> Stake:
    """One line a type of the opponent: what escalating against opening brings him."""
    columns = ("", "share", "at the prior", "strongest", "weakest")
    rows: list[tuple[str | Fraction, ...]] = []
    for s, stakes in at.against.items():
        found = reading.regime(stakes, "open")
        rows.append((s, at.prior[s], found.at_prior, found.strongest, found.weakest))
    return Stake("The opponent's types: what escalating against opening brings them, net", columns, tuple(rows))


def _likely(at: Doubt) -> tuple[reading.Lines, ...]:
    """tau after each posture at the prior, and where her type is known."""
    order = at.common.order
    beliefs = {"at the prior": at.common.prior, f"against {order[0]} for sure": at.known(order[0])}
    beliefs[f"against {order[-1]} for sure"] = at.known(order[-1])
    lines = {
        posture: ", ".join(f"{told} {_chance(at.escalation(posture, belief))}" for told, belief in beliefs.items())
        for posture in POSTURES
    }
    return tuple(((f"after {posture}: {told}",),) for posture, told in lines.items())


def _nothing_kept(at: Doubt) -> bool:
    """Whether opening at the prior would cost every type the same share of its harm: given A2 and A4, which says that
    premia differ as shares, this is where kappa is 0 and she is sure to be escalated against."""
    b, d, e = at.common.talks_premium, at.common.harm, at.common.opening_exposure
    sure = _least(at.escalation("open", at.common.prior)) == 1
    return sure and len(d) > 1 and len({(e[t] - b[t]) / d[t] for t in d}) == 1


def _chance(value: Quantity) -> str:
    return str(value) if isinstance(value, Fraction) else f"{value.low} to {value.high}"


def _opening(at: Doubt) -> Account:
    """Whether an opening by all survives D1, where that is known."""
    held, margin = assumptions(at), at.opening_margin
    lacking = [name for name in ("A1", "A2", "A4") if not held[name].holds]
    lacking += [] if at.common.signal_cost is None else ["no signal"]
    lacking += ["kappa > 0"] if held["A2"].holds and held["A4"].holds and _nothing_kept(at) else []
    formula = ("b_i - e_i tau_open(p) + d_i h_H >= 0 for every i; least margin ", margin)
    if lacking:
        follows = f"what follows is not said here, for want of {listed(lacking)}"
    else:
        follows = f"an opening by all {'survives' if margin >= 0 else 'does not survive'} D1"
    return Account("Whether an opening by all is credible", ((formula, (f"{follows[0].upper()}{follows[1:]}.",)),))
