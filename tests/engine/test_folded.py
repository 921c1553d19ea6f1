"""Games with moves after the reply: what is folded, what is refused, and what of it is told."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import termination as tm
from termination.engine.enumerate import solve
from termination.engine.exchange import parse_efg, write_efg
from termination.engine.folded import FoldedGame
from termination.engine.game import SignalingGame
from termination.errors import InputError, UnknownNameError
from termination.models.scenarios import parse_scenario, write_scenario
from termination.reporting.serial import from_json, to_json
from termination.reporting.stakes import stakes_text
from termination.reporting.tables import rows

RESPONSES = {"threat": ["resist", "yield"], "quiet": ["no move"]}
THREAT: dict[str, Any] = {
    "types": ["strong", "weak"], "prior": ["1/3", "2/3"], "messages": ["threat", "quiet"], "responses": RESPONSES,
}  # fmt: skip


def crisis(t: str, m: str, r: str, stand: int = -4, back: int = -1) -> Any:
    """A state that stands firm or backs down if it is resisted."""
    if m == "quiet":
        return [0, 0]
    if r == "yield":
        return [3, -1]
    return {"sender": {"stand firm": [1 if t == "strong" else stand, -2], "back down": [back, 1]}}


def game(then: Callable[..., Any] = crisis, **more: Any) -> FoldedGame:
    return FoldedGame(**THREAT, then=then, **more)


def faults(then: Any, **more: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        FoldedGame(**{**THREAT, **more}, then=then)
    return list(map(str, caught.value.faults))


# --- folding ---------------------------------------------------------------------------------------------------------


def test_the_game_that_is_left_is_the_one_folded_by_hand() -> None:
    by_hand = SignalingGame(
        **THREAT, sender=[[[1, 3], [0]], [[-1, 3], [0]]], receiver=[[[-2, -1], [0]], [[1, -1], [0]]]
    )
    assert game().game() == by_hand
    assert [(move.known, move.done) for move in game().folded] == [
        (("strong", "threat", "resist"), "stand firm"),
        (("weak", "threat", "resist"), "back down"),
    ]


def test_a_move_that_nobody_cares_about_changes_nothing() -> None:
    plain = SignalingGame(**THREAT, sender=[[[1, 3], [0]], [[-1, 3], [0]]], receiver=[[[-2, -1], [0]], [[1, -1], [0]]])
    for idle in (
        lambda pair: pair,
        lambda pair: {"sender": {"left": pair, "right": pair}},
        lambda pair: {"receiver": {"left": pair, "right": pair}},
        lambda pair: {"chance": {"rain": ["1/3", pair], "sun": ["2/3", pair]}},
        lambda pair: {"chance": {"rain": ["1/3", pair], "sun": ["2/3", {"sender": {"a": pair, "b": pair}}]}},
    ):

        def then(t: str, m: str, r: str, idle: Callable[[Any], Any] = idle) -> Any:
            i, j = plain.types.index(t), plain.messages.index(m)
            k = plain.response_sets[j].index(r)
            return idle([plain.sender[i][j][k], plain.receiver[i][j][k]])

        folded = game(then)
        assert folded.game() == plain
        assert [f.name for f in solve(folded)] == [f.name for f in solve(plain)]


def test_chance_folds_into_an_expectation_and_moves_fold_one_after_another() -> None:
    war = {"chance": {"win": ["1/4", [4, -4]], "lose": ["3/4", [-4, 0]]}}
    counter = {"receiver": {"escalate": war, "settle": [2, 0]}}
    folded = FoldedGame(["t"], [1], ["m"], ["r"], [[[{"sender": {"fight on": counter, "stop": [0, 5]}}]]])
    assert folded.game().sender == (((2,),),)
    assert folded.ending("t", "m", "r") == "fight on, settle"
    assert [move.before for move in folded.folded] == [("fight on",), ()]
    assert folded.game().receiver == (((0,),),)


def test_the_receiver_moves_last_where_her_type_is_nothing_to_him() -> None:
    def then(t: str, m: str, r: str) -> Any:
        return {"receiver": {"press": [-1 if t == "weak" else 2, 1], "let go": [0, 0]}}

    folded = game(then)
    assert folded.game().sender[1][0] == (-1, -1)
    assert {move.known for move in folded.folded} == {("threat", "resist"), ("threat", "yield"), ("quiet", "no move")}


# --- refusals --------------------------------------------------------------------------------------------------------


def test_a_receiver_who_would_need_a_belief_is_refused() -> None:
    def then(t: str, m: str, r: str) -> Any:
        return {"receiver": {"press": [0, 1 if t == "weak" else -1], "let go": [0, 0]}} if m == "quiet" else [0, 0]

    [only] = faults(then)
    assert only.startswith(
        "after quiet, no move: the receiver chooses without knowing the sender's type, and 'let go' is"
    )
    assert "'press' is best against 'weak'" in only
    assert "takes a belief" in only


def test_a_sender_who_would_need_a_belief_about_his_type_is_refused() -> None:
    his = {"receiver_types": ["hawk", "dove"], "receiver_prior": ["1/2", "1/2"]}

    def then(t: str, s: str, m: str, r: str) -> Any:
        return {"sender": {"fight": [1 if s == "dove" else -1, 0], "stop": [0, 0]}} if r == "resist" else [0, 0]

    found = faults(then, **his)
    assert [one.partition(":")[0] for one in found] == ["after strong, threat, resist", "after weak, threat, resist"]
    assert all("without knowing the receiver's type" in one for one in found)

    def known(t: str, s: str, m: str, r: str) -> Any:
        worth = 2 if s == "dove" else 1
        return {"sender": {"fight": [worth, 0], "stop": [0, 0]}} if r == "resist" else [0, 0]

    folded = FoldedGame(**THREAT, then=known, **his)
    assert [row[0][0] for row in folded.game().sender[0]] == [1, 2]
    assert {move.done for move in folded.folded} == {"fight"}


def test_ties_that_matter_are_refused_all_at_once_by_name() -> None:
    found = faults(lambda t, m, r: crisis(t, m, r, stand=-1, back=-1 if t == "weak" else 1))
    assert found == [
        f"after {type_}, threat, resist: a tie that matters: the sender is indifferent between 'stand firm' and "
        f"'back down' ({worth}), and the receiver gets -2 after 'stand firm' and 1 after 'back down'; say which is "
        f"taken, as in ties={{'{type_}, threat, resist': 'stand firm'}}"
        for type_, worth in (("strong", 1), ("weak", -1))
    ]


def tied(t: str, m: str, r: str) -> Any:
    return crisis(t, m, r, stand=-1)


@pytest.mark.parametrize("key", [("weak", "threat", "resist"), "weak, threat, resist"])
def test_ties_are_resolved_as_told(key: Any) -> None:
    for done, worth in (("stand firm", -2), ("back down", 1), ({"stand firm": "1/3", "back down": "2/3"}, 0)):
        assert game(tied, ties={key: done}).game().receiver[1][0][0] == worth
    assert game(tied, ties={key: {"stand firm": "1/3", "back down": "2/3"}}).ending("weak", "threat", "resist") == (
        "stand firm (1/3) or back down (2/3)"
    )


def test_each_resolution_is_listed() -> None:
    ways = FoldedGame.resolutions(**THREAT, then=tied)
    assert [[play for _, play in way.ties] for way in ways] == [[(("stand firm", 1),)], [(("back down", 1),)]]
    assert FoldedGame.resolutions(**THREAT, then=crisis) == (game(),)
    # One tie below another: how it is resolved decides whether there is one above.
    inner = {"sender": {"a": [0, 1], "b": {"receiver": {"x": [0, 0], "y": [-1, 0]}}}}
    below = FoldedGame.resolutions(["t"], [1], ["m"], ["r"], [[[inner]]])
    assert [[name for name, _ in way.ties] for way in below] == [["m, r, b"]] + [["m, r, b", "t, m, r"]] * 2
    many = {"sender": {f"o{i}": [0, i] for i in range(4)}}
    with pytest.raises(InputError, match="more than 1000 ways"):
        FoldedGame.resolutions(["t"], [1], ["a", "b", "c"], ["r", "s"], lambda t, m, r: many)


@pytest.mark.parametrize("ties", [None, {"a, m, n, r": "y"}])
def test_one_name_for_two_ties_is_refused(ties: Any) -> None:
    """After "m, n" and "r", and after "m" and "n, r"; told of one, it would be told of the other too."""
    tie = {"sender": {"x": [0, 1], "y": [0, 2]}}
    moves = ["a"], [1], ["m, n", "m"], {"m, n": ["r"], "m": ["n, r"]}, [[[tie], [tie]]]
    with pytest.raises(InputError, match="after a, m, n, r: this would name two choices"):
        FoldedGame(*moves, ties)
    with pytest.raises(InputError, match="this would name two choices"):
        FoldedGame.resolutions(*moves, ties)
    one, other = ({"receiver": {"x": [0, 1], y: [1, 1]}} for y in ("y", "z"))
    with pytest.raises(InputError, match="after m, r: this would name two choices"):
        FoldedGame(["a", "b"], ["1/2", "1/2"], ["m"], ["r"], [[[one]], [[other]]], {"m, r": "x"})


def test_what_is_said_of_ties_must_be_true() -> None:
    [no_tie] = faults(crisis, ties={"weak, threat, resist": "stand firm"})
    assert no_tie == "ties.weak, threat, resist: 'stand firm' is not best for the sender there; take 'back down'"
    [unknown] = faults(crisis, ties={("weak", "quiet"): "stand firm"})
    assert unknown == "ties.weak, quiet: no choice is made there; this game has no ties"
    [misspelt] = faults(tied, ties={"weak, threat, resist": "stand"})
    assert "'stand' is not best" in misspelt
    [wrong] = faults(tied, ties={"weak, threat, resist": {"stand firm": "1/2"}})
    assert "sum to 1" in wrong
    assert "expected a mapping" in faults(tied, ties=3)[0]
    assert "expected an option" in faults(tied, ties={"weak, threat, resist": 3})[0]
    twice = {"weak, threat, resist": "stand firm", ("weak", "threat", "resist"): "back down"}
    assert "given twice" in faults(tied, ties=twice)[0]


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ([1], "expected [sender, receiver]"),
        ("x", "expected [sender, receiver]"),
        ([1, "x"], "then.strong.threat.resist.receiver: 'x' is not a number"),
        ({"chance": {"a": ["1/2", [0, 0]]}}, "probabilities sum to 1/2, must sum to 1 exactly"),
        ({"chance": {"a": [1, [0, 0]], "b": [0, [0, 0]]}}, "has probability 0; it must be positive"),
        ({"chance": {"a": [0, 0]}}, "expected [sender, receiver]"),
        ({"chance": {"a": 1}}, "expected [probability, end]"),
        ({"sender": {}}, "expected a table of at least one option: end"),
        ({"sender": {"": [0, 0]}}, "labels must be non-empty text"),
        ({"nature": {"a": [0, 0]}}, "'nature' does not move"),
        ({"sender": {"a": [0, 0]}, "receiver": {"a": [0, 0]}}, "expected [sender, receiver]"),
    ],
)  # fmt: skip
def test_faulty_ends_are_refused_with_their_place(end: Any, what: str) -> None:
    found = faults(lambda t, m, r: end if (t, r) == ("strong", "resist") else [0, 0])
    assert found[0].startswith("then.strong.threat.resist")
    assert any(what in one for one in found)


def test_too_many_moves_one_after_another_are_refused() -> None:
    end: Any = [0, 0]
    for _ in range(6):
        end = {"chance": {"on": [1, end]}}
    assert "more than 4 moves follow one another" in faults(lambda t, m, r: end)[0]


def test_faults_of_labels_and_tables_are_told() -> None:
    assert faults(crisis, prior=["1/2", "1/3"])[0].startswith("prior: sums to 5/6")
    assert (
        "missing 'quiet'" in faults({"strong": {"threat": [[0, 0], [0, 0]]}, "weak": {"threat": [[0, 0], [0, 0]]}})[0]
    )
    assert faults([[[[0, 0], [0, 0]], [[0, 0]]]])[0].startswith("then: has 1 entries, expected 2")


# --- everything else works on it -------------------------------------------------------------------------------------


def test_it_is_solved_refined_and_written_as_any_game() -> None:
    found = solve(game())
    assert [family.name for family in found] == ["semi-separating: strong threat; weak threat or quiet"]
    assert found[0].certificate.valid
    assert len(tm.refine(found, "D1")) == 1
    assert from_json(to_json(found)) == found
    assert tm.compare(game(), "nashpy").perfect_bayesian


@pytest.mark.parametrize("ties", [{"weak, threat, resist": "back down"},
                                  {"weak, threat, resist": {"stand firm": "1/3", "back down": "2/3"}}])  # fmt: skip
def test_files_hold_it_unfolded_with_its_ties(ties: Any) -> None:
    one = game(tied, ties=ties, title="Threat")
    again = parse_scenario(write_scenario(one)).model
    assert (again, again.folded) == (one, one.folded)
    assert from_json(to_json(solve(one))) == solve(one)


def test_a_file_with_types_of_the_receiver() -> None:
    then = [[[[[0, 1], [1, 0]]], [[[2, 1], [{"sender": {"a": ["1/2", 0], "b": [0, 3]}}, 0]]]]]
    then[0][1][0][1] = {"sender": {"a": ["1/2", 0], "b": [0, 3]}}
    then[0][0][0][1] = {"sender": {"a": [1, 0], "b": [0, 3]}}
    one = FoldedGame(["t"], [1], ["m"], ["l", "r"], then, None, "", ["hawk", "dove"], ["1/3", "2/3"])
    assert parse_scenario(write_scenario(one)).model == one
    assert [move.known for move in one.folded] == [("t", "m", "r")]
    assert parse_efg(write_efg(one)) == one


def test_faults_of_a_file_have_their_lines() -> None:
    text = write_scenario(game(tied, ties={"weak, threat, resist": "back down"}))
    for old, new, what in (
        ("[3, -1]", "[3]", "line 11, then.strong.threat.yield: expected [sender, receiver]"),
        ('prior = ["1/3"', 'prior = ["1/4"', "line 5, game.prior: sums to 11/12"),
        ('"back down"\n', '"give up"\n', "line 17, ties.weak, threat, resist: 'give up' is not best"),
        ("[ties]", "[tie]", "line 17, tie: no such entry; there are: game, then, ties"),
        ("prior =", "priors =", "line 5, game.priors: no such entry"),
        ("[then]", "[later]", "then: missing: a table [then]"),
        ('"weak, threat, resist" = "back down"\n', "", "line 13, then.weak.threat.resist: a tie that matters"),
    ):
        with pytest.raises(InputError) as caught:
            parse_scenario(text.replace(old, new))
        assert what in str(caught.value)


def test_noise_does_not_go_together_with_moves_after_the_reply() -> None:
    with pytest.raises(InputError, match="noise: does not go together with moves after the reply, which are folded"):
        FoldedGame(["t"], [1], ["m"], ["r"], [[[[0, 1]]]], noise={"m": {"z": 1}})
    text = write_scenario(game()).replace("[then]", 'noise = { threat = { parade = 1 } }\n[then]')
    with pytest.raises(InputError, match=r"game.noise: does not go together with moves after the reply"):
        parse_scenario(text)


def test_explanations_stakes_and_trees_say_how_the_last_mover_moves() -> None:
    family = solve(game())[0]
    told = tm.explain(family).paragraphs[0]
    assert 'after "threat" and "resist" the sender of type strong chooses "stand firm"' in told
    assert "sender, strong  threat, resist  stand firm  back down" in stakes_text(game())
    leaves = [text.get_text() for text in tm.plot.tree(family).texts]
    assert {"1, −2\nstand firm", "−1, 1\nback down"} <= set(leaves)
    assert "back down" in tm.plot.tikz_tree(game())


def test_reports_say_how_likely_each_later_move_is() -> None:
    [family] = solve(game())
    amounts = game().amounts(family)["later moves"]
    assert amounts == {"stand firm": Fraction(1, 3) * Fraction(3, 4), "back down": Fraction(2, 3 * 4) * Fraction(3, 4)}
    assert "later moves  stand firm 1/4; back down 1/8" in str(family)
    told = [row for row in rows(solve(game())) if row["quantity"] == "later moves"]
    assert [(row["of"], row["low_exact"]) for row in told] == [("stand firm", "1/4"), ("back down", "1/8")]
    assert game(lambda t, m, r: [0, 1]).amounts(solve(game(lambda t, m, r: [0, 1]))[0]) == {}


def test_chance_and_both_players_are_counted_along_the_way() -> None:
    war = {"chance": {"won": ["1/3", [3, 0]], "lost": ["2/3", {"receiver": {"occupy": [0, 2], "leave": [1, 1]}}]}}
    one = FoldedGame(["t"], [1], ["m"], ["r", "s"], lambda t, m, r: war if r == "r" else [1, 0])
    assert one.reached("t", "m", "r") == {"won": Fraction(1, 3), "lost": Fraction(2, 3), "occupy": Fraction(2, 3)}
    assert one.reached("t", "m", "s") == {}


def test_players_whose_types_have_the_same_labels_are_told_apart() -> None:
    types = {"types": ["strong", "weak"], "prior": ["1/2", "1/2"]}

    def then(t: str, s: str, m: str, r: str) -> Any:
        mover, a, b = ("sender", [1, 0], [0, 0]) if t == "strong" else ("receiver", [0, 0], [0, 1])
        return {mover: {"a": a, "b": b}}

    one = FoldedGame(**types, messages=["m"], responses=["r"], then=then, receiver_types=types["types"],
                     receiver_prior=types["prior"])  # fmt: skip
    assert [one.ending(t, "m", "r", s) for t in one.types for s in one.types] == ["a", "a", "b", "b"]
    assert one.game().sender == (((((1,),), ((1,),)), (((0,),), ((0,),))))


def test_against_one_of_his_types_the_tree_shows_what_is_done_there() -> None:
    def then(t: str, s: str, m: str, r: str) -> Any:
        return {"receiver": {"press": [0, 1 if s == "hawk" else -1], "let go": [1, 0]}} if r == "resist" else [0, 0]

    one = FoldedGame(**THREAT, then=then, receiver_types=["hawk", "dove"], receiver_prior=["1/2", "1/2"])
    leaves = [text.get_text() for text in tm.plot.tree(one, receiver_type="dove").texts]
    assert "1, 0\nlet go" in leaves
    assert not any("press" in leaf for leaf in leaves)


def test_a_file_of_gambits_is_folded_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "threat.efg"
    path.write_text(write_efg(game()), encoding="utf-8")
    assert tm.read_efg(path) == game()
    assert parse_efg(write_efg(game().game())) == game().game()
    with pytest.raises(InputError, match=r"line 4: after weak, threat, resist: a tie that matters"):
        parse_efg(write_efg(game(tied, ties={"weak, threat, resist": "back down"})))
    resolved = parse_efg(
        write_efg(game(tied, ties={"weak, threat, resist": "back down"})), {"weak, threat, resist": "stand firm"}
    )
    assert resolved.game().receiver[1][0][0] == Fraction(-2)


def test_evidence_and_last_moves_go_together() -> None:
    """The strong alone can show what they have; shown or not, a resisted state stands firm or backs down."""
    own = {"strong": ["show", "threat"], "weak": ["threat"]}
    then = {
        t: {
            m: [{"sender": {"stand firm": [1 if t == "strong" else -4, -2], "back down": [-1, 1]}}, [3, -1]]
            for m in some
        }
        for t, some in own.items()
    }
    one = FoldedGame(["strong", "weak"], ["1/3", "2/3"], own, ["resist", "yield"], then)
    assert one.game().message_sets == (("show", "threat"), ("threat",))
    assert one.game().sender[1] == ((), (-1, 3))
    assert [family.name for family in solve(one)] == ["separating: strong show; weak threat"]
    assert parse_scenario(write_scenario(one)).model == one
    assert parse_efg(write_efg(one)) == one
    with pytest.raises(UnknownNameError, match="no message of type 'weak' 'show'; there are: 'threat'"):
        one.end("weak", "show", "resist")
    assert "lacks this message" in faults({**then, "weak": {**then["weak"], "show": [[0, 0], [0, 0]]}}, messages=own,
                                          responses=["resist", "yield"])[0]  # fmt: skip


def test_a_function_of_ends_that_is_called_otherwise_is_refused_in_words() -> None:
    assert faults(lambda t, m: [0, 0]) == [
        "then: is called as then(type, message, response), and does not take that many arguments"
    ]
    [said] = faults(lambda t, m, r: [0, 0], receiver_types=["hawk"], receiver_prior=[1])
    assert said.startswith("then: is called as then(type, receiver_type, message, response)")
