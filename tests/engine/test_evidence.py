"""Messages that only some types have: input, what is believed after them, and everything that is done with a game."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

import termination as tm
from termination import SignalingGame, refine, solve
from termination.analysis.trace import trace
from termination.engine.check import is_equilibrium
from termination.engine.exchange import (
    behaviour_from_bimatrix,
    bimatrix,
    bimatrix_from_behaviour,
    parse_efg,
    pure_strategies,
    write_efg,
)
from termination.engine.game import only_plain
from termination.engine.refining.concepts import NAMES
from termination.engine.sequential import tremble
from termination.errors import InputError
from termination.models.scenarios import parse_scenario, write_scenario
from termination.reporting.serial import from_json
from tests.oracles.evidence import games

TYPES, PRIOR, REPLIES = ["strong", "weak"], ["1/5", "4/5"], ["back down", "fight"]
LISTS = {"strong": ["reveal", "hide"], "weak": ["hide"]}


def disclosure(messages: Any = LISTS, penalty: int = 0, **more: Any) -> SignalingGame:
    """She gains if he backs down, he if he fights the weak; a proof that the weak forge costs them the penalty."""
    return SignalingGame.from_function(
        TYPES, PRIOR, messages, REPLIES,
        sender=lambda t, m, r: int(r == "back down") - penalty * ((t, m) == ("weak", "reveal")),
        receiver=lambda t, m, r: 0 if r == "back down" else {"strong": -1, "weak": 1}[t], **more,
    )  # fmt: skip


# --- What it is for --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("penalty", [2, 1000])
def test_a_penalty_is_no_proof(penalty: int) -> None:
    """However high, it leaves the equilibrium in which the strong do not reveal, for fear of being taken for weak."""
    [unravels] = solve(disclosure())
    assert unravels.name == "separating: strong reveal; weak hide"
    assert unravels.payoffs["strong"] == 1
    assert [piece.beliefs["strong"] for piece in unravels.beliefs["reveal"]] == [1]
    emulated = solve(disclosure(["reveal", "hide"], penalty))
    assert [family.name for family in emulated] == [unravels.name, "pooling on hide"]
    assert emulated[1].beliefs["reveal"]["weak"].high == 1
    assert not solve(disclosure()).contains(*both_hide())


def both_hide() -> tuple[Any, Any]:
    return [[0, 1], [0, 1]], [[0, 1], [0, 1]]


def test_all_have_all_messages_is_the_plain_game() -> None:
    plain = disclosure(["reveal", "hide"])
    assert disclosure({"strong": ["reveal", "hide"], "weak": ["hide", "reveal"]}) == plain
    assert disclosure([["reveal", "hide"], ["reveal", "hide"]]) == plain
    assert not plain.has_evidence
    assert plain.message_lists == plain.messages == ("reveal", "hide")


def test_everybody_proves_what_she_is() -> None:
    """Where no two types share a message the receiver knows the type, whoever is more numerous."""
    game = disclosure([["medal"], ["none"]])
    [known] = solve(game)
    assert (known.receiver["medal"]["back down"], known.receiver["none"]["fight"]) == (1, 1)
    assert parse_efg(write_efg(game)) == game


# --- Input -----------------------------------------------------------------------------------------------------------


def test_payoffs_by_position_and_by_label() -> None:
    game = disclosure()
    row, his = [1, 0], {"strong": [0, -1], "weak": [0, 1]}
    by_position = SignalingGame(TYPES, PRIOR, [["reveal", "hide"], ["hide"]], REPLIES,
                                [[row, row], [(), row]], [[his["strong"]] * 2, [[], his["weak"]]])  # fmt: skip
    by_label = SignalingGame(TYPES, PRIOR, LISTS, REPLIES, {"strong": [row, row], "weak": {"hide": row}},
                             {"strong": [his["strong"]] * 2, "weak": {"reveal": {}, "hide": his["weak"]}})  # fmt: skip
    assert by_position == by_label == game
    assert game.message_sets == (("reveal", "hide"), ("hide",))
    assert game.sender[1] == ((), (1, 0))
    assert "'weak': ['hide']" in repr(game)


def test_messages_are_in_the_order_in_which_they_are_first_named() -> None:
    game = SignalingGame.from_function(
        ["a", "b"], ["1/2", "1/2"], [["y"], ["x", "y"]], ["r"], lambda *_: 0, lambda *_: 0
    )
    assert game.messages == ("y", "x")
    assert game.message_sets == (("y",), ("y", "x"))


@pytest.mark.parametrize(
    ("changes", "where", "says"),
    [
        ({"messages": {"strong": ["reveal", "hide"], "weak": []}}, "messages.weak", "every type needs a message"),
        ({"messages": [["reveal", "hide"], []]}, "messages.weak", "every type needs a message"),
        ({"messages": {"strong": ["reveal", "hide"]}}, "messages", "missing 'weak'"),
        ({"messages": {**LISTS, "owl": ["hoot"]}}, "messages", "unknown 'owl'"),
        ({"messages": [["reveal", "hide"], "hide"]}, "messages.weak", "expected a list of labels"),
        ({"messages": [["reveal", "hide"], ["hide"], ["hide"]]}, "messages", "has 3 entries, expected 2"),
        ({"messages": {"strong": ["reveal", "reveal"], "weak": ["hide"]}}, "messages.strong", "repeated: 'reveal'"),
        ({"sender": [[[1, 0], [1, 0]], [[1, 0], [1, 0]]]}, "sender.weak.reveal", "lacks this message"),
        ({"sender": [[[1, 0], [1, 0]], [[1, 0]]]}, "sender.weak", "has 1 entries, expected 2"),
        ({"sender": [[[], [1, 0]], [[], [1, 0]]]}, "sender.strong.reveal", "has 0 entries, expected 2"),
    ],
)
def test_bad_input_is_named(changes: dict[str, Any], where: str, says: str) -> None:
    given = {"messages": LISTS, "sender": [[[1, 0], [1, 0]], [(), [1, 0]]],
             "receiver": [[[0, -1], [0, -1]], [(), [0, 1]]], **changes}  # fmt: skip
    with pytest.raises(InputError) as caught:
        SignalingGame(types=TYPES, prior=PRIOR, responses=REPLIES, **given)
    assert any(fault.where == where and says in fault.what for fault in caught.value.faults), caught.value


# --- The verifier ----------------------------------------------------------------------------------------------------


def test_the_verifier_knows_who_has_what() -> None:
    game = disclosure()
    one, zero = Fraction(1), Fraction(0)
    sure_strong, sure_weak, reveals, hides = (one, zero), (zero, one), (one, zero), (zero, one)
    yields, fights = (one, zero), (zero, one)
    assert is_equilibrium(game, (reveals, hides), (yields, fights), (sure_strong, sure_weak))
    prior = game.prior
    assert not is_equilibrium(game, (hides, hides), (fights, fights), (sure_weak, prior))  # no such belief
    assert not is_equilibrium(game, (hides, hides), (fights, fights), (sure_strong, prior))  # and he gives in then
    forged = (reveals, reveals)
    assert not is_equilibrium(game, forged, (yields, fights), (prior, sure_weak))
    pooled = tm.solve(disclosure(["reveal", "hide"], 2))[1]
    claimed = type(pooled)(game, game, pooled.sender, pooled.receiver)
    assert not claimed.certificate.valid  # its beliefs after reveal are computed anew and there are none


def test_strategies_that_use_a_lacking_message_are_no_members() -> None:
    found = solve(disclosure())
    assert found.contains({"strong": [1, 0], "weak": {"reveal": 0, "hide": 1}}, [[1, 0], [0, 1]])
    assert not found.contains([[1, 0], [1, 0]], [[1, 0], [0, 1]])


# --- Everything that is done with a game -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(24))
def test_files_give_the_game_back(seed: int) -> None:
    [(_, game)] = games(1, seed)
    assert parse_scenario(write_scenario(game)).model == game
    assert parse_efg(write_efg(game)) == game
    found = solve(game)
    assert from_json(found.to_json()) == found
    assert all(family.certificate.valid for family in found)


def test_refinements_rule_out_only_types_that_could_have_sent_it() -> None:
    """Three types: the proof is shared by two, of whom the better-armed gains more by it."""
    lists = {"strong": ["show", "hide"], "middling": ["show", "hide"], "weak": ["hide"]}
    game = SignalingGame.from_function(
        list(lists), ["1/4", "1/4", "1/2"], lists, REPLIES,
        sender=lambda t, m, r: (r == "back down") * 4 - (m == "show") * {"strong": 1, "middling": 3}.get(t, 0) + 2 * (
            m == "hide"), receiver=lambda t, m, r: 0 if r == "back down" else {"strong": -1}.get(t, 1),
    )  # fmt: skip
    rejected = refine(solve(game), "D1").rejected
    assert [(v.message, v.ruled_out, v.type) for v in rejected] == [("show", ("middling",), "strong")]
    told = str(tm.explain(rejected[0])).replace("\n", " ")
    assert 'Type weak could not send "show"' in told
    assert "weak is ruled out" not in told
    for concept in NAMES:
        assert refine(solve(disclosure()), concept).complete


def test_explanations_say_who_can() -> None:
    told = str(tm.explain(solve(disclosure())[0])).replace("\n", " ")
    assert 'She is not able to send "reveal".' in told
    assert "knows that he faces type strong, for no other type can do so" in told
    costly = SignalingGame.from_function(
        TYPES, PRIOR, LISTS, REPLIES, lambda t, m, r: int(r == "back down") - 2 * (m == "reveal"),
        lambda t, m, r: 0 if r == "back down" else {"strong": -1, "weak": 1}[t],
    )  # fmt: skip
    silent = str(tm.explain(solve(costly)[0])).replace("\n", " ")
    assert "He would know that he faces type strong, for no other type can do so." in silent
    assert 'Replying with "back down" gives him 0 and replying with "fight" -1' in silent


def test_tables_and_bimatrices_have_only_what_there_is() -> None:
    game = disclosure()
    rows, columns = pure_strategies(game)
    assert rows == [("reveal", "hide"), ("hide", "hide")]
    assert (len(bimatrix(game)[0]), len(columns)) == (2, 4)
    sender, receiver = behaviour_from_bimatrix(game, [Fraction(1, 3), Fraction(2, 3)], [1, 0, 0, 0])
    assert sender == [[Fraction(1, 3), Fraction(2, 3)], [0, 1]]
    assert bimatrix_from_behaviour(game, sender, receiver) == ([Fraction(1, 3), Fraction(2, 3)], [1, 0, 0, 0])


def test_nashpy_on_the_bimatrix() -> None:
    for _, game in games(12):
        if len(bimatrix(game)[0]) * len(bimatrix(game)[0][0]) <= 16:
            listed = tm.compare(game, "nashpy")
            assert listed
            assert not listed.disagreements


def test_trembles_are_over_the_messages_that_a_type_has() -> None:
    one = solve(disclosure())[0].middle()
    assert tremble(one, {}, "1/100")["weak"]["reveal"] == 0
    assert all(weight > 0 for weight in tremble(one, {}, "1/100")["strong"].values())
    with pytest.raises(InputError, match=r"beliefs.reveal"):
        tremble(one, {"reveal": {"strong": 0, "weak": 1}}, "1/100")


def test_figures_draw_only_the_moves_that_there_are() -> None:
    [family] = solve(disclosure())
    texts = [text.get_text() for text in tm.plot.tree(family).texts]
    assert (texts.count("reveal"), texts.count("hide")) == (1, 2)
    assert tm.plot.tikz_tree(family).count("reveal") == 1
    assert [text.get_text() for text in tm.plot.beliefs(family, of="strong", title="").texts] == ["1", "0"]
    three = next(game for _, game in games(90) if len(game.types) == 3 and game.has_evidence)
    with pytest.raises(InputError, match="messages that all types have"):
        tm.plot.beliefs(solve(three)[0].middle())


def test_a_trace_along_a_function() -> None:
    def at(share: Fraction) -> SignalingGame:
        game = disclosure()
        return SignalingGame(TYPES, [share, 1 - share], LISTS, REPLIES, game.sender, game.receiver)

    found = {point.value: len(point.members) for point in trace(at, "share", "1/10", "9/10", 3).points}
    assert found == {share: len(solve(at(share))) for share in found}
    assert found[Fraction(1, 10)] == 1


def test_what_does_not_take_evidence_says_so() -> None:
    with pytest.raises(InputError, match="thresholds does not take games in which some types lack some messages"):
        only_plain(disclosure(), "thresholds")


# --- What must not change --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_relabelled_rescaled_and_in_another_order(seed: int) -> None:
    """The weights of every vertex, type by type and message by message, whatever is listed first."""
    game = next(game for _, game in games(20, seed) if not game.receiver_types)
    rng = Random(seed)
    types = rng.sample(game.types, len(game.types))
    scale = {t: Fraction(rng.randint(1, 5), 2) for t in types}
    own = dict(zip(game.types, game.message_sets, strict=True))
    tables = dict(zip(game.types, zip(game.sender, game.receiver, game.prior, strict=True), strict=True))

    def rows(t: str, side: int, factor: Fraction, shift: int) -> dict[str, Any]:
        cells = dict(zip(game.messages, tables[t][side], strict=True))
        return {m: [factor * x + shift for x in cells[m]] for m in own[t]}

    other = SignalingGame(
        types, [tables[t][2] for t in types], {t: rng.sample(own[t], len(own[t])) for t in types}, game.responses,
        {t: rows(t, 0, scale[t], 3) for t in types}, {t: rows(t, 1, Fraction(7), -2) for t in types},
    )  # fmt: skip
    first, second = solve(game), solve(other)
    assert len(first) == len(second)
    for family in first:
        for vertex in family.vertices():
            sender = {t: dict(vertex.sender[t]) for t in game.types}
            assert second.contains(sender, {m: dict(vertex.receiver[m]) for m in game.messages})


@pytest.mark.parametrize("seed", range(30))
def test_a_type_split_in_two(seed: int) -> None:
    """Halves of a type have the same messages; what both do is what the type did."""
    game = next(game for _, game in games(20, seed) if not game.receiver_types)
    *others, last = game.prior
    lists = [*game.message_sets, game.message_sets[-1]]
    tables = ([*table, table[-1]] for table in (game.sender, game.receiver))
    split = SignalingGame([*game.types, "twin"], [*others, last / 3, last * 2 / 3], lists, game.responses, *tables)
    found, whole = solve(split), solve(game)
    for family in whole:
        for vertex in family.vertices():
            sender = vertex.sender.to_lists()
            assert found.contains([*sender, sender[-1]], vertex.receiver)
    for family in found:
        for vertex in family.vertices():
            *rest, one, two = vertex.sender.to_lists()
            joined = [a / 3 + 2 * b / 3 for a, b in zip(one, two, strict=True)]
            assert whole.contains([*rest, joined], vertex.receiver)
