"""What a mediator can do besides a sure guarantee: give one that may fail, and keep a posture secret.

Of a guarantee in which the opponent half believes, half counts. A channel hides her posture from him with probability
s, until he has moved; that can be done in two ways. *Withheld*: he knows that he has not been told, whatever it was.
*Secret*: an opening that is hidden looks like fighting on, so that he cannot tell the two apart. Both are noise between
the players; refinements are not defined for noise, so that all equilibria are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, shown
from paper_replication.drawing import SIZE, beside_jumps, dress, panels
from paper_replication.opening.inference import told
from paper_replication.opening.plays import in_some, refusal, span
from paper_replication.opening.wars import middle_war, tempting_war
from paper_replication.opening.words import War, exposure, gain, harm, temptation, tempted_by, weakest
from paper_replication.sections import Part, Picture, Table

# -- a guarantee that may fail ---------------------------------------------------------------------------------------


def doses(war: War, delivery: Fraction) -> tuple[Fraction, Fraction]:
    """The guarantee from which talks are possible, and the one beyond which they are certain, if he believes that it
    will be delivered with this probability."""
    bare = war.with_(guarantee=0)
    return temptation(bare) / delivery, tempted_by(bare, weakest(bare)) / delivery


def guarantees() -> Table:
    """What a guarantee must be by the chance of delivery, and what the one that would do, were it sure, brings."""
    war = tempting_war()
    enough = doses(war, Fraction(1))[0]
    rows = []
    for delivery in (Fraction(1), Fraction(3, 4), Fraction(1, 2), Fraction(1, 4)):
        possible, certain = doses(war, delivery)
        talks = span(war.with_(guarantee=enough, guarantee_delivery=delivery), "talks")
        rows.append((shown(delivery), f"from {shown(possible)}", f"beyond {shown(certain)}", told(talks)))
    caption = (
        "The guarantee that makes talks possible and the one that makes them certain, while escalation is tempting, by "
        "the probability with which he thinks it will be delivered; and the probability of talks over all equilibria "
        "with the one that suffices if it is sure."
    )
    headers = ("delivered with probability", "talks possible", "talks certain", "talks with what suffices if sure")
    return Table(caption, headers, rows=tuple(rows))


# -- a channel that keeps a posture secret ---------------------------------------------------------------------------

#: What he sees, by posture, if it is hidden with some probability.
CHANNELS: Mapping[str, Callable[[Fraction], Mapping[str, Mapping[str, Fraction]]]] = {
    "withheld": lambda s: {m: {m: 1 - s, "nothing": s} for m in ("closed", "open")},
    "secret": lambda s: {"closed": {"closed": Fraction(1)}, "open": {"open": 1 - s, "closed": s}},
}


def confidential(war: War, kind: str, hidden: Fraction) -> tm.SignalingGame:
    """The war in which her posture is hidden from him with this probability."""
    game = war.game()
    rows = {m: {z: p for z, p in row.items() if p} for m, row in CHANNELS[kind](hidden).items()}
    return tm.SignalingGame(
        game.types, game.prior, game.messages, game.responses, game.sender, game.receiver, noise=rows
    )


def left_exposed(war: War, t: str, hidden: Fraction) -> bool | None:
    """Whether talks are worth less to the type than what she risks if her opening is seen; None if it is a tie."""
    margin = (1 - hidden) * exposure(war, t) - gain(war, t)
    return None if margin == 0 else margin > 0


def enough_secrecy(war: War, t: str) -> Fraction:
    """The probability of being hidden from which the type opens although she is escalated against where seen."""
    return 1 - gain(war, t) / exposure(war, t)


def enough_withheld(war: War, t: str) -> Fraction:
    """The same of being withheld, where he escalates unless he sees that she is closed."""
    return (exposure(war, t) - gain(war, t)) / harm(war, t)


@cache
def outcomes(war: War, kind: str, hidden: Fraction, outcome: str) -> tuple[Fraction, Fraction]:
    """The least and the greatest probability over all equilibria."""
    return span(confidential(war, kind, hidden), outcome)


def wars() -> Mapping[str, War]:
    """The two wars of the chapter."""
    return {"middle": middle_war(), "tempting": tempting_war()}


def channels() -> Table:
    """Both channels in both wars."""
    rows = []
    for where, war in wars().items():
        for kind in CHANNELS:
            for hidden in (Fraction(0), Fraction(1, 4), Fraction(2, 5), Fraction(1, 2), Fraction(1)):
                refused = "yes" if in_some(refusal)(confidential(war, kind, hidden)) else "no"
                spans = (told(outcomes(war, kind, hidden, one)) for one in ("opening", "talks", "escalation"))
                rows.append((where, kind, shown(hidden), refused, *spans))
    caption = (
        "A channel that hides her posture from him until he has moved: whether that all refuse is an equilibrium, and "
        "probabilities over all equilibria. Withheld: he knows that he has not been told. Secret: a hidden opening "
        "looks like fighting on."
    )
    headers = ("war", "channel", "hidden with probability", "refusal", "opening", "talks", "escalation")
    return Table(caption, headers, tuple(rows))


#: Steps of the curves between two jumps.
_POINTS = 6


def jumps(war: War) -> list[Fraction]:
    """Where a type begins to open under fire: closed being safe, or hit as far as her posture is withheld."""
    return sorted({found(war, t) for found in (enough_secrecy, enough_withheld) for t in war.types})


def picture() -> Axes:
    """Talks and escalation against the chance of being hidden."""
    grid = panels(2, 2, 7.2, 5.0)
    for row, (where, war) in zip(grid, wars().items(), strict=True):
        sizes = beside_jumps([Fraction(0), *jumps(war), Fraction(1)], _POINTS)
        for ax, kind in zip(row, CHANNELS, strict=True):
            for outcome, face, hatch, edge in (
                ("talks", "#CFE6F4", "", "#0072B2"), ("escalation", "none", "////", "#D55E00"),
            ):  # fmt: skip
                found = [outcomes(war, kind, size, outcome) for size in sizes]
                low, high = ([float(ends[i]) for ends in found] for i in (0, 1))
                ax.fill_between([float(size) for size in sizes], low, high, facecolor=face, hatch=hatch, edgecolor=edge,
                                linewidth=1.4, label=f"Pr({outcome}), over all equilibria")  # fmt: skip
            dress(ax, "posture hidden with probability", "probability", f"{where} war, {kind}")
            ax.set(xlim=(0, 1), ylim=(-0.03, 1.05))
    figure = grid[0][0].figure
    figure.legend(*grid[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=2, fontsize=SIZE,
                  frameon=False)  # fmt: skip
    return grid[0][0]


# -- the part --------------------------------------------------------------------------------------------------------


def contents() -> Sequence[Story | Table | Picture]:
    """The part on mediators."""
    middle, tempted = middle_war(), tempting_war()
    weak, strong = (enough_secrecy(middle, t) for t in ("low", "high"))
    between = (weak + strong) / 2
    failing = Story(
        "**A mediator who may fail.** He counts a guarantee only as far as he expects it to be delivered. So the "
        "guarantee that is needed grows as one over the chance of delivery, and {sure}, which suffices if delivery is "
        "sure, brings no talks if he has any doubt. On the path of play what the mediator would do matters through "
        "that belief alone. A mediator who loses more by not delivering than by delivering is believed; one who does "
        "not is not believed, whatever is promised.",
        {"sure": doses(tempted, Fraction(1))[0]},
    )
    channel = Story(
        "**A confidential channel.** If her opening is hidden from him with probability s until he has moved, she "
        "risks only what remains, `(1 - s) e_i`. In the middle regime that works as a smaller exposure does: that all "
        "refuse is an equilibrium up to {weak}, where the weak begin to open, and beyond {strong}, where the resilient "
        "do, talks are the only outcome. Between the two, as in the trap of coercion, refusal is gone and the weak "
        "alone may open, under fire where they are seen: at {between} the probability of escalation is up to {fire}. "
        "While escalation is tempting a channel that is known to withhold brings nobody talks, since he escalates on "
        "what he knows, and from {bad} on all open, under fire. One that leaves a hidden opening looking like fighting "
        "on can let some through: at {between} the greatest probability of talks is {some}, the least {none}. Beyond "
        "{strong} all open, nothing can be told from what he sees, and it is {gone}.",
        {
            "weak": weak,
            "strong": strong,
            "between": between,
            "fire": outcomes(middle, "secret", between, "escalation")[1],
            "bad": max(enough_withheld(tempted, t) for t in tempted.types),
            "some": outcomes(tempted, "secret", between, "talks")[1],
            "none": outcomes(tempted, "secret", between, "talks")[0],
            "gone": outcomes(tempted, "secret", Fraction(1, 2), "talks")[1],
        },
    )
    caption = (
        "The least and the greatest probability of talks and of escalation over all equilibria, against the chance "
        "that her posture is hidden from him until he has moved: the middle regime (above), escalation tempting "
        "(below); a posture that is withheld, and an opening that looks like fighting on."
    )
    return [failing, guarantees(), channel, channels(), Picture("channels", picture, caption)]


PARTS = (Part("mediators", "What a mediator can do", contents, __name__, ("S9",)),)
