"""Games whose receiver has types: what is taken and refused, how answers are looked up, and what must not change."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import termination as tm
from termination.analysis.trace import trace
from termination.engine.check import is_equilibrium
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.exchange import parse_efg, write_efg
from termination.engine.game import SignalingGame, only_plain
from termination.engine.refining.concepts import SHELF
from termination.engine.strategies import Range
from termination.errors import InputError, SearchLimitWarning, UnknownNameError
from termination.models.scenarios import parse_scenario, write_scenario
from termination.reporting.serial import from_json
from tests.oracles.receiver_types import doubtful


def entries(**changes: Any) -> dict[str, Any]:
    """Hawks fight whom they take for weak; doves fight nobody. Being loud hurts the weak."""
    hawk, dove = {"weak": 1, "strong": -1}, {"weak": -1, "strong": -1}
    return {
        "types": ["weak", "strong"],
        "prior": ["1/4", "3/4"],
        "messages": ["quiet", "loud"],
        "responses": ["fight", "yield"],
        "receiver_types": ["hawk", "dove"],
        "receiver_prior": ["1/3", "2/3"],
        "sender": {"weak": [[[0, 2], [-1, 1]]] * 2, "strong": [[[0, 2], [1, 3]]] * 2},
        "receiver": {t: [[[gain[t], 0]] * 2 for gain in (hawk, dove)] for t in ("weak", "strong")},
        **changes,
    }


def game(**changes: Any) -> SignalingGame:
    return SignalingGame(**entries(**changes))


def faults(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        game(**changes)
    return [(fault.where, fault.what) for fault in caught.value.faults]


# --- What is taken, and what is refused ------------------------------------------------------------------------------


def test_payoffs_come_back_nested_with_the_receiver_type_second() -> None:
    one = game()
    assert one.receiver[0][0] == ((1, 0), (1, 0))
    assert one.receiver[0][1] == ((-1, 0), (-1, 0))
    assert (one.receiver_types, one.receiver_prior) == (("hawk", "dove"), (Fraction(1, 3), Fraction(2, 3)))
    assert "receiver_types=['hawk', 'dove']" in repr(one)
    assert one != game(receiver_prior=["2/3", "1/3"])


def test_from_a_function_of_both_types() -> None:
    def hers(t: str, s: str, m: str, r: str) -> int:
        return {"fight": 0, "yield": 2}[r] + (m == "loud") * (1 if t == "strong" else -1)

    def his(t: str, s: str, m: str, r: str) -> int:
        return (r == "fight") * (1 if (t, s) == ("weak", "hawk") else -1)

    given = entries()
    labels = [given[name] for name in ("types", "prior", "messages", "responses")]
    types = {name: given[name] for name in ("receiver_types", "receiver_prior")}
    assert SignalingGame.from_function(*labels, hers, his, **types) == game()


def test_correlated_types_are_refused_with_the_reason() -> None:
    by_his_type = {"hawk": {"weak": "1/2", "strong": "1/3"}, "dove": {"weak": "1/2", "strong": "2/3"}}
    by_her_type = {"weak": {"hawk": "1/2", "dove": "1/2"}, "strong": {"hawk": "1/3", "dove": "2/3"}}
    for prior in (by_his_type, by_her_type, [["1/4", "1/4"], ["1/4", "1/4"]]):
        [(where, what)] = faults(receiver_prior=prior)
        assert where == "receiver_prior"
        assert "must be drawn independently: otherwise he learns about hers from his own" in what
    [(where, what)] = faults(prior=[["1/8", "1/8"], ["3/8", "3/8"]])
    assert (where, "drawn independently" in what) == ("prior", True)


def test_every_fault_with_its_place() -> None:
    assert faults(receiver_types=[], receiver_prior=[1])[0][0] == "receiver_types"
    assert faults(receiver_types=["hawk", "hawk"])[0] == ("receiver_types", "labels must differ; repeated: 'hawk'")
    assert faults(receiver_prior=["1/3", "1/3"])[0][0] == "receiver_prior"
    assert "drop it if never" in faults(receiver_prior=[0, 1])[0][1]
    assert faults(receiver_prior=[]) == [("receiver_prior", "missing: how likely each of his types is (hawk, dove)")]
    sender = {"weak": [[[0, 2], [-1, 1]]] * 2, "strong": [[[0, 2], [1, "much"]], [[0, 2]]]}
    assert [where for where, _ in faults(sender=sender)] == ["sender.strong.hawk.loud.yield", "sender.strong.dove"]
    plain = {"weak": [[0, 2], [-1, 1]], "strong": [[0, 2], [1, 3]]}
    assert faults(sender=plain)[0][0] == "sender.weak.hawk.quiet"


# --- Looking up ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found() -> Equilibria:
    """Even doves fight those who look weak. Pooling on loud, with freedom on and off the path."""
    weak, strong = [[[2, 0], [1, 0]], [[1, 0], [-1, 0]]], [[[-1, 0], [-1, 0]], [[-2, 0], [-1, 0]]]
    return solve(game(prior=["1/2", "1/2"], receiver=[weak, strong]))


def test_strategies_by_receiver_type_message_and_response(found: Equilibria) -> None:
    [family] = found
    assert family.receiver["dove"]["loud"]["yield"] == 1
    assert family.receiver["hawk"]["loud"]["fight"] == Range(Fraction(0), Fraction(1))
    assert list(family.receiver) == ["hawk", "dove"]
    vertex = family.vertices()[0]
    assert vertex.receiver.to_lists()[1][1] == [0, 1]
    assert [len(rows) for rows in vertex.receiver.to_lists()] == [2, 2]
    for key, known in (("quiet", "'hawk', 'dove'"), ("owl", "'hawk', 'dove'")):
        with pytest.raises(UnknownNameError, match=known):
            family.receiver[key]


def test_contains_takes_lists_and_labels(found: Equilibria) -> None:
    both_loud = {"weak": {"quiet": 0, "loud": 1}, "strong": [0, 1]}
    hawk = {"quiet": [1, 0], "loud": {"fight": "1/2", "yield": "1/2"}}
    yields, fights = [0, 1], [1, 0]
    assert found.contains(both_loud, {"hawk": hawk, "dove": [fights, yields]})
    assert not found.contains(both_loud, {"hawk": hawk, "dove": [yields, yields]})  # the weak would be quiet
    for vertex in found.vertices():
        assert found.contains(vertex.sender, vertex.receiver)
        assert found.contains(vertex.sender.to_lists(), vertex.receiver.to_lists())
    with pytest.raises(InputError) as caught:
        found.contains(both_loud, [[fights, fights], [yields]])
    assert caught.value.faults[0].where == "receiver.dove"
    with pytest.raises(InputError) as caught:
        found.contains(both_loud, [[fights, [1, 1]], [yields, yields]])
    assert caught.value.faults[0].where == "receiver.hawk.loud"


def test_payoffs_and_outcomes_are_on_average_over_receiver_types() -> None:
    [family] = solve(game())
    assert family.name == "separating: weak quiet; strong loud"
    assert family.payoffs["weak"] == Fraction(4, 3)
    assert family.payoffs.by_receiver_type == {"hawk": Fraction(1, 4), "dove": 0}
    assert family.payoffs.receiver == Fraction(1, 3) * Fraction(1, 4)
    assert family.outcomes["response fight"] == Fraction(1, 4) * Fraction(1, 3)


def test_beliefs_are_those_of_all_receiver_types(found: Equilibria) -> None:
    """The doves must be willing to fight the quiet: that is what every type of his believes."""
    [family] = found
    both, mixing = family.beliefs["quiet"]
    assert both.replies == (("hawk", "fight"), ("dove", "fight"))
    assert both.beliefs["weak"] == Range(Fraction(2, 3), Fraction(1))  # from 1/3 on the hawk fights, from 2/3 the dove
    assert (mixing.replies[-1], mixing.beliefs["weak"]) == (("dove", "yield"), Fraction(2, 3))
    assert [piece.sent for piece in family.beliefs["loud"]] == [True]


# --- The verifier ----------------------------------------------------------------------------------------------------


def test_the_verifier_asks_every_receiver_type() -> None:
    one = game()
    sender = ((1, 0), (0, 1))
    beliefs = ((1, 0), (0, 1))
    fight, give_in = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    sender, beliefs = (tuple(tuple(map(Fraction, row)) for row in rows) for rows in (sender, beliefs))
    assert is_equilibrium(one, sender, (fight, give_in, give_in, give_in), beliefs)
    assert not is_equilibrium(one, sender, (fight, fight, give_in, give_in), beliefs)  # the dove fights
    assert not is_equilibrium(one, sender, (give_in, give_in, give_in, give_in), beliefs)  # the hawk does not
    assert not is_equilibrium(one, sender, (fight, give_in, give_in, give_in), beliefs[::-1])


# --- What must not change --------------------------------------------------------------------------------------------


def behaviours(found: Equilibria) -> set[Any]:
    return {
        (family.sender.vertices, tuple(sorted(str(v.to_lists()) for v in family.receiver.vertices))) for family in found
    }


@pytest.mark.parametrize("seed", range(18))
def test_receiver_types_in_another_order(seed: int) -> None:
    one = doubtful(seed)
    order = list(reversed(range(len(one.receiver_types))))
    sender, receiver = ([[rows[s] for s in order] for rows in table] for table in (one.sender, one.receiver))
    types, prior = ([given[s] for s in order] for given in (one.receiver_types, one.receiver_prior))
    other = solve(SignalingGame(one.types, one.prior, one.messages, one.responses, sender, receiver, "", types, prior))
    first = solve(one)
    assert len(first) == len(other)
    for family in first:
        for vertex in family.vertices():
            replies = [vertex.receiver.to_lists()[s] for s in order]
            assert other.contains(vertex.sender, replies)


@pytest.mark.parametrize("seed", range(18))
def test_a_receiver_type_split_in_two(seed: int) -> None:
    """Two halves of a type are free to differ; where both do the same it is the game before."""
    one = doubtful(seed, (2, 2, 2, 2))
    tables = ([[*rows, rows[-1]] for rows in table] for table in (one.sender, one.receiver))
    prior = [*one.receiver_prior[:-1], one.receiver_prior[-1] / 3, one.receiver_prior[-1] * 2 / 3]
    types = [*one.receiver_types, "twin"]
    split = solve(SignalingGame(one.types, one.prior, one.messages, one.responses, *tables, "", types, prior))
    whole = solve(one)
    for family in whole:
        for vertex in family.vertices():
            replies = vertex.receiver.to_lists()
            assert split.contains(vertex.sender, [*replies, replies[-1]])
    for family in split:
        for vertex in [*family.vertices(), family.middle()]:
            *others, some, rest = vertex.receiver.to_lists()
            joint = [[x / 3 + y * 2 / 3 for x, y in zip(a, b, strict=True)] for a, b in zip(some, rest, strict=True)]
            assert whole.contains(vertex.sender, [*others, joint])


@pytest.mark.parametrize("seed", range(18))
def test_rescaled_payoffs_of_one_receiver_type(seed: int) -> None:
    one = doubtful(seed)
    receiver = [[[[3 * x + 1 for x in c] for c in rows[0]], *rows[1:]] for rows in one.receiver]
    labels = one.types, one.prior, one.messages, one.responses
    other = SignalingGame(*labels, one.sender, receiver, "", one.receiver_types, one.receiver_prior)
    assert behaviours(solve(one)) == behaviours(solve(other))


@pytest.mark.parametrize("seed", range(18))
def test_one_receiver_type_is_none(seed: int) -> None:
    alone = doubtful(seed, (3, 1, 3, 3))
    [only] = alone.receiver_types
    ours, plain = solve(alone), solve(alone.against(only))
    assert [family.name.replace(f"{only} after ", "") for family in ours] == [family.name for family in plain]
    for one, other in zip(ours, plain, strict=True):
        assert one.sender == other.sender
        assert [other.receiver.to_lists()] == one.receiver.to_lists()
        assert one.outcomes == other.outcomes


# --- Many receiver types ---------------------------------------------------------------------------------------------


def crowd(count: int) -> SignalingGame:
    """Opponents whose cost of fighting rises from type to type; the weak are worth fighting up to a point."""
    costs = [Fraction(2 * i + 1, 2 * count) for i in range(count)]
    return SignalingGame.from_function(
        ["weak", "strong"], ["1/2", "1/2"], ["closed", "open"], ["fight", "hold"],
        sender=lambda t, s, m, r: {"closed": 0, "open": 1}[m] - (r == "fight") * (2 if t == "weak" else 3),
        receiver=lambda t, s, m, r: (r == "fight") * ((t == "weak") - costs[int(s)]),
        receiver_types=[str(i) for i in range(count)], receiver_prior=[Fraction(1, count)] * count,
    )  # fmt: skip


@pytest.mark.parametrize("count", [5, 50])
def test_many_receiver_types_make_a_step_function_of_the_belief(count: int) -> None:
    """After each message those fight whose cost is below the belief in the weak; there are 2^50 plans."""
    found = solve(crowd(count))
    assert found.complete
    for family in found:
        assert family.certificate.valid
        for m in ("closed", "open"):
            for s in range(count - 1):
                sooner, later = (family.receiver[str(i)][m] for i in (s, s + 1))
                ends = [cell if isinstance(cell, Fraction) else cell.low for cell in (sooner["fight"], later["fight"])]
                assert ends[0] >= ends[1]
    pooling = next(family for family in found if family.kind == "pooling" and family.sent[1]).vertices()[0]
    fighting = sum(pooling.receiver[str(s)]["open"]["fight"] for s in range(count))
    assert fighting in (count // 2, count // 2 + count % 2)  # at the prior 1/2, those whose cost is lower
    assert max(len(family.name) for family in found) < 200


def test_too_many_plans_are_said_to_be_too_many() -> None:
    types = [str(i) for i in range(30)]
    careless = SignalingGame.from_function(
        ["t"], [1], ["m"], ["l", "r"], lambda *_: 0, lambda *_: 0, receiver_types=types, receiver_prior=["1/30"] * 30
    )
    with pytest.warns(SearchLimitWarning, match="search limit 1000"):
        found = solve(careless, limit=1000)
    assert not found.complete
    assert found[0].certificate.valid


# --- Files, documents and figures ------------------------------------------------------------------------------------


def test_json_scenario_and_tree_give_the_game_back(found: Equilibria) -> None:
    for seed in range(9):
        one = doubtful(seed)
        assert parse_scenario(write_scenario(one)).model == one
        assert parse_efg(write_efg(one)) == one
    for answer in (found, tm.refine(found, "D1")):
        assert from_json(answer.to_json()) == answer


def test_documents_speak_of_each_receiver_type(found: Equilibria) -> None:
    text = str(found)
    assert "hawk: fight 0 to 1, yield" in text
    assert "receiver of type hawk" in text
    told = str(tm.explain(found[0])).replace("\n", " ")
    assert "Only the receiver knows which type he is: either hawk, with probability 1/3, or dove" in told
    assert "As type dove: replying with yield gives him 0" in told
    frame = found.to_frame()
    assert {"hawk after loud", "dove after quiet"} <= set(frame[frame.quantity == "receiver"]["of"])
    assert "hawk: fight" in found.to_latex()
    assert "hawk: fight" in found.to_markdown()


def test_verdicts_name_what_each_receiver_type_does(found: Equilibria) -> None:
    pooling = solve(game(sender={t: [[[0, 2], [0, 2]]] * 2 for t in ("weak", "strong")}, prior=["1/2", "1/2"]))
    rejected = [v for concept in ("D1", "NWBR") for v in tm.refine(pooling, concept).rejected]
    rejected += tm.refine(found, "NWBR").rejected
    for verdict in rejected:
        assert verdict.sentence
        assert str(tm.explain(verdict))
    responses = {verdict.response for verdict in rejected if verdict.response}
    assert all(response.startswith("hawk: ") and ", dove: " in response for response in responses)


def test_figures_are_drawn_against_one_receiver_type(found: Equilibria) -> None:
    for figure in (tm.plot.tree, tm.plot.beliefs, tm.plot.tikz_tree):
        with pytest.raises(InputError, match="receiver_type= one of 'hawk', 'dove'"):
            figure(found[0])
        with pytest.raises(UnknownNameError, match="no receiver type 'owl'"):
            figure(found[0], receiver_type="owl")
    ax = tm.plot.tree(found[0], receiver_type="hawk")
    assert any("0 to 1" in text.get_text() for text in ax.texts)
    assert "against dove" in tm.plot.tikz_tree(found[0], receiver_type="dove", title=None)
    assert tm.plot.beliefs(found[0], receiver_type="hawk").get_xlabel() == "probability of strong"


def test_a_trace_along_a_function() -> None:
    def at(share: Fraction) -> SignalingGame:
        return game(receiver_prior=[share, 1 - share])

    found = {point.value: len(point.members) for point in trace(at, "share of hawks", "1/4", "3/4", 3).points}
    assert found == {share: len(solve(at(share))) for share in found}
    assert found[Fraction(1, 4)] == 1 < found[Fraction(1, 2)]  # where the weak are indifferent


# --- Trees -----------------------------------------------------------------------------------------------------------

HEADER = 'EFG 2 R "" { "she" "he" }\n'


def branch(sender: int, receiver: tuple[int, int]) -> str:
    """What follows a draw: two messages, two responses to each."""
    told = f'p "" 1 {sender} "" {{ "quiet" "loud" }} 0\n'
    for number in receiver:
        told += f'p "" 2 {number} "" {{ "fight" "yield" }} 0\nt "" 1 "" {{ 1, 0 }}\nt "" 0\n'
    return told


HAWK, DOVE = (1, 2), (3, 4)


def test_his_type_may_be_drawn_first_or_together_with_hers() -> None:
    rows = [(t, s) for t in (1, 2) for s in (HAWK, DOVE)]
    hers_first = HEADER + 'c "" 1 "" { "weak" 1/4 "strong" 3/4 } 0\n'
    for t in (1, 2):
        hers_first += f'c "" {t + 1} "" {{ "hawk" 1/3 "dove" 2/3 }} 0\n' + branch(t, HAWK) + branch(t, DOVE)
    his_first = HEADER + 'c "" 1 "" { "hawk" 1/3 "dove" 2/3 } 0\n'
    for number, s in enumerate((HAWK, DOVE), 2):
        his_first += f'c "" {number} "" {{ "weak" 1/4 "strong" 3/4 }} 0\n' + branch(1, s) + branch(2, s)
    together = HEADER + 'c "" 1 "" { "wh" 1/12 "wd" 2/12 "sh" 3/12 "sd" 6/12 } 0\n' + "".join(branch(*r) for r in rows)
    first = parse_efg(hers_first)
    assert (first.types, first.receiver_types) == (("weak", "strong"), ("hawk", "dove"))
    assert first == parse_efg(his_first)
    joint = parse_efg(together)
    assert (joint.types, joint.prior) == (("wh / wd", "sh / sd"), first.prior)
    assert (joint.receiver_types, joint.receiver_prior) == (("wh / sh", "wd / sd"), first.receiver_prior)
    assert joint.sender == first.sender


@pytest.mark.parametrize(
    ("chances", "branches", "says"),
    [
        ("1/4 1/4 1/4 1/4", [(1, HAWK), (1, DOVE), (2, HAWK), (2, HAWK)], "the tree is unbalanced: 'c / d' with 'b'"),
        ("1/8 3/8 3/8 1/8", [(1, HAWK), (1, DOVE), (2, HAWK), (2, DOVE)], "the types are correlated, but"),
        ("1/4 1/4 1/4 1/4", [(1, HAWK), (1, (1, 4)), (2, HAWK), (2, (1, 4))], "knows his type after some messages"),
    ],
)
def test_trees_that_are_no_such_game(chances: str, branches: list[Any], says: str) -> None:
    draws = " ".join(f'"{label}" {p}' for label, p in zip("abcd", chances.split(), strict=True))
    with pytest.raises(InputError, match=says):
        parse_efg(HEADER + f'c "" 1 "" {{ {draws} }} 0\n' + "".join(branch(*one) for one in branches))


def test_refinements_that_do_not_take_receiver_types_say_so(found: Equilibria) -> None:
    for concept in SHELF:
        with pytest.raises(InputError, match=f"{concept} does not take games whose receiver has types"):
            tm.refine(found, concept)


def test_what_is_said_of_refinements_that_take_receiver_types(found: Equilibria) -> None:
    with pytest.raises(InputError) as error:
        tm.refine(found, "divinity")
    assert str(error.value) == (
        "divinity does not take games whose receiver has types; it takes this one against one of them, as in "
        "game.against('hawk'); intuitive, D1, D2 and NWBR take all his types at once"
    )


def test_thresholds_say_that_they_do_not_take_receiver_types() -> None:
    with pytest.raises(InputError, match=r"thresholds does not take games whose receiver has types.*against\('hawk'\)"):
        only_plain(game(), "thresholds")
