"""Theorems on adverse inference and refusal: T0, T4, T14 and T15 of the opening game.

The passages are S1, S4, S10 and M1; the vocabulary is that of `language`. Each theorem is a function that yields
its obligations, and one beside it that yields false variants.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from termination.engine.proving.formulas import Fact, Formula, every, iff, implies, real, some, total
from termination.engine.proving.prove import Obligation
from termination.models.language import hypothesis, instead, pick
from termination.models.opening.theorems.language import (
    CLOSED,
    OPEN,
    SIGNAL,
    SILENT_CLOSED,
    THREE,
    TWO,
    H,
    L,
    War,
)

# -- T0: adverse inference is single crossing ------------------------------------------------------------------------


def t0() -> Iterator[Obligation]:
    """Who opens first; and what A4 amounts to."""
    for types in (TWO, THREE):
        war = War.of(types)
        sends, pairs = war.play.sends, [(i, j) for k, j in enumerate(types) for i in types[:k]]
        yield war.in_every(
            f"the weaker open first, {len(types)} types",
            "If a type opens with positive probability, every less resilient type opens for sure.",
            [war.A4],
            every(implies(sends(j, OPEN) > 0, sends(i, OPEN) == 1) for i, j in pairs),
        )
        yield war.in_every(
            f"mirror image, {len(types)} types",
            "With A4 reversed: if a type opens with positive probability, every more resilient type opens for sure.",
            [war.A4_reversed],
            every(implies(sends(i, OPEN) > 0, sends(j, OPEN) == 1) for i, j in pairs),
        )
    yield from _what_A4_is(War.of())
    yield _letters(War.of(signal=True))


def _what_A4_is(war: War) -> Iterator[Obligation]:
    closed, opened = real("rho_closed"), real("rho_open")
    chances = Fact("any chances of escalation", every([closed >= 0, closed <= 1, opened >= 0, opened <= 1]))
    better = {t: war.b(t) - opened * war.e(t) + closed * war.d(t) for t in TWO}
    yield war.always(
        "A4 is exactly single crossing",
        "At any chances of escalation that leave H indifferent, L would rather open if and only if A4 holds.",
        [war.A2],
        implies(better[H] == 0, iff(better[L] > 0, war.inference(L, H) > 0)),
        [chances],
    )
    harm, base, r = war["escalation_harm"], war["base_harm"], war["resilience"]
    yield war.always(
        "equal premia",
        "With equal positive premia and `D > 0`, A4 is reversed: opening is read as strength.",
        [war.A1(L), hypothesis("b_L = b_H", war.b(L) == war.b(H)), hypothesis("D > 0", harm > 0)],
        war.inference(L, H) < 0,
    )
    beta, zeta = real("beta"), real("zeta")
    yield war.always(
        "premia linear in weakness",
        "With `b_i = beta + zeta (1 - r_i)`, A4 holds if and only if `zeta eta > beta D`.",
        [],
        iff(war.inference(L, H) > 0, zeta * base > beta * harm),
        [Fact("`b_i = beta + zeta (1 - r_i)`", every(war.b(t) == beta + zeta * (1 - r[t]) for t in TWO))],
    )


def _letters(war: War) -> Obligation:
    """The letters of the theorems are differences of the payoffs of the game."""
    game = war.game
    u = {(t, m): game.sender[i][j] for i, t in enumerate(TWO) for j, m in enumerate(game.messages)}
    v = {(t, m): game.receiver[i][j] for i, t in enumerate(TWO) for j, m in enumerate(game.messages)}
    equal = []
    for t in TWO:
        (closed_escalate, closed_hold), (open_escalate, open_hold) = u[t, SILENT_CLOSED], u[t, "silent, open"]
        equal += [
            open_hold - closed_hold == war.b(t),
            closed_hold - closed_escalate == war.d(t),
            open_hold - open_escalate == war.e(t),
            open_hold - u[t, SIGNAL][1] == war.c(t),
        ]
        equal += [v[t, m][0] - v[t, m][1] == war.n(t, OPEN if m.endswith(OPEN) else CLOSED) for m in game.messages]
    words = "Premium, harm, exposure, signal cost and his gain from escalating are these differences of payoffs."
    return war.always("what the letters mean", words, [], every(equal))


def f0() -> Iterator[Obligation]:
    """The inequality of A4, flipped."""
    war = War.of()
    yield instead(pick(t0(), "the weaker open first, 2 types"), "A4", war.A4_reversed)
    yield instead(pick(t0(), "mirror image, 2 types"), "A4 reversed", war.A4)


# -- T4: adverse inference where escalation is tempting --------------------------------------------------------------


def t4() -> Iterator[Obligation]:
    """What is left under D1, what without it, and what with A4 reversed."""
    war = War.of()
    yield from _t4_under_D1(war)
    yield from _t4_witnesses(war)
    rho = war.escalation(war.play, OPEN)
    high_closed = every([war.play.sends(H, OPEN) == 0, rho == 1])
    yield war.in_every(
        "without D1",
        "Without D1 the only other behaviour on the path of play: both open, escalated against for sure.",
        [war.A1(L), war.A3, war.A4, war.tempting, war.premium(H, "<")],
        some([war.punished(war.play), high_closed]),
    )
    yield war.punished_exist(
        "without D1, there is one",
        "Both opening, escalated against for sure, is an equilibrium.",
    )
    yield war.in_every(
        "A4 reversed",
        "With A4 reversed, in every equilibrium both open and are escalated against for sure.",
        [war.A1(L), war.A4_reversed, war.tempting],
        war.punished(war.play),
    )
    yield war.there_is(
        "A4 reversed, there is one",
        "With A4 reversed, such an equilibrium survives D1.",
        [war.A1(L), war.A4_reversed, war.tempting],
        war.plays({L: OPEN, H: OPEN}, {CLOSED: 1, OPEN: 1}, {CLOSED: L, OPEN: war.prior}),
        war.punished,
        survives=True,
    )


def _t4_under_D1(war: War) -> Iterator[Obligation]:
    sends, b, d, e = war.play.sends, war.b, war.d, war.e
    closed, opened = war.escalation(war.play, CLOSED), war.escalation(war.play, OPEN)
    pull = {t: war.p(t) * war.n(t, CLOSED) for t in TWO}
    exposed = war.premium(H, "<")
    yield war.in_every(
        "H stays closed",
        "In every equilibrium surviving D1, H stays closed.",
        [war.A3, war.A4, war.tempting, exposed, war.survives()],
        sends(H, OPEN) == 0,
    )
    yield war.in_every(
        "a bold L opens",
        "There, if `b_L > lam d_L`, L opens for sure and is escalated against; staying closed is not.",
        [war.A3, war.tempting, exposed, war.premium(L, ">"), war.survives()],
        every([sends(L, OPEN) == 1, opened == 1, closed == 0]),
    )
    yield war.in_every(
        "an exposed L mixes",
        "There, if `b_L < lam d_L`, L stays closed with weight `p_H (k - g (1 - r_H)) / (p_L (g (1 - r_L) - k))`; "
        "opening is escalated against for sure, staying closed with probability `lam - b_L / d_L`.",
        [war.A1(L), war.A3, war.A4, war.tempting, war.premium(L, "<"), war.survives()],
        every([sends(L, CLOSED) * pull[L] == -pull[H], opened == 1, closed * d(L) == e(L) - b(L)]),
    )
    yield war.in_every(
        "at the edge, at most",
        "There, if `b_L = lam d_L`, L stays closed with at most that weight; staying closed is not escalated against.",
        [war.A3, war.A4, war.tempting, war.premium(L, "="), war.survives()],
        every([sends(L, CLOSED) * pull[L] <= -pull[H], opened == 1, closed == 0]),
    )


def _t4_witnesses(war: War) -> Iterator[Obligation]:
    yield war.low_alone_exists(
        "a bold L, there is one",
        "If `b_L >= lam d_L` and `b_H <= lam d_H`, such an equilibrium exists and survives D1.",
        survives=True,
    )
    yield war.low_mixes_exist(
        "an exposed L, there is one",
        "If `b_L < lam d_L`, the equilibrium in which L mixes exists and survives D1.",
        [war.A1(L), war.A3, war.A4, war.tempting, war.premium(L, "<")],
    )
    yield _any_weight_of_low(war, "at the edge, all of it", [war.A4, war.tempting])


def _any_weight_of_low(war: War, name: str, given: list[Fact]) -> Obligation:
    """At `b_L = lam d_L` L may stay closed with any weight that does not make escalation pay."""
    weight, belief = real("any_weight"), real("belief")
    pull = {t: war.p(t) * war.n(t, CLOSED) for t in TWO}
    any_weight = Fact("any weight so small", every([weight >= 0, weight <= 1, weight * pull[L] <= -pull[H]]))
    posterior = Fact("Bayes' rule", belief * (war.p(L) * weight + war.p(H)) == war.p(L) * weight)
    return war.there_is(
        name,
        "If `b_L = lam d_L`, H staying closed for sure and L with any weight up to `p_H (k - g (1 - r_H)) / (p_L (g "
        "(1 - r_L) - k))` belongs to an equilibrium that survives D1.",
        [*given, war.premium(L, "=")],
        war.low_play({CLOSED: weight, OPEN: 1 - weight}, 0, {L: belief, H: 1 - belief}),
        lambda play: every([play.sends(H, OPEN) == 0, play.sends(L, CLOSED) == weight]),
        survives=True,
        knowing=[any_weight, posterior],
    )


def f4() -> Iterator[Obligation]:
    """The exposure of H flipped; A4 flipped."""
    war = War.of()
    closed = pick(t4(), "H stays closed")
    yield instead(closed, "b_H < lam d_H", war.premium(H, ">"))
    yield instead(closed, "A4", war.A4_reversed)


# -- T14: every equilibrium of the middle regime ---------------------------------------------------------------------


def _kinds(war: War) -> dict[str, Formula]:
    """The kinds of equilibrium in the middle regime, each with the conditions under which it exists."""
    play, sends, b, e = war.play, war.play.sends, war.b, war.e
    closed, opened = war.escalation(play, CLOSED), war.escalation(play, OPEN)
    after_opening = total(war.p(t) * war.n(t) * sends(t, OPEN) for t in TWO)
    indifferent = [after_opening >= 0, implies(opened < 1, after_opening == 0)]
    return {
        "talks": war.talks(play),
        "refusal": every([war.refusal(play), *(opened * e(t) >= b(t) for t in TWO)]),
        "L alone": every([war.low_alone(play), b(L) >= e(L), b(H) <= e(H)]),
        "H mixes": every(
            [
                sends(L, OPEN) == 1,
                war.mixes(play, H),
                closed == 0,
                opened * e(H) == b(H),
                b(L) >= opened * e(L),
                *indifferent,
            ]
        ),
        "L mixes": every([war.mixes(play, L), sends(H, OPEN) == 0, closed == 0, opened == 1, b(L) == e(L)]),
        "both indifferent": every(
            [play.sent(OPEN), play.sent(CLOSED), closed == 0, *(opened * e(t) == b(t) for t in TWO), *indifferent]
        ),
    }


def t14() -> Iterator[Obligation]:
    """All kinds of equilibrium, that they exist, and what D1 leaves of them."""
    war = War.of()
    kinds = _kinds(war)
    yield war.in_every(
        "all kinds, A4",
        "With A4 every equilibrium is one of: talks for both; joint refusal, where `b_i <= lam d_i`; L alone, "
        "escalated against, where `b_L >= lam d_L` and `b_H <= lam d_H`; L opens and H mixes, where `b_H <= lam d_H`; "
        "and, if `b_L = lam d_L`, L mixes and H stays closed.",
        [war.A1(), war.A4, war.middle],
        some(kinds[kind] for kind in ("talks", "refusal", "L alone", "H mixes", "L mixes")),
    )
    yield war.in_every(
        "all kinds, A4 reversed",
        "With A4 reversed every equilibrium is one of: talks for both; joint refusal, where `b_i <= lam d_i`.",
        [war.A1(), war.A4_reversed, war.middle],
        some(kinds[kind] for kind in ("talks", "refusal")),
    )
    yield war.in_every(
        "all kinds, equality",
        "With `b_L / d_L = b_H / d_H` every equilibrium is one of: talks for both; joint refusal; both types "
        "indifferent, mixing so that he is indifferent after opening or, at `b_i = lam d_i`, escalates for sure.",
        [war.A1(), war.A4_equal, war.middle],
        some(kinds[kind] for kind in ("talks", "refusal", "both indifferent")),
    )
    yield from _t14_witnesses(war)
    yield from _t14_continua(war)
    yield from _t14_under_D1(war)


def _t14_witnesses(war: War) -> Iterator[Obligation]:
    yield war.talks_exist("talks for both exist", "Talks for both is an equilibrium, and survives D1.", survives=True)
    yield war.refusal_exists(
        "joint refusal exists",
        "If `b_i <= lam d_i` for both, joint refusal is an equilibrium.",
        [war.middle_with_edges, war.premium("", "<=")],
    )
    yield war.low_alone_exists(
        "L alone exists",
        "If `b_L >= lam d_L` and `b_H <= lam d_H`, L alone opening, escalated against, is an equilibrium surviving D1.",
        survives=True,
    )
    yield war.high_mixes_exist(
        "H mixing exists",
        "With A4, if `b_H < lam d_H`, that L opens and H mixes is an equilibrium surviving D1.",
        [war.A1(), war.A4, war.middle, war.premium(H, "<")],
    )


def _t14_continua(war: War) -> Iterator[Obligation]:
    """The kinds that exist on an edge of the parameters only."""
    yield _any_weight_of_low(war, "L mixing exists", [war.A4, war.not_too_costly])
    some_low, some_high, believed = real("open_L"), real("open_H"), real("belief")
    pull = {t: war.p(t) * war.n(t) for t in TWO}
    small = every([some_high >= 0, some_high <= 1, pull[L] + some_high * pull[H] >= 0])
    little = Fact("any weight of H so small that escalation pays", small)
    posterior = Fact("Bayes' rule", believed * (war.p(L) + war.p(H) * some_high) == war.p(L))
    yield war.there_is(
        "H mixing on the edge exists",
        "With A4, if `b_H = lam d_H`: L opening for sure and H with any so small a weight, escalated against for sure.",
        [war.A3, war.A4, war.premium(H, "=")],
        war.plays(
            {L: OPEN, H: {CLOSED: 1 - some_high, OPEN: some_high}},
            {CLOSED: 0, OPEN: 1},
            {CLOSED: H, OPEN: {L: believed, H: 1 - believed}},
        ),
        lambda play: every(
            [play.sends(L, OPEN) == 1, play.sends(H, OPEN) == some_high, war.escalation(play, OPEN) == 1]
        ),
        survives=True,
        knowing=[little, posterior],
    )
    balanced = every([some_low > 0, some_low <= 1, some_low * pull[L] + some_high * pull[H] == 0])
    kept, closed = {L: 1 - some_low, H: 1 - some_high}, real("belief_closed")
    stay = total(war.p(t) * kept[t] for t in TWO)
    bayes = Fact("Bayes' rule after closed", closed * stay == war.p(L) * kept[L])
    chance, (belief, indifferent) = real("chance"), war.indifference(OPEN)
    yield war.there_is(
        "both indifferent exists",
        "With `b_L / d_L = b_H / d_H <= lam`, any mixing that leaves him indifferent after opening is one too.",
        [war.A1(), war.A4_equal, war.middle, war.premium("", "<=")],
        (
            war.plays(
                {L: {CLOSED: kept[L], OPEN: some_low}, H: {CLOSED: kept[H], OPEN: some_high}},
                {CLOSED: 0, OPEN: chance},
                {CLOSED: {L: closed, H: 1 - closed}, OPEN: belief},
            ),
            (Fact("`chance lam d_L = b_L`", chance * war.e(L) == war.b(L)), indifferent, bayes),
        ),
        lambda play: every([play.sends(L, OPEN) == some_low, play.sends(H, OPEN) == some_high]),
        survives=True,
        knowing=[Fact("any mixing that leaves him indifferent after opening", balanced)],
    )


def _t14_under_D1(war: War) -> Iterator[Obligation]:
    refused = every(war.play.sends(t, CLOSED) == 1 for t in TWO)
    yield war.in_every(
        "D1 with A4",
        "With A4, joint refusal survives D1 only if opening would be escalated against for sure.",
        [war.A1(L), war.A4, war.middle, war.survives()],
        implies(refused, war.escalation(war.play, OPEN) == 1),
    )
    yield war.refusal_exists(
        "D1 with A4, refusal survives",
        "With A4, if `b_i <= lam d_i` for both, joint refusal survives D1.",
        [war.A4, war.middle_with_edges, war.premium("", "<=")],
        survives=True,
    )
    yield war.in_every(
        "D1 with A4 reversed",
        "With A4 reversed, in every equilibrium surviving D1 both open and are not escalated against.",
        [war.A1(), war.A4_reversed, war.middle, war.survives()],
        war.talks(war.play),
    )
    chance = real("chance")
    belief, indifferent = war.indifference(OPEN)
    deters = every([chance <= 1, *(chance * war.e(t) >= war.b(t) for t in TWO)])
    yield war.there_is(
        "D1 at equality",
        "With `b_L / d_L = b_H / d_H` joint refusal survives D1 with every chance of escalation after opening that "
        "deters.",
        [war.A1(), war.A4_equal, war.middle],
        (
            war.plays({L: CLOSED, H: CLOSED}, {CLOSED: 0, OPEN: chance}, {CLOSED: war.prior, OPEN: belief}),
            (indifferent,),
        ),
        lambda play: every([war.refusal(play), war.escalation(play, OPEN) == chance]),
        survives=True,
        knowing=[Fact("any chance of escalation that deters both", deters)],
    )


def f14() -> Iterator[Obligation]:
    """A kind left out; A4 flipped."""
    war = War.of()
    kinds = _kinds(war)
    three = some(kinds[kind] for kind in ("talks", "refusal", "L alone", "L mixes"))
    yield replace(pick(t14(), "all kinds, A4"), name="all kinds, but not H mixing", then=three)
    yield instead(pick(t14(), "D1 with A4 reversed"), "A4 reversed", war.A4)


# -- T15: refusal in its purest form ---------------------------------------------------------------------------------


def t15() -> Iterator[Obligation]:
    """Joint refusal beside talks that both prefer; and where inducements work."""
    war = War.of()
    yield war.refusal_exists(
        "refusal",
        "Both staying closed, never escalated against, opening taken for weakness and escalated against: an "
        "equilibrium, and it survives D1.",
        [war.A4, war.middle_with_edges, war.premium("", "<=")],
        survives=True,
    )
    yield war.talks_exist(
        "talks",
        "Both opening, not escalated against, is an equilibrium too, and it survives D1.",
        survives=True,
    )
    yield war.always(
        "both prefer talks",
        "Each type is better off in the second than in the first.",
        [war.A1()],
        every(talks > refusal for talks, refusal in zip(war.talks_play().value, war.refusal_play().value, strict=True)),
    )
    yield war.in_every(
        "where inducements work: reversal",
        "Once A4 is reversed, talks for both is the only outcome that survives D1.",
        [war.A1(), war.A4_reversed, war.middle, war.survives()],
        war.talks(war.play),
    )
    yield war.in_every(
        "where inducements work: boldness",
        "Once both `b_i > lam d_i`, talks for both is the only outcome.",
        [war.middle, war.premium("", ">")],
        war.talks(war.play),
    )


def f15() -> Iterator[Obligation]:
    """A4 flipped; boldness flipped."""
    war = War.of()
    timid = war.premium("", "<")
    yield instead(pick(t15(), "refusal"), "A4", war.A4_reversed)
    yield instead(pick(t15(), "where inducements work: boldness"), "b_i > lam d_i", timid)
