"""Threats in a crisis, after which a state that is resisted stands firm or backs down.

All are one tree with different costs: the sender keeps still or threatens; the receiver gives way or resists; a sender
who is resisted fights or backs down. Both may know alone what a war is worth to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from termination.engine.arithmetic import exact
from termination.engine.folded import FoldedGame
from termination.models.catalog.canon.entry import Canonical


def _crisis(
    title: str,
    war: Mapping[str, Any],
    prior: list[Any],
    his_war: Mapping[str, Any],
    his_prior: list[str],
    threats: Mapping[str, tuple[Any, Any]],
    shame: Mapping[str, Any] | None = None,
) -> FoldedGame:
    """The crisis in which the good is worth 1: who has it keeps it if she is quiet.

    `war` is what war is worth to her by type, `his_war` to him; `threats` are what it costs her to back down from each
    threat, and him to give way; `shame` is by type what she pays besides for backing down.
    """
    quiet = "keep quiet"

    def then(t: str, s: str, m: str, r: str) -> Any:
        if m == quiet:
            return [0, 1]
        back, humiliation = map(exact, threats[m])
        if r == "give way":
            return [1, -humiliation]
        fight, flee = [exact(war[t]), exact(his_war[s])], [-back - exact((shame or {}).get(t, 0)), 1]
        return {"sender": {"stand firm": fight, "back down": flee}}

    responses = {**{m: ["resist", "give way"] for m in threats}, quiet: ["no move"]}
    return FoldedGame(
        list(war), prior, [*threats, quiet], responses, then,
        title=title, receiver_types=list(his_war), receiver_prior=his_prior,
    )  # fmt: skip


def fearon(tying: bool = True, war_cost: Any = 4, keen_value: Any = 8) -> FoldedGame:
    """A commitment of some level, a challenge or none, and then fighting or conceding. Hands are tied, or costs sunk.

    >>> [fearon(tying).ending("middle", "commit 4", "challenge", "mild") for tying in (True, False)]
    ['fight', 'concede']
    """
    value = {"low": Fraction(1), "middle": Fraction(5), "high": Fraction(12)}
    his_value = {"mild": Fraction(1), "keen": exact(keen_value)}
    level = {"none": Fraction(0), "commit 1": Fraction(1), "commit 4": Fraction(4)}
    cost, his_cost = exact(war_cost), Fraction(3)

    def then(t: str, s: str, m: str, r: str) -> Any:
        sunk, tied = (Fraction(0), level[m]) if tying else (level[m], Fraction(0))
        if r == "hold":
            return [value[t] - sunk, 0]
        fight = [value[t] / 2 - cost - sunk, his_value[s] / 2 - his_cost]
        return {"sender": {"fight": fight, "concede": [-sunk - tied, his_value[s]]}}

    title = "Tying hands" if tying else "Sinking costs"
    return FoldedGame(list(value), ["3/8", "1/2", "1/8"], list(level), ["challenge", "hold"], then, None, title,
                      list(his_value), ["2/3", "1/3"])  # fmt: skip


def schultz(audience_cost: Any = 1, constraint: Any = 0, his_war: Any = -1) -> FoldedGame:
    """A government alone, which loses `audience_cost` if it backs down and `constraint` if it goes to war."""
    war = {t: exact(w) - exact(constraint) for t, w in {"strong": "1/2", "middle": "-1/2", "weak": "-3/2"}.items()}
    thirds = ["1/3", "1/3", "1/3"]
    threats = {"challenge": (audience_cost, 0)}
    return _crisis("A challenge", war, thirds, {"soft": his_war, "hard": "1/4"}, ["3/4", "1/4"], threats)


def tingley_wang(back_down: Any = "1/4", his_war: Any = -1, share: Any = "2/3") -> FoldedGame:
    """The laboratory's crisis: each of the two is strong or weak, and knows it alone."""
    prior, his = [exact(share), 1 - exact(share)], {"weak": his_war, "strong": "1/2"}
    return _crisis("Crisis in the laboratory", {"strong": "1/2", "weak": -4}, prior, his, ["2/3", "1/3"],
                   {"enter": (back_down, 0)})  # fmt: skip


def kurizaki(his_cost: Any = "3/4", her_cost: Any = 2, private: bool = True, his_war: Any = "-1/2") -> FoldedGame:
    """A threat in public, where audiences punish who gives in, or in private."""
    threats = {"public threat": (her_cost, his_cost), **({"private threat": (0, 0)} if private else {})}
    return _crisis("Public and private threats", {"resolved": "1/2", "bluffing": -1}, ["3/4", "1/4"],
                   {"proud": his_war, "soft": -2}, ["1/2", "1/2"], threats)  # fmt: skip


def lewis_schultz(spread: Any = 1, his_war: Any = "-1/4") -> FoldedGame:
    """The crisis that is estimated: what war and backing down are worth to her, and war to him, with private parts."""
    part, mean = exact(spread), Fraction(-1, 2)
    war = {f"war {a}, shame {b}": mean + x for a, x in (("high", part), ("low", -part)) for b in ("high", "low")}
    shame = {t: Fraction(3, 4) if t.endswith("high") else Fraction(1, 4) for t in war}
    his = {"bold": exact(his_war) + part / 2, "timid": exact(his_war) - part / 2}
    return _crisis("The crisis that is estimated", war, ["1/4"] * 4, his, ["1/2", "1/2"], {"challenge": (0, 0)}, shame)


def entries() -> tuple[Canonical, ...]:
    """What there is in this module."""
    fearon_1997 = (
        "Fearon, J. D. (1997). Signaling foreign policy interests: tying hands versus sinking costs. Journal of "
        "Conflict Resolution 41(1), 68-90.",
        "a last move, receiver types, grids",
        "Three values of the issue to her, two to him, in place of two continua, and three levels of commitment; "
        "her last choice, to fight or to concede, is folded.",
        "nobody bluffs with either signal; she does better on average by tying hands, and war is likelier with "
        "them.",
        "the continua, on which the level of commitment rises with the value.",
    )
    return (
        Canonical("fearon-1997-tying-hands", fearon(True), *fearon_1997),
        Canonical("fearon-1997-sinking-costs", fearon(False), *fearon_1997),
        Canonical(
            "schultz-1999",
            schultz(),
            "Schultz, K. A. (1999). Do democratic institutions constrain or inform? International Organization "
            "53(2), 233-266.",
            "a last move, receiver types, grids",
            "The crisis with one sender, without an opposition: three values of war to her, two to him; the "
            "choice to stand firm or back down is folded.",
            "what makes her threats informative (a loss if she backs down) has him resist less; what constrains "
            "her from war has him resist more.",
            "the opposition, a second sender, of the companion article of 1998.",
        ),
        Canonical(
            "tingley-wang-2010",
            tingley_wang(),
            "Tingley, D. H. & Wang, S. W. (2010). Belief updating in sequential games of two-sided incomplete "
            "information. Quarterly Journal of Political Science 5(3), 243-255.",
            "a last move, receiver types",
            "Two types on either side, as in the laboratory; the last choice is folded; the numbers are not the "
            "experiment's.",
            "the dearer it is to back down after entering, the likelier is one who enters strong, and the less is "
            "she resisted.",
            "how people in the laboratory update beliefs.",
        ),
        Canonical(
            "kurizaki-2007",
            kurizaki(),
            "Kurizaki, S. (2007). Efficient secrecy: public versus private threats in crisis diplomacy. American "
            "Political Science Review 101(3), 543-558.",
            "a last move, receiver types, grids",
            "Two values of war on either side in place of continua; audiences punish either side for giving in "
            "after a public threat only; the last choice is folded.",
            "a public threat is fully credible, and is resisted by one who would lose face; a private one, of "
            "limited credibility, is as compelling, and war is avoided.",
            "the continua, and how likely each kind of crisis is.",
        ),
        Canonical(
            "lewis-schultz-2003",
            lewis_schultz(),
            "Lewis, J. B. & Schultz, K. A. (2003). Revealing preferences: empirical estimation of a crisis "
            "bargaining game with incomplete information. Political Analysis 11(4), 345-367.",
            "a last move, receiver types, grids",
            "Two values each of war and of backing down to her, two of war to him, in place of normal laws; the "
            "last choice is folded.",
            "who challenges is not a random draw: one who has challenged stands firm with a higher probability "
            "than one about whom nothing is known.",
            "the normal laws; `CrisisGame` estimates the model with them.",
        ),
    )
