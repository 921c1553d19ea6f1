"""Theorems on what does not bring talks, and what does: T8 to T13 of the opening game.

Face-saving, de-escalation, coercion, any transfer to the opener, third-party guarantees, support. The passages are S5
to S9 and S11; the vocabulary is that of `language`. Statements about formulas alone (slopes, roots, limits) are
derived by computer algebra from the same payoffs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from termination.engine.proving.formulas import (
    Fact,
    FormalGame,
    Play,
    Term,
    every,
    iff,
    implies,
    is_equilibrium,
    probabilities,
    real,
    some,
    survives_d1,
)
from termination.engine.proving.prove import Derivation, Existence, Obligation, Setting, Universal
from termination.engine.sentences import sentence
from termination.models.language import hypothesis, instead, pick
from termination.models.opening.payoffs import RESPONSES, SILENT_MESSAGES
from termination.models.opening.theorems.language import (
    CLOSED,
    OPEN,
    THREE,
    TWO,
    H,
    L,
    War,
    algebra,
    sympy_symbol,
)

# -- T8: face-saving -------------------------------------------------------------------------------------------------


#: The face-saving at which H would open although he escalates.
_BOLD = "lam d_H - (x_H - w_H) - z (1 - r_H)"


def _phi_star(war: War) -> tuple[Term, Fact]:
    """The face-saving at which A4 turns, and what defines it."""
    star, without = real("phi_star"), war.with_(face_saving=0).inference(L, H)
    words = "`phi_star = (b_L d_H - b_H d_L) / (d_L - d_H)`, the premia at `phi = 0`"
    return star, Fact(words, star * (war.d(L) - war.d(H)) == without)


def t8() -> Iterator[Obligation]:
    """What an inducement buys while escalation is tempting, and in the middle regime."""
    war = War.of()
    play, phi, (star, defined) = war.play, war["face_saving"], _phi_star(war)
    bold = war.e(H) - (war.b(H) - phi)
    harm = hypothesis("D > 0", war["escalation_harm"] > 0)
    beyond_star = hypothesis("phi > phi_star", phi > star)
    yield war.in_every(
        "below the thresholds",
        f"While tempting, for `phi` below `{_BOLD}` and `phi_star`, in every equilibrium "
        "surviving D1 H stays closed and `Pr(escalation) < 1`.",
        [
            *(war.A1(L), war.A3, war.tempting, harm, hypothesis(f"phi < {_BOLD}", phi < bold)),
            *(hypothesis("phi < phi_star", phi < star), war.survives()),
        ],
        every([play.sends(H, OPEN) == 0, war.chance_of_escalation(play) < 1]),
        [defined],
    )
    yield from _low_opens(war, [war.A3, war.tempting, hypothesis("phi < phi_star", phi < star)], [defined])
    beyond = hypothesis(f"phi > min({_BOLD}, phi_star)", some([phi > bold, phi > star]))
    yield war.in_every(
        "beyond either",
        "While tempting, for `phi` beyond either, in every equilibrium both open, and escalation is certain.",
        [war.A1(L), war.tempting, harm, beyond],
        war.punished(play),
        [defined],
    )
    yield war.punished_exist("beyond either, there is one", "Such an equilibrium exists, whatever `phi`.")
    yield war.in_every(
        "the middle regime",
        "In the middle regime, for `phi` past `phi_star`, talks for both is the only outcome that survives D1.",
        [war.A1(), war.middle, harm, beyond_star, war.survives()],
        war.talks(play),
        [defined],
    )
    yield war.talks_exist(
        "the middle regime, there is one",
        "Talks for both survives D1 there, whatever `phi`.",
        survives=True,
    )
    yield war.always(
        "`phi_star` is where A4 turns",
        "A4 holds below `phi_star` and is reversed beyond it: face-saving never creates it and, once large, always "
        "undoes it.",
        [harm],
        every([iff(war.inference(L, H) > 0, phi < star), iff(war.inference(L, H) < 0, phi > star)]),
        [defined],
    )
    yield from _t8_algebra()


def _low_opens(war: War, given: list[Fact], knowing: list[Fact]) -> Iterator[Obligation]:
    """The equilibria of T4 where A4 holds: so the claims about every equilibrium that survives D1 are not empty."""
    yield war.low_alone_exists(
        "there is one, a bold L",
        "If `b_L >= lam d_L` and `b_H <= lam d_H`, L alone opening, escalated against, is an equilibrium surviving D1.",
        survives=True,
    )
    yield war.low_mixes_exist(
        "there is one, an exposed L",
        "If `b_L < lam d_L`, T4's equilibrium, in which L mixes and H stays closed, exists and survives D1.",
        [war.A1(L), *given, war.premium(L, "<")],
        knowing=knowing,
    )


def _t8_algebra() -> Iterator[Obligation]:
    import sympy

    war = algebra()
    phi, r = war["face_saving"], war["resilience"]
    margin = war.inference(L, H)
    yield Derivation(
        "the slope of A4 in `phi`",
        "A4's margin `b_L d_H - b_H d_L` falls in `phi` at the rate `D (r_H - r_L)`.",
        "`d/dphi (b_L d_H - b_H d_L)`",
        sympy.diff(margin, phi),
        -war["escalation_harm"] * (r[H] - r[L]),
    )
    (root,) = sympy.solve(margin, phi)
    yield Derivation(
        "`phi_star`, solved",
        "The face-saving at which A4's margin vanishes.",
        "the `phi` that solves `b_L d_H - b_H d_L = 0`",
        root,
        margin.subs(phi, 0) / (war.d(L) - war.d(H)),
    )


def f8() -> Iterator[Obligation]:
    """Each threshold on the wrong side."""
    war = War.of()
    phi, (star, _) = war["face_saving"], _phi_star(war)
    bold = war.e(H) - (war.b(H) - phi)
    more = hypothesis(f"phi > {_BOLD}", phi > bold)
    yield instead(pick(t8(), "below the thresholds"), f"phi < {_BOLD}", more)
    less = hypothesis(f"phi < min({_BOLD}, phi_star)", every([phi < bold, phi < star]))
    yield instead(pick(t8(), "beyond either"), f"phi > min({_BOLD}, phi_star)", less)
    slope = pick(_t8_algebra(), "the slope of A4 in `phi`")
    yield replace(slope, name="the slope of A4 in `phi`, its sign flipped", stated=-slope.stated)


# -- T9: de-escalation -----------------------------------------------------------------------------------------------


def t9() -> Iterator[Obligation]:
    """Alike in every cell it changes nothing; reaching a closed opener it deepens refusal."""
    war = War.of()
    psi, play = war["deescalation"], war.play
    without = replace(play, game=war.with_(deescalation=0).game, value=tuple(v - psi for v in play.value))
    chances = Fact("a play, not necessarily an equilibrium", probabilities(play))
    for name, words, one, other in (
        ("no equilibrium lost", "What is an equilibrium with `psi` is one without.", play, without),
        ("no equilibrium gained", "What is an equilibrium without `psi` is one with it.", without, play),
    ):
        yield war.always(name, words, [], implies(is_equilibrium(one), is_equilibrium(other)), [chances])
    for name, words, one, other in (
        ("no verdict of D1 lost", "What survives D1 with `psi` survives without.", play, without),
        ("no verdict of D1 gained", "What survives D1 without `psi` survives with it.", without, play),
    ):
        yield war.always(name, words, [], implies(survives_d1(one), survives_d1(other)), [chances])
    yield from _easier_war(war)


def _easier_war(war: War) -> Iterator[Obligation]:
    """An enemy who fights less hard against a closed opener raises w_i, and so lowers b_i."""
    import sympy

    symbols = algebra()
    for letter, derived, stated in (("b_L", symbols.b(L), -1), ("d_L", symbols.d(L), 0)):
        yield Derivation(
            f"`{letter}` as `w_L` rises",
            f"A better war lowers the talks premium one for one and leaves the harm: the slope of `{letter}` is "
            f"`{stated}`.",
            f"`d/dw_L {letter}`",
            sympy.diff(derived, symbols["war_value"][L]),
            sympy.Integer(stated),
        )
    relief = {t: real("relief", t) for t in TWO}
    gains = Fact("`relief_i >= 0` is what type i gains in war", every(relief[t] >= 0 for t in TWO))
    easier = war.with_(war_value={t: war["war_value"][t] + relief[t] for t in TWO})
    yield war.always(
        "refusal outlasts it",
        "Where joint refusal is an equilibrium it stays one, whatever each type gains in war.",
        [],
        implies(is_equilibrium(war.refusal_play()), is_equilibrium(easier.refusal_play())),
        [gains],
    )
    exposed = [world.b(H) < world.e(H) for world in (war, easier)]
    yield war.always(
        "what keeps H closed outlasts it",
        "If H gains at least as much as L, A4 and `b_H < lam d_H` stay true, and the weight of H's exposure grows.",
        [hypothesis("relief_L <= relief_H", relief[L] <= relief[H])],
        every(
            [
                implies(war.A4.formula, easier.A4.formula),
                implies(exposed[0], exposed[1]),
                easier.e(H) - easier.b(H) >= war.e(H) - war.b(H),
            ]
        ),
        [gains],
    )


def f9() -> Iterator[Obligation]:
    """De-escalation that reaches only a closed opener changes nothing."""
    war = War.of()
    uneven = war.with_(talks_value={t: war["talks_value"][t] - war["deescalation"] for t in TWO})
    words = "What is an equilibrium without `psi` is one with it."
    then = is_equilibrium(replace(war.play, game=uneven.game))
    yield war.in_every("no equilibrium lost, but `psi` only while closed", words, [], then)


# -- T10: coercion ---------------------------------------------------------------------------------------------------


def _z_bar(war: War) -> tuple[Term, Fact]:
    """The pressure at which H would open although he escalates, and what defines it."""
    bar, r = real("z_bar"), war["resilience"][H]
    without = war.with_(coercion=0).b(H)
    lam, harm, base = war.lam, war["escalation_harm"], war["base_harm"]
    words = "`z_bar = lam D + (lam eta - b_H) / (1 - r_H)`, `b_H` at `z = 0`"
    return bar, Fact(words, (bar - lam * harm) * (1 - r) == lam * base - without)


def t10() -> Iterator[Obligation]:
    """Never talks while tempting; a trap in the middle regime, and its limits."""
    war = War.of()
    yield war.in_every(
        "tempting: never talks",
        "While tempting, whatever the pressure, whatever opening happens is escalated against for sure.",
        [war.A1(), war.tempting],
        war.opening_punished(war.play),
    )
    bar, defined = _z_bar(war)
    yield war.in_every(
        "tempting: enough of it",
        "While tempting, if `r_H < 1`, pressure beyond `z_bar` makes both open in every equilibrium, escalation "
        "certain.",
        [
            *(war.A1(L), war.tempting, hypothesis("r_H < 1", war["resilience"][H] < 1)),
            hypothesis("z > z_bar", war["coercion"] > bar),
        ],
        war.punished(war.play),
        [defined],
    )
    yield war.punished_exist(
        "tempting: there is one",
        "Both opening, escalated against for sure, is an equilibrium, whatever the pressure.",
    )
    yield from _t10_middle(war)
    yield from _trap(war)
    yield from _pressure_and_A4(war)


def _t10_middle(war: War) -> Iterator[Obligation]:
    play, b, e = war.play, war.b, war.e
    bold_low = war.premium(L, ">")
    exposed, bold = war.premium(H, "<"), war.premium(H, ">")
    yield war.in_every(
        "joint refusal ends",
        "Once `b_L > lam d_L`, L opens for sure in every equilibrium, in any regime.",
        [bold_low],
        play.sends(L, OPEN) == 1,
    )
    pull, rho = {t: war.p(t) * war.n(t) for t in TWO}, {m: war.escalation(play, m) for m in SILENT_MESSAGES}
    indifferent = [pull[L] + pull[H] * play.sends(H, OPEN) == 0, rho[OPEN] * e(H) == b(H), rho[CLOSED] == 0]
    mixing = every([play.sends(L, OPEN) == 1, war.mixes(play, H), *indifferent])
    yield war.in_every(
        "middle: at most three",
        "If moreover `b_H < lam d_H`, in the middle regime every equilibrium is one of three: talks for both; L alone "
        "opens, escalated against; L opens and H mixes.",
        [war.A1(H), war.middle, bold_low, exposed],
        some([war.talks(play), war.low_alone(play), mixing]),
    )
    yield war.talks_exist(
        "middle: talks for both",
        "The first of the three is an equilibrium, and survives D1.",
        survives=True,
    )
    yield war.there_is(
        "middle: L alone",
        "The second too; escalation comes with probability `Pr(L)`.",
        [war.A3, war.not_too_costly, bold_low, exposed],
        war.low_play(),
        lambda play: every([war.low_alone(play), war.chance_of_escalation(play) == war.p(L)]),
        survives=True,
    )
    yield war.high_mixes_exist(
        "middle: L opens and H mixes",
        "The third too.",
        [war.A1(H), war.middle, bold_low, exposed],
    )
    yield war.in_every(
        "middle: enough of it works",
        "With both `b_i > lam d_i`, in the middle regime talks for both is the only outcome.",
        [war.middle, bold_low, bold],
        war.talks(play),
    )


def _trap(war: War) -> Iterator[Obligation]:
    """Pressure turns a war without escalation into one escalated with probability `Pr(L)`."""
    free = war.with_(coercion=0)
    refusal, low_alone = free.refusal_play(), war.low_play()
    yield war.always(
        "the trap",
        "In the middle regime, where A4 and `b_i <= lam d_i` hold at `z = 0`, joint refusal survives D1 without "
        "pressure; with pressure such that `b_L > lam d_L` and `b_H < lam d_H`, so does L alone opening, escalated "
        "against.",
        [
            replace(free.A4, words="A4 at `z = 0`", scope="at z = 0"),
            war.middle_with_edges,
            hypothesis("b_i <= lam d_i at z = 0", every(free.b(t) <= free.e(t) for t in TWO)),
            war.premium(L, ">"),
            war.premium(H, "<"),
        ],
        every(
            [
                *(is_equilibrium(refusal), survives_d1(refusal), free.chance_of_escalation(refusal) == 0),
                *(is_equilibrium(low_alone), survives_d1(low_alone), war.chance_of_escalation(low_alone) == war.p(L)),
            ]
        ),
    )


def _pressure_and_A4(war: War) -> Iterator[Obligation]:
    import sympy

    free, z, r, base = war.with_(coercion=0), war["coercion"], war["resilience"], war["base_harm"]
    yield war.always(
        "pressure never undoes A4",
        "If A4 holds without pressure it holds with any.",
        [],
        implies(free.inference(L, H) > 0, war.inference(L, H) > 0),
    )
    enough = z * base * (r[H] - r[L]) > -free.inference(L, H)
    yield war.always(
        "pressure can create A4",
        "A4 holds if and only if `z eta (r_H - r_L) > b_H d_L - b_L d_H`, the premia at `z = 0`: if `eta > 0`, for "
        "all large `z`.",
        [],
        iff(war.inference(L, H) > 0, enough),
    )
    symbols = algebra()
    z, r = symbols["coercion"], symbols["resilience"]
    yield Derivation(
        "the slope of A4 in `z`",
        "A4's margin rises in `z` at the rate `eta (r_H - r_L)`.",
        "`d/dz (b_L d_H - b_H d_L)`",
        sympy.diff(symbols.inference(L, H), z),
        symbols["base_harm"] * (r[H] - r[L]),
    )
    (root,) = sympy.solve(symbols.b(H) - symbols.e(H), z)
    gap = symbols.lam * symbols["base_harm"] - symbols.b(H).subs(z, 0)
    yield Derivation(
        "`z_bar`, solved",
        "The pressure at which H would open although he escalates.",
        "the `z` that solves `b_H = lam d_H`",
        root,
        symbols.lam * symbols["escalation_harm"] + gap / (1 - r[H]),
    )


def f10() -> Iterator[Obligation]:
    """Too little pressure; pressure that moves L only."""
    war = War.of()
    less = hypothesis("z < z_bar", war["coercion"] < real("z_bar"))
    yield instead(pick(t10(), "tempting: enough of it"), "z > z_bar", less)
    exposed = war.premium(H, "<")
    yield instead(pick(t10(), "middle: enough of it works"), "b_H > lam d_H", exposed)


# -- T11: whatever her payoffs ---------------------------------------------------------------------------------------


def t11() -> Iterator[Obligation]:
    """No change of the opener's payoffs delivers talks while escalation is tempting."""
    for types in (TWO, THREE):
        war = War.of(types)
        u = {(t, m, r): real("u", t, m, r) for t in types for m in SILENT_MESSAGES for r in RESPONSES}
        cells = tuple(tuple(tuple(u[t, m, r] for r in RESPONSES) for m in SILENT_MESSAGES) for t in types)
        game = replace(war.game, sender=cells)
        worth = every(u[t, OPEN, "hold"] > u[t, CLOSED, "escalate"] for t in types)
        no_worse = every(u[t, OPEN, "escalate"] >= u[t, CLOSED, "escalate"] for t in types)
        free = replace(war.play, game=game)
        yield Universal(
            f"whatever her payoffs, {len(types)} types",
            "In every equilibrium, whatever opening happens is escalated against for sure.",
            _cell_by_cell(war, game),
            (
                hypothesis("u_i(open, hold) > u_i(closed, escalate)", worth),
                hypothesis("u_i(open, escalate) >= u_i(closed, escalate)", no_worse),
                war.tempting,
            ),
            war.opening_punished(free),
            free,
        )
        everywhere = [[0, 1]] * len(types), [[1, 0]] * 2, [game.prior] * 2
        yield Existence(
            f"there is one, {len(types)} types",
            "All opening, escalated against for sure, is an equilibrium.",
            _cell_by_cell(war, game),
            (hypothesis("u_i(open, escalate) >= u_i(closed, escalate)", no_worse), war.tempting),
            Play.given(game, *everywhere),
            war.punished,
        )


def _cell_by_cell(war: War, game: FormalGame) -> Setting:
    """The setting of a game entered cell by cell, as `OpeningGame.from_payoffs` takes it; his side as in the model."""
    parameters = {
        "types": list(game.types),
        "prior": list(game.prior),
        "sender": [[list(row) for row in rows] for rows in game.sender],
        "receiver": [[list(row) for row in rows] for rows in game.receiver],
    }
    return replace(war.setting, parameters=parameters)


def f11() -> Iterator[Obligation]:
    """The regime flipped."""
    flipped = hypothesis("k + m > g (1 - R(p))", War.of().pull() < 0)
    yield instead(pick(t11(), "whatever her payoffs, 2 types"), "tempting", flipped)


# -- T12: guarantees -------------------------------------------------------------------------------------------------


def t12() -> Iterator[Obligation]:
    """The guarantee that brings talks in every equilibrium, and the one that brings them in some."""
    for types in (TWO, THREE):
        war = War.of(types)
        yield war.in_every(
            f"the large guarantee, {len(types)} types",
            "If `k + m > g (1 - r_1)`, in every equilibrium all open and are never escalated against.",
            [war.A1(), war.too_costly],
            war.talks(war.play),
        )
        yield war.talks_exist(
            f"the small guarantee, {len(types)} types",
            "If `k + m >= g (1 - R(p))`, there is an equilibrium in which all open and are never escalated against.",
        )
        talks = every([war.play.sent(OPEN), war.escalation(war.play, OPEN) < 1])
        yield war.in_every(
            f"no smaller one, {len(types)} types",
            "Talks have positive probability only if `k + m >= g (1 - R(p))`: the small guarantee is attained.",
            [war.A1()],
            implies(talks, war.pull() <= 0),
        )
    yield from _not_attained(War.of())
    yield from _t12_algebra()


def _not_attained(war: War) -> Iterator[Obligation]:
    """At k + m = g (1 - r_L), and below, equilibria without talks remain."""
    low, high = war.premium(L, "<="), war.premium(H, "<=")
    yield war.refusal_exists(
        "the large one is not attained: refusal",
        "If `k + m <= g (1 - r_L)`, `k >= g (1 - R(p))` and `b_i <= lam d_i`, joint refusal is an equilibrium.",
        [war.not_too_costly, hypothesis("k >= g (1 - R(p))", war.pull(CLOSED) <= 0), low, high],
    )
    yield war.low_alone_exists(
        "the large one is not attained: L alone",
        "If `k + m <= g (1 - r_L)`, A3, `b_L >= lam d_L` and `b_H <= lam d_H`, L alone opening, escalated against, is "
        "one.",
    )
    yield war.there_is(
        "the large one is not attained: L mixes",
        "If `k + m <= g (1 - r_L)`, `k < g (1 - R(p))`, A1 for L, A3, A4 and `b_L < lam d_L`, T4's equilibrium "
        "remains one.",
        [
            *(war.A1(L), war.A3, war.A4, war.not_too_costly),
            *(hypothesis("k < g (1 - R(p))", war.pull(CLOSED) > 0), war.premium(L, "<")),
        ],
        war.low_mixing(),
        lambda play: every([play.sends(H, OPEN) == 0, war.mixes(play, L), war.escalation(play, OPEN) == 1]),
    )


def _t12_algebra() -> Iterator[Obligation]:
    import sympy

    war = algebra()
    g, k, m, t = (war[name] for name in ("escalation_gain", "escalation_cost", "guarantee", "opponent_talks_value"))
    p, r = war["prior"][L], war["resilience"]
    escalate, hold = war.game.receiver[0][SILENT_MESSAGES.index(OPEN)]
    yield Derivation(
        "his stake acts as a guarantee",
        "If talks are lost when he escalates, his own stake `t` acts exactly as `m` does.",
        "`u_R(open, escalate) - t - u_R(open, hold)`, and `n_L(open)` at `m + t`",
        escalate - t - hold,
        war.n(L).subs(m, m + t),
    )
    (large,) = sympy.solve(war.n(L), m)
    (small,) = sympy.solve(war.pull().subs(war["prior"][H], 1 - p), m)
    expected = p * r[L] + (1 - p) * r[H]
    for name, derives, derived, stated in (
        ("the large guarantee, solved", "the `m` that solves `n_L(open) = 0`", large, g * (1 - r[L]) - k),
        ("the small guarantee, solved", "the `m` that solves `sum_i p_i n_i(open) = 0`", small, g * (1 - expected) - k),
        ("what separates them", "the large guarantee less the small one", large - small, g * (1 - p) * (r[H] - r[L])),
    ):
        yield Derivation(name, f"{sentence(name)}: `{stated}`.", derives, derived, stated)
    for letter, variable, slope in (("k", k, sympy.Integer(-1)), ("r_H", r[H], -g * (1 - p)), ("r_L", r[L], -g * p)):
        yield Derivation(
            f"the small guarantee as `{letter}` rises",
            f"It falls in `{letter}`, at the rate `{-slope}`.",
            f"`d/d{letter} (g (1 - R(p)) - k)`",
            sympy.diff(small, variable),
            slope,
        )


def f12() -> Iterator[Obligation]:
    """The large guarantee attained; what separates the two, its sign flipped."""
    attained = hypothesis("k + m = g (1 - r_1)", War.of().n(L) == 0)
    yield instead(pick(t12(), "the large guarantee, 2 types"), "too costly", attained)
    separates = pick(_t12_algebra(), "what separates them")
    yield replace(separates, name="what separates them, its sign flipped", stated=-separates.stated)


# -- T13: support, and compelling the resilient ----------------------------------------------------------------------


def t13() -> Iterator[Obligation]:
    """Support for the resilient while escalation stays tempting; through his beliefs; and compelling her."""
    war = War.of(coercion=0)
    cost, gain = war["escalation_cost"] + war["guarantee"], war["escalation_gain"]
    stays = hypothesis("k + m < g p_L (1 - r_L)", cost < gain * war.p(L) * (1 - war["resilience"][L]))
    yield from _t13_thresholds(war, stays)
    yield war.always(
        "support never ends temptation",
        "If `k + m < g p_L (1 - r_L)`, escalation is tempting whatever `r_H`.",
        [stays],
        war.pull() > 0,
    )
    yield from _t13_beliefs(war)
    yield from _better_war(war)
    yield from _compelling(War.of())
    yield from _t13_algebra()


def _t13_thresholds(war: War, stays: Fact) -> Iterator[Obligation]:
    b, d, lam, harm, base = war.b, war.d, war.lam, war["escalation_harm"], war["base_harm"]
    r, prime, second = war["resilience"][H], real("r_prime"), real("r_second")
    thresholds = [
        Fact("`r_prime = 1 - (b_H / lam - eta) / D`", (1 - prime) * harm * lam == b(H) - lam * base),
        Fact("`r_second = 1 - (b_H d_L / b_L - eta) / D`", (1 - second) * harm * b(L) == b(H) * d(L) - base * b(L)),
    ]
    some_harm = hypothesis("D > 0", harm > 0)
    under = [war.A3, stays, hypothesis("r_H < r_second", r < second)]
    below = [hypothesis("r_H < r_prime", r < prime), hypothesis("r_H < r_second", r < second)]
    yield war.in_every(
        "below the thresholds",
        "In every equilibrium surviving D1, H stays closed for `r_H` below both `r_prime` and `r_second`.",
        [war.A1(L), war.A3, some_harm, stays, *below, war.survives()],
        war.play.sends(H, OPEN) == 0,
        thresholds,
    )
    yield from _low_opens(war, under, thresholds)
    yield war.in_every(
        "above either",
        "For `r_H` above either threshold, in every equilibrium both open and are escalated against for sure.",
        [
            *(war.A1(L), some_harm, stays),
            hypothesis("r_H > min(r_prime, r_second)", some([r > prime, r > second])),
        ],
        war.punished(war.play),
        thresholds,
    )
    yield war.in_every(
        "too little support",
        "Where A3 fails, `k + m < g (1 - r_H)`: in every equilibrium both open and are escalated against for sure.",
        [war.A1(), hypothesis("k + m < g (1 - r_H)", war.n(H) > 0)],
        war.punished(war.play),
    )
    yield war.punished_exist(
        "opening, there is one",
        "Both opening, escalated against for sure, is an equilibrium.",
        stays,
    )


def _t13_beliefs(war: War) -> Iterator[Obligation]:
    p, r = war["prior"], war["resilience"]
    g, cost = war["escalation_gain"], war["escalation_cost"] + war["guarantee"]
    needed = real("r_needed")
    words = "`r_needed = (1 - (k + m) / g - p_L r_L) / p_H`"
    yield war.always(
        "support through his beliefs",
        "T2 applies, and talks become possible, exactly from `r_H = (1 - (k + m) / g - p_L r_L) / p_H` on.",
        [],
        iff(war.pull() <= 0, r[H] >= needed),
        [Fact(words, needed * p[H] * g == g * (1 - p[L] * r[L]) - cost)],
    )


def _better_war(war: War) -> Iterator[Obligation]:
    """Support that also raises w_H lowers b_H."""
    relief = real("relief")
    easier = war.with_(war_value={**war["war_value"], H: war["war_value"][H] + relief})
    exposed = [world.b(H) < world.e(H) for world in (war, easier)]
    yield war.always(
        "support that eases H's war",
        "It lowers `b_H`: A4 and `b_H < lam d_H`, which keep H closed under D1, hold all the more.",
        [],
        every([easier.b(H) < war.b(H), implies(war.A4.formula, easier.A4.formula), implies(exposed[0], exposed[1])]),
        [Fact("`relief > 0` is what H gains in war besides", relief > 0)],
    )


def _compelling(war: War) -> Iterator[Obligation]:
    """S11: what pressure it takes to make H open although he escalates."""
    z, r, (bar, defined) = war["coercion"], war["resilience"][H], _z_bar(war)
    vulnerable = hypothesis("r_H < 1", r < 1)
    yield war.always(
        "the pressure that makes H open",
        "Opening although he escalates is as good for H as staying closed if and only if `z >= z_bar`.",
        [vulnerable],
        iff(war.b(H) >= war.e(H), z >= bar),
        [defined],
    )
    yield war.in_every(
        "less pressure fails",
        "While tempting, with A4, for less pressure H stays closed in every equilibrium surviving D1.",
        [war.A3, war.A4, war.tempting, vulnerable, hypothesis("z < z_bar", z < bar), war.survives()],
        war.play.sends(H, OPEN) == 0,
        [defined],
    )
    more, higher = real("r_more"), real("z_bar_more")
    without = war.with_(coercion=0).b(H)
    lam, harm, base = war.lam, war["escalation_harm"], war["base_harm"]
    yield war.always(
        "the more resilient, the more pressure",
        "If `x_H - w_H + phi < lam eta`, `z_bar` rises strictly with her resilience.",
        [hypothesis("x_H - w_H + phi < lam eta", without < lam * base)],
        higher > bar,
        [
            defined,
            Fact("`r_H < r_more < 1`", every([more > r, more < 1])),
            Fact("`z_bar` at `r_more`", (higher - lam * harm) * (1 - more) == lam * base - without),
        ],
    )


def _t13_algebra() -> Iterator[Obligation]:
    import sympy

    names = ("b_L", "b_H", "d_L", "lam", "D", "eta", "w_H", "x_H", "r_H", "gap")
    b_L, b_H, d_L, lam, D, eta, w, x, r, gap = (sympy_symbol(name) for name in names)
    (prime,) = sympy.solve(b_H - lam * (eta + (1 - r) * D), r)
    (second,) = sympy.solve(b_L * (eta + (1 - r) * D) - b_H * d_L, r)
    for name, solves, root, stated, slope in (
        ("r_prime", "b_H = lam d_H", prime, 1 - (b_H / lam - eta) / D, 1 / (lam * D)),
        ("r_second", "b_L d_H = b_H d_L", second, 1 - (b_H * d_L / b_L - eta) / D, d_L / (b_L * D)),
    ):
        words = f"`{name} = {stated}`."
        yield Derivation(f"`{name}`, solved", words, f"the `r_H` that solves `{solves}`", root, stated)
        yield Derivation(
            f"`{name}` as `w_H` rises",
            f"Support that eases H's war raises `{name}`, at the rate `{slope}`.",
            f"`d/dw_H {name}`",
            sympy.diff(root.subs(b_H, x - w), w),
            slope,
        )
    bar = lam * D + gap / (1 - r)
    yield Derivation(
        "`z_bar` as `r_H` rises",
        "With `gap = lam eta - (x_H - w_H)`, `z_bar` changes with `r_H` at the rate `gap / (1 - r_H)^2`.",
        "`d/dr_H (lam D + gap / (1 - r_H))`",
        sympy.diff(bar, r),
        gap / (1 - r) ** 2,
    )
    size = sympy.Symbol("s", positive=True)
    limits: tuple[tuple[str, Any, Any], ...] = (
        ("positive", size, sympy.oo),
        ("zero", sympy.Integer(0), lam * D),
        ("negative", -size, -sympy.oo),
    )
    for words, value, limit in limits:
        yield Derivation(
            f"`z_bar` as `r_H -> 1`, gap {words}",
            f"Where the gap is {words}, `z_bar` tends to `{limit}`: it grows without bound if and only if the gap is "
            f"positive.",
            f"the limit of `lam D + gap / (1 - r_H)` as `r_H -> 1` from below, `gap = {value}`",
            sympy.limit(bar.subs(gap, value), r, 1, "-"),
            limit,
        )


def f13() -> Iterator[Obligation]:
    """Each threshold on the wrong side; a slope with its sign flipped."""
    r, prime, second = War.of()["resilience"][H], real("r_prime"), real("r_second")
    yield instead(pick(t13(), "below the thresholds"), "r_H < r_prime", hypothesis("r_H > r_prime", r > prime))
    below = hypothesis("r_H < min(r_prime, r_second)", every([r < prime, r < second]))
    yield instead(pick(t13(), "above either"), "r_H > min(r_prime, r_second)", below)
    slope = pick(_t13_algebra(), "`r_prime` as `w_H` rises")
    yield replace(slope, name="`r_prime` as `w_H` rises, its sign flipped", stated=-slope.stated)
