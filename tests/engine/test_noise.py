"""Noise between the players: what he sees is not always what she sent."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from typing import Any

import matplotlib.pyplot as plt
import pytest

import termination as tm
from termination import SignalingGame, refine, solve
from termination.analysis.trace import trace
from termination.engine.check import is_equilibrium
from termination.engine.exchange import bimatrix, parse_efg, write_efg
from termination.engine.game import only_plain
from termination.engine.refining.concepts import CONCEPTS, NAMES, SHELF
from termination.engine.sequential import tremble
from termination.engine.strategies import Range
from termination.errors import InputError, SearchLimitWarning
from termination.models.scenarios import parse_scenario, write_scenario
from termination.reporting.belief_line import belief_line
from termination.reporting.serial import from_json
from termination.reporting.subject import fitting
from tests.oracles.noise import games
from tests.oracles.random_games import samples

TYPES, PRIOR, MESSAGES, REPLIES = ["strong", "weak"], ["1/5", "4/5"], ["arm", "wait"], ["back down", "fight"]
NOISE = {"arm": {"parade": "3/4", "nothing": "1/4"}, "wait": {"nothing": 1}}


def arming(noise: Any = NOISE, **more: Any) -> SignalingGame:
    """The strong arm at no cost, the weak at a cost; a parade may go unseen."""
    return SignalingGame.from_function(
        TYPES, PRIOR, MESSAGES, REPLIES, noise=noise,
        sender=lambda t, m, r: 2 * (r == "back down") - (t == "weak" and m == "arm"),
        receiver=lambda t, m, r: 0 if r == "back down" else {"strong": -1, "weak": 1}[t], **more,
    )  # fmt: skip


def stackelberg(mistakes: Any) -> SignalingGame:
    """Bagwell's leader: she would rather be seen to do S; he answers in kind. What he sees is at times mistaken."""
    leader = {"S": {"S": 5, "C": 3}, "C": {"S": 6, "C": 4}}
    follower = {"S": {"S": 2, "C": 1}, "C": {"S": 3, "C": 4}}
    right = 1 - Fraction(mistakes)
    noise = {"S": {"s": right, "c": 1 - right}, "C": {"s": 1 - right, "c": right}}
    return SignalingGame.from_function(
        ["leader"], [1], ["S", "C"], ["S", "C"], noise=noise,
        sender=lambda _, m, r: leader[m][r], receiver=lambda _, m, r: follower[m][r],
    )  # fmt: skip


# --- What it is for --------------------------------------------------------------------------------------------------


def test_commitment_needs_to_be_seen() -> None:
    """However rare mistakes are, no equilibrium without mixing has the leader do what she would if she were seen."""
    seen = solve(stackelberg(0))
    assert [family.outcomes["message S"] for family in seen if family.sent[0]] == [1]
    for mistakes in ("1/4", "1/100", "1/1000000"):
        found = solve(stackelberg(mistakes))
        [pure] = found.pure()
        assert (pure.outcomes["message C"], pure.receiver["s"]["C"], pure.receiver["c"]["C"]) == (1, 1, 1)
    rare = max(family.outcomes["message S"] for family in found if not isinstance(family.outcomes["message S"], Range))
    assert rare > Fraction(999, 1000), "but in a mixed one she nearly always does"


def test_beliefs_by_hand() -> None:
    mixed, silent = solve(arming())
    assert mixed.sender["weak"]["arm"] == Fraction(1, 4)
    assert mixed.receiver["parade"]["back down"] == Fraction(2, 3)
    assert [str(piece.beliefs["strong"]) for piece in mixed.beliefs["nothing"]] == ["1/14"]  # 1/20 of 1/20 + 13/20
    assert mixed.payoffs.by_type == {"strong": 1, "weak": 0}
    assert mixed.outcomes["response back down"] == Fraction(1, 5)
    assert silent.name == "pooling on wait"
    assert silent.reached == (False, True)
    assert silent.beliefs["parade"]["weak"] == Range(Fraction(1, 2), Fraction(1))


def test_beliefs_are_about_messages_where_these_matter_to_him() -> None:
    """He is the better for having fought those who armed; types are all alike to him."""
    game = SignalingGame.from_function(
        TYPES, PRIOR, MESSAGES, REPLIES, noise={m: {"smoke": 1} for m in MESSAGES},
        sender=lambda t, m, r: (m == "arm") * (1 if t == "strong" else -1),
        receiver=lambda t, m, r: (r == "fight") * (3 if m == "arm" else -1),
    )  # fmt: skip
    [family] = solve(game)
    [piece] = family.beliefs["smoke"].pieces
    assert piece.beliefs.types == ("strong: arm", "strong: wait", "weak: arm", "weak: wait")
    assert {case: piece.beliefs[case] for case in piece.beliefs.types if piece.beliefs[case]} == {
        "strong: arm": Fraction(1, 5),
        "weak: wait": Fraction(4, 5),
    }
    assert family.receiver["smoke"]["back down"] == 1  # 3/5 for fighting those who armed, 4/5 against


def test_no_noise_is_the_plain_game() -> None:
    plain = arming(noise=())
    assert arming(noise={m: {m: 1} for m in MESSAGES}) == plain
    assert (plain.seen, plain.noise, plain.noise_rows) == (plain.messages, (), {})


@pytest.mark.parametrize("sample", list(samples(40, (3, 3, 3))), ids=str)
def test_what_is_seen_under_another_name_is_the_plain_game(sample: Any) -> None:
    """The search for dense constraints against the other one: the same families in the same order."""
    game = sample.game
    names = {m: f"seen {m}" for m in game.messages}
    responses = {names[m]: labels for m, labels in zip(game.messages, game.response_sets, strict=True)}
    noise = {m: {z: 1} for m, z in names.items()}
    other = SignalingGame(game.types, game.prior, game.messages, responses, game.sender, game.receiver, noise=noise)
    ours, plain = solve(other), solve(game)
    assert [family.sender for family in ours] == [family.sender for family in plain]
    for one, two in zip(ours, plain, strict=True):
        assert one.receiver.to_lists() == two.receiver.to_lists()
        assert [v.to_lists() for v in one.receiver.vertices] == [v.to_lists() for v in two.receiver.vertices]
        assert one.payoffs == two.payoffs
        assert one.outcomes == two.outcomes
        for m in game.messages:
            assert one.beliefs[names[m]] == two.beliefs[m]


def test_equilibria_are_found_thing_by_thing_seen_and_need_not_be_sequential() -> None:
    """After a dare that nobody makes he may believe the one after z1 and the other after z2, though either is as
    likely to be seen, whoever dares: trembles that bring about both beliefs do not exist."""
    fits = {("a", "x"): 3, ("b", "y"): 3, ("a", "y"): -3, ("b", "x"): -3}
    game = SignalingGame.from_function(
        ["a", "b"], ["1/2", "1/2"], ["safe", "dare"], {"calm": ["none"], "z1": ["x", "y", "w"], "z2": ["x", "y", "w"]},
        noise={"safe": {"calm": 1}, "dare": {"z1": "1/2", "z2": "1/2"}},
        sender=lambda t, m, r: 0 if m == "safe" else -4 if (t, r) in (("a", "x"), ("b", "y")) else 2,
        receiver=lambda t, m, r: 0 if m == "safe" else fits.get((t, r), 1),
    )  # fmt: skip
    found = solve(game)
    nobody_dares = [[1, 0], [1, 0]]
    x, y, w = [1, 0, 0], [0, 1, 0], [0, 0, 1]
    assert found.contains(nobody_dares, [[1], x, y])
    mixtures = [x, y, w, ["1/2", 0, "1/2"], [0, "1/2", "1/2"]]  # the replies that one belief makes best
    at_one_belief = [
        (x, x),
        (y, y),
        (w, w),
        *product([x, w, mixtures[3]], repeat=2),
        *product([y, w, mixtures[4]], repeat=2),
    ]
    assert not any(found.contains(nobody_dares, [[1], *pair]) for pair in at_one_belief)
    [safe] = [family for family in found if family.contains(nobody_dares, [[1], x, y])]
    with pytest.raises(InputError, match="tremble does not take games with noise"):
        tremble(safe.middle(), {}, "1/10")


def test_where_messages_are_only_lumped_together_refinements_rule_out_a_type_with_her_message() -> None:
    """The strong would parade, the weak might bluff; whether it was armed or bluffed he does not see."""
    game = SignalingGame.from_function(
        TYPES, PRIOR, {"strong": ["arm", "wait"], "weak": ["bluff", "wait"]}, REPLIES,
        noise={"arm": {"parade": 1}, "wait": {"nothing": 1}, "bluff": {"parade": 1}},
        sender=lambda t, m, r: 2 * (r == "back down") - 3 * (m == "bluff"),
        receiver=lambda t, m, r: 0 if r == "back down" else {"strong": -1, "weak": 1}[t],
    )  # fmt: skip
    found = solve(game)
    assert "pooling on wait" in [family.name for family in found]
    for concept in CONCEPTS:
        kept = refine(found, concept)
        assert [family.name for family in kept] == ["separating: strong arm; weak wait"]
        [verdict] = kept.rejected
        assert (verdict.message, verdict.ruled_out, verdict.type) == ("parade", ("weak: bluff",), "strong: arm")
        assert "after parade" in verdict.sentence
        assert "A type here is one with her message" in str(tm.explain(verdict)).replace("\n", " ")
        assert from_json(kept.to_json()) == kept


# --- Input -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("noise", "where", "says"),
    [
        ({"arm": {"parade": "3/4"}, "wait": {"nothing": 1}}, "noise.arm", "sums to 3/4, must sum to 1 exactly"),
        ({"arm": {"a": 0.333, "b": 0.667}, "wait": {"a": "1/2", "b": 0.4}}, "noise.wait", "sums to 9/10"),
        ({"arm": {"parade": 2, "nothing": -1}, "wait": {"nothing": 1}}, "noise.arm.nothing", "is not negative"),
        ({"arm": {"parade": 1}}, "noise", "missing 'wait'"),
        ({"arm": {"parade": 1}, "wait": {"nothing": 1}, "flee": {"nothing": 1}}, "noise", "unknown 'flee'"),
        ({"arm": "parade", "wait": {"nothing": 1}}, "noise.arm", "expected what may be seen, and how likely"),
        ({"arm": {"parade": 1, "smoke": 0}, "wait": {"nothing": 1}}, "noise", "'smoke' is never seen"),
        (5, "noise", "expected a list of 2, or a value for each label"),
    ],
)
def test_bad_noise_is_named(noise: Any, where: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        SignalingGame(TYPES, PRIOR, MESSAGES, REPLIES, [[[0, 0]] * 2] * 2, [[[0, 0]] * 2] * 2, noise=noise)
    assert any(fault.where == where and says in fault.what for fault in caught.value.faults), caught.value


def test_responses_are_by_what_is_seen_and_payoffs_over_what_may_follow() -> None:
    game = SignalingGame(
        ["t"], [1], ["m", "n"], {"x": ["l", "r"], "y": ["r", "u"]}, [[[1, 2, 3], [2, 3]]], [[[4, 5, 6], [5, 6]]],
        noise={"m": {"x": "1/3", "y": "2/3"}, "n": {"y": 1}},
    )  # fmt: skip
    assert game.following == (("l", "r", "u"), ("r", "u"))
    assert game.responses == {"x": ("l", "r"), "y": ("r", "u")}
    assert game.flat.sender[0] == ((Fraction(1, 3), Fraction(2, 3), Fraction(4, 3), 2), (0, 0, 2, 3))
    assert "seen=['x', 'y']" in repr(game)


# --- The verifier ----------------------------------------------------------------------------------------------------


def test_the_verifier_knows_what_is_seen() -> None:
    game = arming()

    def exact(*rows: Any) -> tuple[tuple[Fraction, ...], ...]:
        return tuple(tuple(map(Fraction, row)) for row in rows)

    sender, receiver = exact([1, 0], ["1/4", "3/4"]), exact(["2/3", "1/3"], [0, 1])
    beliefs = exact(["1/2", "1/2"], ["1/14", "13/14"])
    assert is_equilibrium(game, sender, receiver, beliefs)
    assert not is_equilibrium(game, sender, receiver, exact(["1/2", "1/2"], [0, 1]))  # that parades go unseen
    assert not is_equilibrium(game, sender, exact(["1/2", "1/2"], [0, 1]), beliefs)  # then the weak wait
    assert not is_equilibrium(game, exact([1, 0], ["1/2", "1/2"]), receiver, beliefs)


# --- Everything that is done with a game -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_files_give_the_game_back(seed: int) -> None:
    [(_, game)] = games(1, seed)
    assert parse_scenario(write_scenario(game)).model == game
    found = solve(game)
    assert from_json(found.to_json()) == found
    assert set(found.to_frame().quantity) >= {"sender", "receiver", "belief", "payoff", "outcome"}


def test_tables_show_who_may_be_behind_what_is_seen() -> None:
    text = str(solve(arming()))
    assert "nothing  strong: arm     fight" in text
    assert "parade   off path      fight    strong 0 to 1/2, weak 1/2 to 1" in text
    assert "weak: arm 1/4" in solve(arming()).to_markdown()


def test_explanations_say_what_is_seen_and_what_it_tells() -> None:
    mixed, silent = (str(tm.explain(family)).replace("\n", " ") for family in solve(arming()))
    assert 'If the sender sends "arm", the receiver sees "parade" with probability 3/4 or "nothing" with' in mixed
    assert (
        'The receiver who sees "nothing" concludes by Bayes\' rule: he gives type strong the probability 1/14' in mixed
    )
    assert "That gives her 1 on average." in mixed
    assert 'seeing "nothing", the receiver would reply with "fight", and she would get 0, which is 1 less' in mixed
    assert 'In this equilibrium the receiver never sees "parade"' in silent
    assert 'Replying with "fight" is best if he gives type strong a probability of at most 1/2.' in silent
    assert "sees it, but" not in mixed + silent


@pytest.mark.parametrize("seed", range(20))
def test_every_equilibrium_is_explained(seed: int) -> None:
    """With receiver types and evidence too; members of families as well."""
    [(_, game)] = games(1, seed)
    for family in solve(game):
        told = str(tm.explain(family)) + str(tm.explain(family.vertices()[0]))
        assert all(f'"{z}"' in told for z in game.seen)


def test_the_tree_has_a_move_of_nature_between_them() -> None:
    text = write_efg(arming())
    assert 'c "" 2 "2: strong, arm" { "parade" 3/4 "nothing" 1/4 } 0' in text
    assert text.count('c ""') == 3  # nothing is drawn after wait
    assert parse_efg(text) == arming()
    assert parse_efg(text.replace('"parade"', '"fanfare"').replace('"fanfare" { ', '"set" { ')).seen[0] == "fanfare"


def test_every_tree_is_read_back_as_the_same_game() -> None:
    """With receiver types and evidence too. Where no type has two messages that look alike, and nothing is drawn, what
    he sees is as good as the message, and the game is read without noise."""
    counts: Counter[str] = Counter()
    for seed, game in games(150, 400):
        again = parse_efg(write_efg(game))
        if again == game:
            counts["with types" if game.receiver_types else "evidence" if game.has_evidence else "same"] += 1
            continue
        seen = {m: list(row) for m, row in game.noise_rows.items()}
        assert all(len(row) == 1 for row in seen.values()), seed
        assert all(len({seen[m][0] for m in own}) == len(own) for own in game.message_sets), seed
        assert isinstance(again, SignalingGame)
        assert not again.noise
        payoffs = ({str(family.payoffs) for family in solve(one)} for one in (game, again))
        assert next(payoffs) == next(payoffs), seed
        counts["seen through"] += 1
    assert min(counts[one] for one in ("with types", "evidence", "same", "seen through")) > 5


NOISY_TREE = """EFG 2 R "" { "she" "he" }
c "" 1 "types" { "strong" 1/5 "weak" 4/5 } 0
p "" 1 1 "" { "arm" "wait" } 1 "" { 1, 0 }
c "" 2 "" { "parade" 3/4 "nothing" 1/4 } 0
p "" 2 1 "" { "yield" "fight" } 0
t "" 2 "" { 2, 0 }
t "" 3 "" { 0, -1 }
p "" 2 2 "" { "yield" "fight" } 0
t "" 2
t "" 3
p "" 2 2 0
t "" 2
t "" 3
p "" 1 2 "" { "arm" "wait" } 0
c "" 3 "" { "parade" 3/4 "nothing" 1/4 } 0
p "" 2 1 0
t "" 4 "" { 1, 0 }
t "" 5 "" { -1, 1 }
p "" 2 2 0
t "" 4
t "" 5
p "" 2 2 0
t "" 2
t "" 5
"""


def test_a_tree_that_another_program_wrote() -> None:
    """Payoffs at inner nodes count; what is seen is called as nature calls it."""
    found = parse_efg(NOISY_TREE)
    assert isinstance(found, SignalingGame)
    assert found.noise_rows == {m: {z: Fraction(p) for z, p in row.items()} for m, row in NOISE.items()}
    assert found.sender == (((3, 1), (3, 1)), ((1, -1), (2, -1)))
    assert found.responses == ("yield", "fight")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('3 "" { "parade" 3/4 "nothing" 1/4 }', '3 "" { "parade" 1/2 "nothing" 1/2 }', "line 14",
         "what is seen of 'arm' hangs on the type; noise does not know who sends a message"),
        ('3 "" { "parade" 3/4 "nothing" 1/4 }', '3 "" { "parade" 3/4 "nothing" 1/2 }', "line 14", "hangs on the type"),
        ('"parade" 3/4', '"parade" 1/2', "line 2", "noise.arm: sums to 3/4, must sum to 1"),
        ('p "" 2 2 0\nt "" 4\nt "" 5\n', 'p "" 2 1 0\nt "" 4\nt "" 5\n', "line 19", "look alike to the receiver"),
        ('p "" 2 2 0\nt "" 4\nt "" 5\n', 't "" 4\n', "line 19", "the receiver moves after every message"),
        ('p "" 2 2 0\nt "" 4\nt "" 5\n', 'p "" 2 2 0\nt "" 5\nt "" 5\n', "line 19",
         "'yield' pays otherwise than after something else that may be seen of the same message; give it a label"),
        ('t "" 4 "" { 1, 0 }', 'p "" 1 7 "" { "stand firm" } 0\nt "" 4 "" { 1, 0 }', "line 17",
         "nobody moves after the reply"),
        ('2 "" { "arm" "wait" }', '2 "" { "arm" "arm" }', "line 14", "messages need labels, all different"),
    ],
)  # fmt: skip
def test_trees_with_noise_that_are_no_such_game(old: str, new: str, line: str, says: str) -> None:
    assert old in NOISY_TREE
    with pytest.raises(InputError) as error:
        parse_efg(NOISY_TREE.replace(old, new))
    assert [fault for fault in error.value.faults if fault.where == line and says in fault.what], error.value


def test_ties_are_for_moves_that_noise_does_not_go_together_with() -> None:
    with pytest.raises(InputError, match="ties: are for moves after the reply, and with noise"):
        parse_efg(NOISY_TREE, ties={"weak, arm, fight": "stand firm"})


def test_second_opinions() -> None:
    listed = tm.compare(arming(), "nashpy")
    assert len(listed.perfect_bayesian) == 2
    assert not listed.disagreements
    assert bimatrix(arming())[0][0][0] == Fraction(6, 5)  # all arm, and he backs down throughout: 2 less 4/5


def test_a_trace_along_a_function() -> None:
    def at(chance: Fraction) -> SignalingGame:
        return arming({"arm": {"parade": chance, "nothing": 1 - chance}, "wait": {"nothing": 1}})

    found = {point.value: len(point.members) for point in trace(at, "seen", "1/4", "3/4", 3).points}
    assert found == {chance: len(solve(at(chance))) for chance in found}


def test_what_does_not_take_noise_says_so() -> None:
    found = solve(arming())
    for figure in (tm.plot.tree, tm.plot.tikz_tree):
        for subject in (found[0], arming()):
            with pytest.raises(InputError, match=r"nature draws what is seen; write_efg\(game\) has the tree. Figures"):
                figure(subject)
    with pytest.raises(InputError, match="after 's' beliefs are about types with their messages and lie on no line"):
        tm.plot.beliefs(solve(stackelberg("1/4"))[0])
    assert fitting(solve(stackelberg("1/4"))[0]) == []
    for concept in NAMES:
        with pytest.raises(InputError, match="he may not know that it was sent"):
            refine(found, concept)
    lumped = solve(arming({m: {"smoke": 1} for m in MESSAGES}))
    for concept in SHELF:
        with pytest.raises(InputError, match=f"{concept} does not take games with noise"):
            refine(lumped, concept)
    with pytest.raises(InputError, match="thresholds does not take games with noise"):
        only_plain(arming(), "thresholds")


def test_the_belief_line_has_what_is_best_at_each_belief() -> None:
    """By what may be seen: the beliefs of the family, and at a belief on each stretch the replies that pay most."""
    counts: Counter[str] = Counter()
    for _, game in games(160):
        for family, s in product(list(solve(game))[: len(game.types) // 2], game.receiver_types or [None]):
            try:
                line = belief_line(family, game.types[1], s)
            except InputError as error:
                about_pairs = "about types with their messages" in str(error)
                counts["about pairs" if about_pairs else "other"] += 1
                assert not (about_pairs and "beliefs" in fitting(family)), "what cannot be drawn is not advised"
                continue
            assert "beliefs" in fitting(family)
            counts["with noise" if line.noise else "without"] += 1
            assert [row.message for row in line.rows] == list(game.seen)
            for z, row in enumerate(line.rows):
                ends = {end for held in row.held for end in (held.at if isinstance(held.at, Range) else (held.at,))}
                pieces = family.beliefs[row.message]
                assert ends <= {vertex[1] for piece in pieces for vertex in piece.beliefs.vertices}
                for stretch in row.stretches:
                    middle = (stretch.low + stretch.high) / 2
                    assert stretch.replies == best_at(game, s, z, (1 - middle, middle)), (game, row.message)
    assert min(counts["about pairs"], counts["with noise"]) > 20
    assert counts["other"] < 5  # every belief is the same to him


@pytest.mark.parametrize("width", [3.4, 7, 10])
def test_the_belief_line_is_drawn(width: float) -> None:
    ax = tm.plot.beliefs(solve(arming())[-1], width=width)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["parade", "nothing"]
    legend = ax.get_legend()
    assert legend is not None
    labels = [text.get_text() for text in legend.get_texts()]
    assert "beliefs that support the reply to what is not seen" in labels
    plt.close("all")


def best_at(game: SignalingGame, s: str | None, z: int, belief: tuple[Fraction, Fraction]) -> tuple[str, ...]:
    """The responses to what is at z that pay him most, as type s, where he believes this."""
    worth = dict.fromkeys(game.response_sets[z], Fraction(0))
    for t, weight in enumerate(belief):
        rows = game.receiver[t][game.receiver_types.index(s)] if s else game.receiver[t]
        leading = [m for m, row in enumerate(rows) if row and (game.noise[m][z] if game.noise else m == z)]
        for r in worth if leading else ():
            worth[r] += weight * rows[leading[0]][game.following[leading[0]].index(r)]
    return tuple(r for r, x in worth.items() if x == max(worth.values()))


def test_a_limit_says_what_it_left() -> None:
    with pytest.warns(SearchLimitWarning, match="search limit 2 reached: nothing is listed"):
        found = solve(arming(), limit=2)
    assert (len(found), found.complete) == (0, False)
