"""The opening game entered cell by cell in symbols: an opening game, and a game in symbols, at once."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from termination import (
    OpeningGame,
    conditions,
    explain,
    from_json,
    played,
    prove,
    refine,
    regions,
    solve,
    statics,
    sweep,
    thresholds,
)
from termination.errors import InputError
from termination.models.scenarios import parse_scenario, write_scenario

k, p, c = sp.symbols("k p c", positive=True)
GIVEN = {
    "prior": {"strong": p, "weak": 1 - p},
    "sender": {"strong": {"closed": [0, 0], "open": [-c, 1]}, "weak": {"closed": [-2, 0], "open": [-3, 1]}},
    "receiver": {"strong": [[-k, 0], [-k, 0]], "weak": [[2 - k, 0], [2 - k, 0]]},
}
WAR = OpeningGame.from_payoffs(**GIVEN, values={"k": 1, "p": "1/3", "c": "1/2"})


def in_numbers(k: object = 1, p: object = "1/3", c: object = "1/2") -> OpeningGame:
    k, p, c = map(Fraction, (k, p, c))
    return OpeningGame.from_payoffs(
        prior={"strong": p, "weak": 1 - p},
        sender={"strong": {"closed": [0, 0], "open": [-c, 1]}, "weak": {"closed": [-2, 0], "open": [-3, 1]}},
        receiver={"strong": [[-k, 0], [-k, 0]], "weak": [[2 - k, 0], [2 - k, 0]]})  # fmt: skip


@pytest.mark.parametrize("at", [{}, {"k": "3/2"}, {"k": "5/2", "c": "1/4"}, {"p": "1/2", "k": 1}])
def test_at_its_values_it_is_the_game_in_numbers(at: dict[str, object]) -> None:
    war, plain = WAR.with_(**at), in_numbers(**at)
    assert war.game() == plain.game()
    assert [one.name for one in solve(war)] == [one.name for one in solve(plain)]
    assert {name: one.holds for name, one in war.assumptions().items()} == {
        name: one.holds for name, one in plain.assumptions().items()
    }
    assert [one.formula for one in war.talks_conditions()] == [one.formula for one in plain.talks_conditions()]
    assert (war.prior, war.leading, war.resilience_order) == (plain.prior, plain.leading, plain.resilience_order)


def test_its_conditions_are_formulas_with_its_words():
    (eq,) = solve(WAR)
    assert eq.name == "pooling on closed, escalation"
    form = conditions(WAR, eq)
    assert str(form.condition) == "k + 2*p <= 2"
    assert str(form.survives["D1"]) == "1 <= 3*c"
    for at in ({"k": "3/2", "p": "1/5"}, {"k": "3/2", "p": "1/3"}, {"c": "1/3"}, {"c": "1/4"}):
        here = WAR.with_(**at)
        found = solve(here)
        assert form.subs(at).exists == any(one.name == eq.name for one in found)
        if form.subs(at).exists:
            assert form.subs(at).survives("D1") == any(eq.name in one.name for one in refine(found, "D1"))
    assert "opener" in str(explain(solve(WAR)[0]))


def test_thresholds_maps_slopes_and_sweeps_are_in_its_symbols():
    first, second = thresholds(WAR, "k")
    assert (str(first.formula), first.value, str(second.formula)) == ("2 - 2*p", Fraction(4, 3), "2")
    assert "pooling on closed, no escalation" in first.change
    found = regions(WAR, x={"k": (0, 3)}, y={"p": (0, 1)})
    assert any(edge.place == "p = 1 - k/2" for edge in found.boundaries)
    belief = statics(WAR).of("strong after closed", "p")
    assert [(one.slope, one.sign) for one in belief] == [(1, 1)]
    grid = sweep(WAR, k=(0.5, 2.5, 5), p=(0.1, 0.9, 5))
    for i, j in ((0, 0), (2, 3), (4, 1)):
        exactly = solve(WAR.with_(k=str(grid.k.values[i]), p=str(grid.p.values[j])))
        most = max(_high(one.outcomes["talks"]) for one in exactly)
        assert abs(float(most) - float(grid["pr_talks_max"][i, j])) < 1e-9


def _high(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else value.high


def test_claims_about_it_are_proved_and_agree_with_its_conditions():
    talks = played(WAR).probability("talks")
    assert prove(WAR, claim=sp.Eq(talks, 0), assuming=[k + 2 * p < 2, 3 * c > 1], refinement="D1").proved
    failed = prove(WAR, claim=sp.Eq(talks, 0), assuming=[k + 2 * p < 2], refinement="D1")
    assert (failed.status, failed.parts[0].confirmed) == ("refuted", True)
    assert failed.counterexample["c"] <= Fraction(1, 3)


def test_messages_and_responses_may_be_in_another_order():
    turned = OpeningGame.from_payoffs(
        types=["strong", "weak"], prior=[p, 1 - p], messages=["open", "closed"], responses=["hold", "escalate"],
        sender=[[[1, -c], [0, 0]], [[1, -3], [0, -2]]], receiver=[[[0, -k], [0, -k]], [[0, 2 - k], [0, 2 - k]]],
        values={"k": 1, "p": "1/3", "c": "1/2"})  # fmt: skip
    assert turned.game() == WAR.game()


def test_faults_are_said_at_once():
    with pytest.raises(InputError, match="values: missing; payoffs in symbols need a number for every symbol"):
        OpeningGame.from_payoffs(**GIVEN)
    with pytest.raises(InputError) as caught:
        OpeningGame.from_payoffs(**GIVEN, values={"k": 1, "q": 2, "c": 1})
    assert [str(one) for one in caught.value.faults] == [
        "values.p: missing; every symbol in the payoffs or the prior needs a number",
        "values.q: no such symbol; there are: c, k, p",
    ]
    with pytest.raises(InputError, match=r"sender\.weak\.open"):
        OpeningGame.from_payoffs(
            **{**GIVEN, "sender": {"strong": [[0, 0], [-c, 1]], "weak": [[-2, 0], [-3]]}},
            values={"k": 1, "p": 1, "c": 1},
        )


def test_it_is_written_down_and_read_back_in_files_and_in_json():
    text = write_scenario(WAR, title="A war")
    again = parse_scenario(text).model
    assert text.startswith('model = "opening"\ntitle = "A war"\n\n[game]\n')
    assert type(again) is type(WAR)
    assert again.game() == replace_title(WAR, "A war").game()
    assert write_scenario(again) == text
    assert str(conditions(again, solve(again)[0]).condition) == "k + 2*p <= 2"
    found = solve(WAR)
    read = from_json(found.to_json())
    assert (str(read), type(read.model), read.complete) == (str(found), type(WAR), True)


def replace_title(war: OpeningGame, title: str) -> OpeningGame:
    return OpeningGame.from_payoffs(**GIVEN, values=war.parameters(), title=title)


def test_replies_that_differ_by_message_are_refused():
    text = write_scenario(WAR).replace(
        'responses = ["escalate", "hold"]', 'responses = { closed = ["x"], open = ["y"] }'
    )
    text = text[: text.index("[sender]")] + '[sender]\nstrong = 0\nweak = "c"\n[receiver]\nstrong = "k"\nweak = 0\n'
    with pytest.raises(InputError, match=r"line 7, game.responses: the same replies follow every message"):
        parse_scenario(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["closed", "open"]', '["shut", "open"]', "missing 'shut'"),
        ('["escalate", "hold"]', '["hold"]', "unknown 'escalate'; expected 'hold'"),
        (
            'escalate = "-c"',
            'escalate = "-x"',
            "line 16, sender.strong.open.escalate, character 2: 'x' is no parameter",
        ),
        (
            "[receiver]",
            '[words]\nsender = "the army"\n\n[receiver]',
            "an opening game has its own; take this table out",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(old: str, new: str, said: str) -> None:
    text = write_scenario(WAR)
    assert old in text
    with pytest.raises(InputError) as caught:
        parse_scenario(text.replace(old, new, 1))
    assert said in str(caught.value)


def test_other_labels_are_refused_by_name():
    text = write_scenario(WAR).replace("closed", "shut")
    with pytest.raises(InputError, match=r"line 6, game.messages: expected \['closed', 'open'\]"):
        parse_scenario(text)
