"""The opening game in doubt: what it is made from, what is read off it, and what it has in common with certain wars."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

import termination as tm
from termination import plot
from termination.engine.model import Curve
from termination.engine.strategies import Range
from termination.errors import InputError, UnknownNameError
from termination.models.opening.bought import bought
from termination.models.opening.game import OpeningGame
from termination.models.opening.questions.remedies import needed_face_saving
from termination.models.scenarios import parse_scenario, write_scenario
from termination.reporting.serial import from_json, to_csv, to_json
from termination.reporting.stakes import letters_text, stakes_text
from termination.reporting.tables import equilibria_text
from tests.models.random_wars import doubtful_wars, random_war

F = Fraction
DOUBT = OpeningGame(
    prior={"high": "1/2", "low": "1/2"},
    resilience={"high": 0.7, "low": 0.2},
    war_value={"high": 0.5, "low": 0.1},
    talks_value={"high": 0.6, "low": 0.5},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost={"dove": 0.65, "hawk": 0.4},
    opponent_prior={"dove": 0.6, "hawk": 0.4},
)


def test_costs_by_opponent_type_make_receiver_types() -> None:
    game = DOUBT.game()
    assert (game.receiver_types, game.receiver_prior) == (("dove", "hawk"), (F(3, 5), F(2, 5)))
    assert DOUBT.escalation_gain == {"dove": 1, "hawk": 1}
    for s in game.receiver_types:
        certain = DOUBT.against(s)
        assert certain.opponent_prior is None
        assert certain.escalation_cost == DOUBT.escalation_cost[s]
        assert (certain.game().sender, certain.game().receiver) == (game.against(s).sender, game.against(s).receiver)
        assert DOUBT.pull("open")[s] == certain.pull("open")
        assert DOUBT.regimes()[s] == certain.regimes()
        assert DOUBT.critical_resilience[s] == certain.critical_resilience
    assert DOUBT.with_(escalation_cost={"hawk": "1/5"}).escalation_cost == {"dove": F(13, 20), "hawk": F(1, 5)}
    assert DOUBT.labels == {"types": ("high", "low"), "opponent types": ("dove", "hawk")}
    assert DOUBT.against("dove").labels == {"types": ("high", "low")}


def test_opponents_may_be_called_as_her_types_are() -> None:
    crossed = {"low": F(2, 5), "high": F(13, 20)}
    same = DOUBT.with_(opponent_prior=None, escalation_cost=1, escalation_gain=1)
    same = same.with_(opponent_prior={"high": 0.6, "low": 0.4}, escalation_cost=crossed)
    assert same.game().receiver == DOUBT.game().receiver


def test_certain_wars_know_nothing_of_it() -> None:
    certain = DOUBT.against("hawk")
    assert "opponent_prior" not in certain.parameters()
    assert "opponent_prior" not in repr(certain)
    assert certain == OpeningGame(**{**certain.parameters(), "types": certain.types})
    assert certain.amounts(tm.solve(certain)[0]) == {}
    assert certain.doubt is None
    assert certain.with_(opponent_prior={"h": 1}).escalation_cost == {"h": F(2, 5)}


def test_it_is_written_and_read() -> None:
    assert parse_scenario(write_scenario(DOUBT)).model == DOUBT
    found = tm.solve(DOUBT)
    assert from_json(to_json(found)) == found
    assert hash(DOUBT) == hash(DOUBT.with_(title=""))
    assert to_csv(found).count("cost of conversation") == 2 * len(found)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"escalation_cost": {"dove": 1, "hank": 1}}, ["escalation_cost: missing 'hawk'", "unknown 'hank'"]),
        ({"opponent_prior": {"dove": 0.5, "hawk": 0.6}}, ["opponent_prior: sums to 11/10"]),
        ({"opponent_prior": {"dove": 0, "hawk": 1}}, ["opponent_prior.dove: is 0; every type needs"]),
        ({"escalation_cost": {"dove": -1, "hawk": 0}}, ["escalation_cost.dove: is -1, must be > 0", "hawk: is 0"]),
        ({"escalation_gain": [1, 2, 3]}, ["escalation_gain: has 3 entries, expected 2 (dove, hawk)"]),
        ({"opponent_pryor": {"dove": 1}}, ["opponent_pryor: no such parameter; did you mean 'opponent_prior'?"]),
    ],
)
def test_faults_are_named(changes: dict[str, object], faults: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        DOUBT.with_(**changes)
    assert all(fault in str(caught.value) for fault in faults)


def test_a_certain_war_takes_costs_by_type_only_with_their_prior() -> None:
    certain = DOUBT.against("hawk")
    with pytest.raises(InputError, match="by label; by opponent type they need an opponent_prior"):
        certain.with_(escalation_cost={"dove": 0.9, "hawk": 0.4})
    with pytest.raises(InputError, match="opponent_prior: expected a probability for each opponent type"):
        certain.with_(opponent_prior=[0.5, 0.5])


def test_types_that_are_correlated_are_refused_as_that() -> None:
    with pytest.raises(InputError) as caught:
        DOUBT.with_(opponent_prior={"low": {"dove": 0.5, "hawk": 0.5}, "high": {"dove": 0.1, "hawk": 0.9}})
    [fault] = caught.value.faults
    assert (fault.where, "must be drawn independently" in fault.what) == ("opponent_prior", True)


def test_what_an_amount_buys_is_asked_of_a_war_in_doubt_and_of_lists_of_amounts() -> None:
    for war, amounts, says in (
        (DOUBT.against("hawk"), {}, "model: this opponent has no types"),
        (3, {}, "model: expected an OpeningGame with an opponent_prior, found int"),
        (DOUBT, "face_saving", "amounts: .*a mapping from parameters to lists of amounts"),
        (DOUBT, {"face_saving": 1}, r"amounts.face_saving: expected a list of amounts, such as \[0, 1/100\], found 1"),
        (DOUBT, {"face_saving": "1/2"}, "amounts.face_saving: expected a list of amounts"),
        (DOUBT, {"coercoin": [1]}, "coercoin: no such parameter; did you mean 'coercion'"),
    ):
        with pytest.raises(InputError, match=says):
            bought(war, amounts)


def test_what_is_not_for_doubt_refuses_by_name() -> None:
    closed = "closed forms are for an opponent without types; they are there against one of his, .against('dove')"
    with pytest.raises(InputError) as caught:
        DOUBT.symbolic()
    assert closed in str(caught.value)
    assert DOUBT.cases() == closed
    with pytest.raises(InputError, match="stated for an opponent without types"):
        needed_face_saving(DOUBT)
    assert all(isinstance(why, str) for why in DOUBT.cutoffs().values())
    with pytest.raises(InputError, match="robustness does not take games whose receiver has types"):
        tm.robustness(DOUBT, box=0.1)
    with pytest.raises(InputError, match=r"come from closed forms: .*use sweep\(\) and compare"):
        tm.statics(DOUBT)
    assert tm.sweep(DOUBT, opponent_prior={"hawk": [0.1]}).attrs["method"] == "exact"


def _behaviour(war: OpeningGame) -> set[object]:
    """What families look like from outside: who sends what, and how likely escalation is after each message."""
    found = set()
    for family in tm.solve(war):
        events = tuple(map(str, family.outcomes.values()))
        found.add((tuple(tuple(map(str, family.sender.row(i).values())) for i in range(len(war.types))), events))
    return found


@pytest.mark.parametrize("signal", [False, True])
def test_one_opponent_type_is_certainty(signal: bool) -> None:
    rng = Random(f"one type {signal}")
    for _ in range(25):
        war = random_war(rng, signal=signal, worth_having=False, coarse=rng.random() < 0.5)
        assert _behaviour(war.with_(opponent_prior={"only": 1})) == _behaviour(war)


def test_a_type_split_in_two_equal_ones_changes_nothing() -> None:
    for war in doubtful_wars(25, "split"):
        first, second = war.opponent_types
        prior, cost, gain = war.opponent_prior, war.escalation_cost, war.escalation_gain
        split = {first: prior[first] / 3, "twin": 2 * prior[first] / 3, second: prior[second]}
        twins = war.against(first).with_(
            opponent_prior=split,
            escalation_cost={first: cost[first], "twin": cost[first], second: cost[second]},
            escalation_gain={first: gain[first], "twin": gain[first], second: gain[second]},
        )
        assert _outcomes(twins) == _outcomes(war)
        assert twins.doubt.escalation("open", war.prior) == war.doubt.escalation("open", war.prior)


def _outcomes(war: OpeningGame) -> list[tuple[Fraction, Fraction]]:
    """The least and the greatest probability of each event over all equilibria."""
    found = tm.solve(war)
    ends = [[_ends(family.outcomes[event]) for family in found] for event in war.events()]
    return [(min(low for low, _ in each), max(high for _, high in each)) for each in ends]


def _ends(quantity: Fraction | Range) -> tuple[Fraction, Fraction]:
    return (quantity.low, quantity.high) if isinstance(quantity, Range) else (quantity, quantity)


@pytest.mark.parametrize("signal", [False, True])
def test_what_is_reported_is_read_off_the_equilibria(signal: bool) -> None:
    """tau is the chance of escalation at the belief that is held, the cost of conversation what opening adds."""
    messages = ("silent, closed", "silent, open") if signal else ("closed", "open")
    for war in doubtful_wars(12, f"read {signal}", signal=signal, worth_having=False):
        for family in tm.solve(war):
            costs = war.cost_of_conversation(family)
            for played in family.vertices():
                r, sent = played.receiver, played.sender.to_lists()
                for message, posture in zip(messages, ("closed", "open"), strict=True):
                    column = war.game().messages.index(message)
                    weights = {t: war.prior[t] * sent[i][column] for i, t in enumerate(war.types)}
                    if total := sum(weights.values()):
                        held = {t: weight / total for t, weight in weights.items()}
                        low, high = _ends(war.doubt.escalation(posture, held))
                        assert low <= _rate(war, r, message) <= high
                for t in war.types:
                    d, e = war.harm[t], war.opening_exposure[t]
                    low, high = _ends(costs[t])
                    assert low <= e * _rate(war, r, messages[1]) - d * _rate(war, r, messages[0]) <= high


def _rate(war: OpeningGame, receiver: object, message: str) -> Fraction:
    return sum(p * receiver[s][message]["escalate"] for s, p in war.opponent_prior.items())  # type: ignore[index]


def test_reports_speak_of_his_types() -> None:
    told = stakes_text(DOUBT)
    assert "The opponent's types: what escalating against opening brings them, net" in told
    assert "after open: at the prior 2/5, against low for sure 1, against high for sure 0" in " ".join(told.split())
    assert "An opening by all survives D1." in told
    assert "k_s opponent's cost of escalating" in " ".join(letters_text(DOUBT, told).split())
    found = tm.solve(DOUBT)
    assert "pooling on open, escalation by hawk" in equilibria_text(found)
    assert "cost of conversation: high" in equilibria_text(found)
    assert all(family.certificate.max_regret == 0 for family in found)
    assert DOUBT.assumptions()["A3"].statement == "k_s > g_s(1 - r_N) for every s"
    assert not DOUBT.with_(escalation_cost={"hawk": "1/5"}).assumptions()["A3"].holds


def test_what_is_lacking_for_an_opening_by_all_is_what_does_not_hold() -> None:
    """All of his types are tempted at the prior: kappa matters there, and is named where it is 0, but not where the
    shares of harm are equal for another reason, one type of hers or premia in proportion to harm."""
    tempted = DOUBT.with_(escalation_cost={"dove": 0.2, "hawk": 0.1})
    level = tempted.with_(talks_value={"high": 0.65, "low": 0.5})
    by_type = {"prior": [1], "resilience": [0.2], "war_value": [0.1], "talks_value": [0.5]}
    one = OpeningGame(**{**tempted.parameters(), **by_type})
    for war, said in (
        (tempted, "An opening by all survives D1."),
        (one, "An opening by all survives D1."),
        (level, "for want of A4."),
        (tempted.with_(talks_kept=0), "for want of kappa > 0."),
    ):
        assert said in " ".join(stakes_text(war).split())


def test_conditions_for_talks_in_doubt() -> None:
    some, every, second = DOUBT.talks_conditions()
    assert (some.margin, every.margin, second.margin) == (F(1, 10), F(-2, 5), None)
    assert some.settles
    assert not every.settles
    bold = DOUBT.with_(escalation_cost={"dove": 0.9, "hawk": 0.85}).talks_conditions()
    assert [one.settles for one in bold] == [True, True, False]


def test_the_second_condition_in_doubt_is_that_for_being_told_apart() -> None:
    """Where its premises hold, the resilient signal and open and the others open silently in some equilibrium if and
    only if it does: at ties of his too, and whatever is kept of talks."""
    counts = Counter[bool]()
    for k, war in enumerate(doubtful_wars(150, "told apart", signal=True)):
        one = war.with_(talks_kept=F(k % 3, 2))
        second = one.talks_conditions()[2]
        low, high = one.resilience_order
        play = {high: "signal, open", low: "silent, open"}
        rows = tuple(tuple(F(m == play[t]) for m in one.game().messages) for t in one.types)
        if not second.caveats:
            exists = any(family.sender.contains(rows) for family in tm.solve(one))
            assert (second.margin >= 0, second.settles) == (exists, exists), (k, second)
            counts[exists] += 1
    assert min(counts[True], counts[False]) > 10


def test_the_second_condition_says_what_the_signal_averts() -> None:
    war = DOUBT.with_(signal_cost={"high": 0.04, "low": 0.7}, escalation_cost={"dove": 0.9, "hawk": 0.4})
    second = war.talks_conditions()[2]
    assert second.formula.startswith("min(lam d_H delta - c_H, c_L - lam d_L delta) >= 0 for delta = tau_open(L)")
    assert war.with_(talks_kept=0).talks_conditions()[2].formula.startswith("min(e_H delta - c_H, c_L - e_L delta)")
    assert "What the signal averts, escalation with probability 2/5" in second.sentence
    assert second.sentence in " ".join(stakes_text(war).split())
    dear = war.with_(signal_cost={"high": 0.5, "low": 0.7}).talks_conditions()[2]
    assert (dear.settles, "is not worth its cost to high" in dear.sentence) == (False, True)
    cheap = war.with_(signal_cost={"high": 0.04, "low": 0.05}).talks_conditions()[2]
    assert (cheap.settles, "is worth its cost to low too" in cheap.sentence) == (False, True)
    assert war.against("hawk").talks_conditions()[2].margin is not None


@pytest.mark.thorough
def test_fifty_types_of_the_opponent() -> None:
    count = 50
    costs = {f"s{i}": F(2 * i + 1, 2 * count) for i in range(count)}
    war = DOUBT.against("hawk").with_(opponent_prior=dict.fromkeys(costs, F(1, count)), escalation_cost=costs)
    found = tm.refine(tm.solve(war), "D1")
    assert found.complete
    assert found
    assert war.doubt.escalation("open", war.prior) == Range(F(27, 50), F(28, 50))  # costs below, and up to, 11/20


# -- what is bought, and its figures ---------------------------------------------------------------------------------

VIETNAM = tm.load_scenario("examples/in_doubt/vietnam_1965.toml")


def test_face_saving_buys_a_gamble_in_doubt_and_escalation_for_sure() -> None:
    rows = {row[0].partition(" (")[0]: row[1:] for row in bought(VIETNAM, {"face_saving": [0, "3/500", "1/50"]}).rows}
    assert rows["face_saving = 0"] == ("3/5", "6/25", "9/25", "1/5", "0", "11/25")
    assert rows["face_saving = 1/50"] == ("1", "2/5", "3/5", "1", "0", "1")
    assert rows["face_saving = 3/500"][:3] == ("3/5 to 1", "6/25 to 2/5", "9/25 to 3/5")  # at the price both survive
    with pytest.raises(InputError, match="no types"):
        bought(VIETNAM.against("hawk"), {"face_saving": [0]})


def jumps(curve: Curve) -> list[Fraction]:
    """Where a curve jumps: between two places that are close."""
    return [left for (left, *_), (right, *_) in pairwise(curve.points) if right - left < F(1, 1000)]


def test_the_price_by_the_share_of_hawks_is_that_of_b3() -> None:
    """All open until 9/16, where b_H = lam d_H tau; L alone until 5/8, where b_L = lam d_L tau - d_L h_H."""
    opening, talks, escalation = VIETNAM.charts()["share"].lines()
    assert {round(float(x), 3) for x in jumps(opening)} == {0.562, 0.625}
    for (x, *opened), (_, *talk), (_, *struck) in zip(opening.points, talks.points, escalation.points, strict=True):
        if x < F(9, 16):
            assert (opened, talk, struck) == ([1, 1], [1 - x, 1 - x], [x, x])
    assert VIETNAM.with_(face_saving="3/500").doubt.opening_margin == 0


def test_five_types_are_a_staircase_and_fifty_are_near_the_limit() -> None:
    for count in (5, 50):
        costs = {f"s{i}": F(2 * i + 1, 2 * count) for i in range(count)}
        war = VIETNAM.against("hawk").with_(opponent_prior=dict.fromkeys(costs, F(1, count)), escalation_cost=costs)
        (curve,) = war.charts()["escalation"].lines()
        assert max(abs(chance - (1 - x)) for x, chance, _ in curve.points) <= F(1, 2 * count)
        assert [chance for _, chance, _ in curve.points] == sorted((c for _, c, _ in curve.points), reverse=True)
        found = {x: (low, high) for x, low, high in curve.points}
        assert found[F(4, 5)][0] == war.doubt.escalation("open", war.doubt.known("resilient"))


@pytest.mark.parametrize("width", [plot.COLUMN, 7, plot.SLIDE])
def test_charts_of_curves_are_drawn(width: float) -> None:
    ax = plot.chart(VIETNAM, name="escalation", width=width)
    assert (ax.get_xlabel(), ax.get_ylabel().replace("\n", " ")) == ("expected resilience", "chance of escalation")
    assert len(ax.lines) == 1


def test_legends_say_which_war_a_curve_is_of_and_what_a_band_is() -> None:
    ax = plot.chart(VIETNAM, name="face_saving")
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend[0] == "talks, in doubt"
    assert legend[-1] == "escalation, if he is hawk for sure"
    band = plot.chart(VIETNAM, name="guarantee").get_legend().get_texts()[-1]
    assert band.get_text().endswith("equilibria differ")
    with pytest.raises(UnknownNameError, match="share"):
        plot.chart(VIETNAM, name="shares")


def test_with_one_type_of_hers_or_of_his_there_is_no_chart_of_beliefs_or_shares() -> None:
    by_type = {"prior": [1], "resilience": [0.2], "war_value": [0.1], "talks_value": [0.5]}
    with pytest.raises(InputError, match="she has one type only, whose resilience is known"):
        plot.chart(OpeningGame(**{**VIETNAM.parameters(), **by_type}), name="escalation")
    with pytest.raises(InputError, match="he has one type only, whose share is all"):
        plot.chart(VIETNAM.against("hawk").with_(opponent_prior={"hawk": 1}), name="share")


def test_curves_have_a_length_where_escalation_does_no_harm() -> None:
    harmless = VIETNAM.with_(escalation_harm=0, base_harm=0)
    for name in ("face_saving", "coercion", "guarantee"):
        for curve in harmless.charts()[name].lines():
            places = [x for x, *_ in curve.points]
            assert places == sorted(places)
            assert places[0] == 0 < places[-1]
