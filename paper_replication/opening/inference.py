"""What inference does: talks if nothing is inferred from a posture, effects at beliefs held fixed, the cost of talking.

Three comparisons with a world in which opening says nothing of who opens. If opening is *automatic*, as where talks are
taken to go on while fighting goes on, there is nothing to infer. What an enemy *hopes for* who makes the war easier is
what the opener would do if his beliefs, and so his replies, stayed what they were; what he *gets* is equilibrium. And
the cost of conversation is what an inference costs: the harm that opening adds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, shown
from paper_replication.drawing import SIZE, beside_jumps, dress, panels
from paper_replication.opening.cases import OTHERS, VIETNAM
from paper_replication.opening.plays import Play, plays, refusal, span
from paper_replication.opening.wars import middle_war, signal_war, tempting_war
from paper_replication.opening.words import War, exposure, gain, harm, temptation, tempted_by
from paper_replication.sections import Part, Picture, Table

#: A probability, or the least and the greatest one.
Chances = tuple[Fraction, Fraction]


def told(chances: Chances) -> str:
    """As a number or a range."""
    low, high = map(shown, chances)
    return low if low == high else f"{low} to {high}"


# -- opening that is automatic, or not seen --------------------------------------------------------------------------


def automatic(war: War) -> tm.SignalingGame:
    """The war in which every type opens, for she cannot but: he escalates, or there are talks."""
    game, opened = war.game(), war.game().messages.index("open")
    payoffs = ([[rows[opened]] for rows in table] for table in (game.sender, game.receiver))
    return tm.SignalingGame(game.types, game.prior, ["open"], game.responses, *payoffs)


def unseen(war: War) -> tm.SignalingGame:
    """The war in which she may open or not, and he does not see which: nothing can be inferred from it."""
    game = war.game()
    hidden = {message: {"nothing": 1} for message in game.messages}
    return tm.SignalingGame(
        game.types, game.prior, game.messages, game.responses, game.sender, game.receiver, noise=hidden
    )


@cache
def escalation_if_automatic(war: War) -> Chances:
    """How likely he escalates if opening is automatic; the rest is talks. Over all equilibria."""
    found = [vertex.receiver["open"]["escalate"] for vertex in tm.solve(automatic(war)).vertices()]
    return min(found), max(found)


def benchmark_wars() -> Mapping[str, War]:
    """The wars of the examples, by how much escalation pays, and one in which it does not pay against anybody."""
    return {"tempting": tempting_war(), "middle": middle_war(),
            "too costly": middle_war(escalation_cost=Fraction(17, 20))}  # fmt: skip


def benchmark() -> Table:
    """What comes about if opening is automatic, and if it is chosen and seen."""
    rows = []
    for name, war in benchmark_wars().items():
        low, high = escalation_if_automatic(war)
        chosen = [told(span(war, outcome, "D1")) for outcome in ("opening", "talks", "escalation")]
        rows.append((name, shown(war.escalation_cost), told((1 - high, 1 - low)), told((low, high)), *chosen))
    caption = (
        "Talks and escalation if opening is automatic, so that nothing is inferred from it, and if it is chosen and "
        "seen: probabilities over all equilibria, and over those that survive D1."
    )
    headers = ("war", "cost of escalation", "automatic: talks", "automatic: escalation", "chosen: opening",
               "chosen: talks", "chosen: escalation")  # fmt: skip
    return Table(caption, headers, tuple(rows))


#: Steps of the curves between two jumps.
_POINTS = 20


def taken_for_granted() -> Axes:
    """Talks and escalation against the cost of escalation, opening automatic or chosen."""
    war = middle_war()
    jumps = [war.escalation_cost + net for net in (temptation(war), tempted_by(war, "low"))]
    sizes = beside_jumps([Fraction(2, 5), *jumps, Fraction(9, 10)], _POINTS)
    wars, xs = [war.with_(escalation_cost=size) for size in sizes], [float(size) for size in sizes]
    fire = [float(escalation_if_automatic(one)[0]) for one in wars]
    ((left, right),) = panels(1, 2, 7.2, 3.2)
    for ax, outcome, line in ((left, "talks", [1 - share for share in fire]), (right, "escalation", fire)):
        low, high = ([float(span(one, outcome, "D1")[end]) for one in wars] for end in (0, 1))
        ax.fill_between(xs, low, high, facecolor="#CFE6F4", edgecolor="#0072B2", linewidth=1.6,
                        label="chosen and seen, under D1")  # fmt: skip
        ax.plot(xs, line, color="#D55E00", linestyle="--", linewidth=1.6, label="automatic")
        ax.set(xlim=(0.4, 0.9), ylim=(-0.03, 1.05))
        dress(ax, "cost of escalation", f"probability of {outcome}")
    left.figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=SIZE,
                       frameon=False)  # fmt: skip
    return left


# -- hoped for, and got ----------------------------------------------------------------------------------------------


def beforehand(war: War) -> Play:
    """What is played in the war as it is: refusal if that survives D1, else the one equilibrium that does."""
    found = plays(war, "D1")
    refusing = [play for play in found if refusal(play)]
    if not refusing and len(found) > 1:
        raise ValueError(f"{len(found)} equilibria survive D1, and none is that all refuse; none is chosen")
    return (refusing or found)[0]


@dataclass(frozen=True)
class Effect:
    """An outcome before a change of the war, after it at beliefs held fixed (hoped for), and after it (got)."""

    before: Fraction
    hoped: Chances
    got: Chances


def effect(war: War, after: War, outcome: str) -> Effect:
    """Of a change of the war on "opening" or "talks"; got over all equilibria that survive D1."""
    play = beforehand(war)
    before = play.overall(play.opens if outcome == "opening" else play.talks)
    return Effect(before, at_beliefs_held(play, after, outcome), span(after, outcome, "D1"))


def at_beliefs_held(play: Play, after: War, outcome: str) -> Chances:
    """The least and the greatest probability if she answers best to new payoffs and he replies as he did."""
    low = high = Fraction(0)
    for t, weight in play.prior.items():
        chances = [_chance_of(play, message, outcome) for message in best_messages(play, after, t)]
        low, high = low + weight * min(chances), high + weight * max(chances)
    return low, high


def _chance_of(play: Play, message: str, outcome: str) -> Fraction:
    """How likely the message brings the outcome, opening or talks, if he replies as he did."""
    opened = Fraction(message.endswith("open"))
    return opened if outcome == "opening" else opened * (1 - play.escalates[message])


def best_messages(play: Play, after: War, t: str) -> list[str]:
    """What is best for the type in the war after, if he replies as he did before."""
    game = after.game()
    rows, (escalate, hold) = game.sender[game.types.index(t)], map(game.responses.index, ("escalate", "hold"))
    worth = {}
    for message, row in zip(game.messages, rows, strict=True):
        fire = play.escalates[message]
        worth[message] = fire * row[escalate] + (1 - fire) * row[hold]
    return [message for message, value in worth.items() if value == max(worth.values())]


def easier(war: War, relief: Mapping[str, Fraction]) -> War:
    """The war with fighting on made better for each type."""
    return war.with_(war_value={t: war.war_value[t] + relief[t] for t in war.types})


def less_harm(war: War, cut: Fraction) -> War:
    """The war in which an escalation would do less harm, by this share."""
    return war.with_(escalation_harm=war.escalation_harm * (1 - cut))


SMALL, LARGE = Fraction(1, 20), Fraction(1, 2)
#: What an enemy may reduce by himself: a name for it, and the war after.
REDUCTIONS: Mapping[str, Callable[[War], War]] = {
    "the war in every cell (`psi`)": lambda war: war.with_(deescalation=Fraction(1, 5)),
    "the war while she is closed (`w_i`)": lambda war: easier(war, {t: gain(war, t) / 4 for t in war.types}),
    "what an escalation would do (`D`), a little": lambda war: less_harm(war, SMALL),
    "what an escalation would do (`D`), by half": lambda war: less_harm(war, LARGE),
}


def comparison() -> Table:
    """Each reduction in both wars."""
    rows = []
    for where, war in (("tempting", tempting_war()), ("middle", middle_war())):
        for name, reduce in REDUCTIONS.items():
            found = [effect(war, reduce(war), outcome) for outcome in ("opening", "talks")]
            rows.append((where, name, *(cell for one in found for cell in (
                shown(one.before), told(one.hoped), told(one.got)))))  # fmt: skip
    caption = (
        "What an enemy may reduce by himself, and the probabilities of an opening and of talks: before, in the "
        "equilibrium that survives D1 (the middle war: that all refuse); hoped for, at his beliefs and replies as they "
        "were (a range where a type is then indifferent); got, over all that survives D1 after. Reduced: each cell by "
        "1/5; fighting on better by a quarter of what talks bring; `D` by 1/20 and by half."
    )
    headers = ("war", "reduced", "opening before", "hoped for", "got", "talks before", "hoped for", "got")
    return Table(caption, headers, tuple(rows))


def jumps(war: War) -> list[Fraction]:
    """The cuts of harm at which a type is bold, or would open at beliefs held fixed: where either curve jumps."""
    replies = beforehand(war).escalates
    held = war.talks_exposure * replies["open"] - replies["closed"]
    return sorted(
        {1 - gain(war, t) / (harm(war, t) * share) for t in war.types for share in (war.talks_exposure, held)}
    )


def hoped_and_got() -> Axes:
    """Hoped for and got, against how much less harm an escalation would do."""
    ((left, right),) = panels(1, 2, 7.2, 3.2)
    for ax, war, outcome in ((left, tempting_war(), "opening"), (right, middle_war(), "talks")):
        cuts = beside_jumps(sorted({Fraction(0), *jumps(war), Fraction(3, 5)}), _POINTS)
        found = [effect(war, less_harm(war, cut), outcome) for cut in cuts]
        xs, hoped = [float(cut) for cut in cuts], [float(one.hoped[0]) for one in found]
        low, high = (np.array([float(one.got[i]) for one in found]) for i in (0, 1))
        ax.fill_between(xs, low, high, facecolor="#CFE6F4", edgecolor="#0072B2", linewidth=1.6, label="got, under D1")
        ax.plot(xs, hoped, color="#D55E00", linestyle="--", linewidth=1.6, label="hoped for, at beliefs held fixed")
        ax.set(xlim=(0, 0.6), ylim=(-0.03, 1.05))
    dress(left, "harm of an escalation, less by", "probability of opening", "escalation tempting")
    dress(right, "harm of an escalation, less by", "probability of talks", "middle regime, all refusing")
    left.figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=SIZE,
                       frameon=False)  # fmt: skip
    return left


# -- the cost of conversation ----------------------------------------------------------------------------------------


def costs() -> Table:
    """The cost of conversation in each equilibrium that survives D1, in the wars of the examples and of the cases."""
    examples = {"example, tempting": tempting_war(), "example, middle": middle_war(),
                "example, with the signal": signal_war()}  # fmt: skip
    wars = {**examples, **{f"{case.who}, {case.when}": case.war for case in (*VIETNAM, *OTHERS)}}
    rows = []
    for name, war in wars.items():
        low, high = sorted(war.types, key=lambda t: war.resilience[t])
        for family in tm.refine(tm.solve(war), "D1"):
            cost = war.cost_of_conversation(family)
            cells = (cell for t in (low, high) for cell in (str(cost[t]), shown(gain(war, t))))
            rows.append((name, family.name, *cells))
    caption = (
        "The cost of conversation, `e_i rho_open - d_i rho_closed`, where `rho` is how likely he escalates: the harm "
        "that opening (silently) adds, beside what talks are worth. Without the signal a type opens for sure where it "
        "is less than that, and stays closed where it is more. Below zero opening is the safer of the two."
    )
    headers = ("war", "equilibrium under D1", "cost to the weak", "talks' worth to them", "cost to the resilient",
               "talks' worth to them ")  # fmt: skip
    return Table(caption, headers, tuple(rows))


# -- the part --------------------------------------------------------------------------------------------------------


def contents() -> Sequence[Story | Table | Picture]:
    """The part on inference."""
    tempted, middle = tempting_war(), middle_war()
    small, large = (effect(tempted, less_harm(tempted, cut), "opening") for cut in (SMALL, LARGE))
    better = effect(middle, less_harm(middle, LARGE), "talks")
    automatic_story = Story(
        "**Talks taken for granted.** If opening is automatic he learns nothing from it, and there are talks exactly "
        "if escalation does not pay on what he knows. In the middle regime that makes their probability {sure}, where "
        "it runs from {low} to {high} if opening is chosen and seen. While escalation is tempting there are none "
        "either way; but the probability of escalation is {fire} if all must open, and {chosen} where the resilient "
        "may stay closed. That she chooses is not what keeps her from talks: if he does not see whether she opens, all "
        "do (see S4).",
        {
            "sure": 1 - escalation_if_automatic(middle)[1],
            "low": span(middle, "talks", "D1")[0],
            "high": span(middle, "talks", "D1")[1],
            "fire": escalation_if_automatic(tempted)[0],
            "chosen": span(tempted, "escalation", "D1")[1],
        },
    )
    hoped_story = Story(
        "**Hoped for, and got.** An enemy who makes the war easier may hope that she opens more readily, while he "
        "goes on believing and doing what he did. While escalation is tempting that hope fails: the weak open with "
        "just the probability that leaves him indifferent, and her payoffs do not enter that. Suppose that an "
        "escalation did less harm, by a share of {small}. If his beliefs and replies stayed as they were, all of the "
        "weak would open, and the probability of an opening would be {hoped}; in equilibrium it is {got}, as before. "
        "Where relief makes both types bold the two are the same again (at a share of {cut}: {large_hoped} and "
        "{large_got}), and every opening is escalated against. In the middle regime more may be got than was hoped "
        "for. There all may refuse, because an opening would be read as weakness. If his beliefs and replies stayed "
        "as they were, that much less harm would bring talks with probability {better_hoped}; but where both types "
        "open, an opening tells him nothing, and the probability is {better_got}.",
        {
            "small": SMALL,
            "hoped": small.hoped[0],
            "got": told(small.got),
            "cut": LARGE,
            "large_hoped": large.hoped[0],
            "large_got": told(large.got),
            "better_hoped": better.hoped[0],
            "better_got": told(better.got),
        },
    )
    cost_story = Story(
        "**The cost of conversation** is a product of inference and capacity: how much likelier escalation is once she "
        "has opened, and what it does to her. In refusal the resilient face {high} for talks worth {gain}.",
        {"high": refusal_cost(middle), "gain": gain(middle, "high")},
    )
    granted = Picture(
        "granted", taken_for_granted,
        "The probabilities of talks and of escalation against the cost of escalation, if opening is automatic and if "
        "it is chosen and seen: the least and the greatest over what survives D1.",
    )  # fmt: skip
    return [automatic_story, benchmark(), granted, hoped_story, comparison(), cost_story, costs()]


def refusal_cost(war: War) -> Fraction:
    """The resilient's cost of conversation where all refuse."""
    play = beforehand(war)
    return exposure(war, "high") * play.escalates["open"] - harm(war, "high") * play.escalates["closed"]


PARTS = (Part("inference", "What inference does", contents, __name__, ("S1", "S4", "S6", "M1")),)
