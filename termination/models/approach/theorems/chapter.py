"""The theorems of the approach game, H1 to H8: stated in words, proved over all parameters, refuted by exact numbers.

Each is our formalisation of passages R1 to R9 of Priebe and others (2023), who give no formal model; none is taken from
them. The vocabulary is that of `language`; what was found false or stronger than first stated is in the remarks
and in docs/approach.md. Messages are hardline and limited unless a theorem says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from termination.engine.game import SignalingGame
from termination.engine.proving.formulas import (
    Fact,
    FormalGame,
    Play,
    Term,
    every,
    iff,
    implies,
    no,
    real,
    some,
    step,
    survives_d1,
    total,
)
from termination.engine.proving.prove import Chapter, Derivation, Existence, Obligation, Setting, Theorem, Universal
from termination.models.approach.exposition import exposition
from termination.models.approach.payoffs import (
    CORE,
    HARDLINE,
    HOLD,
    IRRESOLUTE,
    LIMITED,
    PRESS,
    RECIPROCATE,
    RESOLUTE,
    TYPES,
)
from termination.models.approach.theorems.language import COVERED, Rivalry
from termination.models.language import hypothesis, instead, pick, statement


def _prior_is_enough(game: Rivalry, message: str = LIMITED) -> Fact:
    return hypothesis("q >= mu*", game.refrains(game.q, message))


def _hardline_holds(game: Rivalry) -> Fact:
    return hypothesis("q > A / (A + P)", game.temptation(game.q) < 0)


#: What equilibria do not depend on once the letters are given (H1), fixed where that spares the SMT solver work.
_PLAIN: dict[str, Any] = {
    "mistrust": 0, "cover_dilution": 0, "flare": 0, "flare_loss": 0, "concession_value": 0, "reciprocity_cost": 0,
    "savings": 1,
}  # fmt: skip
_RELIEF_AS_IT_IS: dict[str, Any] = {"mistrust": 0, "flare": 0, "flare_loss": 0, "concession_value": 0}
_SPARED = "(Mistrust, flare, `v` and `y` at 0, `e` at 1: equilibria depend on no more, H1.)"


# -- H1, H3: the quiet equilibrium -----------------------------------------------------------------------------------


def h1() -> Iterator[Obligation]:
    """The quiet equilibrium, and what the letters mean."""
    game = Rivalry.of()
    yield game.there_is(
        "a quiet equilibrium",
        "With both types on limited, never pressed: an equilibrium.",
        [game.B1(), _prior_is_enough(game)],
        _quiet(game, {PRESS: step(game.temptation(game.q)), HOLD: 1 - step(game.temptation(game.q))}, game.prior),
        game.all_unpressed,
    )
    yield game.in_every(
        "only if",
        "If in an equilibrium both types are on limited and never pressed, `q >= mu*`.",
        [],
        implies(game.all_unpressed(game.play), game.refrains(game.q)),
    )
    yield game.there_is(
        "less than B1 will do",
        "It is enough that unpressed it is as good as pressed hardline, if hardline is taken for irresolution.",
        [hypothesis("X_t >= -L_t", _bearable(game)), _prior_is_enough(game)],
        _quiet(game, PRESS, IRRESOLUTE),
        game.all_unpressed,
    )
    for words, meets, _, extra in _cases(game):
        yield game.in_every(
            f"and no less, {words}",
            "Otherwise, if the resolute would sooner be pressed on hardline, they never take it for sure.",
            [hypothesis("X_res < -L_res", no(game.at_least(RESOLUTE, -game.loss(RESOLUTE)))), *extra],
            game.play.sends(RESOLUTE, LIMITED) == 0,
            [meets],
        )
    yield _letters(Rivalry.of(LIMITED, CORE, COVERED))


def _bearable(game: Rivalry) -> Any:
    return every(game.at_least(t, -game.loss(t)) for t in TYPES)


def _quiet(game: Rivalry, to_hardline: Any, belief: Any) -> Play:
    """Both on limited, unpressed; what he would do after hardline, and believe."""
    return game.plays(
        dict.fromkeys(TYPES, LIMITED),
        {HARDLINE: to_hardline, LIMITED: game.unpressed_reply()},
        {HARDLINE: belief, LIMITED: game.prior},
    )


def _letters(game: Rivalry) -> Obligation:
    """The letters of the theorems are differences of the payoffs of the game."""
    state, rival = game.game.sender, game.game.receiver
    equal = []
    for i, t in enumerate(TYPES):
        start = state[i][0][1]
        for j, m in enumerate(game.messages[1:], 1):
            pressed, held, met = state[i][j]
            equal += [pressed - start == game.pressed(t, m), held - start == game.held(t, m)]
            equal += [met - start == game.met(t, m), state[i][0][0] - start == -game.loss(t)]
            pressing, holding, meeting = rival[i][j]
            at = game.temptation(1 if t == RESOLUTE else 0)
            equal += [pressing - holding == at - game.relieved(m), meeting - holding == game.reciprocity(m)]
    words = (
        "Gains held, met and pressed, `J ell` and `R` are these differences of payoffs, and equilibria depend on no "
        "others."
    )
    return game.always("what the letters mean", words, [], every(equal))


def f1() -> Iterator[Obligation]:
    """The prior falls short."""
    game = Rivalry.of()
    yield instead(pick(h1(), "a quiet equilibrium"), "q >= mu*", hypothesis("q < mu*", game.presses(game.q)))


def h2() -> Iterator[Obligation]:
    """Pressed for sure; and with core on offer."""
    game = Rivalry.of()
    yield game.in_every(
        "limited is pressed",
        "In every equilibrium limited is used and pressed for sure.",
        [game.B1(), game.B2, hypothesis("q < mu*", game.presses(game.q))],
        game.pressed_for_sure(game.play),
    )
    for more in ((LIMITED, CORE), (LIMITED, COVERED)):
        wider = Rivalry.of(*more, **_RELIEF_AS_IT_IS)
        yield wider.in_every(
            f"with {more[1]} on offer",
            "If `q` is below every critical resolve, in every equilibrium some less-hardline approach, not always "
            "limited, is used and pressed for sure. (Mistrust, flare and `v` at 0: equilibria depend on no more, H1.)",
            [wider.B1(), wider.B2, hypothesis("q < every mu*", every(wider.presses(wider.q, m) for m in more))],
            some(wider.pressed_for_sure(wider.play, m) for m in more),
        )


def f2() -> Iterator[Obligation]:
    """The statement as it was first made, with core on offer."""
    claim = pick(h2(), "with core on offer")
    game = Rivalry.of()
    yield replace(claim, name="limited is pressed, with core on offer", then=game.pressed_for_sure(claim.play))
    yield instead(pick(h2(), "limited is pressed"), "q < mu*", _prior_is_enough(game))


def h3() -> Iterator[Obligation]:
    """No belief makes him press."""
    game = Rivalry.of()
    yield game.in_every(
        "never pressed",
        "In every equilibrium both types are on limited and never pressed.",
        [game.B1(), hypothesis("mu* < 0", game.never_presses())],
        game.all_unpressed(game.play),
    )


def f3() -> Iterator[Obligation]:
    """At zero it fails: he may press what he takes for irresolution."""
    game = Rivalry.of()
    zero = every([game.may_press(), no(game.presses(0))])
    yield instead(pick(h3(), "never pressed"), "mu* < 0", hypothesis("mu* = 0", zero))


# -- H4: timing ------------------------------------------------------------------------------------------------------


def h4() -> Iterator[Obligation]:
    """Reciprocity needs a reason."""
    alone, both = Rivalry.of(), Rivalry.of(LIMITED, CORE)
    for game, m, words in ((alone, LIMITED, "limited alone"), (both, LIMITED, "limited"), (both, CORE, "core")):
        yield game.in_every(
            f"a reason to reciprocate, {words}",
            "In every equilibrium, if he would reciprocate with positive probability then `(1 - u) v + tr >= y`.",
            [],
            implies(game.play.reply(m, RECIPROCATE) > 0, game.reciprocity(m) >= 0),
        )


def f4() -> Iterator[Obligation]:
    """Not strictly."""
    game = Rivalry.of()
    then = implies(game.play.reply(LIMITED, RECIPROCATE) > 0, game.reciprocity() > 0)
    yield game.in_every("a strict reason", "If he would reciprocate then `(1 - u) v + tr > y`.", [], then)


# -- H5: cover -------------------------------------------------------------------------------------------------------


def _credible(game: Rivalry) -> tuple[Fact, Fact]:
    """Cover that the irresolute would not pay for and the resolute would; b is theirs on limited without it."""
    deters = game.at_most(IRRESOLUTE, game.pressed(IRRESOLUTE), COVERED)
    pays = game.at_least(RESOLUTE, game.pressed(RESOLUTE), COVERED)
    return hypothesis("X_irr <= b_irr under cover", deters), hypothesis("X_res >= b_res under cover", pays)


def _by_cover(game: Rivalry, play: Play) -> Any:
    """The resolute under cover and unpressed, the irresolute without it and pressed."""
    who = [play.sends(RESOLUTE, COVERED) == 1, play.sends(IRRESOLUTE, LIMITED) == 1]
    return every([*who, game.chance(play, COVERED) == 0, game.chance(play) == 1])


def h5() -> Iterator[Obligation]:
    """What cover does, and its price."""
    spare = Rivalry.of(LIMITED, COVERED, **{name: x for name, x in _PLAIN.items() if name != "cover_dilution"})
    yield spare.in_every(
        "unpressed only under cover",
        "In every equilibrium, if the resolute take limited without cover then it is pressed with positive "
        f"probability. {_SPARED}",
        [spare.B2, spare.B3, hypothesis("q < mu*_limited", spare.presses(spare.q))],
        implies(spare.play.sends(RESOLUTE, LIMITED) > 0, spare.chance(spare.play) > 0),
    )
    game = Rivalry.of(LIMITED, COVERED)
    play = game.play
    deters, pays = _credible(game)
    yield game.there_is(
        "separation by cover",
        "With the resolute under cover and unpressed, the irresolute without and pressed: an equilibrium.",
        [game.B2, deters, pays, hypothesis("mu*_limited >= 0", game.may_press())],
        game.plays(
            {RESOLUTE: COVERED, IRRESOLUTE: LIMITED},
            {HARDLINE: PRESS, LIMITED: PRESS, COVERED: game.unpressed_reply(COVERED)},
            {HARDLINE: IRRESOLUTE, LIMITED: IRRESOLUTE, COVERED: RESOLUTE},
        ),
        lambda found: _by_cover(game, found),
    )
    for condition, meets in (("R < 0", game.reciprocity() < 0), ("R > 0", game.reciprocity() > 0)):
        yield game.in_every(
            f"separation needs credible cover, {condition}",
            "In every equilibrium that separates so, unpressed cover is worth no more to the irresolute than pressed "
            "limited, and no less to the resolute: `X_irr <= b_irr` and `X_res >= b_res`, `X` under cover.",
            [],
            implies(_by_cover(game, play), every([deters.formula, pays.formula])),
            [hypothesis(condition, meets)],
        )
    yield from _partial_cover(game)
    yield _frontier(game)


def _partial_cover(game: Rivalry) -> Iterator[Obligation]:
    """The irresolute mix between both, and cover is pressed as often as leaves them indifferent."""
    play = game.play
    ell = {t: game.loss(t) + game.risk * game.ell(COVERED) for t in TYPES}
    cost = game["cover_cost"]
    none = hypothesis("R < 0", game.reciprocity() < 0)

    def both(found: Play) -> Any:
        mixes = [found.sends(IRRESOLUTE, m) > 0 for m in (LIMITED, COVERED)]
        return every([found.sends(RESOLUTE, COVERED) == 1, *mixes])

    yield game.in_every(
        "partial separation needs the ratio",
        "If the resolute are under cover and the irresolute mix, limited being pressed for sure, then "
        "`c_res (L_irr + W ell) <= c_irr (L_res + W ell)`.",
        [],
        implies(
            every([both(play), game.chance(play) == 1]),
            cost[RESOLUTE] * ell[IRRESOLUTE] <= cost[IRRESOLUTE] * ell[RESOLUTE],
        ),
        [none],
    )
    weight, chance, belief = real("weight"), real("chance"), real("belief")
    excess = game.temptation(0) - game.relieved(COVERED)
    against = game.temptation(1) - game.relieved(COVERED)
    ratio = hypothesis(
        "c_res / c_irr <= (L_res + W ell) / (L_irr + W ell)",
        cost[RESOLUTE] * ell[IRRESOLUTE] <= cost[IRRESOLUTE] * ell[RESOLUTE],
    )
    witness = game.plays(
        {RESOLUTE: COVERED, IRRESOLUTE: {COVERED: weight, LIMITED: 1 - weight}},
        {HARDLINE: PRESS, LIMITED: PRESS, COVERED: {PRESS: chance, HOLD: 1 - chance}},
        {HARDLINE: IRRESOLUTE, LIMITED: IRRESOLUTE, COVERED: {RESOLUTE: belief, IRRESOLUTE: 1 - belief}},
    )
    mixing = (
        Fact("he is indifferent under cover", weight * (1 - game.q) * excess == -game.q * against),
        Fact("the irresolute are indifferent", (1 - chance) * ell[IRRESOLUTE] == cost[IRRESOLUTE]),
        Fact("his belief under cover", belief * (excess - against) == excess),
    )
    yield game.there_is(
        "partial separation by cover",
        "The ratio suffices, if `c_irr < L_irr + W ell` and `q < mu*_covered`: the irresolute mix so that he is "
        "indifferent under cover, which he presses with probability `1 - c_irr / (L_irr + W ell)`.",
        [
            game.B2,
            hypothesis("mu*_limited >= 0", game.may_press()),
            hypothesis("q < mu*_covered", game.presses(game.q, COVERED)),
            hypothesis("c_irr < L_irr + W ell", cost[IRRESOLUTE] < ell[IRRESOLUTE]),
            ratio,
        ],
        (witness, mixing),
        lambda found: every([both(found), game.chance(found) == 1]),
        knowing=[none],
    )


def _frontier(game: Rivalry) -> Obligation:
    deters, pays = _credible(game)
    relieved, cost = game.risk * game.ell(COVERED), game["cover_cost"]
    bounds = {t: cost[t] - game.loss(t) for t in TYPES}
    return game.always(
        "the frontier",
        "Where nothing is reciprocated, cover separates if and only if the relief that is left lies between two "
        "bounds: `c_res - L_res <= W ell <= c_irr - L_irr`.",
        [],
        iff(
            every([deters.formula, pays.formula]), every([bounds[RESOLUTE] <= relieved, relieved <= bounds[IRRESOLUTE]])
        ),
        [hypothesis("R < 0", game.reciprocity() < 0)],
    )


def f5() -> Iterator[Obligation]:
    """Cover that the irresolute would pay for."""
    game = Rivalry.of(LIMITED, COVERED)
    cheap = game.at_least(IRRESOLUTE, game.pressed(IRRESOLUTE) + 1, COVERED)
    yield instead(
        pick(h5(), "separation by cover"), "X_irr <= b_irr under cover", hypothesis("X_irr > b_irr under cover", cheap)
    )


# -- H6: comparative statics of critical resolve ---------------------------------------------------------------------


def _critical(reciprocates: bool) -> tuple[Any, dict[str, Any]]:
    """mu* for limited, in SymPy's symbols, where he would reciprocate and where he would hold; and the symbols."""
    import sympy

    names = ("A", "P", "J", "s", "mis", "dil", "u", "v", "tr", "y")
    symbol = {name: sympy.Symbol(name, real=True) for name in names}
    ell = (1 - symbol["mis"]) * (1 - symbol["dil"]) * symbol["s"]
    better = (1 - symbol["u"]) * symbol["v"] + symbol["tr"] - symbol["y"] if reciprocates else 0
    return (symbol["A"] - symbol["J"] * ell - better) / (symbol["A"] + symbol["P"]), symbol


def h6() -> Iterator[Obligation]:
    """Derivatives by computer algebra, and that their signs hold of differences, not only at the margin."""
    import sympy

    for reciprocates, where in ((False, "he would hold"), (True, "he would reciprocate")):
        mu, x = _critical(reciprocates)
        both = x["A"] + x["P"]
        stated = {
            "P": -mu / both,
            "A": (1 - mu) / both,
            "s": -x["J"] * (1 - x["mis"]) * (1 - x["dil"]) / both,
            "mis": x["J"] * (1 - x["dil"]) * x["s"] / both,
            "dil": x["J"] * (1 - x["mis"]) * x["s"] / both,
            "tr": -sympy.Integer(reciprocates) / both,
            "v": -(1 - x["u"]) * int(reciprocates) / both,
            "y": sympy.Integer(reciprocates) / both,
        }
        for name, slope in stated.items():
            yield Derivation(
                f"slope in {name}, where {where}",
                f"The derivative of `mu*` in {name} is as stated.",
                f"`d/d{name} mu*`",
                sympy.diff(mu, x[name]),
                slope,
            )
    yield from _differences()


def _differences() -> Iterator[Obligation]:
    game = Rivalry.of()
    ambition, power = game["ambition"], game["power"]
    relieved, meets = game.relieved(), game.reciprocity()
    best = real("best")
    is_best = Fact(
        "`best` is J ell + max(0, R)",
        some([every([meets <= 0, best == relieved]), every([meets > 0, best == relieved + meets])]),
    )
    more = real("more")
    increase = hypothesis("more > 0", more > 0)
    yield game.always(
        "stronger rivals are less emboldened",
        "While `mu* > 0`, it is lower for every larger P: by any amount, not only at the margin.",
        [increase, hypothesis("mu* > 0", ambition > best)],
        (ambition - best) * (ambition + power) < (ambition - best) * (ambition + power + more),
        [is_best],
    )
    yield game.always(
        "more ambitious rivals are more emboldened",
        "Whatever its sign, `mu*` is higher for every larger A.",
        [increase],
        (ambition - best) * (ambition + more + power) < (ambition + more - best) * (ambition + power),
        [is_best],
    )
    for name, words in (("relief", "relief"), ("trend", "trend"), ("concession_value", "the value of the concession")):
        yield _weakly(game, name, words, is_best, best)


def _weakly(game: Rivalry, name: str, words: str, is_best: Fact, best: Term) -> Obligation:
    """A larger value of one parameter leaves J ell + max(0, R), which he forgoes by pressing, no smaller."""
    larger = real("larger")
    value: Any = {LIMITED: larger} if isinstance(game[name], Mapping) else larger
    old = game[name][LIMITED] if isinstance(game[name], Mapping) else game[name]
    other = Rivalry(game.messages, {**game.parameters, name: value})
    no_smaller = some([other.relieved() >= best, other.relieved() + other.reciprocity() >= best])
    return game.always(
        f"weakly in {words}",
        f"`mu*` falls, weakly, in {words}.",
        [hypothesis(f"more {words}", larger >= old)],
        no_smaller,
        [is_best],
    )


def f6() -> Iterator[Obligation]:
    """The wrong sign."""
    import sympy

    mu, x = _critical(True)
    yield Derivation(
        "slope in P, but the other way", "The derivative of `mu*` in P is positive.", "`d/dP mu*`",
        sympy.diff(mu, x["P"]), mu / (x["A"] + x["P"]),
    )  # fmt: skip
    game = Rivalry.of()
    claim = pick(_differences(), "stronger rivals are less emboldened")
    yield instead(claim, "mu* > 0", hypothesis("mu* < 0", game.never_presses()))


# -- H7: what is left unresolved -------------------------------------------------------------------------------------


def h7() -> Iterator[Obligation]:
    """The bound on what limited approaches can do, and when core is worth more."""
    game = Rivalry.of(LIMITED, CORE)
    flare = game["flare"]
    lowered = {m: flare - flare * (1 - game.ell(m)) for m in (LIMITED, CORE)}
    yield game.always(
        "the bound",
        "Limited lowers the later risk of deterioration by at most `f s_limited`, and by no more than core does.",
        [],
        every([lowered[LIMITED] <= flare * game["relief"][LIMITED], lowered[LIMITED] <= lowered[CORE]]),
    )
    state = game.game.sender
    for i, t in enumerate(TYPES):
        for r, words in ((1, "held"), (2, "reciprocated")):
            gain = game.saved(t, CORE) - game.saved(t, LIMITED) + game.risk * (game.ell(CORE) - game.ell(LIMITED))
            cost = {m: _cost(game, t, m, r) for m in (LIMITED, CORE)}
            yield game.always(
                f"core or limited, {t}, both {words}",
                "Core beats limited if and only if `h_t (e_core - e_lim) + (W + f F)(ell_core - ell_lim)` exceeds the "
                "difference of what they cost: of `u k` where both are held, of `k - Y` where both are reciprocated.",
                [],
                iff(state[i][2][r] > state[i][1][r], gain > cost[CORE] - cost[LIMITED]),
            )
    more = real("more")
    yield game.always(
        "a likelier flare speaks for core",
        "The gain of core over limited does not fall as the flare becomes likelier.",
        [hypothesis("more >= 0", more >= 0)],
        more * game["flare_loss"] * (game.ell(CORE) - game.ell(LIMITED)) >= 0,
    )


def _cost(game: Rivalry, t: str, message: str, response: int) -> Term:
    v = game.at(t, message)
    return game.given(message) if response == 1 else v.concession_cost - v.reciprocity_gain


def f7() -> Iterator[Obligation]:
    """Core is not always better, and relief not always all."""
    game = Rivalry.of(LIMITED, CORE)
    state = game.game.sender
    yield game.always("core always", "Core beats limited.", [], state[0][2][1] > state[0][1][1])
    lowered = game["flare"] - game["flare"] * (1 - game.ell(LIMITED))
    words = "Limited lowers the risk by all of `f s_limited`."
    yield game.always("all of it", words, [], lowered >= game["flare"] * game["relief"][LIMITED])


# -- H8: when an approach emboldens ----------------------------------------------------------------------------------

Unpressed = Callable[[str], Term]


def _cases(game: Rivalry) -> list[tuple[str, Fact, Unpressed, list[Fact]]]:
    """Where he would hold and where he would reciprocate: R, X, and what makes being pressed worse than X."""
    held, met = (lambda t: game.held(t)), (lambda t: game.met(t))
    return [
        ("held", hypothesis("R < 0", game.reciprocity() < 0), held, []),
        ("reciprocated", hypothesis("R > 0", game.reciprocity() > 0), met, [game.B3]),
    ]


def h8() -> Iterator[Obligation]:
    """The whole region."""
    game = Rivalry.of()
    yield from _without_the_approach(game.alone())
    yield from _reassures(game)
    for case in _cases(game):
        yield _mixing(game, *case)
        yield _for_sure(game, *case)
    for case in _cases(Rivalry.of(**_PLAIN)):
        yield _only_by_inference(Rivalry.of(**_PLAIN), *case)
    yield _separating(game)
    yield from _not_emboldened(game)
    yield from _under_d1()


def _without_the_approach(game: Rivalry) -> Iterator[Obligation]:
    for words, fact, chance in (
        ("for sure", hypothesis("q < A / (A + P)", game.temptation(game.q) > 0), 1),
        ("never", _hardline_holds(game), 0),
    ):
        yield game.in_every(
            f"hardline alone is pressed {words}",
            f"Where there is no other approach, hardline is pressed {words}.",
            [fact],
            game.chance(game.play, HARDLINE) == chance,
        )


def _reassures(game: Rivalry) -> Iterator[Obligation]:
    between = hypothesis("mu* < q", _strictly_enough(game))
    pressed = total(
        p * game.play.sends(t, m) * game.chance(game.play, m)
        for t, p in zip(TYPES, (game.q, 1 - game.q), strict=True)
        for m in game.messages
    )
    yield game.in_every(
        "reassures",
        "If `mu* < q`, in every equilibrium he presses with less than certainty, as he would have had hardline been "
        "all there is and `q < A / (A + P)`; and in one, by H1, never.",
        [game.B2, game.B1(), between],
        pressed < 1,
    )


def _strictly_enough(game: Rivalry) -> Any:
    excess = game.temptation(game.q) - game.relieved()
    return some([excess < 0, excess < game.reciprocity()])


def _only_by_inference(game: Rivalry, words: str, meets: Fact, unpressed: Unpressed, extra: list[Fact]) -> Obligation:
    """What an equilibrium that emboldens needs, given that hardline would not be pressed."""
    nerve = game.nerve(unpressed)
    bold = some([game.pressed(IRRESOLUTE) >= 0, every([unpressed(RESOLUTE) > 0, nerve >= 0])])
    return game.in_every(
        f"only by adverse inference, {words}",
        "If limited is pressed with positive probability in an equilibrium, then `mu* > 0`, the resolute would not "
        "take it to be pressed (`b_res <= 0`), and either the irresolute would (`b_irr >= 0`), or `X_res > 0` and the "
        f"irresolute have no less nerve. {_SPARED}",
        [_hardline_holds(game), hypothesis("mu* not 0", some([game.presses(0), game.never_presses()])), *extra],
        implies(game.emboldens(game.play), every([game.presses(0), game.pressed(RESOLUTE) <= 0, bold])),
        [meets],
    )


def _mixing(game: Rivalry, words: str, meets: Fact, unpressed: Unpressed, extra: list[Fact]) -> Obligation:
    """The resolute mix so that he is indifferent after limited, and he so that they are."""
    weight, chance, belief = real("weight"), real("chance"), real("belief")
    better, reply = game.relieved(), HOLD
    if words == "reciprocated":
        better, reply = better + game.reciprocity(), RECIPROCATE
    gain = {t: game.temptation(1 if t == RESOLUTE else 0) - better for t in TYPES}
    exposure = unpressed(RESOLUTE) - game.pressed(RESOLUTE)
    witness = game.plays(
        {RESOLUTE: {HARDLINE: 1 - weight, LIMITED: weight}, IRRESOLUTE: LIMITED},
        {HARDLINE: HOLD, LIMITED: {PRESS: chance, reply: 1 - chance}},
        {HARDLINE: RESOLUTE, LIMITED: {RESOLUTE: belief, IRRESOLUTE: 1 - belief}},
    )
    mixing = (
        Fact("he is indifferent", weight * game.q * gain[RESOLUTE] == -(1 - game.q) * gain[IRRESOLUTE]),
        Fact("the resolute are indifferent", chance * exposure == unpressed(RESOLUTE)),
        Fact("his belief", belief * (gain[IRRESOLUTE] - gain[RESOLUTE]) == gain[IRRESOLUTE]),
    )
    return game.there_is(
        f"pressed now and then, {words}",
        "If `q >= mu* > 0`, `b_res <= 0 < X_res` and the irresolute have no less nerve: the resolute mix, the "
        "irresolute take limited, and he presses it with probability `X_res / D_res`.",
        [
            hypothesis("q >= mu*", game.refrains(game.q)),
            hypothesis("mu* > 0", game.presses(0)),
            hypothesis("b_res <= 0", game.pressed(RESOLUTE) <= 0),
            hypothesis("X_res > 0", unpressed(RESOLUTE) > 0),
            hypothesis("no less nerve", game.nerve(unpressed) >= 0),
        ],
        (witness, mixing),
        lambda play: every(
            [
                game.emboldens(play),
                play.sends(RESOLUTE, LIMITED) > 0,
                play.sends(IRRESOLUTE, LIMITED) == 1,
                game.chance(play, HARDLINE) == 0,
            ]
        ),
        knowing=[meets],
    )


def _separating(game: Rivalry) -> Obligation:
    return game.there_is(
        "the irresolute alone",
        "If `mu* >= 0`, `b_res <= 0` and `b_irr >= 0`, whatever the prior: the resolute hardline, the irresolute on "
        "limited and pressed for sure.",
        [
            hypothesis("mu* >= 0", game.may_press()),
            hypothesis("b_res <= 0", game.pressed(RESOLUTE) <= 0),
            hypothesis("b_irr >= 0", game.pressed(IRRESOLUTE) >= 0),
        ],
        _alone(game, PRESS),
        lambda play: every([game.emboldens(play), play.sends(RESOLUTE, HARDLINE) == 1]),
    )


def _alone(game: Rivalry, reply: Any) -> Play:
    """The resolute hardline and unpressed, the irresolute on limited."""
    return game.plays(
        {RESOLUTE: HARDLINE, IRRESOLUTE: LIMITED},
        {HARDLINE: HOLD, LIMITED: reply},
        {HARDLINE: RESOLUTE, LIMITED: IRRESOLUTE},
    )


def _for_sure(game: Rivalry, words: str, meets: Fact, unpressed: Unpressed, extra: list[Fact]) -> Obligation:
    play = game.play
    alone = [play.sends(RESOLUTE, HARDLINE) == 1, play.sends(IRRESOLUTE, LIMITED) == 1]
    pressing = [game.chance(play) == 1, game.chance(play, HARDLINE) == 0]
    return game.in_every(
        f"emboldens for sure, {words}",
        "If the resolute would sooner be pressed on hardline than be left alone on limited (`X_res < -L_res`), the "
        "irresolute would take it even to be pressed (`b_irr > 0`), and `mu* > 0`: in every equilibrium the irresolute "
        "alone take it, and are pressed for sure.",
        [
            hypothesis("mu* > 0", game.presses(0)),
            hypothesis("X_res < -L_res", unpressed(RESOLUTE) < -game.loss(RESOLUTE)),
            hypothesis("b_irr > 0", game.pressed(IRRESOLUTE) > 0),
            *extra,
        ],
        every([*alone, *pressing]),
        [meets],
    )


def _quiet_hardline(play: Play) -> Any:
    """Both types hardline, and not pressed."""
    return every([*(play.sends(t, HARDLINE) == 1 for t in TYPES), play.reply(HARDLINE, PRESS) == 0])


def _not_emboldened(game: Rivalry) -> Iterator[Obligation]:
    """Everywhere else some equilibrium emboldens nobody; the quiet one is in H1."""
    shy = [game.pressed(t) <= 0 for t in TYPES]

    def unpressed(play: Play) -> Any:
        return no(game.emboldens(play))

    yield game.there_is(
        "quiet pooling on hardline",
        "If `q >= A / (A + P)`, `mu* >= 0` and `b_t <= 0` for both: both hardline, not pressed, for fear of being "
        "thought irresolute.",
        [
            hypothesis("q >= A / (A + P)", game.temptation(game.q) <= 0),
            hypothesis("mu* >= 0", game.may_press()),
            hypothesis("b_t <= 0", every(shy)),
        ],
        game.plays(
            dict.fromkeys(TYPES, HARDLINE),
            {HARDLINE: HOLD, LIMITED: PRESS},
            {HARDLINE: game.prior, LIMITED: IRRESOLUTE},
        ),
        _quiet_hardline,
    )
    yield game.there_is(
        "the resolute alone",
        "If `X_res >= -L_res` and `X_irr <= -L_irr`: the resolute take limited and are not pressed, the irresolute are "
        "hardline and pressed.",
        [
            hypothesis("X_res >= -L_res", game.at_least(RESOLUTE, -game.loss(RESOLUTE))),
            hypothesis("X_irr <= -L_irr", game.at_most(IRRESOLUTE, -game.loss(IRRESOLUTE))),
        ],
        game.plays(
            {RESOLUTE: LIMITED, IRRESOLUTE: HARDLINE},
            {HARDLINE: PRESS, LIMITED: game.unpressed_reply()},
            {HARDLINE: IRRESOLUTE, LIMITED: RESOLUTE},
        ),
        lambda play: every(
            [play.sends(RESOLUTE, LIMITED) == 1, play.sends(IRRESOLUTE, HARDLINE) == 1, unpressed(play)]
        ),
    )
    yield game.there_is(
        "the irresolute alone, unpressed",
        "If `mu* <= 0`, `X_res <= 0` and `X_irr >= 0`: the irresolute alone take limited, and are not pressed.",
        [
            hypothesis("mu* <= 0", no(game.presses(0))),
            hypothesis("X_res <= 0", game.at_most(RESOLUTE, 0)),
            hypothesis("X_irr >= 0", game.at_least(IRRESOLUTE, 0)),
        ],
        _alone(game, game.unpressed_reply()),
        lambda play: every(
            [play.sends(IRRESOLUTE, LIMITED) == 1, play.sends(RESOLUTE, HARDLINE) == 1, unpressed(play)]
        ),
    )
    yield game.there_is(
        "nobody wants it",
        "If `q >= A / (A + P)` and `X_t <= 0` for both: both hardline, not pressed; limited would not be pressed "
        "either.",
        [
            hypothesis("q >= A / (A + P)", game.temptation(game.q) <= 0),
            hypothesis("X_t <= 0", every(game.at_most(t, 0) for t in TYPES)),
        ],
        game.plays(
            dict.fromkeys(TYPES, HARDLINE),
            {HARDLINE: HOLD, LIMITED: game.unpressed_reply()},
            {HARDLINE: game.prior, LIMITED: RESOLUTE},
        ),
        _quiet_hardline,
    )
    yield _nothing_is_left(game)


def _nothing_is_left(game: Rivalry) -> Obligation:
    """The five equilibria that embolden nobody cover all that is not emboldening for sure."""
    quiet = _bearable(game)
    hardline = every([game.may_press(), *(game.pressed(t) <= 0 for t in TYPES)])
    resolute = every([game.at_least(RESOLUTE, -game.loss(RESOLUTE)), game.at_most(IRRESOLUTE, -game.loss(IRRESOLUTE))])
    unwanted = every(game.at_most(t, 0) for t in TYPES)
    irresolute = every([no(game.presses(0)), game.at_most(RESOLUTE, 0), game.at_least(IRRESOLUTE, 0)])
    sure = every([game.presses(0), no(game.at_least(RESOLUTE, -game.loss(RESOLUTE))), game.pressed(IRRESOLUTE) > 0])
    return game.always(
        "nothing is left",
        "Where hardline would not be pressed, either limited emboldens for sure or one of five equilibria emboldens "
        "nobody: so these conditions are exact.",
        [game.B3, hypothesis("q >= A / (A + P)", game.temptation(game.q) <= 0)],
        some([sure, every([quiet, game.refrains(game.q)]), hardline, resolute, irresolute, unwanted]),
    )


# What D1 keeps of quiet pooling on hardline. Where nothing is reciprocated, reciprocating is strictly worse than
# holding and can be left out, so that he has two replies and D1 needs no quantifiers.


def _two_replies() -> tuple[Rivalry, Setting, FormalGame]:
    game = Rivalry.of()
    full = game.game
    sender, receiver = (
        tuple(tuple(cells[:2] for cells in rows) for rows in table) for table in (full.sender, full.receiver)
    )
    cut = FormalGame(full.types, full.prior, full.messages, ((PRESS, HOLD),) * 2, sender, receiver)
    payoffs = {
        "types": list(TYPES),
        "prior": [game.q, 1 - game.q],
        "messages": list(full.messages),
        "responses": [PRESS, HOLD],
        "sender": [[list(cells) for cells in rows] for rows in sender],
        "receiver": [[list(cells) for cells in rows] for rows in receiver],
    }
    return game, replace(game.setting, parameters=payoffs, assumes=("R < 0",)), cut


def _under_d1() -> Iterator[Obligation]:
    game, setting, cut = _two_replies()
    nerve = game.nerve(lambda t: game.held(t))
    none = "He never reciprocates, so this is about two replies."
    yield Existence(
        "quiet pooling on hardline survives D1",
        f"With B4, and where `b_t <= 0` for both, both hardline and not pressed survives D1. {none}",
        setting,
        (
            hypothesis("q >= A / (A + P)", game.temptation(game.q) <= 0),
            hypothesis("A >= J ell", game.temptation(0) >= game.relieved()),
            hypothesis("b_t <= 0", every(game.pressed(t) <= 0 for t in TYPES)),
            Fact("B4, adverse inference, denominators multiplied out", nerve > 0, "B4"),
        ),
        Play.given(cut, [[1, 0], [1, 0]], [[0, 1], [1, 0]], [[game.q, 1 - game.q], [0, 1]]),
        _quiet_hardline,
        survives=True,
    )
    play = Play.free(cut)
    yield Universal(
        "D1 removes it where B4 is reversed",
        f"With B4 reversed and `g_res > 0`, no equilibrium in which both are hardline and not pressed survives "
        f"D1. {none}",
        setting,
        (
            Fact("B4 reversed, denominators multiplied out", nerve < 0, "B4 reversed"),
            hypothesis("g_res > 0", game.held(RESOLUTE) > 0),
            Fact("the equilibrium survives D1", survives_d1(play), "D1"),
        ),
        no(_quiet_hardline(play)),
        play,
    )


def f8() -> Iterator[Obligation]:
    """Without the prior for it, with the sign of B4 turned, and under B1 for sure."""
    game = Rivalry.of()
    nerve = game.nerve(lambda t: game.held(t))
    claim = pick(h8(), "pressed now and then, held")
    yield instead(claim, "no less nerve", hypothesis("less nerve", nerve < 0))
    sure = pick(h8(), "emboldens for sure, held")
    yield instead(sure, "X_res < -L_res", hypothesis("X_res > 0", game.held(RESOLUTE) > 0))


# -- the chapter -----------------------------------------------------------------------------------------------------

#: How hypotheses are said that are not said by their own name.
PHRASES = {
    "core on offer": "with core on offer",
    "limited under cover on offer": "with cover on offer",
    "core or cover on offer": "with core or cover on offer",
    "the letters alone": "at `mis = dil = f = F = v = y = 0` and `e = 1` (no loss: only the letters of H1 count)",
    "R not 0": "if `R` is not 0",
    "mu* not 0": "if `mu*` is not 0",
    "q < every mu*": "if `q` is below every critical resolve",
    "no less nerve": "if the irresolute have no less nerve",
    "D1": "in every equilibrium surviving D1",
}
_says = partial(statement, PHRASES)


def _both_ways(name: str) -> tuple[str, ...]:
    """The parts of that name where he would hold and where he would reciprocate."""
    return f"{name}, held", f"{name}, reciprocated"


THEOREMS: Mapping[str, Theorem] = {
    each.name: each
    for each in (
        Theorem(
            "H1",
            "the quiet equilibrium",
            (
                _says(
                    ["B1", "q >= mu*"],
                    "an equilibrium exists in which both types are on limited and never pressed.",
                    "a quiet equilibrium",
                ),
                _says(
                    [],
                    "an equilibrium in which both types are on limited and never pressed exists only if `q >= mu*`.",
                    "only if",
                ),
                _says(
                    ["q >= mu*", "X_t >= -L_t"],
                    "such an equilibrium exists, in which hardline is taken for irresolution.",
                    "less than B1 will do",
                ),
                _says(
                    ["B3", "R not 0", "X_res < -L_res"],
                    "in no equilibrium do the resolute take limited.",
                    *_both_ways("and no less"),
                ),
                _says(
                    ["core on offer", "limited under cover on offer"],
                    "the gains g, m and b, `J ell` and `R` are differences of the payoffs, and equilibria depend on no "
                    "others.",
                    "what the letters mean",
                ),
            ),
            ("R2", "R3"),
            h1,
            f1,
            ("B3 is used only where the rival would reciprocate, `R > 0`.",),
        ),
        Theorem(
            "H2",
            "pressed for sure",
            (
                _says(
                    ["B1", "B2", "q < mu*"],
                    "in every equilibrium limited is used and pressed for sure.",
                    "limited is pressed",
                ),
                _says(
                    ["B1", "B2", "core or cover on offer", "the letters alone", "q < every mu*"],
                    "in every equilibrium some less-hardline approach is used and pressed for sure.",
                    "with core on offer",
                    "with limited under cover on offer",
                ),
            ),
            ("R3",),
            h2,
            f2,
            (
                "With core on offer limited need not be used at all; what is pressed for sure may be core alone, the "
                "resolute being hardline.",
                "B1 and B2 of limited alone are used, whatever else is on offer, and of B1 only that reciprocated "
                "limited is better than pressed hardline.",
            ),
        ),
        Theorem(
            "H3",
            "never pressed",
            (
                _says(
                    ["B1", "mu* < 0"],
                    "in every equilibrium both types are on limited and never pressed.",
                    "never pressed",
                ),
            ),
            ("R2", "R4", "R8"),
            h3,
            f3,
            ("At `mu* = 0` it fails: what is taken for irresolution for sure may be pressed.",),
        ),
        Theorem(
            "H4",
            "timing",
            (
                _says(
                    [],
                    "in every equilibrium limited is reciprocated with positive probability only if `(1 - u) v + tr >= "
                    "y`.",
                    "a reason to reciprocate, limited alone",
                ),
                _says(
                    ["core on offer"],
                    "so are limited and core, each with its own `v` and `y`.",
                    "a reason to reciprocate, limited",
                    "a reason to reciprocate, core",
                ),
            ),
            ("R8",),
            h4,
            f4,
            ("Immediate from the payoffs: holding is always possible. It holds after unused approaches too.",),
        ),
        Theorem(
            "H5",
            "cover",
            (
                _says(["limited under cover on offer"]),
                _says(
                    ["B2", "B3", "the letters alone", "q < mu*_limited"],
                    "in every equilibrium in which the resolute take limited without cover it is pressed with positive "
                    "probability: only under cover do they go unpressed for sure on it.",
                    "unpressed only under cover",
                ),
                _says(
                    ["B2", "mu*_limited >= 0", "X_irr <= b_irr under cover", "X_res >= b_res under cover"],
                    "that the resolute are under cover and not pressed, and the irresolute without and pressed for "
                    "sure, is an equilibrium.",
                    "separation by cover",
                ),
                _says(
                    ["R not 0"],
                    "in every equilibrium that separates so, `X_irr <= b_irr` and `X_res >= b_res`, `X` under cover.",
                    "separation needs credible cover, R < 0",
                    "separation needs credible cover, R > 0",
                ),
                _says(
                    ["R < 0"],
                    "these two are `c_res - L_res <= W ell <= c_irr - L_irr`, `ell` under cover.",
                    "the frontier",
                ),
                _says(
                    ["R < 0"],
                    "if in an equilibrium the resolute are under cover and the irresolute mix, limited being pressed "
                    "for sure, then `c_res / c_irr <= (L_res + W ell) / (L_irr + W ell)`.",
                    "partial separation needs the ratio",
                ),
                _says(
                    [
                        "B2",
                        "R < 0",
                        "mu*_limited >= 0",
                        "q < mu*_covered",
                        "c_irr < L_irr + W ell",
                        "c_res / c_irr <= (L_res + W ell) / (L_irr + W ell)",
                    ],
                    "such an equilibrium exists, in which he presses cover with probability `1 - c_irr / (L_irr + W "
                    "ell)`.",
                    "partial separation by cover",
                ),
            ),
            ("R5", "R9"),
            h5,
            f5,
            (
                "B1 is not used. Where he would reciprocate, `R > 0`, the two conditions are those of the frontier "
                "with `Y - (1 - u) k` added to `W ell`.",
                "What cover buys in credibility it pays in relief: it separates only if what relief is left is at most "
                "`(c_irr - L_irr) / W`.",
            ),
        ),
        Theorem(
            "H6",
            "what moves critical resolve",
            (
                _says(
                    ["mu* > 0"],
                    "`mu*` falls strictly in P.",
                    *(f"slope in P, where he would {response}" for response in ("hold", "reciprocate")),
                    "stronger rivals are less emboldened",
                ),
                _says(
                    [],
                    "whatever its sign, `mu*` rises strictly in A; it falls weakly in s, tr and v, and rises weakly in "
                    "mis, dil and y.",
                    *(
                        f"slope in {letter}, where he would {response}"
                        for response in ("hold", "reciprocate")
                        for letter in ("A", "s", "mis", "dil", "tr", "v", "y")
                    ),
                    "more ambitious rivals are more emboldened",
                    "weakly in relief",
                    "weakly in trend",
                    "weakly in the value of the concession",
                ),
            ),
            ("R4", "R5", "R8"),
            h6,
            f6,
            (
                "Where it is negative `mu*` rises in P; but then nothing is ever pressed.",
                "Trend, value and cost of reciprocating move it only where he would reciprocate.",
            ),
        ),
        Theorem(
            "H7",
            "what is left unresolved",
            (
                _says(["core on offer"]),
                _says(
                    [],
                    "the later risk is `f (1 - ell)`, which limited lowers by at most `f s_limited`, and by no more "
                    "than core does.",
                    "the bound",
                ),
                _says(
                    [],
                    "with both held, core beats limited for type t if and only if `h_t (e_core - e_lim) + (W + f "
                    "F)(ell_core - ell_lim) > u (k_core - k_lim)`; with both reciprocated the same holds with `k - Y` "
                    "in the place of `u k`.",
                    *(f"core or limited, {t}, both {words}" for t in TYPES for words in ("held", "reciprocated")),
                ),
                _says(
                    [],
                    "as a flare becomes likelier, what core gains over limited does not fall.",
                    "a likelier flare speaks for core",
                ),
            ),
            ("R6", "R7"),
            h7,
            f7,
        ),
        Theorem(
            "H8",
            "when an approach emboldens",
            (
                _says(
                    ["q < A / (A + P)"],
                    "hardline, were it all there is, would be pressed for sure in every equilibrium, so that an "
                    "approach emboldens nobody.",
                    "hardline alone is pressed for sure",
                ),
                _says(
                    ["B1", "B2", "mu* < q"],
                    "in every equilibrium he presses with a probability below one: where `q < A / (A + P)` the "
                    "approach reassures.",
                    "reassures",
                ),
                _says(
                    ["q > A / (A + P)"],
                    "hardline, were it all there is, would never be pressed in any equilibrium.",
                    "hardline alone is pressed never",
                ),
                _says(
                    ["B3", "the letters alone", "q > A / (A + P)", "mu* not 0", "R not 0"],
                    "limited is taken and pressed with positive probability in some equilibrium only if `mu* > 0`, "
                    "`b_res <= 0`, and `b_irr >= 0` or both `X_res > 0` and the irresolute have no less nerve.",
                    *_both_ways("only by adverse inference"),
                ),
                _says(
                    ["mu* >= 0", "b_res <= 0", "b_irr >= 0"],
                    "that the resolute are hardline, and the irresolute on limited and pressed for sure, is an "
                    "equilibrium.",
                    "the irresolute alone",
                ),
                _says(
                    ["q >= mu*", "mu* > 0", "b_res <= 0", "X_res > 0", "R not 0", "no less nerve"],
                    "that the resolute mix, the irresolute take limited, and he presses it with probability `X_res / "
                    "D_res` is an equilibrium.",
                    *_both_ways("pressed now and then"),
                ),
                _says(
                    ["B3", "mu* > 0", "X_res < -L_res", "b_irr > 0", "R not 0"],
                    "in every equilibrium the irresolute alone take limited, and are pressed for sure.",
                    *_both_ways("emboldens for sure"),
                ),
                _says(
                    ["B3", "q >= A / (A + P)"],
                    "unless `mu* > 0`, `X_res < -L_res` and `b_irr > 0`, an equilibrium exists in which nobody is "
                    "emboldened: H1's, or one of the four that follow.",
                    "nothing is left",
                ),
                _says(
                    ["q >= A / (A + P)", "mu* >= 0", "b_t <= 0"],
                    "quiet pooling on hardline is an equilibrium.",
                    "quiet pooling on hardline",
                ),
                _says(
                    ["X_res >= -L_res", "X_irr <= -L_irr"],
                    "that the resolute take limited and are not pressed, and the irresolute are hardline, is such an "
                    "equilibrium.",
                    "the resolute alone",
                ),
                _says(
                    ["mu* <= 0", "X_res <= 0", "X_irr >= 0"],
                    "that the irresolute alone take limited, and are not pressed, is such an equilibrium.",
                    "the irresolute alone, unpressed",
                ),
                _says(
                    ["q >= A / (A + P)", "X_t <= 0"],
                    "that both are hardline and not pressed, nor would be on limited, is such an equilibrium.",
                    "nobody wants it",
                ),
                _says(
                    ["B4", "R < 0", "q >= A / (A + P)", "A >= J ell", "b_t <= 0"],
                    "quiet pooling on hardline survives D1.",
                    "quiet pooling on hardline survives D1",
                ),
                _says(
                    ["B4 reversed", "R < 0", "g_res > 0", "D1"],
                    "not both of these hold: both types are hardline, and hardline is not pressed.",
                    "D1 removes it where B4 is reversed",
                ),
            ),
            ("R3", "R4"),
            h8,
            f8,
            (
                "B3 is used only where the rival would reciprocate, `R > 0`.",
                "The separating equilibrium is not all: with no more than adverse inference (B4) the resolute may mix.",
                "With B1 an approach never emboldens for sure where hardline would not be pressed: a quiet equilibrium "
                "exists beside.",
                "Equilibria that embolden use every message, so that D1 removes none of them.",
            ),
        ),
    )
}


def game(counterexample: Mapping[str, Any]) -> SignalingGame:
    """The game in which a claim fails: by its parameters, or cell by cell."""
    from termination.models.approach.game import ApproachGame

    if "sender" in counterexample:
        return SignalingGame(**counterexample)
    return ApproachGame(**counterexample).game()


CHAPTER = Chapter(
    "approach",
    "The approach game. The formalisation is ours: statements formalise passages of Priebe and others (2023), numbered "
    "R1 to R9 here, who give no formal model. None is a proposition of theirs.",
    THEOREMS,
    game,
    exposition,
    Path(__file__).parents[1] / "proofs",
)
