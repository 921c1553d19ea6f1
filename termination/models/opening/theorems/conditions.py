"""Theorems on the two conditions for talks: T1 to T3 and T5 to T7 of the opening game.

The first condition: the opponent finds escalation too costly. The second: there is a signal of high resilience that
only the highly resilient care to use. The passages are S2 and S3; the vocabulary is that of `language`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from termination.engine.proving.formulas import Fact, Formula, Play, Term, every, implies, real, some
from termination.engine.proving.prove import Obligation
from termination.models.language import Choice, hypothesis, instead, pick
from termination.models.opening.theorems.language import (
    OPEN,
    SIGNAL,
    SIGNAL_CLOSED,
    SILENT,
    SILENT_CLOSED,
    THREE,
    TWO,
    H,
    L,
    War,
)


def _with_and_without_signal() -> Iterator[tuple[War, str]]:
    """Two and three types, each with and without the signal; and a name for each."""
    for types in (TWO, THREE):
        for signal in (False, True):
            yield War.of(types, signal), f"{len(types)} types, {'with the signal' if signal else 'no signal'}"


# -- T1 to T3: the first condition -----------------------------------------------------------------------------------


def t1() -> Iterator[Obligation]:
    """Escalation too costly even against the weakest."""
    for war, size in _with_and_without_signal():
        yield war.in_every(
            f"talks for all, {size}",
            "In every equilibrium all types open and are never escalated against.",
            [war.A1(), war.too_costly],
            war.talks(war.play),
        )
        if "signal_cost" in war.parameters:
            yield war.in_every(
                f"silently, {size}",
                "If the signal costs every type something, all open silently.",
                [war.A1(), war.too_costly, hypothesis("c_i > 0", every(war.c(t) > 0 for t in war.types))],
                every(war.play.sends(t, SILENT) == 1 for t in war.types),
            )
        yield war.there_is(
            f"there is one, {size}",
            "All opening silently, none escalated against, beliefs at the prior, is such an equilibrium.",
            [war.A1(), war.too_costly],
            war.talks_play(),
            war.talks,
        )


def f1() -> Iterator[Obligation]:
    """Escalation worth its cost against the weakest."""
    flipped = hypothesis("k + m < g (1 - r_1)", War.of().n(L) > 0)
    yield instead(pick(t1(), "talks for all, 2 types, no signal"), "too costly", flipped)


def _some_talks(war: War) -> Formula:
    """Someone opens, and is not escalated against for sure (without the signal)."""
    return every([war.play.sent(OPEN), war.escalation(war.play, OPEN) < 1])


def t2() -> Iterator[Obligation]:
    """Escalation too costly on what he knows."""
    for types in (TWO, THREE):
        war = War.of(types)
        yield war.in_every(
            f"only if, {len(types)} types",
            "If talks happen with positive probability in some equilibrium, then `k + m >= g (1 - R(p))`.",
            [war.A1()],
            implies(_some_talks(war), war.pull() <= 0),
        )
    for war, size in _with_and_without_signal():
        yield war.talks_exist(
            f"if, {size}",
            "If `k + m >= g (1 - R(p))`, there is an equilibrium in which all types open and none is escalated "
            "against.",
        )


def f2() -> Iterator[Obligation]:
    """Strictly; and the inequality flipped."""
    war = War.of()
    only_if = pick(t2(), "only if, 2 types")
    yield replace(only_if, name="only if strictly", then=implies(_some_talks(war), war.pull() < 0))
    yield instead(pick(t2(), "if, 2 types, no signal"), "not tempting", war.tempting)


def t3() -> Iterator[Obligation]:
    """Escalation tempting on what he knows."""
    for types in (TWO, THREE):
        war = War.of(types)
        yield war.in_every(
            f"opening is punished, {len(types)} types",
            "In every equilibrium, whatever opening happens is escalated against for sure.",
            [war.A1(), war.tempting],
            war.opening_punished(war.play),
        )
        yield war.punished_exist(
            f"there is one, {len(types)} types",
            "There is an equilibrium in which all types open and are escalated against for sure.",
        )


def f3() -> Iterator[Obligation]:
    """The regime flipped."""
    flipped = hypothesis("k + m > g (1 - R(p))", War.of().pull() < 0)
    yield instead(pick(t3(), "opening is punished, 2 types"), "tempting", flipped)


# -- T5 to T7: the second condition ----------------------------------------------------------------------------------


def _talks_for_sure(war: War, play: Play) -> Formula:
    """H opens for sure and is never escalated against."""
    held = [implies(play.sends(H, m) > 0, war.escalation(play, m) == 0) for m in (SILENT, SIGNAL)]
    return every([war.opening(play, H) == 1, *held])


def _talks_sometimes(war: War, play: Play) -> Formula:
    """With positive probability H opens and is not escalated against."""
    return some(every([play.sends(H, m) > 0, war.escalation(play, m) < 1]) for m in (SILENT, SIGNAL))


def _separates(war: War, play: Play) -> Formula:
    """H signals and opens, and is not escalated against; L opens silently, and is, for sure."""
    rho = {m: war.escalation(play, m) for m in (SILENT, SIGNAL)}
    return every([play.sends(H, SIGNAL) == 1, rho[SIGNAL] == 0, play.sends(L, SILENT) == 1, rho[SILENT] == 1])


def _partly_separates(war: War, play: Play) -> Formula:
    """H signals and opens, L sometimes and sometimes not, and talks follow sometimes."""
    low = [play.sends(L, SIGNAL) > 0, play.sends(L, SILENT) > 0]
    return every([play.sends(H, SIGNAL) == 1, *low, war.escalation(play, SIGNAL) < 1])


def _signalled(war: War, low: Choice, after_signal: Term, belief: Choice) -> Play:
    """H signals and opens; L plays `low`; he escalates on anything else, which he takes for L."""
    return war.plays(
        {L: low, H: SIGNAL},
        {SILENT_CLOSED: 1, SILENT: 1, SIGNAL_CLOSED: 1, SIGNAL: after_signal},
        {SILENT_CLOSED: L, SILENT: L, SIGNAL_CLOSED: L, SIGNAL: belief},
    )


def _worth_signalling(war: War, strictly: bool) -> Fact:
    """H would rather signal and talk than take what D1 lets her have when she stays closed."""
    b, d, e, c = war.b, war.d, war.e, war.c
    net, outside = (c(H) - b(H)) * d(L), (e(L) - b(L)) * d(H)
    formula = some([c(H) < b(H), net < outside] if strictly else [c(H) <= b(H), net <= outside])
    return hypothesis(f"c_H / d_H {'<' if strictly else '<='} b_H / d_H + max(0, lam - b_L / d_L)", formula)


def t5() -> Iterator[Obligation]:
    """Full separation."""
    war = War.of(signal=True)
    play, affordable, deterring = war.play, war.signal(H, "<="), war.signal(L, ">=")
    sure = _talks_for_sure(war, play)
    yield war.in_every(
        "necessary",
        "If in an equilibrium H gets talks for sure, she signals for sure, `c_H <= lam d_H` and `c_L >= lam d_L`.",
        [war.A1(), war.A2, war.tempting],
        implies(sure, every([play.sends(H, SIGNAL) == 1, affordable.formula, deterring.formula])),
    )
    yield war.in_every(
        "L does not mimic",
        "If `c_L > lam d_L`, L does not signal and open, in any equilibrium.",
        [war.signal(L, ">")],
        play.sends(L, SIGNAL) == 0,
    )
    given, separating = [war.A1(), war.A3, war.not_too_costly, affordable, deterring], _signalled(war, SILENT, 0, H)
    yield war.there_is(
        "sufficient",
        "H signalling and opening, not escalated against; L opening silently, escalated against as is anything else: "
        "an equilibrium.",
        given,
        separating,
        lambda play: _separates(war, play),
    )
    worth = _worth_signalling(war, strictly=False)
    yield war.in_every(
        "D1, necessary",
        f"An equilibrium in which H gets talks for sure survives D1 only if `{worth.name}`.",
        [war.A1(), war.A3, war.tempting, war.survives()],
        implies(sure, worth.formula),
    )
    yield war.there_is(
        "D1, sufficient",
        "Under that condition the separating equilibrium survives D1.",
        [*given, worth],
        separating,
        lambda play: _separates(war, play),
        survives=True,
    )


def f5() -> Iterator[Obligation]:
    """The cost of the signal to L, flipped."""
    war = War.of(signal=True)
    yield instead(pick(t5(), "sufficient"), "c_L >= lam d_L", war.signal(L, "<"))
    flipped = implies(_talks_for_sure(war, war.play), war.c(L) <= war.e(L))
    yield replace(pick(t5(), "necessary"), name="necessary, but c_L <= lam d_L", then=flipped)


def t6() -> Iterator[Obligation]:
    """Partial separation: what is necessary, the equilibrium itself, and D1."""
    war = War.of(signal=True)
    play, e, c = war.play, war.e, war.c
    talks = _talks_sometimes(war, play)
    yield war.in_every(
        "only by signalling",
        "Silent opening, by either type, is escalated against for sure: if H gets talks, then by signalling.",
        [war.A1(), war.A2, war.tempting],
        implies(play.sent(SILENT), war.escalation(play, SILENT) == 1),
    )
    yield war.in_every(
        "the ratio is necessary",
        "If H gets talks with positive probability, then `c_L > 0`, `c_H d_L <= c_L d_H` and `c_H <= lam d_H`.",
        [war.A1(), war.A2, war.tempting],
        implies(talks, every([c(L) > 0, c(H) * war.d(L) <= c(L) * war.d(H), c(H) <= e(H)])),
    )
    yield war.in_every(
        "its form",
        "If `c_L < lam d_L`, in every equilibrium in which H gets talks with positive probability he escalates on the "
        "signal with probability `1 - c_L / (lam d_L)`.",
        [war.A1(), war.A3, war.tempting, war.signal(L, "<")],
        implies(talks, (1 - war.escalation(play, SIGNAL)) * e(L) == c(L)),
    )
    worth = _worth_partly(war)
    yield war.in_every(
        "D1, necessary",
        "An equilibrium in which H gets talks with positive probability survives D1 only if `b_H / d_H >= b_L / d_L`, "
        "or both `c_L / d_L >= lam - b_H / d_H` and `c_L / d_L - c_H / d_H >= min(lam, b_L / d_L) - b_H / d_H`.",
        [war.A3, war.tempting, war.survives()],
        implies(talks, worth.formula),
    )
    yield from _t6_witnesses(war, worth)


def _t6_witnesses(war: War, worth: Fact) -> Iterator[Obligation]:
    ratio = hypothesis("c_H / d_H <= c_L / d_L", war.c(H) * war.d(L) <= war.c(L) * war.d(H))
    between = [hypothesis("c_L > 0", war.c(L) > 0), war.signal(L, "<")]
    given, witness = [war.A1(), war.A3, war.tempting, *between, ratio], _partial_separation(war)
    yield war.there_is(
        "the ratio suffices",
        "If `0 < c_L < lam d_L`, partial separation is an equilibrium: H signals and opens, L mimics just enough to "
        "leave him indifferent, he escalates with probability `1 - c_L / (lam d_L)`.",
        given,
        witness,
        lambda play: _partly_separates(war, play),
    )
    yield war.there_is(
        "D1, sufficient",
        "Under that condition the partially separating equilibrium survives D1.",
        [*given, worth],
        witness,
        lambda play: _partly_separates(war, play),
        survives=True,
    )


def _partial_separation(war: War) -> tuple[Play, tuple[Fact, ...]]:
    """H signals and opens, L mimics with a weight that leaves him indifferent; what defines weight, chance, belief."""
    weight, mimics = war.mixing(OPEN, L)
    chance = real("chance")
    escalates = Fact("`chance = 1 - c_L / (lam d_L)`: L is indifferent", (1 - chance) * war.e(L) == war.c(L))
    belief, posterior = war.indifference(OPEN)
    return _signalled(war, {SILENT: 1 - weight, SIGNAL: weight}, chance, belief), (mimics, escalates, posterior)


_T6_WORDS = (
    "T6's condition for D1: `b_H / d_H >= b_L / d_L`, or both `c_L / d_L >= lam - b_H / d_H` and `c_L / d_L - c_H / "
    "d_H >= min(lam, b_L / d_L) - b_H / d_H`"
)


def _worth_partly(war: War) -> Fact:
    """T6's exact condition for D1: opening is no sign of weakness; or the two off-path messages are worth avoiding."""
    b, d, e, c = war.b, war.d, war.e, war.c
    no_weakness = b(H) * d(L) >= b(L) * d(H)
    mimicry_costly = c(L) * d(H) >= (e(H) - b(H)) * d(L)
    lead = c(L) * d(H) - c(H) * d(L) + b(H) * d(L)
    enough = some([lead >= e(L) * d(H), lead >= b(L) * d(H)])
    return Fact(_T6_WORDS, some([no_weakness, every([mimicry_costly, enough])]), "T6's condition")


def f6() -> Iterator[Obligation]:
    """The ratio flipped."""
    war = War.of(signal=True)
    flipped = war.c(H) * war.d(L) >= war.c(L) * war.d(H)
    necessary = pick(t6(), "the ratio is necessary")
    yield replace(necessary, name="the ratio, flipped", then=implies(_talks_sometimes(war, war.play), flipped))


def t7() -> Iterator[Obligation]:
    """Only the highly resilient care to use the signal."""
    war = War.of(signal=True)
    deterring, affordable = war.signal(L, ">"), war.signal(H, "<")
    yield war.in_every(
        "talks for the resilient",
        "In every equilibrium surviving D1, H signals and opens and is not escalated against; L opens silently and "
        "is, for sure.",
        [war.A1(), war.A3, war.tempting, deterring, affordable, _worth_signalling(war, strictly=True), war.survives()],
        _separates(war, war.play),
    )
    yield war.there_is(
        "there is one",
        "Such an equilibrium exists and survives D1.",
        [war.A1(), war.A3, war.not_too_costly, deterring, affordable, _worth_signalling(war, strictly=True)],
        _signalled(war, SILENT, 0, H),
        lambda play: _separates(war, play),
        survives=True,
    )


def f7() -> Iterator[Obligation]:
    """Either cost flipped."""
    war = War.of(signal=True)
    talks = pick(t7(), "talks for the resilient")
    yield instead(talks, "c_L > lam d_L", war.signal(L, "<"))
    yield instead(talks, "c_H < lam d_H", war.signal(H, ">"))
