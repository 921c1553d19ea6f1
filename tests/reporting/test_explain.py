"""Explanations say what is so: every number in them is recomputed here from payoffs and strategies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

import termination as tm
from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.kinds import kind_of
from termination.engine.model import Phrase, Vocabulary
from termination.engine.numbers import number_text
from termination.engine.refining.verdicts import Verdict
from termination.engine.strategies import Range
from termination.errors import InputError
from termination.models.catalog import load, names
from termination.reporting.cli import main
from termination.reporting.explain import explain
from termination.reporting.explanation import Explanation
from termination.reporting.words import vocabulary_of
from tests.oracles.definitions import points_of
from tests.oracles.random_games import samples

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "examples" / "scenarios").glob("*.toml"))
#: Where mixtures, continua of senders, replies that differ by message, and three messages or replies occur.
GAMES = ["beer-quiche", "cheap-talk", "one-card-poker", "banks-camerer-porter-10", "brandts-holt-4", "tying-hands"]
CONCEPTS = ("intuitive", "D1", "D2", "NWBR")
Rows = Sequence[Sequence[Fraction]]


SOURCES: list[Path | str] = [*SCENARIOS, *GAMES]


@cache
def solved(source: Path | str) -> Equilibria:
    return tm.solve(tm.load_scenario(source) if isinstance(source, Path) else load(source).game)


@pytest.fixture(scope="module", params=SOURCES, ids=lambda source: getattr(source, "stem", source))
def found(request: pytest.FixtureRequest) -> Equilibria:
    return solved(request.param)


def prose(explanation: Explanation) -> str:
    return " ".join(explanation.paragraphs)


def conduct(family: Family, t: str) -> str:
    """The paragraph on what a type does."""
    start = vocabulary_of(family.model).types[t]
    start = start[0].upper() + start[1:]
    return next(p for p in explain(family).paragraphs[2:] if p.startswith(f"{start} "))


def after(family: Family, m: str) -> str:
    """The paragraph on what he makes of a message."""
    words = vocabulary_of(family.model)
    starts = (f"When {words.sender} {words.messages[m].does}, ", f"If {words.sender} were to {words.messages[m].do}, ")
    return next(p for p in explain(family).paragraphs if p.startswith(starts))


def worth(family: Family, t: str, m: str, receiver: list[list[Fraction]]) -> Fraction:
    """What a message gives a type against one strategy of the receiver."""
    i, j = family.game.types.index(t), family.game.messages.index(m)
    return sum((p * u for p, u in zip(receiver[j], family.game.sender[i][j], strict=True)), Fraction(0))


def test_every_type_and_every_message_is_spoken_of(found: Equilibria) -> None:
    for family in found:
        for t in family.game.types:
            assert conduct(family, t)
        for m in family.game.messages:
            assert after(family, m)


def test_what_a_type_gets_is_said(found: Equilibria) -> None:
    for family in found:
        for t, value in family.payoffs.by_type.items():
            low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
            said = conduct(family, t)
            assert f"{number_text(low)}" in said
            assert f"{number_text(high)}" in said


def test_what_a_deviation_costs_is_the_difference_of_payoffs(found: Equilibria) -> None:
    """Recomputed at every vertex of the receiver's polytope."""
    for family in found:
        words = vocabulary_of(family.model)
        for t in family.game.types:
            used = [m for m, weight in family.sender[t].items() if weight != 0]
            for m in set(family.game.messages) - set(used):
                replies = [vertex.to_lists() for vertex in family.receiver.vertices]
                losses = [worth(family, t, used[0], r) - worth(family, t, m, r) for r in replies]
                said = conduct(family, t).split(f"If {words.pronouns[0]} were to {words.messages[m].do}, ")[1]
                said = said.split(". If ")[0]
                low, high = min(losses), max(losses)
                assert low >= 0
                if low == high:
                    expected = f"which is {number_text(low)} less" if low else "which is just as much"
                elif low == 0:
                    expected = f"at best as much as now, and at worst {number_text(high)} less"
                else:
                    expected = f"which is at least {number_text(low)} less"
                assert expected in said


def mixtures(family: Family) -> list[tuple[str, str]]:
    """Where a paragraph has to name a probability: the words, and the paragraph."""
    words, said = vocabulary_of(family.model), []
    for t in family.game.types:
        for m, weight in family.sender[t].items():
            if not isinstance(weight, Range) and 0 < weight < 1:
                expected = f"{words.messages[m].does} with probability {number_text(weight)}"
                said.append((expected, conduct(family, t)))
    for m, sent in zip(family.game.messages, family.sent, strict=True):
        for r, weight in family.receiver[m].items():
            if sent and not isinstance(weight, Range) and 0 < weight < 1:
                expected = f"{words.responses[r].does} with probability {number_text(weight)}"
                said.append((expected, after(family, m)))
    return said


def test_the_probabilities_of_mixtures_are_those_of_the_equilibrium() -> None:
    said = [pair for source in SOURCES for family in solved(source) for pair in mixtures(family)]
    assert len(said) > 50
    assert [(words, paragraph) for words, paragraph in said if words not in paragraph] == []


def test_posteriors_are_those_of_bayes_rule(found: Equilibria) -> None:
    for family in found:
        words, game = vocabulary_of(family.model), family.game
        first = next(t for t in words.types if t in game.types)
        for j, m in enumerate(game.messages):
            if not family.sender.is_point or not family.sent[j]:
                continue
            joint = {t: p * family.sender[t][m] for t, p in zip(game.types, game.prior, strict=True)}
            belief = {t: weight / sum(joint.values()) for t, weight in joint.items()}
            said = after(family, m)
            if 1 in belief.values():
                sure = next(t for t, value in belief.items() if value == 1)
                assert f"knows that {words.pronouns[1]} faces {words.types[sure]}" in said
            else:
                assert f"{words.types[first]} the probability {number_text(belief[first])}" in said


def test_every_verdict_names_message_types_reply_and_gain() -> None:
    verdicts = [
        verdict for source in SOURCES for concept in CONCEPTS for verdict in tm.refine(solved(source), concept).rejected
    ]
    assert len(verdicts) > 50
    for verdict in verdicts:
        check_that_it_is_told(verdict)


def check_that_it_is_told(verdict: Verdict) -> None:
    words, game, said = vocabulary_of(verdict.family.model), verdict.family.game, prose(explain(verdict))
    assert f"nobody {words.messages[verdict.message].does}" in said
    assert verdict.ruled_out
    for t in verdict.ruled_out:
        name = words.types[t]
        assert f"{name} is ruled out" in said or f"{name[0].upper() + name[1:]} is ruled out" in said
    left = said.split("That leaves ")[1].split(". ")[0]
    assert not any(words.types[t] == left for t in verdict.ruled_out)
    if verdict.type is None or verdict.response is None:
        assert "what happens in play survives" in said
        return
    i, j = game.types.index(verdict.type), game.messages.index(verdict.message)
    r = game.response_sets[j].index(verdict.response)
    strategies = verdict.assessment
    used = next(k for k, weight in enumerate(strategies.sender.probabilities[i]) if weight)
    now = worth(verdict.family, verdict.type, game.messages[used], strategies.receiver.to_lists())
    paid = game.sender[i][j][r]
    assert paid > now
    assert f"gives {words.types[verdict.type]} {number_text(paid)} instead of {number_text(now)}" in said


def test_the_text_is_in_sentences_and_in_eighty_columns(found: Equilibria) -> None:
    kept = tm.refine(found, "D1")
    whole = explain(kept)
    assert len(whole.parts) == len(kept) + len(kept.rejected)
    for part in whole.parts:
        for paragraph in part.paragraphs:
            assert re.fullmatch(r'[A-Z"].*\.', paragraph)
            assert not re.search(r"  |\.\.|, ,|\. [a-z]|\bNone\b|Fraction|Range\(| ,|;\.", paragraph)
    assert max(map(len, str(whole).splitlines())) <= 80


def test_a_free_probability_is_said_as_such() -> None:
    family = tm.solve(load("beer-quiche").game).named("beer")
    said = prose(explain(family))
    assert 'would reply with "duel" with a probability of at least 1/2' in said
    assert "At the probability 1/2 type wimp is just indifferent; if it were less, she would send" in said
    assert "differ only in how the receiver would reply to moves that are never made" in said
    assert "only if he gives type wimp the probability 1/2" in said
    continuum = prose(explain(tm.solve(load("cheap-talk").game)[0]))
    assert "with any probability from 0 to 1 and otherwise" in continuum
    assert "not all values go together" in continuum


def test_one_equilibrium_of_a_family_is_a_point() -> None:
    family = tm.solve(load("beer-quiche").game).named("beer")
    said = prose(explain(family.vertices()[0]))
    assert "family" not in said
    assert "at least" not in said.replace("a probability of at least 1/2.", "")


def test_opening_games_are_told_in_the_words_of_the_subject() -> None:
    war = tm.load_scenario(ROOT / "examples" / "scenarios" / "costly_signal.toml")
    said = prose(explain(tm.solve(war).named("signal and open")))
    assert "The resilient opener signals and opens. The opponent holds" in said
    assert "either the resilient opener (called high), with probability 3/10" in said
    assert not re.search(r"\b(sender|receiver|sends|repl(y|ies) with)\b", said)


class Whisper:
    """A model with words for some of its labels only."""

    def game(self) -> tm.SignalingGame:
        return load("beer-quiche").game

    def describe(self, family: Family) -> str:
        return self.game().describe(family)

    def events(self) -> dict[str, frozenset[tuple[str, str]]]:
        return {}

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(
            sender="the stranger",
            types={"surly": "the brute"},
            messages={"beer": Phrase("drinks beer", "drink beer", "drinking beer")},
            pronouns=("it", "he"),
        )


def test_a_model_may_offer_some_words_and_the_rest_is_made_from_labels() -> None:
    said = prose(explain(tm.solve(Whisper()).named("beer")))
    assert "The brute drinks beer. The receiver replies with" in said
    assert (
        'Type wimp drinks beer. The receiver replies with "don\'t", which gives it 2. If it were to send "quiche"'
        in said
    )
    assert not re.search(r"\b(she|her)\b", said)


def test_types_of_the_receiver_that_surely_do_the_same_are_told_at_once() -> None:
    war = tm.load_scenario(ROOT / "examples" / "in_doubt" / "vietnam_1965.toml")
    said = prose(explain(tm.solve(war).named("separating")))
    assert "The resilient opener stays closed. The opponent of any type holds, which gives her" in said
    assert "she were to stay closed, as the resilient opener does, the opponent of any type would hold, and" in said
    assert "The opponent of type dove holds, while the opponent of type hawk escalates, which gives her" in said


def test_every_catalog_game_is_explained() -> None:
    lengths = {name: [len(explain(family).paragraphs) for family in tm.solve(load(name).game)] for name in names()}
    assert [name for name, counted in lengths.items() if not counted or min(counted) < 4] == []


def test_explain_refuses_what_it_cannot_explain() -> None:
    game = load("beer-quiche").game
    with pytest.raises(InputError, match=r"found SignalingGame: write explain\(solve\(game\)\[0\]\)"):
        explain(game)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"found a list: write explain\(.*rejected\[0\]"):
        explain(tm.refine(tm.solve(game), "D1").rejected)  # type: ignore[arg-type]


def test_html_and_markdown_say_the_same_and_escape_labels() -> None:
    game = tm.SignalingGame(["<b>"], [1], ["a&b"], ["l", "r"], [[[0, 0]]], [[[1, 0]]], title="<i>")
    explanation = explain(tm.solve(game))
    assert "<b>" not in explanation._repr_html_()
    assert "&lt;b&gt;" in explanation._repr_html_()
    assert explanation.to_markdown().startswith("### ")


def test_the_command_line_tells_a_war_in_words() -> None:
    path = str(ROOT / "examples" / "scenarios" / "korea_1951.toml")
    told = CliRunner().invoke(main, ["solve", path, "--refine", "D1", "--explain"])
    assert told.exit_code == 0
    assert told.output.count("Before she learns her type") == 3
    assert "rejected in part by D1" in told.output
    assert max(map(len, told.output.splitlines())) <= 80
    refused = CliRunner().invoke(main, ["solve", path, "--format", "json", "--explain"])
    assert refused.exit_code == 2
    assert "leave out --format" in refused.output


def test_a_type_that_is_ruled_out_is_said_to_be() -> None:
    """Types a and b gain by m0 whatever follows, c by m1; the receiver matches."""
    game = tm.SignalingGame.from_function(
        ["a", "b", "c"],
        ["1/4", "1/4", "1/2"],
        ["m0", "m1"],
        ["r0", "r1"],
        sender=lambda t, m, r: int((t == "c") == (m == "m1")),
        receiver=lambda t, m, r: int((t == "c") == (r == "r1")),
    )
    (family,) = tm.solve(game)
    assert "gives type a the probability 1/2 and type b the probability 1/2, and none to type c" in after(family, "m0")
    assert "knows that he faces type c" in after(family, "m1")


def test_beliefs_over_three_types_are_told_by_their_limits() -> None:
    """After m1 the reply r0 is best iff Pr(a) <= 1/2, whatever b and c."""
    game = tm.SignalingGame.from_function(
        ["a", "b", "c"],
        ["1/2", "1/4", "1/4"],
        ["m0", "m1"],
        ["r0", "r1"],
        sender=lambda t, m, r: {"m0": 2, "m1": 0}[m],
        receiver=lambda t, m, r: int((t == "a") == (r == "r1")),
    )
    said = after(tm.solve(game)[0], "m1")
    assert "Replying with r0 is best for many beliefs, for example if he is sure that he faces type b" in said
    assert "all of them give type a a probability of at most 1/2." in said
    assert "mix replying with r0 and replying with r1 for many beliefs; all of them give type a the probability" in said


def test_no_belief_makes_a_rejected_reply_best_but_some_make_another_so() -> None:
    """Where several types are left, the reply that would do is best for some belief about them, not for all."""
    two_left = tm.SignalingGame(
        types=["a", "b", "c"],
        prior=["1/3", "1/3", "1/3"],
        messages=["m", "n"],
        responses=["r", "s"],
        sender=[[[3, 0], [1, 0]], [[2, 0], [2, 1]], [[0, 2], [2, 1]]],
        receiver=[[[0, 1], [0, 1]], [[2, 2], [2, 2]], [[1, 2], [2, 0]]],
    )
    games = [tm.solve(game) for game in (two_left, *(load(name).game for name in names()))]
    rejected = [verdict for found in games for verdict in tm.refine(found, "NWBR").rejected if verdict.type is None]
    left = [len(verdict.family.game.types) - len(verdict.ruled_out) for verdict in rejected]
    assert min(left) == 1 < max(left)
    for verdict, several in zip(rejected, left, strict=True):
        said = prose(explain(verdict))
        assert ("Facing type" in said) == (several == 1)
        assert ("No belief about" in said) == (several > 1)


@pytest.mark.thorough
def test_what_is_said_of_a_family_holds_of_each_of_its_members() -> None:
    """Its kind, and what the other side learns: at vertices and at random members, degenerate games included."""
    rng, said_of_several = Random("members"), 0
    for sample in samples(120, (3, 3, 2), start=4000):
        for family in solve(sample.game):
            told, play = prose(explain(family)), list(points_of(family, rng, 5))
            kinds = {kind_of(sender) for sender, _ in play}
            alone = re.search(r"[Tt]his is a ([\w-]+) equilibrium", told)
            if alone:
                assert kinds == {alone[1]}
            elif len(sample.game.types) > 1:
                listed = re.search(r"several kinds belong together here: ([^.]*)\.", told)
                assert listed is not None
                assert kinds <= set(re.findall(r"([\w-]+) ones", listed[1]))
                said_of_several += 1
            for m, message in enumerate(sample.game.messages):
                if family.sent[m]:
                    check_inference(sample.game, after(family, message), m, play)
    assert said_of_several > 15


def check_inference(game: tm.SignalingGame, said: str, m: int, play: list[tuple[Rows, Rows]]) -> None:
    for sender, receiver in play:
        joint = [p * row[m] for p, row in zip(game.prior, sender, strict=True)]
        if not sum(joint):
            continue
        belief = [x / sum(joint) for x in joint]
        sure = re.search(r"knows that he faces type (\w+),", said)
        assert sure is None or belief[game.types.index(sure[1])] == 1
        assert "learns nothing" not in said or belief == list(game.prior)
        worth = [sum(mu * table[m][r] for mu, table in zip(belief, game.receiver, strict=True))
                 for r in range(len(game.response_sets[m]))]  # fmt: skip
        assert "He is indifferent" not in said or worth.count(max(worth)) > 1
        assert all(worth[r] == max(worth) for r, weight in enumerate(receiver[m]) if weight)


def test_numbers_of_a_verdict_on_a_family_with_free_payoffs_are_those_of_one_member() -> None:
    caveat, seen = "The numbers are those of one equilibrium of the family", [0, 0]
    for sample in samples(120, (3, 3, 2), start=100):
        for verdict in tm.refine(solve(sample.game), "D1").rejected:
            free = any(isinstance(value, Range) for value in verdict.family.payoffs.by_type.values())
            assert (caveat in prose(explain(verdict))) == free
            assert verdict.sentence.endswith("the numbers are those of one equilibrium.") == free
            seen[free] += 1
    assert min(seen) > 0
