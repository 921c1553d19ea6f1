"""What the theorems on war over time prove: Y0 to Y10, period by period.

A claim about a period whose C and K are free holds with any number of periods to come: one is carried back from the
last by what is proved of the values of a period under the same hypotheses on what follows it (docs/war_over_time.md has
the inductions). The vocabulary is that of `language`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from termination.engine.proving.formulas import (
    Fact,
    Formula,
    Term,
    every,
    iff,
    implies,
    is_equilibrium,
    no,
    probabilities,
    real,
    some,
    total,
)
from termination.engine.proving.prove import Derivation, Obligation
from termination.models.language import hypothesis, instead, pick
from termination.models.opening.theorems.language import CLOSED, OPEN, RELATIONS, TWO, H, L, War, algebra
from termination.models.war_over_time.theorems.language import Period

#: Two outcomes of a battle.
OUTCOMES = ("won", "lost")


def _larger(x: Term, y: Term, name: str) -> tuple[Term, Fact]:
    """A variable for the larger of two terms, defined."""
    best = real(name)
    return best, Fact(f"`{name}` is the larger", every([best >= x, best >= y, some([best == x, best == y])]))


# -- Y0: the bound ---------------------------------------------------------------------------------------------------


def y0() -> Iterator[Obligation]:
    """Talks only where he believes enough; beliefs average to what they were."""
    period = Period.before()
    now = {t: period.talks_mass(period.play, t) for t in TWO}
    yield period.in_every(
        "talks only where escalating does not pay",
        "In every equilibrium, over all talks of a period escalating would bring him nothing: with a_i the probability "
        "of type i and talks, `n_L a_L + n_H a_H <= 0`, n_i after opening.",
        [],
        _does_not_pay(period, now),
    )
    later, chances = {t: real("later", t) for t in TWO}, Fact("", every(real("later", t) >= 0 for t in TWO))
    yield period.always(
        "so do talks in all",
        "What holds of the talks of this period and of those that come later holds of both together.",
        [hypothesis("n_L later_L + n_H later_H <= 0", _does_not_pay(period, later))],
        implies(_does_not_pay(period, now), _does_not_pay(period, {t: now[t] + later[t] for t in TWO})),
        [replace(chances, words="probabilities of a type and of talks later")],
    )
    yield from _bound(period)


def _does_not_pay(period: Period, mass: dict[str, Term]) -> Formula:
    return total(period.n(t, OPEN) * mass[t] for t in TWO) <= 0


def _bound(period: Period) -> Iterator[Obligation]:
    """What it says of how likely talks are."""
    mass, star = {t: real("a", t) for t in TWO}, real("q_star_open")
    masses = Fact("`a_i` is the probability of type i and talks", every(
        bound for t in TWO for bound in (mass[t] >= 0, mass[t] <= period.p(t))))  # fmt: skip
    low, high = (period.n(t, OPEN) for t in TWO)
    defined = Fact("`q_star_open (n_L - n_H) = n_L`, n_i after opening", star * (low - high) == low)
    only = hypothesis("n_L a_L + n_H a_H <= 0", _does_not_pay(period, mass))
    yield period.always(
        "the bound",
        "Then `(a_L + a_H) q_star_open <= q`.",
        [only],
        (mass[L] + mass[H]) * star <= period.p(H),
        [masses, defined],
    )
    yield period.always(
        "the bound by type",
        "The odds of L to H among talks are at most `(1 - q_star_open) / q_star_open`: `a_L q_star_open <= a_H (1 - "
        "q_star_open)`.",
        [only],
        mass[L] * star <= mass[H] * (1 - star),
        [masses, defined],
    )


def f0() -> Iterator[Obligation]:
    """A bound of the other belief."""
    bound = pick(_bound(Period.before()), "the bound")
    mass = {t: real("a", t) for t in TWO}
    yield replace(bound, name="the bound for L", then=(mass[L] + mass[H]) * real("q_star_open") <= mass[L])


# -- Y1: fighting on as the signal -----------------------------------------------------------------------------------


def y1() -> Iterator[Obligation]:
    """No talks now, but later for those who have stayed closed; if flows allow it."""
    period = Period.before()
    given = [period.A1(L), period.flow(H, ">"), period.at_most_talks(H), period.no_reason_to_wait]
    yield period.in_every(
        "both open",
        "In every equilibrium both open for sure.",
        given,
        period.all_open(period.play),
    )
    yield period.in_every(
        "and it is escalated against",
        "In every equilibrium both open and are escalated against for sure.",
        [*given, period.tempting],
        period.punished(period.play),
    )
    yield from _passes_on(period)
    yield from _talks_to_come(Period.before_talks())


def _passes_on(period: Period) -> Iterator[Obligation]:
    """What is supposed of what follows, carried back by a period."""
    play, value = period.play, dict(zip(TWO, period.play.value, strict=True))
    yield period.in_every(
        "she gets no more than talks",
        "In every equilibrium no type gets more than talks: `V_i <= A_i`; so C_i of the period before keeps its bound.",
        [period.A1(), period.at_most_talks()],
        every(value[t] <= period.on(t) + period.b(t) for t in TWO),
    )
    stake, low = period["opponent_talks_value"], period.n(L, CLOSED)
    got = total(
        play.sends(L, m) * play.reply(m, r) * period.game.receiver[0][j][k]
        for j, m in enumerate(period.game.messages)
        for k, r in enumerate(period.game.response_sets[j])
    )
    yield period.always(
        "he gets no more from L",
        "In any play L brings him at most `g (1 - r_L) - k + t`, if waiting does and both summands are at least 0.",
        [
            hypothesis("K_L <= g (1 - r_L) - k + t", period.waits(L) <= low + stake),
            hypothesis("k <= g (1 - r_L)", low >= 0),
            hypothesis("t >= 0", stake >= 0),
        ],
        got <= low + stake,
        [Fact("a play, not necessarily an equilibrium", probabilities(play))],
    )


def _talks_to_come(period: Period) -> Iterator[Obligation]:
    """The first of two periods, where talks follow closed and held."""
    yield period.there_is(
        "there is one, an exposed L",
        "Where talks follow, that L mixes between opening, escalated against, and closed, escalated against sometimes, "
        "while H stays closed, is an equilibrium that survives D1.",
        [period.A1(L), period.A4, period.flow(L, "<"), _tempted(period), _deterred(period), period.not_too_costly],
        period.waits_when(),
        lambda play: every([period.low_mixes(play), play.reply(CLOSED, "hold") > 0]),
        survives=True,
    )
    yield period.there_is(
        "there is one, a bold L",
        "Where talks follow, that L opens, escalated against, and H stays closed, held, is an equilibrium that "
        "survives D1.",
        [_deterred(period), period.not_too_costly, period.flow(L, ">="), period.flow(H, "<=")],
        period.low_play(),
        period.low_alone,
        survives=True,
    )
    yield _chance()


def _tempted(period: Period) -> Fact:
    """Escalating against both, closed, is better than waiting for talks."""
    return hypothesis("e(q) > K(q)", period.pull(CLOSED) > period.waiting)


def _deterred(period: Period) -> Fact:
    """Against H he would wait."""
    return hypothesis("K_H > g (1 - r_H) - k", period.waits(H) > period.n(H, CLOSED))


def _chance() -> Obligation:
    import sympy

    war, beta, rho = algebra(), sympy.Symbol("beta"), sympy.Symbol("rho")
    opens = war.b(L) - war.e(L)
    closed = -rho * war.d(L) + (1 - rho) * beta * war.b(L)
    (root,) = sympy.solve(opens - closed, rho)
    premium = war.b(L) / war.d(L)
    return Derivation(
        "how often closed is escalated against",
        "With `B_L = b_L / d_L`, closed is escalated against with probability `(lam - (1 - beta) B_L) / (1 + beta "
        "B_L)`.",
        "the `rho` that leaves L indifferent where talks follow",
        root,
        (war.lam - (1 - beta) * premium) / (1 + beta * premium),
    )


def f1() -> Iterator[Obligation]:
    """Flows on the wrong side; and without a hold on what follows."""
    period = Period.before()
    yield instead(pick(y1(), "both open"), "(1 - beta) b_H > lam d_H", period.flow(H, "<"))
    later = Period.before_talks()
    yield instead(pick(y1(), "there is one, a bold L"), "(1 - beta) b_H <= lam d_H", later.flow(H, ">"))


# -- Y2: who opens first ---------------------------------------------------------------------------------------------


def y2() -> Iterator[Obligation]:
    """The weak open first where they are keener; and keenness is handed back."""
    period = Period.before()
    play, value = period.play, dict(zip(TWO, period.play.value, strict=True))
    yield period.in_every(
        "the weak open first",
        "In every equilibrium, if H opens with positive probability, L opens for sure.",
        [period.A4, period.strictly_keener],
        implies(play.sends(H, OPEN) > 0, play.sends(L, OPEN) == 1),
    )
    yield period.in_every(
        "keener at the start of a period",
        "In every equilibrium `(A_L - V_L) / d_L >= (A_H - V_H) / d_H`.",
        [period.A4, period.keener],
        period.nerve(L, value[L]) * period.d(H) >= period.nerve(H, value[H]) * period.d(L),
    )
    yield _handed_back()
    yield from _where_they_wait()


def _handed_back() -> Obligation:
    """One battle with two outcomes, between two periods."""
    period = Period.before()
    u = {t: {y: real("u", t, y) for y in OUTCOMES} for t in TWO}
    wins = {t: real("f", t) for t in TWO}
    chances = {t: {OUTCOMES[0]: wins[t], OUTCOMES[1]: 1 - wins[t]} for t in TWO}
    ratio = {t: real("B", t) for t in TWO}
    c = {t: (1 - period.beta) * ratio[t] + period.beta * total(chances[t][y] * u[t][y] for y in OUTCOMES) for t in TWO}
    return period.always(
        "keener in the period before",
        "With `u_i` for `(A_i - V_i) / d_i` after each of two outcomes, `c_L > c_H` in the period before.",
        [
            hypothesis("B_L > B_H", ratio[L] > ratio[H]),
            hypothesis("u_L >= u_H", every(u[L][y] >= u[H][y] for y in OUTCOMES)),
            hypothesis("u_L(won) <= u_L(lost)", u[L][OUTCOMES[0]] <= u[L][OUTCOMES[1]]),
            hypothesis("f_H(won) >= f_L(won)", wins[H] >= wins[L]),
        ],
        c[L] > c[H],
        [Fact("chances of the outcome won", every(bound for t in TWO for bound in (wins[t] >= 0, wins[t] <= 1)))],
    )


def _where_they_wait() -> Iterator[Obligation]:
    """All that can come after closed and held, in shares: what makes him wait, or her, makes L keener."""
    period = Period.before()
    kinds = ("on", "talks", "fire")
    share = {kind: {t: real(kind, t) for t in TWO} for kind in kinds}
    ratio, lam = {t: real("B", t) for t in TWO}, period["talks_exposure"]
    loss = {t: ratio[t] * share["on"][t] + lam * share["fire"][t] for t in TWO}

    def gain(kind: str, posture: str = OPEN) -> Term:
        return total(period.p(t) * period.n(t, posture) * share[kind][t] for t in TWO)

    given = [
        hypothesis("B_L > B_H", ratio[L] > ratio[H]),
        period.tempting,
        hypothesis("n_L p_L talks_L + n_H p_H talks_H <= 0", gain("talks") <= 0),
    ]
    his = hypothesis("e_L p_L fire_L + e_H p_H fire_H >= e(q)", gain("fire", CLOSED) >= period.pull(CLOSED))
    hers = hypothesis("n_L p_L on_L + n_H p_H on_H >= 0", gain("on") >= 0)
    facts = [
        Fact("shares of what follows", every(x >= 0 for row in share.values() for x in row.values())),
        Fact("they are all there is", every(total(share[kind][t] for kind in kinds) == 1 for t in TWO)),
        Fact("this period is fought: `on_L >= 1 - beta`", share["on"][L] >= 1 - period.beta),
        Fact("the guarantee is 0 at least", period["guarantee"] >= 0),
    ]
    yield period.always(
        "keener where he would wait",
        "If he waits although escalating pays, and H is timid: `c_L > c_H`.",
        [*given, hypothesis("B_H > 0", ratio[H] > 0), hypothesis("B_H <= lam", ratio[H] <= lam), his],
        loss[L] > loss[H],
        facts,
    )
    yield period.always(
        "keener where L would wait",
        "If L waits, and H is bold: `c_L > c_H`.",
        [*given, hypothesis("B_H >= lam", ratio[H] >= lam), hers, hypothesis("c_L <= lam", loss[L] <= lam)],
        loss[L] > loss[H],
        facts,
    )


def f2() -> Iterator[Obligation]:
    """At equality a tie lets H open and L stay closed; bad news may be what both hope for; L may not want to wait."""
    yield instead(pick(y2(), "the weak open first"), "c_L > c_H", Period.before().keener)
    yield _bad_news_rewarded()
    waits = pick(_where_they_wait(), "keener where L would wait")
    bound = pick(waits.given, "c_L <= lam")
    yield instead(waits, bound.name, hypothesis("c_L > lam", no(bound.formula)))


def _bad_news_rewarded() -> Obligation:
    """Two periods: talks follow if the battle is lost, refusal if it is won, each an equilibrium of the last."""
    wins = {t: real("f", t) for t in TWO}
    battle = {t: {"won": wins[t], "lost": 1 - wins[t]} for t in TWO}
    period = Period.before_news(battle, {"won": False, "lost": True})
    play = period.play
    believed = {t: play.mu[period.game.messages.index(CLOSED)][i] for i, t in enumerate(TWO)}
    follows = [
        total(believed[t] * battle[t]["lost"] * period.n(t, OPEN) for t in TWO) <= 0,
        total(believed[t] * battle[t]["won"] * period.n(t, CLOSED) for t in TWO) <= 0,
    ]
    return period.in_every(
        "the weak open first, whatever is played next",
        "If H opens with positive probability, L opens for sure.",
        [period.A1(), period.A3, period.A4, period.not_too_costly],
        implies(play.sends(H, OPEN) > 0, play.sends(L, OPEN) == 1),
        [
            Fact("chances of the battle", every(x >= 0 for row in battle.values() for x in row.values())),
            Fact("talks can follow if it is lost, refusal if it is won", every(follows)),
        ],
    )


# -- Y3: wait and see ------------------------------------------------------------------------------------------------


def _news(period: Period, moved: str = "") -> tuple[dict[str, Term], dict[str, Term], Fact]:
    """His gain from escalating after each of two outcomes, times its probability; the chances by type; their domain."""
    wins = {t: real("f" + moved, t) for t in TWO}
    gain = {t: period.p(t) * period.n(t, CLOSED) for t in TWO}
    after = {"won": total(wins[t] * gain[t] for t in TWO), "lost": total((1 - wins[t]) * gain[t] for t in TWO)}
    domain = every(bound for t in TWO for bound in (wins[t] >= 0, wins[t] <= 1))
    return after, wins, Fact("`f_i` is the chance of the outcome won", domain)


def _worth(after: dict[str, Term], mark: str = "") -> tuple[Term, list[Fact]]:
    """What he gets from escalating where it pays once the news are there: K / beta without his stake."""
    best, facts = zip(*(_larger(x, 0, f"gain{mark}_{y}") for y, x in after.items()), strict=True)
    return total(best), list(facts)


def y3() -> Iterator[Obligation]:
    """What waiting for a battle is worth, and when both can wait."""
    last = War.of(TWO)
    yield last.in_every(
        "nobody waits in the last period",
        "In every equilibrium of the last period, if both stay closed and he holds, `k >= g (1 - R(p))`.",
        [],
        implies(last.refusal(last.play), last.pull(CLOSED) <= 0),
    )
    yield _once_over(War.of(TWO, guarantee=0, opponent_talks_value=0))
    period = Period.before()
    after, _, domain = _news(period)
    worth, defined = _worth(after)
    now, positive = _larger(total(after.values()), 0, "now")
    yield period.always(
        "news are worth something where they may change his mind",
        "Escalating once the news are there is worth more than escalating or not now, if and only if one outcome would "
        "have him escalate and the other would not, both strictly.",
        [],
        iff(worth > now, after["won"] * after["lost"] < 0),
        [domain, positive, *defined],
    )
    yield from _waiting_region(period)
    yield period.there_is(
        "both wait",
        "Both closed, held, is an equilibrium that survives D1.",
        [
            period.not_too_costly,
            period.worth_waiting("<="),
            period.strictly_keener,
            hypothesis("C_i >= A_i - lam d_i", every(period.goes_on(t) >= _exposed(period, t) for t in TWO)),
        ],
        period.refusal_play(),
        period.both_wait,
        survives=True,
    )
    yield period.in_every(
        "only if",
        "In every equilibrium, if both stay closed and he holds then `e(q) <= K(q)`.",
        [],
        implies(period.both_wait(period.play), period.pull(CLOSED) <= period.waiting),
    )


def _exposed(period: Period, t: str) -> Term:
    """A_i - lam d_i: open, and escalated against."""
    return period.on(t) + period.b(t) - period.e(t)


def _once_over(once: War) -> Obligation:
    """The last period: what he expects, m and t at zero."""
    play = once.play
    expects = total(
        once.p(t) * play.sends(t, m) * play.reply(m, r) * once.game.receiver[i][j][k]
        for i, t in enumerate(TWO)
        for j, m in enumerate(once.game.messages)
        for k, r in enumerate(once.game.response_sets[j])
    )
    best, defined = _larger(once.pull(CLOSED), 0, "best")
    return once.in_every(
        "what he expects in the last period",
        "In every equilibrium of the last period he expects `max(0, e(q))`.",
        [once.A1(L), once.premium(L, "<")],
        expects == best,
        [defined],
    )


def _waiting_region(period: Period) -> Iterator[Obligation]:
    """The beliefs at which waiting for the news is worth it: an interval up to q*, larger with patience and news."""
    worth, defined = _worth_at("", real("q"), period)
    more, also = _worth_at("_more", real("q_more"), period)
    beliefs = Fact("beliefs", every([real("q") >= 0, real("q_more") <= 1]))
    _, _, domain = _news(period)
    e = {name: (1 - real(name)) * period.n(L, CLOSED) + real(name) * period.n(H, CLOSED) for name in ("q", "q_more")}
    yield period.always(
        "an interval up to the critical belief",
        "If waiting is worth it at q it is at every larger belief.",
        [
            hypothesis("q <= q_more", real("q") <= real("q_more")),
            hypothesis("beta E max(0, e) >= e(q)", period.beta * worth >= e["q"]),
        ],
        period.beta * more >= e["q_more"],
        [beliefs, domain, *defined, *also],
    )
    yield _garbled(period)


def _worth_at(mark: str, q: Term, period: Period) -> tuple[Term, list[Fact]]:
    wins = {t: real("f", t) for t in TWO}
    gain = {L: (1 - q) * period.n(L, CLOSED), H: q * period.n(H, CLOSED)}
    after = {"won": total(wins[t] * gain[t] for t in TWO), "lost": total((1 - wins[t]) * gain[t] for t in TWO)}
    return _worth(after, mark)


def _garbled(period: Period) -> Obligation:
    """Noisier news: what is said depends on the outcome, and on nothing else."""
    after, _, domain = _news(period)
    worth, defined = _worth(after)
    told = {y: real("told", y) for y in OUTCOMES}
    heard = total(told[y] * after[y] for y in OUTCOMES)
    noisy = {"won": heard, "lost": total(after.values()) - heard}
    less, also = _worth(noisy, "_noisy")
    noise = Fact("`told` are chances of hearing won after each outcome", every(
        bound for y in OUTCOMES for bound in (told[y] >= 0, told[y] <= 1)))  # fmt: skip
    return period.always(
        "less with noise",
        "Noisier news are worth no more.",
        [],
        less <= worth,
        [domain, noise, *defined, *also],
    )


def f3() -> Iterator[Obligation]:
    """Waiting where it is not worth it; a bold L."""
    period = Period.before()
    yield instead(pick(y3(), "both wait"), "e(q) <= K(q)", period.worth_waiting(">"))
    once = War.of(TWO, guarantee=0, opponent_talks_value=0)
    yield instead(pick(y3(), "what he expects in the last period"), "b_L < lam d_L", once.premium(L, ">"))


# -- Y4: a promise of talks ------------------------------------------------------------------------------------------


def y4() -> Iterator[Obligation]:
    """Where talks follow, against refusal for ever."""
    import sympy

    war, beta = algebra(), sympy.Symbol("beta")
    B = {t: war.b(t) / war.d(t) for t in TWO}
    rho = (war.lam - (1 - beta) * B[L]) / (1 + beta * B[L])
    never = war.lam - B[L]
    loss = never * war.d(H) - (rho * war.d(H) - (1 - rho) * beta * war.b(H))
    yield Derivation(
        "what H loses",
        "What the promise costs H is `d_H beta (B_L - B_H) (1 - lam + B_L) / (1 + beta B_L)`, `B_i = b_i / d_i`.",
        "V_H where refusal follows for ever less V_H where talks follow",
        -loss,
        war.d(H) * beta * (B[L] - B[H]) * (1 - war.lam + B[L]) / (1 + beta * B[L]),
    )
    yield from _signs(Period.before_talks())


def _signs(period: Period) -> Iterator[Obligation]:
    """Both chances of escalation, defined by L's indifference."""
    beta, chance, never = period.beta, real("chance"), real("never")
    defined = [
        Fact("`chance (d_L + beta b_L) = lam d_L - (1 - beta) b_L`: talks follow", chance * (
            period.d(L) + beta * period.b(L)) == period.e(L) - (1 - beta) * period.b(L)),
        Fact("`never d_L = lam d_L - b_L`: nothing follows", never * period.d(L) == period.e(L) - period.b(L)),
    ]  # fmt: skip
    loss = never * -period.d(H) - (-chance * period.d(H) + (1 - chance) * beta * period.b(H))
    patient = hypothesis("beta > 0", beta > 0)
    yield period.always(
        "more violent",
        "Closed is escalated against more often where talks follow.",
        [period.A1(L), patient],
        chance > never,
        defined,
    )
    yield period.always(
        "H poorer",
        "H gets less where talks follow.",
        [period.A1(L), period.A4, patient],
        loss > 0,
        defined,
    )
    yield period.always(
        "H richer",
        "H gets more where talks follow.",
        [period.A1(L), period.A4_reversed, patient],
        loss < 0,
        defined,
    )


def f4() -> Iterator[Obligation]:
    """Poorer also with adverse inference reversed."""
    period = Period.before_talks()
    yield instead(pick(y4(), "H poorer"), "A4", period.A4_reversed)


# -- Y5: pressure is a flow, exposure a stock ------------------------------------------------------------------------


def y5() -> Iterator[Obligation]:
    """When talks at once are all there is; and delay."""
    period = Period.before()
    safe = hypothesis("k + m > g (1 - R(p))", period.pull() < 0)
    given = [period.A1(L), period.flow(H, ">"), period.at_most_talks(H), period.no_reason_to_wait]
    yield period.in_every(
        "talks at once",
        "In every equilibrium both open and are not escalated against.",
        [*given, safe],
        period.talks(period.play),
    )
    yield period.in_every(
        "talks at once where escalation is too costly",
        "In every equilibrium both open and are not escalated against.",
        [period.A1(), period.too_costly, period.at_most_talks()],
        period.talks(period.play),
    )
    later = Period.before_talks()
    yield later.there_is(
        "delay, both",
        "Where talks follow, that both stay closed and are held is an equilibrium that survives D1.",
        [
            *(later.A4, later.not_too_costly, later.worth_waiting("<=")),
            later.flow(L, "<="),
        ],
        later.refusal_play(),
        later.both_wait,
        survives=True,
    )
    yield replace(pick(_talks_to_come(later), "there is one, a bold L"), name="delay, H alone")
    yield from _stock_and_flow(later)


def _stock_and_flow(period: Period) -> Iterator[Obligation]:
    r, z = period["resilience"][H], period["coercion"]
    without = period.b(H) - z * (1 - r)
    yield period.always(
        "how much pressure",
        "`(1 - beta) b_H > lam d_H` is `z (1 - r_H) > lam d_H / (1 - beta) - (x_H - w_H + phi)`, multiplied out.",
        [],
        iff(period.flow(H, ">").formula, z * (1 - r) * (1 - period.beta) > period.e(H) - without * (1 - period.beta)),
    )


def f5() -> Iterator[Obligation]:
    """The static condition is not enough."""
    period = Period.before()
    yield instead(pick(y5(), "talks at once"), "(1 - beta) b_H > lam d_H", period.premium(H, ">"))
    later = Period.before_talks()
    yield instead(pick(y5(), "delay, both"), "(1 - beta) b_L <= lam d_L", later.flow(L, ">"))


# -- Y6: his own stake -----------------------------------------------------------------------------------------------


def y6() -> Iterator[Obligation]:
    """Nothing once; a reason to wait in periods."""
    once = War.of(TWO)
    without = replace(once.play, game=once.with_(opponent_talks_value=0).game)
    yield once.always(
        "nothing in the last period",
        "A play of the last period is an equilibrium with his stake if and only if it is one without.",
        [],
        iff(is_equilibrium(once.play), is_equilibrium(without)),
    )
    yield _wait_for_talks()


def _wait_for_talks() -> Obligation:
    """Two periods without battles: below q* L opens next with what is left of 1 - q / q*."""
    period = Period.before()
    q, share, t, m, beta = period.p(H), real("share"), period["opponent_talks_value"], period["guarantee"], period.beta
    low, high = period.n(L, CLOSED), period.n(H, CLOSED)
    return period.always(
        "when he waits for talks",
        "Below `q_star`, where with probability `1 - q / q_star` L opens in the last period and is escalated against, "
        "waiting is worth as much as escalating now if and only if `beta (t - m) >= (1 - beta) (g (1 - r_L) - k)`.",
        [hypothesis("k < g (1 - R(p))", period.pull(CLOSED) > 0)],
        iff(beta * share * (low - m + t) >= period.pull(CLOSED), beta * (t - m) >= (1 - beta) * low),
        [Fact("`share` is 1 - q / q_star", share * low == low - q * (low - high))],
    )


def f6() -> Iterator[Obligation]:
    """A stake as large as his gain, whatever patience."""
    claim, period = pick(y6(), "when he waits for talks"), Period.before()
    t, low, m = period["opponent_talks_value"], period.n(L, CLOSED), period["guarantee"]
    worth = period.beta * real("share") * (low - m + t) >= period.pull(CLOSED)
    yield replace(claim, name="a stake as large as his gain", then=iff(worth, t - m >= low))


# -- Y7: limits ------------------------------------------------------------------------------------------------------


def y7() -> Iterator[Obligation]:
    """The first battle tells all."""
    period = Period.before_the_truth()
    yield period.there_is(
        "both wait for the truth",
        "Where the first battle tells all, that both stay closed and are held, is an equilibrium that survives D1.",
        [
            *(period.A4, period.not_too_costly),
            period.premium(L, "<"),
            period.worth_waiting("<="),
        ],
        period.refusal_play(),
        period.both_wait,
        survives=True,
    )
    yield period.in_every(
        "only if",
        "In every equilibrium, if both stay closed and he holds then `e(q) <= K(q)`.",
        [],
        implies(period.both_wait(period.play), period.pull(CLOSED) <= period.waiting),
    )


def f7() -> Iterator[Obligation]:
    """A bold L does not wait for it."""
    period = Period.before_the_truth()
    yield instead(pick(y7(), "both wait for the truth"), "b_L < lam d_L", period.flow(L, ">"))


# -- Y8: an announced mediator ---------------------------------------------------------------------------------------


def y8() -> Iterator[Obligation]:
    """Where talks are sure to follow."""
    period = Period.before_talks()
    yield period.in_every(
        "no waiting without a stake",
        "Where talks follow, in every equilibrium, if both stay closed and he holds, `g (1 - R(p)) - k <= beta t`.",
        [],
        implies(period.both_wait(period.play), period.pull(CLOSED) <= period.beta * period["opponent_talks_value"]),
    )
    yield replace(pick(y5(), "delay, both"), name="waiting with a stake")
    yield replace(pick(_talks_to_come(period), "there is one, an exposed L"), name="else the mixing of Y1")


def f8() -> Iterator[Obligation]:
    """Waiting although it does not pay."""
    period = Period.before_talks()
    yield instead(pick(y8(), "waiting with a stake"), "e(q) <= K(q)", period.worth_waiting(">"))


# -- Y9: inducements -------------------------------------------------------------------------------------------------


def y9() -> Iterator[Obligation]:
    """No opening is held where the weak are keener."""
    period = Period.before()
    yield period.in_every(
        "opening is punished",
        "In every equilibrium, whatever opening happens is escalated against for sure.",
        [period.A4, period.strictly_keener, period.tempting],
        period.opening_punished(period.play),
    )


def f9() -> Iterator[Obligation]:
    """With what follows the other way round."""
    period = Period.before()
    low, high = (period.nerve(t, period.goes_on(t)) for t in TWO)
    other = hypothesis("c_L < c_H", low * period.d(H) < high * period.d(L))
    yield instead(pick(y9(), "opening is punished"), "c_L > c_H", other)


# -- Y10: what she keeps under fire ----------------------------------------------------------------------------------


def y10() -> Iterator[Obligation]:
    """Exposure then counts the premium, too, and keenness is measured by it."""
    period = Period.keeping_less()
    play, value = period.play, dict(zip(TWO, period.play.value, strict=True))
    given = [_keener_by_exposure(period), _worse_closed(period)]
    exposed = Fact("`e_i > 0`", every(period.e(t) > 0 for t in TWO))
    yield period.in_every(
        "the weak open first",
        "In every equilibrium, if H opens with positive probability, L opens for sure.",
        given,
        implies(play.sends(H, OPEN) > 0, play.sends(L, OPEN) == 1),
        [exposed],
    )
    yield period.in_every(
        "opening is punished",
        "In every equilibrium, whatever opening happens is escalated against for sure.",
        [*given, period.tempting],
        period.opening_punished(play),
        [exposed],
    )
    yield period.in_every(
        "both open",
        "In every equilibrium both open for sure.",
        [period.A1(), _flow_over_exposure(period), period.at_most_talks(H), period.no_reason_to_wait],
        period.all_open(play),
    )
    yield period.in_every(
        "she gets no more than talks",
        "In every equilibrium no type gets more than talks: `V_i <= A_i`; so C_i of the period before keeps its bound.",
        [period.A1(), period.at_most_talks()],
        every(value[t] <= period.on(t) + period.b(t) for t in TWO),
    )
    yield from _handed_on()


def _handed_on() -> Iterator[Obligation]:
    """What a type loses, talks being the measure, is the smaller of what opening and staying closed lose her. Both are
    in order by harm, and by exposure: so is the smaller, whatever she keeps."""
    period, u = Period.keeping_less(), {t: real("u", t) for t in TWO}
    opened, closed = real("rho_open"), real("rho_closed")
    chances = Fact("chances of escalation", every(bound for x in (opened, closed) for bound in (x >= 0, x <= 1)))
    ratio, now = {t: real("B", t) for t in TWO}, {t: real("c", t) for t in TWO}
    under_fire = {t: (period["talks_exposure"] + (1 - period["talks_kept"]) * ratio[t]) * opened for t in TWO}
    yield period.always(
        "keener at the start of a period, by harm",
        "`u_L >= u_H`, where `u_i` is `(A_i - V_i) / d_i`: the smaller of `(lam + (1 - kappa) B_i) rho_open` and "
        "`(1 - rho_closed) c_i + rho_closed (B_i + 1)`.",
        [hypothesis("B_L > B_H", ratio[L] > ratio[H]), hypothesis("c_L >= c_H", now[L] >= now[H])],
        u[L] >= u[H],
        [chances, *(_smaller(u[t], under_fire[t], (1 - closed) * now[t] + closed * (ratio[t] + 1)) for t in TWO)],
    )
    x, y = {t: real("x", t) for t in TWO}, {t: real("y", t) for t in TWO}
    yield period.always(
        "keener at the start of a period, by exposure",
        "`u_L >= u_H`, where `u_i` is `(A_i - V_i) / e_i`: the smaller of `rho_open` and "
        "`(1 - rho_closed) x_i + rho_closed y_i`.",
        [hypothesis("x_L >= x_H", x[L] >= x[H]), hypothesis("y_L >= y_H", y[L] >= y[H])],
        u[L] >= u[H],
        [chances, *(_smaller(u[t], opened, (1 - closed) * x[t] + closed * y[t]) for t in TWO)],
    )


def _smaller(least: Term, x: Term, y: Term) -> Fact:
    return Fact(f"`{least}` is the smaller", every([least <= x, least <= y, some([least == x, least == y])]))


def _keener_by_exposure(period: Period) -> Fact:
    """What talks now are worth over closed and held, by what escalation costs who has opened."""
    low, high = (period.nerve(t, period.goes_on(t)) for t in TWO)
    return hypothesis("(A_L - C_L) / e_L > (A_H - C_H) / e_H", low * period.e(H) > high * period.e(L))


def _worse_closed(period: Period, relation: str = ">") -> Fact:
    """What being escalated against while closed costs, talks forgone included, by the same."""
    low, high = (period.b(t) + period.d(t) for t in TWO)
    formula = RELATIONS[relation](low * period.e(H), high * period.e(L))
    return hypothesis(f"(b_L + d_L) / e_L {relation} (b_H + d_H) / e_H", formula)


def _flow_over_exposure(period: Period) -> Fact:
    return hypothesis("(1 - beta) b_H > e_H", (1 - period.beta) * period.b(H) > period.e(H))


def f10() -> Iterator[Obligation]:
    """Keenness by harm is not enough; nor does the order hold where being caught closed is the worse for H."""
    period = Period.keeping_less()
    first = pick(y10(), "the weak open first")
    yield instead(first, "(A_L - C_L) / e_L > (A_H - C_H) / e_H", period.strictly_keener)
    closed = _worse_closed(period)
    yield instead(first, closed.name, _worse_closed(period, "<"))
