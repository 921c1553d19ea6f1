"""The canon: each finite version shows the published result, and no longer does where one payoff term is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.folded import FoldedGame
from termination.engine.refining.refine import refine
from termination.engine.strategies import StrategySet
from termination.errors import InputError, UnknownNameError
from termination.models import catalog
from termination.models.catalog import canon
from termination.models.catalog.canon import attacks, force, talk, threats

# --- what happens in an equilibrium ----------------------------------------------------------------------------------


def plays(game: Any, vertex: Any) -> Iterator[tuple[Fraction, str, str, str, str]]:
    """Probability, type, message, response and what is done after it, for all that has positive probability."""
    plain = game.game()
    chances = dict(zip(plain.receiver_types, plain.receiver_prior, strict=True)) or {"": Fraction(1)}
    for t, p in zip(plain.types, plain.prior, strict=True):
        for m, labels in zip(plain.messages, plain.response_sets, strict=True):
            for s, q in chances.items():
                replies = vertex.receiver[s] if s else vertex.receiver
                for r in labels:
                    weight = p * vertex.sender[t][m] * q * replies[m][r]
                    if weight:
                        yield weight, t, m, r, game.ending(t, m, r, s) if isinstance(game, FoldedGame) else ""


def chance(game: Any, vertex: Any, event: Callable[..., bool]) -> Fraction:
    """How likely something is: a question about type, message, response and what is done after it."""
    return sum((w for w, *play in plays(game, vertex) if event(*play)), Fraction(0))


def given(game: Any, vertex: Any, event: Callable[..., bool], condition: Callable[..., bool]) -> Fraction:
    """How likely it is where a condition of positive probability holds."""
    both = chance(game, vertex, lambda *play: event(*play) and condition(*play))
    return both / chance(game, vertex, condition)


def found(game: Any, concept: str = "") -> Equilibria:
    answer = solve(game)
    assert answer.complete
    return refine(answer, concept) if concept else answer


# --- the published results -------------------------------------------------------------------------------------------


def fearon_1997(**terms: Any) -> bool:
    """What survives D1: no bluffs; tying hands pays her more on average, and brings more war."""
    games = {tying: threats.fearon(tying, **terms) for tying in (True, False)}
    kept = {tying: [*found(game, "D1").vertices()] for tying, game in games.items()}
    bluffs = [
        chance(game, one, lambda t, m, r, then: m != "none" and then == "concede")
        for tying, game in games.items() for one in kept[tying]
    ]  # fmt: skip
    war = {
        tying: [chance(games[tying], one, lambda t, m, r, then: then == "fight") for one in kept[tying]]
        for tying in games
    }
    worth = {tying: [family.payoffs.ex_ante for family in found(games[tying], "D1")] for tying in games}
    return not any(bluffs) and min(worth[True]) > max(worth[False]) and min(war[True]) > max(war[False])


def resisted(game: FoldedGame, message: str) -> set[Fraction]:
    """How likely the message is resisted, where it is sent, in what survives D1."""
    return {
        given(game, one, lambda t, m, r, then: r == "resist", lambda t, m, r, then: m == message)
        for one in found(game, "D1").vertices()
        if chance(game, one, lambda t, m, r, then: m == message)
    }


def schultz_1999(audience: Any = 1, constraint: Any = 1, his_war: Any = -1) -> bool:
    """He resists less where backing down costs her more, and more where war does."""
    low, base, constrained = (
        resisted(threats.schultz(cost, burden, his_war), "challenge")
        for cost, burden in (("1/4", 0), (audience, 0), (audience, constraint))
    )
    return bool(base) and min(low, default=0) > max(base) < min(constrained, default=0)


def tingley_wang_2010(dear: Any = 3, his_war: Any = -1, share: Any = "2/3") -> bool:
    """Where backing down is dear one who enters is likelier strong, and less resisted or not more."""
    belief, resist = [], []
    for cost in ("1/4", dear):
        game = threats.tingley_wang(cost, his_war, share)
        points = [*found(game, "D1").vertices()]
        belief.append({given(game, one, lambda t, *_: t == "strong", lambda t, m, *_: m == "enter") for one in points})
        resist.append(
            {given(game, one, lambda t, m, r, _: r == "resist", lambda t, m, *_: m == "enter") for one in points}
        )
    return max(belief[0]) < min(belief[1]) and min(resist[0]) >= max(resist[1])


def kurizaki_2007(his_cost: Any = "3/4", her_cost: Any = 2, his_war: Any = "-1/2") -> bool:
    """Private threats bring all that public ones do, without war; alone, public ones are credible, and resisted."""
    both, public = (threats.kurizaki(his_cost, her_cost, private, his_war) for private in (True, False))
    credible = all(both.ending(t, "public threat", "resist", "proud") == "stand firm" for t in both.types)
    limited = {both.ending(t, "private threat", "resist", "proud") for t in both.types} == {"stand firm", "back down"}
    secret = [
        one for one in found(both, "D1").vertices()
        if all(one.sender[t]["private threat"] == 1 for t in both.types)
        and chance(both, one, lambda t, m, r, then: r == "give way") == 1
    ]  # fmt: skip
    fought = all(chance(public, one, lambda *play: play[3] == "stand firm") > 0 for one in found(public).vertices())
    return credible and limited and bool(secret) and fought


def lewis_schultz_2003(**terms: Any) -> bool:
    """One who challenges is likelier to stand firm than one about whom nothing is known."""
    game = threats.lewis_schultz(**terms)
    firm = {t for t in game.types if game.ending(t, "challenge", "resist", "bold") == "stand firm"}
    share = sum(p for t, p in zip(game.types, game.prior, strict=True) if t in firm)
    sent = [one for one in found(game).vertices() if chance(game, one, lambda t, m, *_: m == "challenge")]
    return bool(sent) and all(
        given(game, one, lambda t, *_: t in firm, lambda t, m, *_: m == "challenge") > share for one in sent
    )


def slantchev_2005(**terms: Any) -> bool:
    """What survives D1 has a bluff, war with those of middling value alone, and peace with more forces than war."""
    game = force.slantchev_2005(**terms)
    answers = []
    for one in found(game, "D1").vertices():
        bluff = chance(game, one, lambda t, m, r, then: then == "capitulate")
        war = {t: chance(game, one, lambda u, m, r, then, t=t: u == t and then == "attack") for t in game.types}
        peace = chance(game, one, lambda t, m, r, then: m == "mobilize 4" and r == "relinquish")
        answers.append(bluff > 0 and war["value 5"] > 0 == war["value 12"] and peace > 0)
    return bool(answers) and all(answers)


def slantchev_2010(**terms: Any) -> bool:
    """Some equilibrium survives D1 in which a bold demand meets one prepared well, and the strong feign weakness."""
    game = force.slantchev_2010(**terms)

    def feigned(one: Any) -> bool:
        wary = chance(game, one, lambda t, m, r, _: m == "bold demand" and r == "prepare well")
        surprise = chance(game, one, lambda t, m, r, _: (t, m, r) == ("strong", "modest demand", "prepare little"))
        return wary > 0 and surprise > 0 and one.sender["weak"]["modest demand"] > 0

    return any(feigned(one) for one in found(game, "D1").vertices())


def gurantz_hirsch_2017(**terms: Any) -> bool:
    """The limited are deterred by a war that he would not fight against one of whom he knows nothing."""
    game = force.gurantz_hirsch(**terms)
    plain = game.game()
    war, passing = (
        sum(p * row[0][k] for p, row in zip(plain.prior, plain.receiver, strict=True)) for k in (0, 1)
    )  # fmt: skip
    deterred = [
        one for one in found(game).vertices()
        if one.sender["limited"]["refrain"] == 1 == one.sender["belligerent"]["transgress"]
        and one.receiver["transgress"]["war"] == 1
    ]  # fmt: skip
    return bool(deterred) and passing > war


def nalebuff_1991(**terms: Any) -> bool:
    """Acting for the sake of reputation survives D1; that nobody acts, lest it be taken for weakness, does not."""
    game = force.nalebuff(**terms)
    alone = terms.get("gain", 2) - Fraction(5, 2)  # what the small conflict is worth to the middle type
    still = [one for one in found(game).vertices() if all(one.sender[t]["stay out"] == 1 for t in game.types)]
    kept = [*found(game, "D1").vertices()]
    reputation = any(one.sender["middle"]["act"] == 1 and one.sender["high"]["stay out"] == 1 for one in kept)
    return alone < 0 and reputation and bool(still) and not any(one in kept for one in still)


def overgaard_1994(**terms: Any) -> bool:
    """What survives D1: the rich attack on a larger scale than they would if it were known that they are."""
    game = attacks.overgaard(**terms)
    rich, soft = game.types.index("rich"), 1
    known = max(game.messages, key=lambda m: game.sender[rich][game.messages.index(m)][soft])
    kept = [*found(game, "D1").vertices()]
    return known == "scale 2" and bool(kept) and all(one.sender["rich"]["scale 3"] == 1 for one in kept)


def arce_sandler_2007(concession: Any = "3/2", resources: Any = 3) -> bool:
    """Pooling, with regret: conceding to those who would stop, refusing those who then attack on a greater scale."""
    likely, unlikely = (attacks.arce_sandler(share, concession, resources) for share in ("4/5", "1/2"))

    def pooled(game: FoldedGame, reply: str) -> bool:
        return any(
            all(one.sender[t]["small attack"] == 1 for t in game.types) and one.receiver["small attack"][reply] == 1
            for one in found(game).vertices()
        )

    after = {t: likely.ending(t, "small attack", "refuse") for t in likely.types}
    worth = {t: row[0] for t, row in zip(likely.types, likely.game().receiver, strict=True)}  # to concede, to refuse
    regret = worth["political"][0] < worth["political"][1] and worth["militant"][0] > worth["militant"][1]
    return pooled(likely, "concede") and pooled(unlikely, "refuse") and regret and (
        after == {"militant": "attack again", "political": "stop"} and resources - 1 > 1
    )  # fmt: skip


def kydd_2003(bias: Any = 1, mediator_cost: Any = "3/10", war_cost: Any = "1/5") -> bool:
    """A mediator on the first state's side can tell it the truth; one who only wants no war can tell it nothing."""
    biased, neutral = (talk.kydd_2003(b, mediator_cost, war_cost) for b in (bias, 0))
    honest = any(
        one.sender["resolved"]["counsel restraint"] == 1 == one.sender["weak"]["encourage"]
        and one.receiver["counsel restraint"]["demand half"] == 1 == one.receiver["encourage"]["demand much"]
        for one in found(biased).vertices()
    )
    told = [
        {r: {given(neutral, one, lambda u, m, s, _, r=r: s == r, lambda u, *_, t=t: u == t) for t in neutral.types}
         for r in ("demand much", "demand half")} for one in found(neutral).vertices()
    ]  # fmt: skip
    return honest and all(len(by_type) == 1 for one in told for by_type in one.values())


def haynes_yoder_2020(**terms: Any) -> bool:
    """An honest equilibrium where his type is open, none where it is all but known."""

    def honest(trust: Any) -> bool:
        ways = ("east", "west")
        return any(
            all(one.sender[t][f"pursue {t}"] == 1 for t in ways)
            and all(one.receiver[s][f"pursue {t}"]["cooperate"] == (s == t) for s in ways for t in ways)
            for one in found(talk.haynes_yoder(trust, **terms)).vertices()
        )

    return honest("1/2") and not honest("9/10") and not honest("1/10")


def banks_1990(**terms: Any) -> bool:
    """In every equilibrium the probability of war, and what she settles for, rise with what war is worth to her."""
    game = talk.banks(**terms)
    wider = False
    for one in found(game).vertices():
        war = [given(game, one, lambda u, m, r, _: r == "fight", lambda u, *_, t=t: u == t) for t in game.types]
        terms_ = [
            {Fraction(m.split()[1]) for w, u, m, r, _ in plays(game, one) if u == t and r == "accept"}
            for t in game.types
        ]
        settled = [x for x in terms_ if x]
        wider |= len(set(war)) > 1
        if war != sorted(war) or any(max(a) > min(b) for a, b in pairwise(settled)):
            return False
    return wider


def mastro_siegel_2023(**terms: Any) -> bool:
    """Some equilibrium survives D1 in which both stay closed, though both would gain from talks without escalation."""
    war = talk.mastro_siegel(**terms)
    gains = all(war.talks_value[t] > war.war_value[t] for t in war.types)
    return gains and any(
        all(one.sender[t]["closed"] == 1 for t in war.types) and one.receiver["open"]["escalate"] > 0
        and one.receiver["closed"]["escalate"] == 0
        for one in found(war, "D1").vertices()
    )  # fmt: skip


#: For each model what it must show, and payoff terms, one at a time, with which it no longer does.
SHOWN: dict[str, tuple[Callable[..., bool], list[dict[str, Any]]]] = {
    "fearon-1997-tying-hands": (fearon_1997, [{"war_cost": 2}, {"keen_value": 5}]),
    "fearon-1997-sinking-costs": (fearon_1997, [{"war_cost": "33/5"}]),
    "schultz-1999": (schultz_1999, [{"audience": "1/8"}, {"constraint": "1/8"}, {"his_war": "1/8"}]),
    "tingley-wang-2010": (tingley_wang_2010, [{"dear": "1/2"}, {"his_war": 0}]),
    "kurizaki-2007": (kurizaki_2007, [{"his_cost": 0}, {"her_cost": "1/2"}, {"his_war": "1/4"}]),
    "lewis-schultz-2003": (lewis_schultz_2003, [{"spread": "1/8"}]),
    "slantchev-2005": (slantchev_2005, [{"cost": "7/2"}, {"his_value": 8}, {"answer": "1/2"}]),
    "slantchev-2010": (slantchev_2010, [{"surprise": "1/20"}, {"bold": "7/10"}]),
    "gurantz-hirsch-2017": (gurantz_hirsch_2017, [{"later_loss": 1}, {"war_now": -5}, {"war_now": "-1/4"}]),
    "nalebuff-1991": (nalebuff_1991, [{"gain": 3}, {"stake": "1/4"}, {"his_loss": 1}]),
    "overgaard-1994": (overgaard_1994, [{"retaliation": "1/8"}, {"spare": -2}]),
    "arce-sandler-2007": (arce_sandler_2007, [{"concession": 3}, {"resources": 2}]),
    "kydd-2003": (kydd_2003, [{"bias": 0}, {"mediator_cost": 5}, {"war_cost": 2}]),
    "haynes-yoder-2020": (haynes_yoder_2020, [{"worth": "1/2"}, {"own": 3}]),
    "banks-1990": (banks_1990, [{"settlement": (1, 1, 3)}, {"his_war": "1/10"}]),
    "mastro-siegel-2023": (mastro_siegel_2023, [{"escalation_cost": "9/10"}, {"escalation_cost": "2/5"}]),
}


def test_there_are_fifteen_and_each_is_asked() -> None:
    assert len(canon.names()) >= 15
    assert set(SHOWN) == set(canon.names())
    assert all(broken for _, broken in SHOWN.values())


@pytest.mark.parametrize("slug", SHOWN)
def test_it_shows_the_published_result(slug: str) -> None:
    assert SHOWN[slug][0]()


@pytest.mark.parametrize(("slug", "terms"), [(slug, terms) for slug, (_, broken) in SHOWN.items() for terms in broken])
def test_it_no_longer_does_where_one_payoff_term_is_changed(slug: str, terms: dict[str, Any]) -> None:
    assert not SHOWN[slug][0](**terms)


@pytest.mark.parametrize("slug", canon.names())
def test_entries_are_whole(slug: str) -> None:
    entry = canon.load(slug)
    assert entry.slug == slug
    assert entry.title == entry.game.title != ""
    assert slug.split("-")[-1] in (*entry.citation.replace("(", " ").replace(")", " ").split(), "hands", "costs")
    assert all((entry.needs, entry.made, entry.result, entry.lacks))
    assert found(entry.model)[0].certificate.valid


FOLDED = [slug for slug in canon.names() if getattr(canon.load(slug).model, "folded", ())]


@pytest.mark.parametrize("slug", FOLDED)
def test_reports_have_the_probability_of_what_is_done_last(slug: str) -> None:
    """Against the count of this file, at vertices: of all that is done, the first thing after the reply."""
    game = canon.load(slug).model
    for family in found(game):
        for vertex in family.vertices():
            point = replace(
                family, sender=StrategySet.point(vertex.sender), receiver=StrategySet.point(vertex.receiver)
            )
            told = game.amounts(point)["later moves"]
            assert {then for *_, then in plays(game, vertex) if then} <= set(told)
            for move, probability in told.items():
                assert probability == chance(game, vertex, lambda *play, move=move: play[3] == move)


def test_the_page_says_of_each_what_its_entry_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "canon.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .*, `(.*)` \| (.*) \| (.*) \| (.*) \|$", page, re.MULTILINE)
    told = [(e.slug, e.needs, e.result.rstrip("."), e.lacks.rstrip(".")) for e in map(canon.load, canon.names())]
    assert rows == told


def test_names_are_distinct_from_those_of_the_games_with_known_answers() -> None:
    assert not set(canon.names()) & set(catalog.names())
    with pytest.raises(UnknownNameError, match="'kurizaki-2007'"):
        canon.load("kurizaki")
    with pytest.raises(InputError, match=r"'kurizaki-2007' is a model of the canon.*find\('kurizaki-2007'\) has it"):
        catalog.load("kurizaki-2007")
