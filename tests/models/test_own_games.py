"""Games in formulas: read from files, written again, and every fault with its line."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
import sympy as sp

from termination import ParametricGame, explain, from_json, solve
from termination.engine.parameter import POSITIVE, UNIT, Domain, Parameter
from termination.errors import InputError
from termination.models.own_games import entries, skeleton
from termination.models.scenarios import parse_scenario, write_scenario
from tests.engine.symbolic_games import SHAPES, random_game

TEXT = skeleton()


def faults(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_scenario(text)
    return [str(fault) for fault in caught.value.faults]


def changed(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_skeleton_is_the_game_that_it_says():
    prize, cost, strength = (sp.Symbol(name, real=True, positive=True) for name in ("prize", "cost", "strength"))
    share = sp.Symbol("share", real=True, nonnegative=None, positive=True)
    by_hand = ParametricGame(
        ["resolved", "bluffing"], [share, 1 - share], ["quiet", "mobilise"], ["stand firm", "yield"],
        sender=[[[0, 0], [strength - cost, prize - cost]], [[0, 0], [-strength - cost, prize - cost]]],
        receiver=[[[2, 1], [-1, 0]], [[2, 1], [1, 0]]],
        values={"share": "1/3", "prize": 4, "cost": 1, "strength": 2})  # fmt: skip
    read = parse_scenario(TEXT)
    assert (read.kind, read.title) == ("formulas", "A crisis")
    assert (read.model.game().sender, read.model.game().receiver) == (by_hand.game().sender, by_hand.game().receiver)
    assert read.model.symbolic().game.sender == by_hand.symbolic().game.sender
    assert [(r.name, str(r.domain)) for r in read.model.PARAMETERS] == [
        ("share", "in (0, 1)"),
        ("prize", "> 0"),
        ("cost", "> 0"),
        ("strength", "> 0"),
    ]


def test_a_formula_for_all_below_it_stands_for_each():
    same = parse_scenario(changed(("[sender.bluffing]\nquiet = 0", "[sender.bluffing]\nquiet = [0, '0 * cost']"))).model
    assert same.game() == parse_scenario(TEXT).model.game()


def test_responses_may_differ_by_message():
    text = changed(
        ('responses = ["stand firm", "yield"]', 'responses = { quiet = ["wait"], mobilise = ["stand firm", "yield"] }'),
        ('quiet = { "stand firm" = 2, yield = 1 }', "quiet = 2"),
        ('quiet = { "stand firm" = 2, yield = 1 }', "quiet = 2"),
    )
    assert parse_scenario(text).model.game().response_sets == (("wait",), ("stand firm", "yield"))


#: What is changed in the skeleton, and the faults that then are found: a piece of the line, and what is said after it.
FAULTS: list[tuple[list[tuple[str, str]], list[tuple[str, str]]]] = [
    (
        [('"strength - cost"', '"strengh - cost"')],
        [("strengh", "sender.resolved.mobilise.stand firm, character 1: 'strengh' is no parameter and no definition; "
          "did you mean 'strength'?")],
    ),
    (
        [('"-strength - cost"', '"-strength -"'), ("value = 4", "value = -4"), ('"1 - share"', '"1 - share +"')],
        [("-4", "parameters.prize: is -4, must be > 0"),
         ("prior =", "game.prior.bluffing, character 11: the formula breaks off; a number, a name or a parenthesis "
          "should follow"),
         ("-strength -", "sender.bluffing.mobilise.stand firm, character 11: the formula breaks off; a number, a name "
          "or a parenthesis should follow")],
    ),
    (
        [('gain = "prize - cost"', 'gain = "prize - loss"\nloss = "gain / 3"')],
        [("gain =", "definitions.gain: goes in a circle: gain uses loss uses gain")],
    ),
    (
        [('gain = "prize - cost"', 'gain = "prize - gain"')],
        [("gain =", "definitions.gain: goes in a circle: gain uses gain")],
    ),
    ([("value = 1, ", "")], [("cost =", "parameters.cost: has no value; write cost = { value = 1 }")]),
    (
        [("[parameters]", "[parameters]\nextra = 1"), ('gain = "prize', 'idle = "cost"\ngain = "prize')],
        [("idle =", "definitions.idle: is used in no payoff and in no prior; take it out, or use it"),
         ("extra =", "parameters.extra: moves nothing: is in no payoff and in no prior; take it out, or use it")],
    ),
    (
        [('"1 - share"', '"1 - 2 * share"')],
        [("prior =", "game.prior: sums to 1 - share, must sum to 1 whatever the symbols are; write p and 1 - p")],
    ),
    (
        [('domain = "(0, 1)"', 'domain = "(0; 1)"')],
        [("share =", "parameters.share: '(0; 1)' is no domain; expected \"real\", \"> 0\", \">= 0\", \"< 0\", "
          "\"<= 0\", \"(0, 1)\", \"[0, 1]\" or the like, ends whole numbers")],
    ),
    (
        [("[receiver.resolved]", "[reciever.resolved]"), ("[receiver.bluffing]", "[reciever.bluffing]")],
        [("", "receiver: missing: a table [receiver]"),
         ("[reciever", "reciever: no such entry; did you mean 'receiver'?")],
    ),
    (
        [('"prize - cost"', '"1 / (prize - prize)"')],
        [("gain =", "definitions.gain: '1 / (prize - prize)' divides by zero whatever the parameters are")],
    ),
    (
        [("cost = {", "gain = {"), ('"prize - cost"', '"prize"'), ("strength - cost", "strength - gain"),
         ("-strength - cost", "-strength - gain")],
        [("gain = \"", "definitions.gain: is a parameter already; give one of them another name")],
    ),
    (
        [("cost = {", '"my cost" = {'), ('"prize - cost"', '"prize"'), ("strength - cost", "strength"),
         ("-strength - cost", "-strength")],
        [("my cost", "parameters.my cost: cannot stand in a formula; a name has letters, digits and _ and begins with "
          "a letter")],
    ),
    (
        [('quiet = { "stand firm" = 2, yield = 1 }', "quiet = [true, 2]")],
        [("true", "receiver.resolved.quiet.stand firm: is a truth value, true or false; write a number")],
    ),
    (
        [('meaning = "what it costs to mobilise"', "meaning = 3")],
        [("meaning = 3", "parameters.cost.meaning: expected text in quotes")],
    ),
    (
        [('gain = "prize - cost"', 'a = "cost * cost * cost * cost"\nb = "a * a"\ngain = "b * b * b * b + prize"')],
        [("gain =", "definitions.gain: multiplies up to degree 32; at most 12 is read")],
    ),
    (
        [('messages = ["quiet", ', 'messages = ["quiet", "quiet", ')],
        [("messages =", "game.messages: labels must differ; repeated: 'quiet'")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pairs", "said"), FAULTS, ids=[one[1][0][1].partition(":")[0] for one in FAULTS])
def test_faults_have_their_line_and_say_what_would_be_right(pairs, said):
    text = changed(*pairs)
    lines = text.splitlines()

    def line(piece: str) -> int:
        return next(i for i, content in enumerate(lines, 1) if piece in content)

    assert faults(text) == [f"line {line(piece)}, {what}" if piece else what for piece, what in said]


def test_what_is_written_is_read_again_as_the_same_model():
    model = parse_scenario(TEXT).model
    assert parse_scenario(write_scenario(model)).model == model
    assert from_json(solve(model).to_json()).model == model


@pytest.mark.parametrize("seed", range(16))
def test_random_games_are_written_and_read_again(seed):
    """Whatever the payoffs; what signs their symbols had is written as domains."""
    rng = Random(seed)
    game = random_game(rng, rng.choice(SHAPES))
    symbolic = game.symbolic().game
    real = {s: sp.Symbol(s.name, real=True, **_signs(s)) for s in symbolic.symbols}
    table = [Parameter(s.name, s.name, "", _domain(s)) for s in symbolic.symbols]
    sender, receiver = (
        [[[x.xreplace(real) for x in cells] for cells in rows] for rows in table]
        for table in (symbolic.sender, symbolic.receiver)
    )
    replies = dict(zip(game.messages, game.response_sets, strict=True))
    prior = [x.xreplace(real) for x in symbolic.prior]
    model = ParametricGame(game.types, prior, game.messages, replies, sender, receiver, game.values, table=table)
    again = parse_scenario(write_scenario(model)).model
    assert again.symbolic().game.sender_elements == model.symbolic().game.sender_elements
    assert (again.values, again.PARAMETERS) == (model.values, model.PARAMETERS)
    moved = {name: value * Fraction(2, 3) for name, value in game.values.items()}
    assert again.with_(**moved).game() == game.with_(**moved).game()


def _signs(s: sp.Symbol) -> dict[str, bool]:
    return {"positive": True} if s.is_positive else {"negative": True} if s.is_negative else {}


def _domain(s: sp.Symbol) -> Domain:
    return POSITIVE if s.is_positive else Domain(high=0, open_high=True) if s.is_negative else Domain()


def test_symbols_that_no_formula_can_name_are_refused():
    odd = sp.Symbol("p_{H}", positive=True)
    model = ParametricGame(["t"], [1], ["m"], ["r", "s"], [[[odd, 0]]], [[[0, 0]]], {"p_{H}": 1})
    with pytest.raises(InputError, match=r"sender.t.m.r: the symbol 'p_{H}' cannot stand in a formula"):
        entries(model)


def test_assumptions_that_no_domain_says_are_not_lost_in_silence():
    a, b = sp.symbols("a b", real=True)
    model = ParametricGame(["t"], [1], ["m"], ["r", "s"], [[[a, b]]], [[[0, 0]]], {"a": 2, "b": 1}, [a > b])
    with pytest.raises(InputError, match="assumptions: a file knows only those that a parameter's domain says"):
        entries(model)


def test_values_outside_their_domain_are_refused_in_python_too():
    a = sp.Symbol("a", real=True)
    table = [Parameter("a", "a", "", UNIT), Parameter("b", "b", "", UNIT)]
    with pytest.raises(InputError) as caught:
        ParametricGame(["t"], [1], ["m"], ["r", "s"], [[[a, 0]]], [[[0, 0]]], {"a": 2}, table=table)
    assert [str(one) for one in caught.value.faults] == [
        "table.b: no such symbol; there are: a",
        "values.a: is 2, must be in [0, 1]",
    ]


def test_what_domains_say_is_assumed_in_conditions():
    model = parse_scenario(TEXT).model
    assumed = {str(one) for one in model.symbolic().game.assumptions}
    assert assumed == {"share < 1"}
    assert all(s.is_positive for s in model.symbolic().game.symbols)
    assert model.with_(share="1/2").values["share"] == Fraction(1, 2)


# --- words -----------------------------------------------------------------------------------------------------------

PLAIN = TEXT.partition("# What explanations call")[0]
WORDS = """
[words]
sender = "the challenger"
pronouns = ["it", "he"]
types = { resolved = "the resolute challenger" }

[words.messages]
mobilise = ["mobilises", "mobilise", "mobilising"]
"""


def test_explanations_speak_in_the_words_of_a_file():
    model = parse_scenario(PLAIN + WORDS).model
    told = str(explain(solve(model)[0]))
    assert "The resolute challenger mobilises." in told
    assert "which gives it" in told
    assert parse_scenario(write_scenario(model)).model.words == model.words
    assert model.with_(cost=2).words == model.words
    assert parse_scenario(TEXT).model.words.responses["yield"] == ("yields", "yield", "yielding")
    assert "words" not in entries(parse_scenario(PLAIN).model)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sender =", "challenger =", "words.challenger: no such entry; there are: sender, receiver"),
        ('"the challenger"', "7", "words.sender: expected text in quotes"),
        ('["it", "he"]', '["they", "he"]', "words.pronouns: expected two of she, he, it"),
        ("resolved =", "resolute =", "words.types.resolute: no such entry; did you mean 'resolved'?"),
        (', "mobilising"]', "]", "words.messages.mobilise: expected a verb in three forms"),
        ("[words.messages]\n", "", "words.mobilise: no such entry"),
    ],
)
def test_words_of_the_wrong_kind_are_named(old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_scenario(PLAIN + WORDS.replace(old, new, 1))
    assert said in str(caught.value)


def test_a_game_with_signs_on_its_symbols_is_written_down():
    """That a prior between 0 and 1 has p < 1 is said by its domain, and by every type being possible."""
    b, d, p = sp.symbols("b d p", positive=True)
    tea = ParametricGame(
        ["wimp", "surly"], [p, 1 - p], ["beer", "quiche"], ["duel", "don't"],
        [[[0, d], [b, b + d]], [[b, b + d], [0, d]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        {"b": 1, "d": 2, "p": "1/10"},
    )  # fmt: skip
    again = parse_scenario(write_scenario(tea)).model
    assert again.game() == tea.game()
    assert again.symbolic().game.assumed == tea.symbolic().game.assumed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '[definitions]\ngain = "prize - cost"',
            'idle = 2\n[definitions]\ngain = "prize - cost + idle - 2 * idle + idle"',
            "line 27, parameters.idle: moves nothing: it cancels from every formula that it is in",
        ),
        (
            'share = { value = "1/3", domain = "(0, 1)"',
            'share = { value = 2, domain = "real"',
            "line 15, game.prior.bluffing: 1 - share is -1 at these values, must be more than 0",
        ),
        ('model = "formulas"', 'model = "formula"', "model: 'formula' is no kind of model; expected opening"),
    ],
)
def test_the_one_fault_is_named_and_no_other(old: str, new: str, said: str) -> None:
    (found,) = faults(changed((old, new)))
    assert said in found


def test_the_assumption_that_values_break_is_named():
    a, b = sp.symbols("a b", real=True)
    with pytest.raises(InputError, match="signs that symbols have: a > b"):
        ParametricGame(["t"], [1], ["m"], ["r", "s"], [[[a, b]]], [[[0, 0]]], {"a": 1, "b": 2}, [a > b])
