"""The approach game: payoffs as written down, what derives from them, input refused with all its faults, names."""

from __future__ import annotations

from fractions import Fraction

import pytest

import termination as tm
from termination.engine.model import Model, Staked
from termination.errors import InputError, UnknownNameError
from termination.models.approach.game import ApproachGame
from termination.models.approach.payoffs import MESSAGES, PARAMETERS
from termination.models.parameters import notation_table
from termination.models.scenarios import parse_scenario, write_scenario

Q = Fraction

BOTH = {
    "prior": "3/5",
    "ambition": 1,
    "power": 1,
    "concession_value": {"limited": 0.1, "core": 0.3},
    "concession_cost": {"limited": 0.1, "core": 0.3},
    "unilateral": 0.5,
    "reciprocity_cost": {"limited": 0.1, "core": 0.2},
    "reciprocity_gain": {"limited": 0.2, "core": 0.3},
    "relief": {"limited": 0.2, "core": 0.6},
    "mistrust": 0.1,
    "cover_dilution": 0.4,
    "insecurity": 0.5,
    "war_risk": 0.2,
    "hardline_cost": {"resolute": 0.2, "irresolute": 0.6},
    "savings": {"limited": 0.5, "core": 0.8},
    "emboldening_loss": {"resolute": 0.5, "irresolute": 0.2},
    "cover_cost": {"resolute": 0.1, "irresolute": 0.3},
    "trend": 0.01,
    "flare": 0.3,
    "flare_loss": 1,
}


def game(**changes):
    return ApproachGame(**{**BOTH, **changes})


def two(**changes):
    """Hardline against limited."""
    return game(messages=["hardline", "limited"], **changes)


def test_it_is_a_model_with_five_messages():
    full = game()
    assert isinstance(full, Model)
    assert isinstance(full, Staked)
    assert full.game().messages == MESSAGES == full.messages
    assert full.game().types == ("resolute", "irresolute")
    assert full.game().prior == (Q(3, 5), Q(2, 5))
    assert full.game().response_sets == (("press", "hold"),) + (("press", "hold", "reciprocate"),) * 4


def test_the_payoffs_are_those_of_the_notation_table():
    full, signaling = game(), game().game()
    ell = {m: (1 - Q(1, 10)) * (1 - Q(2, 5) * ("cover" in m)) * s for m, s in _by_message(full.relief).items()}
    risk = Q(1, 5) + Q(3, 10)
    for j, m in enumerate(signaling.messages):
        u, e, k, v = Q(1, 2), *(_by_message(x)[m] for x in (full.savings, full.concession_cost, full.concession_value))
        y, gain = (_by_message(x)[m] for x in (full.reciprocity_cost, full.reciprocity_gain))
        for i, t in enumerate(signaling.types):
            base = -full.hardline_cost[t] * (1 - e) - (full.cover_cost[t] if "cover" in m else 0)
            loss = full.emboldening_loss[t]
            state = [base - u * k - risk - loss, base - u * k - risk * (1 - ell[m])]
            state += [base - k + gain - risk * (1 - ell[m])]
            rival = [u * v + (1 if t == "irresolute" else -1), u * v + ell[m] / 2, v - y + ell[m] / 2 + Q(1, 100)]
            count = 2 if m == "hardline" else 3
            assert list(signaling.sender[i][j]) == state[:count]
            assert list(signaling.receiver[i][j]) == rival[:count]


def _by_message(table):
    return {m: table[m.removesuffix(" under cover")] if m != "hardline" else Q(0) for m in MESSAGES}


def test_critical_resolve_is_where_the_rival_is_indifferent():
    full, signaling = game(), game().game()
    for j, m in enumerate(signaling.messages):
        mu = full.critical_resolve[m]
        worth = [
            mu * signaling.receiver[0][j][r] + (1 - mu) * signaling.receiver[1][j][r]
            for r in range(len(signaling.response_sets[j]))
        ]
        assert worth[0] == max(worth[1:])


def test_relief_and_later_risk():
    full = game()
    assert full.effective_relief["hardline"] == 0
    assert full.effective_relief["limited"] == Q(9, 50)
    assert full.effective_relief["limited under cover"] == Q(9, 50) * Q(3, 5)
    assert full.later_risk["hardline"] == Q(3, 10)
    assert full.later_risk["hardline"] - full.later_risk["limited"] <= full.flare * full.relief["limited"]


def test_offers_are_differences_of_payoffs():
    offer = game().offer("limited")
    assert offer.held["resolute"] == Q(1, 10) - Q(1, 20) + Q(1, 2) * Q(9, 50)
    assert offer.pressed["irresolute"] == Q(3, 10) - Q(1, 20) - Q(1, 5)
    assert offer.unpressed_response == "hold"
    assert game(trend=1).offer("limited").unpressed == game(trend=1).offer("limited").met
    with pytest.raises(UnknownNameError, match="'hardline', 'limited'"):
        two().offer("core")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("B1", {"concession_cost": {"limited": 0.9}}),
        ("B2", {"savings": {"limited": 0}}),
        ("B3", {"concession_cost": {"limited": 3}, "unilateral": 0}),
        ("B4", {"hardline_cost": {"resolute": 5}}),
    ],
)
def test_assumptions_are_reported_not_imposed(name, changes):
    assert all(one.holds for one in two().assumptions().values())
    failing = two().with_(**changes).assumptions()[name]
    assert not failing.holds
    assert "limited" in failing.detail


def test_messages_can_be_left_out_and_brought_back():
    assert two().game().messages == ("hardline", "limited")
    assert two().with_(messages=None).messages == MESSAGES
    assert game(messages=["core under cover", "hardline"]).messages == ("hardline", "core under cover")
    assert game(cover_cost=None).messages == MESSAGES[:3]
    assert game(cover_cost=None).with_(cover_cost=[0.1, 0.2]).messages == MESSAGES
    assert two().with_(cover_cost=None).messages == ("hardline", "limited")
    only = {name: ({"core": x["core"]} if "core" in x else x) if isinstance(x, dict) else x for name, x in BOTH.items()}
    assert ApproachGame(**only).messages == ("hardline", "core", "core under cover")
    assert game(messages=["hardline"]).assumptions()["B1"].holds


def test_the_prior_may_be_given_by_type_and_values_by_position():
    assert game(prior={"irresolute": 0.25, "resolute": 0.75}).prior == Q(3, 4)
    assert game(prior=[0.75, 0.25]) == game(prior=0.75)
    assert game(relief=[0.2, 0.6], hardline_cost=[0.2, 0.6]) == game()


def test_with_changes_some_values_and_keeps_the_rest():
    changed = game().with_(relief={"core": 0.7}, prior=0.1)
    assert changed.relief == {"limited": Q(1, 5), "core": Q(7, 10)}
    assert ApproachGame(**changed.parameters()) == changed
    assert ApproachGame(**two().parameters()) == two()


def test_all_faults_are_reported_at_once():
    with pytest.raises(InputError) as caught:
        ApproachGame(
            **{
                **{name: value for name, value in BOTH.items() if name != "power"},
                "prior": 1,
                "ambitoin": 2,
                "relief": {"limited": 0.7, "core": 0.6},
                "savings": {"limited": 2, "core": 0},
                "emboldening_loss": {"resolute": 0, "irresolute": 1},
                "messages": ["limited", "everything"],
            }
        )
    text = str(caught.value)
    for expected in (
        "prior: is 1, must be in (0, 1)",
        "ambitoin: no such parameter; did you mean 'ambition'?",
        "power: missing",
        "relief: is 7/10 for limited and only 3/5 for core",
        "savings.limited: is 2, must be in [0, 1]",
        "emboldening_loss.resolute: is 0, must be > 0",
        "messages: no message 'everything'",
        "messages: 'hardline' is missing",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"prior": [0.2, 0.2]}, "prior"),
        ({"prior": "half"}, "prior"),
        ({"relief": {"limited": 0.1}}, "relief"),
        ({"relief": 0.1}, "relief"),
        ({"concession_value": {"small": 1}}, "concession_value: expected a value for each approach"),
        ({"concession_value": {}}, "it is empty"),
        ({"messages": ["hardline", "hardline"]}, "named more than once"),
        ({"messages": ["hardline", "core under cover"], "cover_cost": None}, "there is no cover_cost"),
        ({"title": 3}, "title: expected text"),
        ({"trend": float("nan")}, "trend"),
    ],
)
def test_bad_input_is_refused_with_its_place(changes, expected):
    with pytest.raises(InputError) as caught:
        game(**changes)
    assert expected in str(caught.value)


def test_five_messages_are_solved_and_named():
    found = tm.solve(game())
    assert found.complete
    assert all(family.certificate.max_regret == 0 for family in found)
    names = [family.name for family in found]
    assert len(set(names)) == len(names)
    assert any(name.startswith("quiet pooling on core") for name in names)


def test_names_say_embolden_only_where_hardline_would_not_be_pressed():
    above, below = tm.solve(two()), tm.solve(two(prior=0.3))
    assert "separating: the resolute hardline, the irresolute limited; limited emboldens" in [e.name for e in above]
    assert any("limited is pressed" in e.name for e in below)
    assert not any("embolden" in e.name for e in below)
    assert {e.outcomes["emboldened"] for e in below} == {0}
    between = two(prior="12/25")
    assert any(e.name == "quiet pooling on limited, reassures" for e in tm.solve(between))


def test_a_reciprocated_approach_is_called_so():
    found = tm.solve(two(trend=1))
    assert [e.name for e in found] == ["quiet pooling on limited, reciprocated"]
    assert found[0].outcomes["reciprocated"] == 1


def test_core_beats_limited_by_the_difference_of_what_they_bring():
    margins = game().core_beats_limited()
    risk, more = Q(1, 2), Q(9, 10) * (Q(3, 5) - Q(1, 5))
    assert margins["resolute"] == Q(1, 5) * Q(3, 10) + risk * more - Q(1, 2) * Q(1, 5)


def test_scenarios_hold_it_and_give_it_back():
    for one in (game(), two(), game(cover_cost=None)):
        assert parse_scenario(write_scenario(one)).model == one
    found = tm.solve(two())
    assert tm.from_json(found.to_json()).model == two()


def test_the_notation_table_names_every_parameter():
    for parameter in PARAMETERS:
        assert f"| {parameter.symbol} | `{parameter.name}` |" in notation_table(PARAMETERS)


def test_it_is_swept_traced_and_sampled_without_a_special_case():
    from termination.analysis.robustness import robustness
    from termination.analysis.trace import trace

    grid = tm.sweep(two(), prior=["3/10", "3/5"], relief={"limited": (0, "1/5", 3)})
    assert grid.attrs["method"].startswith("closed forms")
    assert grid["pr_emboldened_max"].values.tolist() == [[0.0] * 3, [pytest.approx(0.4)] * 3]
    found = trace(two(), "prior", "1/10", "9/10", 3)
    assert found.parameter == "prior"
    assert trace(two(), "relief.limited", "1/10", "1/5", 2).parameter == "relief.limited"
    held = robustness(two(), box={"prior": (0.55, 0.65), "relief": {"limited": 0.1}}, samples=20, seed=1)
    assert held["emboldened possible"].share == 1.0


def test_axes_say_which_approach_is_meant():
    with pytest.raises(InputError, match=r"by approach; say whose, as in relief\.limited"):
        tm.sweep(two(), relief=(0, 1, 3))
    with pytest.raises(InputError, match="relief"):
        tm.sweep(two(), relief={"small": (0, 1, 3)})


def test_a_report_begins_with_what_is_at_stake_and_fits_the_page():
    from termination.reporting.stakes import stakes_text

    for one in (game(), two(), two(concession_cost={"limited": 2, "core": 0.3})):
        text = stakes_text(one)
        assert "B4  adverse inference" in text
        assert max(map(len, text.splitlines())) <= 80
    assert "not pressed" in stakes_text(two())


def test_a_correspondence_shows_the_first_event_where_there_are_no_talks():
    assert tm.plot.correspondence(two(), "prior", "1/10", "9/10", 3).get_ylabel() == "Pr(less-hardline)"
