"""Forces as signals: mobilization, feigned weakness, a transgression that tests, a reputation from small conflicts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.folded import FoldedGame
from termination.models.catalog.canon.entry import Canonical


def slantchev_2005(cost: Any = 1, his_value: Any = 3, answer: Any = 2) -> FoldedGame:
    """A state mobilizes, its opponent relinquishes the prize or mobilizes too, and the state attacks or capitulates.

    >>> slantchev_2005().ending("value 2", "mobilize 1", "resist")
    'capitulate'
    """
    value, forces = {f"value {v}": Fraction(v) for v in (2, 5, 12)}, {f"mobilize {m}": Fraction(m) for m in (1, 4)}
    prize, his = exact(his_value), exact(answer)

    def then(t: str, m: str, r: str) -> Any:
        if m == "stay home":
            return [0, prize]
        own = forces[m]
        if r == "relinquish":
            return [value[t] - own, 0]
        win = own / (own + his)
        attack = [win * value[t] - exact(cost) - own, (1 - win) * prize - Fraction(1, 2) - his]
        return {"sender": {"attack": attack, "capitulate": [-own, prize - his]}}

    responses = {"stay home": ["no move"], **{m: ["relinquish", "resist"] for m in forces}}
    return FoldedGame(list(value), ["1/2", "1/4", "1/4"], list(responses), responses, then, title="Military coercion")


def slantchev_2010(surprise: Any = "1/8", share: Any = "1/4", bold: Any = "9/10") -> FoldedGame:
    """A demand; he accepts it, or fights after he has prepared well or little."""
    sizes = {"modest demand": Fraction(13, 20), "bold demand": exact(bold)}
    wins = {"strong": Fraction(7, 8), "weak": Fraction(1, 2)}  # against one who has prepared little
    fewer = {"strong": exact(surprise), "weak": Fraction(1, 20)}  # where he has prepared well
    her_cost, costs = Fraction(2, 25), {"prepare well": Fraction(9, 50), "prepare little": Fraction(2, 25)}

    def then(t: str, m: str, r: str) -> Any:
        if r == "accept":
            return [sizes[m], 1 - sizes[m]]
        win = wins[t] - (fewer[t] if r == "prepare well" else 0)
        return {"chance": {"she wins": [win, [1 - her_cost, -costs[r]]],
                           "he wins": [1 - win, [-her_cost, 1 - costs[r]]]}}  # fmt: skip

    share = exact(share)
    return FoldedGame(["strong", "weak"], [share, 1 - share], list(sizes), ["accept", *costs], then,
                      title="Feigning weakness")  # fmt: skip


def gurantz_hirsch(share: Any = "1/10", later_loss: Any = 4, war_now: Any = -2, minor: Any = "1/2") -> FoldedGame:
    """A minor transgression; he goes to war or lets it pass; she, with what she has gained, attacks or is content."""
    attack = {"belligerent": Fraction(4), "limited": Fraction(-3)}  # to her, with what the transgression gains her
    unaided = {"belligerent": Fraction(-1), "limited": Fraction(-5)}

    def then(t: str, m: str, r: str) -> Any:
        if m == "refrain":
            return {"sender": {"attack": [unaided[t], exact(war_now)], "be content": [0, 0]}}
        if r == "war":
            return [Fraction(1, 2) if t == "belligerent" else -3, exact(war_now)]
        return {"sender": {"attack": [attack[t], -exact(later_loss)], "be content": [minor, -exact(minor)]}}

    share = exact(share)
    responses = {"transgress": ["war", "let it pass"], "refrain": ["no move"]}
    return FoldedGame(list(attack), [share, 1 - share], list(responses), responses, then, title="Fear and appeasement")


def nalebuff(gain: Any = 2, stake: Any = 6, his_loss: Any = -3) -> FoldedGame:
    """A small conflict, in which to act or not; then a challenge to a large stake, to which she fights or gives way."""
    cost = {"low": Fraction(1), "middle": Fraction(5, 2), "high": Fraction(9)}

    def then(t: str, m: str, r: str) -> Any:
        now = exact(gain) - cost[t] if m == "act" else Fraction(0)
        if r == "leave":
            return [now + exact(stake), 0]
        return {"sender": {"fight": [now + exact(stake) - 2 * cost[t], exact(his_loss)], "give way": [now, 2]}}

    return FoldedGame(list(cost), ["1/3", "1/3", "1/3"], ["act", "stay out"], ["challenge", "leave"], then,
                      title="Reputation from a small conflict")  # fmt: skip


def entries() -> tuple[Canonical, ...]:
    """What there is in this module."""
    return (
        Canonical(
            "slantchev-2005",
            slantchev_2005(),
            "Slantchev, B. L. (2005). Military coercion in interstate crises. American Political Science Review "
            "99(4), 533-547.",
            "a last move, grids",
            "Three values of the prize to her, two sizes of forces and one of his answer, in place of continua; "
            "war is won in proportion to forces, which are paid for in any case; the choice to attack or "
            "capitulate is folded.",
            "forces that sink costs and raise the chance of winning leave room for bluffs; peace may take more "
            "forces than war; the probability of war is not monotone in what war is worth.",
            "the continua of values and of forces on both sides.",
        ),
        Canonical(
            "slantchev-2010",
            slantchev_2010(),
            "Slantchev, B. L. (2010). Feigning weakness. International Organization 64(3), 357-388.",
            "a chance move, grids",
            "Two demands in place of a continuum; he fights after one of two degrees of preparation, which stand "
            "for the efforts of a contest; war is a lottery, folded.",
            "one who is strong makes the demand of the weak with positive probability, to meet an opponent who "
            "has prepared little.",
            "the contest, in which both choose efforts.",
        ),
        Canonical(
            "gurantz-hirsch-2017",
            gurantz_hirsch(),
            "Gurantz, R. & Hirsch, A. V. (2017). Fear, appeasement, and the effectiveness of deterrence. Journal "
            "of Politics 79(3), 1041-1056.",
            "a last move, grids",
            "Two types of challenger in place of a continuum; her choice to attack once she has what she took is "
            "folded.",
            "a threat of war deters a minor transgression though one who transgressed is probably harmless: who "
            "transgresses in spite of the threat shows that she is not.",
            "the continuum of types, and when this is the only equilibrium.",
        ),
        Canonical(
            "nalebuff-1991",
            nalebuff(),
            "Nalebuff, B. (1991). Rational deterrence in an imperfect world. World Politics 43(3), 313-335.",
            "a last move, grids",
            "Three costs of conflict in place of a continuum; her choice to fight over the larger stake is folded.",
            "one to whom the small conflict is not worth its cost acts for the sake of her reputation; "
            "restrictions on beliefs rule out that nobody acts because acting is taken for weakness.",
            "the continuum of costs.",
        ),
    )
