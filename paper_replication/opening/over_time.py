"""The claims over time: the same wars in periods, with battles from which both sides learn.

The game in periods is our extension; the sources have none. It asks of a claim what one opening and one reply cannot
answer: when a state opens, whether waiting changes what an inducement buys, what battles have to do with it. Where
several equilibria of a period survive D1 a selection plays one, and every number here says which: `talks`, the one with
most talks to come, or `refusal`, the one with least opening. What holds whatever the numbers is in the theorems Y0 to
Y10; the rest is computed, for the wars named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from statistics import median
from typing import Any

from matplotlib.axes import Axes

import termination as tm
from paper_replication.claims import Story, percent, shown
from paper_replication.drawing import SIZE, panel
from paper_replication.opening.cases import VIETNAM
from paper_replication.opening.plays import span
from paper_replication.opening.wars import middle_war, tempting_war
from paper_replication.opening.words import War, exposure, gain, strongest, tempted_by, weakest
from paper_replication.sections import Part, Picture, Table

PERIODS, PATIENCE = 5, Fraction(9, 10)
#: How likely the resilient are to win a battle, and the weak to lose it.
TELLS = Fraction(2, 3)


def battle(war: War, tells: Fraction) -> dict[str, list[Fraction]]:
    """Battles won and lost, as likely to be won by the resilient as to be lost by the weak."""
    return {strongest(war): [tells, 1 - tells], weakest(war): [1 - tells, tells]}


def over_time(war: War, tells: Fraction = TELLS, **settings: Any) -> Any:
    """The war in periods."""
    given = {"periods": PERIODS, "patience": PATIENCE, "battle": battle(war, tells), **settings}
    return tm.WarOverTime(**{**war.parameters(), **given})


@cache
def forecast(war: Any, selection: str = "talks") -> Any:
    """What happens when, as the selection plays it under D1."""
    return war.solve(selection).forecast()


def brief(value: Fraction) -> str:
    """A chance in tables of chances: three decimals, or fewer where that is exact."""
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


def ends(low: Fraction, high: Fraction) -> str:
    """Two ends of a range, or the one number that they are."""
    return brief(low) if low == high else f"{brief(low)} to {brief(high)}"


# -- what an inducement buys, once and over time (S5 to S9) ----------------------------------------------------------


@dataclass(frozen=True)
class Inducement:
    """Something done to bring talks about: to which passages it belongs, and what it changes in a war over time."""

    name: str
    passages: str
    changes: Mapping[str, Any]

    @property
    def war(self) -> Any:
        """The tempting war in periods, so changed."""
        return over_time(tempting_war(), **self.changes)

    @property
    def once(self) -> War | None:
        """The same played once; None if what is changed comes later."""
        return None if "changes" in self.changes else tempting_war(**self.changes)


#: A concession or a side payment short of making opening look strong, and one that makes both open at once.
SMALL, LARGE = Fraction(1, 50), Fraction(2)
RELIEF, PRESSURE, MUCH_PRESSURE = Fraction(1, 25), Fraction(1, 20), Fraction(8)
#: More than escalating brings against the weakest; and a stake with which he waits for a mediator.
GUARANTEE, STAKE = Fraction(31, 100), Fraction(1, 10)


def inducements() -> tuple[Inducement, ...]:
    """Those of the table."""
    eased = {t: value + RELIEF for t, value in tempting_war().war_value.items()}
    announced = {"changes": {2: {"guarantee": GUARANTEE}}}
    return (
        Inducement("none", "S4", {}),
        Inducement(f"concession, or side payment to both, {shown(SMALL)}", "S5, S8", {"face_saving": SMALL}),
        Inducement(f"the same, {shown(LARGE)}", "S5, S8", {"face_saving": LARGE}),
        Inducement(f"less intense war, closed or open, {shown(RELIEF)}", "S6", {"deescalation": RELIEF}),
        Inducement(f"less intense war while she is closed, {shown(RELIEF)}", "S6", {"war_value": eased}),
        Inducement(f"pressure {shown(PRESSURE)}", "S7", {"coercion": PRESSURE}),
        Inducement(f"pressure {shown(MUCH_PRESSURE)}", "S7", {"coercion": MUCH_PRESSURE}),
        Inducement(f"guarantee {shown(GUARANTEE)}, now", "S9", {"guarantee": GUARANTEE}),
        Inducement("the same, announced for the second period", "S9", announced),
        Inducement(f"announced, his own stake in talks {shown(STAKE)}", "S9",
                   {**announced, "opponent_talks_value": STAKE}),
    )  # fmt: skip


def inducement_row(one: Inducement) -> tuple[str, ...]:
    """Chances of talks and of escalation, once and over time."""
    seen = forecast(one.war)
    every = one.war.with_(periods=2).correspondence().extremes("talks")
    once = ["", ""] if one.once is None else [ends(*span(one.once, of, "D1")) for of in ("talks", "escalation")]
    later = [brief(seen.total(of)) for of in ("talks", "escalation")]
    return one.name, one.passages, *once, *later, ends(*every)


def inducement_table() -> Table:
    """Inducements in the war in which escalation is tempting, played once and in periods."""
    headers = ("inducement", "passages", "talks, once", "escalation, once", f"talks, {PERIODS} periods",
               f"escalation, {PERIODS} periods", "talks, all equilibria of two periods")  # fmt: skip
    caption = (
        f"Chances of talks and of escalation in the war in which escalation is tempting: played once, over all that "
        f"survives D1; in {PERIODS} periods, patience {shown(PATIENCE)}, battles won by the resilient and lost by the "
        f"weak with probability {shown(TELLS)}, as the selection `talks` plays it under D1; and in two such periods "
        "over every equilibrium, no selection and no refinement."
    )
    return Table(caption, headers, tuple(map(inducement_row, inducements())))


# -- a promise of talks (Y4), and what pressure it takes (Y5) --------------------------------------------------------


def promise_table() -> Table:
    """Two periods without news, where talks follow and where refusal does."""
    war = over_time(tempting_war(), Fraction(1, 2), periods=2)
    rows = []
    for selection in ("talks", "refusal"):
        course = war.solve(selection)
        now = course.at(1)
        closed = next(sent for sent in now.sent if sent.message == "closed")
        values = dict(zip(course.forecast().types, now.table[0], strict=True))
        rows.append((selection, brief(closed.reply.weights[0]), shown(values["low"]), shown(values["high"])))
    headers = ("what follows", "closed is escalated against with", "the weak get", "the resilient get")
    caption = (
        "Two periods in which battles tell nothing: what happens in the first, where talks follow for those who have "
        "stayed closed and where refusal does. The resilient lose by the promise (Y4)."
    )
    return Table(caption, headers, tuple(rows))


def pressure_needed(war: War, patience: Fraction) -> Fraction:
    """The pressure beyond which talks at once are all there is, where escalation does not pay beforehand (Y5)."""
    high = strongest(war)
    return (exposure(war, high) / (1 - patience) - gain(war, high)) / (1 - war.resilience[high])


def talks_at_once(war: Any) -> bool:
    """Whether, with what follows as `talks` plays it, all that survives D1 in the first period is talks for both."""
    course = war.solve("talks")
    found = [one for one in course.moment(1).all_at(course.belief) if not one.fault]
    return all([(sent.message, sent.reply.weights[0]) for sent in one.sent] == [("open", 0)] for one in found)


PATIENCES = (Fraction(0), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10))
_BESIDE = Fraction(1, 1000)


def pressure_table() -> Table:
    """The pressure that disarms refusal, by patience, and what the solver finds on its two sides."""
    rows = []
    for patience in PATIENCES:
        needed = pressure_needed(middle_war(), patience)
        found = [talks_at_once(over_time(middle_war(coercion=needed + step), periods=2, patience=patience))
                 for step in (-_BESIDE, _BESIDE)]  # fmt: skip
        rows.append((shown(patience), shown(needed), *("talks at once" if one else "delay too" for one in found)))
    headers = ("patience", "pressure needed", "just less", "just more")
    caption = (
        "The war of the middle regime in two periods: the pressure beyond which talks at once are the only outcome "
        "that survives D1, with talks to follow (Y5), and what is found by solving just short of it and just beyond."
    )
    return Table(caption, headers, tuple(rows))


def pressure_figure() -> Axes:
    """The pressure needed against patience."""
    ax = panel("patience", "pressure needed", height=3.2)
    curve = [Fraction(i, 100) for i in range(94)]
    for patiences, drawn, colour in ((curve, "-", "#000000"), (PATIENCES, "o", "#0072B2")):
        needed = [float(pressure_needed(middle_war(), one)) for one in patiences]
        ax.plot([float(one) for one in patiences], needed, drawn, color=colour)
    ax.set(xlim=(0, 1), ylim=(0, None))
    return ax


# -- the first opportunity (S10) -------------------------------------------------------------------------------------

#: Beliefs at which he would not wait, and at which he does.
DOUBTED, IN_BALANCE = Fraction(1, 5), Fraction(2, 5)


def believed(prior: Fraction) -> Any:
    """The tempting war in periods, resilience being thought as likely as given."""
    return over_time(tempting_war(prior={"high": prior, "low": 1 - prior}))


def staked_war() -> Any:
    """Opening looks weak, and yet the resilient open first: he waits for talks that he values, not for the weak."""
    war = tm.OpeningGame(
        prior={"high": "3/10", "low": "7/10"}, resilience={"high": 0.9, "low": 0.1}, war_value={"high": 0, "low": 0},
        talks_value={"high": 0.001, "low": 0.01}, escalation_harm=1, base_harm=0.1, talks_exposure=0.8,
        escalation_gain=1, escalation_cost=0.2, opponent_talks_value=1.1,
    )  # fmt: skip
    told = {"high": ["4/7", "3/7"], "low": ["1/7", "6/7"]}
    return over_time(war, patience=Fraction(3, 5), battle=told)


def opening_table() -> Table:
    """Who opens when, and what becomes of it."""
    rows = []
    for prior in (DOUBTED, IN_BALANCE):
        seen = forecast(believed(prior))
        for period in seen.periods:
            chances = [seen.chance(of, t)[period - 1] for of in ("opening", "talks") for t in ("low", "high")]
            rows.append((shown(prior), str(period), *map(brief, chances), brief(seen.chance("escalation")[period - 1])))
    headers = ("resilience thought as likely as", "period", "the weak open", "the resilient open",
               "the weak get talks", "the resilient get talks", "escalation")  # fmt: skip
    caption = "Who opens in which period, as `talks` plays the tempting war in periods; chances by type."
    return Table(caption, headers, tuple(rows))


def opening_figure() -> Axes:
    """The chance of having opened by each period, by type, at both beliefs."""
    ax = panel("period", "has opened by then", height=3.2)
    for prior, dash in ((DOUBTED, "-"), (IN_BALANCE, "--")):
        seen = forecast(believed(prior))
        for t, colour, who in (("low", "#D55E00", "the weak"), ("high", "#0072B2", "the resilient")):
            chances = seen.chance("opening", t)
            ax.plot(list(seen.periods), [float(sum(chances[:s])) for s in seen.periods], dash, marker="o",
                    markersize=4, color=colour, label=f"{who}, resilience at {float(prior):g}")  # fmt: skip
    ax.set(xticks=range(1, PERIODS + 1), ylim=(-0.03, 1.03))
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE - 1, frameon=False)
    return ax


# -- with and without battles (S14) ----------------------------------------------------------------------------------

PRECISIONS = tuple(Fraction(i, 20) for i in range(10, 21))


def by_battle(selection: str) -> dict[Fraction, Any]:
    """What happens by how much battles tell."""
    return {tells: forecast(over_time(tempting_war(), tells), selection) for tells in PRECISIONS}


def battle_figure() -> Axes:
    """Chances of talks by how much battles tell, under both selections."""
    ax = panel("probability that the resilient win a battle and the weak lose it", "chance", height=3.2)
    for selection, dash in (("talks", "-"), ("refusal", "--")):
        found = by_battle(selection)
        for of, colour in (("talks", "#0072B2"), ("escalation", "#D55E00")):
            ax.plot([float(x) for x in found], [float(seen.total(of)) for seen in found.values()], dash, marker="o",
                    markersize=3, color=colour, label=f"{of}, under {selection}")  # fmt: skip
    ax.set(xlim=(0.49, 1.01), ylim=(-0.03, 1.03))
    ax.figure.legend(loc="outside lower center", ncols=2, fontsize=SIZE - 1, frameon=False)
    return ax


# -- two routes from 1965 to 1968 (S12) ------------------------------------------------------------------------------

DATES = ("1965", "1966", "1967", "April 1968")


@dataclass(frozen=True)
class Calibration:
    """Numbers that nobody knows: his cost, what is believed in 1965, how much battles and the last of them tell."""

    cost: Fraction
    prior: Fraction
    tells: Fraction
    tet: Fraction

    def war(self, dear: bool) -> Any:
        """North Vietnam in four decisions; escalation may be as dear in the last of them as the scenario has it."""
        start = VIETNAM[0].war
        low, high = weakest(start), strongest(start)
        start = start.with_(escalation_cost=self.cost, prior={high: self.prior, low: 1 - self.prior})
        last = {"escalation_cost": VIETNAM[3].war.escalation_cost if dear else self.cost}
        later = {3: {"battle": battle(start, self.tet)}, 4: last}
        return over_time(start, self.tells, periods=len(DATES), dates=DATES, changes=later)


def calibrations() -> Iterator[Calibration]:
    """Every combination."""
    costs = [Fraction(n, 20) for n in (9, 10, 11)]
    priors = [Fraction(n, 20) for n in (6, 8, 10)]
    tells, tet = (Fraction(11, 20), Fraction(3, 5), TELLS), (Fraction(7, 10), Fraction(17, 20))
    for numbers in product(costs, priors, tells, tet):
        yield Calibration(*numbers)


@dataclass(frozen=True)
class Route:
    """An account of the record: whether escalation becomes dear in 1968, beside what battles tell; which equilibria are
    played; and what would tell against it."""

    name: str
    selection: str
    dear: bool
    against: str


ROUTES = (
    Route("belief: Tet taught Washington", "talks", False,
          "evidence that its estimate of Hanoi's endurance was lower in April 1968 than in 1967"),
    Route("cost: the decisive step became too dear", "refusal", True,
          "evidence that what that step would cost it had not changed in its estimate"),
    Route("cost, and talks whenever possible", "talks", True,
          "the same; and that the war was not decided before, as a rise foreseen would have it"),
)  # fmt: skip


@cache
def records(route: Route) -> tuple[Fraction, ...]:
    """In order of size, over calibrations: the chance of the record, closed and held three times, then talks."""
    found = (forecast(one.war(route.dear), route.selection).chance("talks")[-1] for one in calibrations())
    return tuple(sorted(found))


def route_table() -> Table:
    """How likely each account makes the record, and what would tell against it."""
    rows = []
    for route in ROUTES:
        found = records(route)
        fits = sum(x > Fraction(1, 5) for x in found) / len(found)
        rows.append((route.name, route.selection, *map(brief, (found[0], median(found), found[-1])), percent(fits),
                     route.against))  # fmt: skip
    headers = ("account", "selection", "chance of the record: least", "median", "greatest", "above one fifth in",
               "what would tell against it")  # fmt: skip
    caption = (
        "How likely the record of 1965 to 1968 is, three times closed and held, then talks, as each account plays it "
        f"over {len(records(ROUTES[0]))} calibrations: cost of escalation, prior, what battles tell, what Tet tells. "
        "The rise in cost is foreseen. An offer escalated against would speak against all of them."
    )
    return Table(caption, headers, tuple(rows))


def route_figure() -> Axes:
    """The share of calibrations that make the record as likely as that or more."""
    ax = panel("chance of the record", "share of calibrations", height=3.2)
    for route, colour, dash in zip(ROUTES, ("#0072B2", "#D55E00", "#000000"), ("-", "--", ":"), strict=True):
        found = [float(x) for x in records(route)]
        shares = [1 - i / len(found) for i in range(len(found))]
        ax.step([0.0, *found, found[-1]], [1.0, *shares, 0.0], dash, where="pre", color=colour, label=route.name)
    ax.set(xlim=(0, 1), ylim=(0, 1.03))
    ax.figure.legend(loc="outside lower center", fontsize=SIZE - 1, frameon=False)
    return ax


# -- the part --------------------------------------------------------------------------------------------------------


def inducing() -> Story:
    """S5 to S9 over time."""
    none, _, large, _, closed, _, pressed, _, announced, staked = (one.war for one in inducements())
    return Story(
        "**Inducements.** In periods even the tempting war has talks: by fighting on she is seen to be resilient, and "
        "battles tell too, so that their chance is {talks}. Patience turns what inducements do: a concession of "
        "{large} or pressure of {pressure} makes opening at once better than a promise for both, and every opening is "
        "then escalated against (Y1): the chance of talks falls to {spoiled} and {pressed}. An enemy who fights less "
        "hard while she is closed lowers it a little, to {eased}. A mediator who is announced takes "
        "away his reason to wait: {announced}, unless he has a stake of his own in talks, {staked} (Y8).",
        {
            "talks": brief(forecast(none).total("talks")),
            "large": LARGE,
            "pressure": MUCH_PRESSURE,
            "spoiled": brief(forecast(large).total("talks")),
            "pressed": brief(forecast(pressed).total("talks")),
            "eased": brief(forecast(closed).total("talks")),
            "announced": brief(forecast(announced).total("talks")),
            "staked": brief(forecast(staked).total("talks")),
        },
    )


def pressing() -> Story:
    """S7: patience disarms coercion."""
    war = middle_war()
    return Story(
        "**Pressure.** Pressure is felt period by period, exposure once. In the middle regime it takes {once} to make "
        "talks the only outcome of the war played once; with patience `beta` and talks to follow it takes, under D1, "
        "`(lam d_H / (1 - beta) - (x_H - w_H + phi)) / (1 - r_H)`, {patient} at a patience of {beta}, without bound "
        "as states look farther ahead (Y5). And let escalation be tempting, battles tell nothing, and the weak be "
        "indifferent: then a closed opener is escalated against more often if talks are to follow than if refusal is "
        "(Y4).",
        {"once": pressure_needed(war, Fraction(0)), "patient": pressure_needed(war, PATIENCE), "beta": PATIENCE},
    )


def opening() -> Story:
    """S10: when."""
    doubted = forecast(believed(DOUBTED))
    return Story(
        "**The first opportunity.** Where escalation is tempting and nothing makes him wait, the weak open in the very "
        "first period, with probability {weak} if resilience is thought as likely as {prior}; the resilient do with "
        "probability {resilient}, and talk later, with probability {later} in all. Where opening looks weak, that the "
        "weak open first holds in every equilibrium of a period in which opening now rather than later tempts them "
        "more (Y2). Played on, that condition is argued under both selections where he has no stake of his own in "
        "talks; with one it can fail.",
        {
            "weak": brief(doubted.chance("opening", "low")[0]),
            "resilient": brief(doubted.chance("opening", "high")[0]),
            "prior": DOUBTED,
            "later": brief(doubted.total("talks", "high")),
        },
    )


def fighting() -> Story:
    """S14: perception and the battlefield."""
    found = by_battle("talks")
    silent, telling = found[PRECISIONS[0]], max(found.values(), key=lambda seen: seen.total("talks"))
    refused = max(seen.total("talks") for seen in by_battle("refusal").values())
    return Story(
        "**Perception and the battlefield.** Conversation has its costs without any battlefield: under `refusal` the "
        "chance of talks in this war is {refused} where battles tell nothing, and wherever else it was solved. But "
        "what battles tell matters: under `talks` the chance of talks is {silent} where they tell nothing, {most} at "
        "most, and {all} where the first tells all. It rises and then falls as battles tell more, since the weak are "
        "found out as well. So one war bears out that the costs are there without battles, and not that they do not "
        "depend on them.",
        {
            "refused": brief(refused),
            "silent": brief(silent.total("talks")),
            "most": brief(telling.total("talks")),
            "all": brief(found[PRECISIONS[-1]].total("talks")),
        },
    )


def changing() -> Story:
    """S12: the dated sequence."""
    war = VIETNAM[0].war
    return Story(
        "**North Vietnam as one war.** Four decisions, with battles between them and Tet the last and most telling. "
        "Two accounts of why it opened in the last: belief, escalation costing {k} throughout; and cost, refusal being "
        "played until escalation costs {dear}, more than the {certain} that it brings against the weakest. What tells "
        "them apart is in the table. Numbers are ours, chosen for illustration.",
        {
            "k": war.escalation_cost,
            "dear": VIETNAM[3].war.escalation_cost,
            "certain": tempted_by(war, weakest(war)) + war.escalation_cost,
        },
    )


def contents() -> Sequence[Story | Table | Picture]:
    """The part on the claims over time."""
    intro = Story(
        "Some passages ask about time: S10 when the weak open, S12 how an approach to talks changes, S14 what the "
        "battlefield has to do with it. The game of this chapter is played once. Here it is played in periods ([war "
        "over time](../../docs/war_over_time.md), our extension): while she is closed and he holds the war goes on, a "
        "battle is fought, both learn. Talks and escalation end it. The wars are those of the examples.",
        {},
    )
    return [
        intro, inducing(), inducement_table(), pressing(), promise_table(), pressure_table(),
        Picture("patience", pressure_figure, "The pressure needed for talks at once to be all that survives D1, with "
                "talks to follow, against patience, in the middle regime. Dots: where it was solved on both sides."),
        opening(), opening_table(),
        Picture("first_opportunity", opening_figure, "The probability of having opened by each period, by type, at two "
                "beliefs in resilience, as the selection `talks` plays the tempting war."),
        fighting(),
        Picture("battles", battle_figure, "The chances of talks and of escalation against how much battles tell, in "
                "the tempting war in periods, under both selections. At the left end they tell nothing, at the right "
                "the first tells all."),
        changing(), route_table(),
        Picture("two_routes", route_figure, "How likely each account makes the record of North Vietnam: the share of "
                "calibrations in which its chance is as large as that, or larger."),
    ]  # fmt: skip


PARTS = (Part("over_time", "The claims over time", contents, __name__,
              ("S4", "S5", "S6", "S7", "S8", "S9", "S10", "S12", "S14")),)  # fmt: skip
