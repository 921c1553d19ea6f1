"""Every perfect Bayesian equilibrium is sequential: the trembles converge, and at the promised rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest

from termination.engine.enumerate import solve
from termination.engine.families import Assessment
from termination.engine.game import SignalingGame
from termination.engine.sequential import tremble
from termination.errors import InputError
from tests.oracles.random_games import Sample, samples

Belief = tuple[Fraction, ...]


def bayes(game: SignalingGame, sender: Sequence[Sequence[Fraction]], m: int) -> Belief:
    """Bayes' rule from its definition, for a message that is sent."""
    joint = [p * row[m] for p, row in zip(game.prior, sender, strict=True)]
    return tuple(x / sum(joint) for x in joint)


def middle(points: Sequence[Belief]) -> Belief:
    return tuple(sum(xs, Fraction(0)) / len(points) for xs in zip(*points, strict=True))


def cases(count: int, start: int) -> Iterator[tuple[Sample, Assessment, dict[str, Belief]]]:
    """Equilibria with a vertex of the supporting beliefs after each message; then with a belief in the interior."""
    for sample in samples(count, (3, 3, 3), start=start):
        for family in solve(sample.game).families[:8]:
            for assessment in [*family.vertices()[:3], family.middle()]:
                sets = {message: belief.vertices for message, belief in assessment.beliefs.items()}
                for k in range(max(map(len, sets.values()))):
                    yield sample, assessment, {message: vs[k % len(vs)] for message, vs in sets.items()}
                yield sample, assessment, {message: middle(vs) for message, vs in sets.items()}


def test_trembles_are_totally_mixed_and_converge_at_the_stated_rate() -> None:
    """The constants of docs/refinements.md, exactly: C = U / min p + M for strategies, 1 + 2 C for beliefs at unsent
    messages, and C + (1 + C) / P at a message sent with probability P."""
    unsent = 0
    for sample, assessment, beliefs in cases(60, 100):
        game, start = sample.game, assessment.sender.probabilities
        chance = [sum(p * row[m] for p, row in zip(game.prior, start, strict=True)) for m in range(len(game.messages))]
        unsent += chance.count(0)
        constant = Fraction(chance.count(0)) / min(game.prior) + len(game.messages)
        for epsilon in (Fraction(1, 2), Fraction(1, 100), Fraction(1, 10**9)):
            mixed = tremble(assessment, beliefs, epsilon).probabilities
            assert all(x > 0 for row in mixed for x in row)
            assert all(sum(row) == 1 for row in mixed)
            assert all(
                abs(x - y) <= constant * epsilon
                for new, old in zip(mixed, start, strict=True)
                for x, y in zip(new, old, strict=True)
            ), str(sample)
            for m, message in enumerate(game.messages):
                rate = constant + (1 + constant) / chance[m] if chance[m] else 1 + 2 * constant
                posterior = bayes(game, mixed, m)
                gaps = [abs(x - y) for x, y in zip(posterior, beliefs[message], strict=True)]
                assert max(gaps) <= rate * epsilon, (str(sample), message)
    assert unsent > 100


def test_receiver_stays_optimal_in_the_limit() -> None:
    """The belief that the trembles produce makes the reply optimal up to the same order: sequential rationality."""
    epsilon = Fraction(1, 10**12)
    for sample, assessment, beliefs in cases(40, 400):
        game = sample.game
        mixed = tremble(assessment, beliefs, epsilon).probabilities
        largest = max((abs(x) for table in game.receiver for row in table for x in row), default=Fraction(0))
        for m in range(len(game.messages)):
            posterior = bayes(game, mixed, m)
            worth = [
                sum((mu * table[m][r] for mu, table in zip(posterior, game.receiver, strict=True)), Fraction(0))
                for r in range(len(game.response_sets[m]))
            ]
            played = sum((a * x for a, x in zip(assessment.receiver.probabilities[m], worth, strict=True)), Fraction(0))
            assert max(worth) - played <= largest * Fraction(1, 10**6)


def quiet() -> Assessment:
    game = SignalingGame(
        ["weak", "strong"],
        ["1/4", "3/4"],
        ["quiet", "loud"],
        ["fight", "yield"],
        sender=[[[2, 2], [-1, 1]]] * 2,
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
    )
    return solve(game)[0].middle()


@pytest.mark.parametrize(
    "beliefs",
    [
        {"loud": {"weak": "1/3", "strong": "2/3"}},
        {"loud": ["1/3", "2/3"]},
        {"quiet": ["1/4", "3/4"], "loud": ["1/3", "2/3"]},
        [["1/4", "3/4"], ["1/3", "2/3"]],
    ],
)
def test_beliefs_by_label_or_position_and_only_where_there_is_a_choice(beliefs: object) -> None:
    trembled = tremble(quiet(), beliefs, 0.001)
    assert trembled.probabilities == tremble(quiet(), {"loud": ["1/3", "2/3"]}, "1/1000").probabilities


@pytest.mark.parametrize(
    ("beliefs", "epsilon", "where"),
    [
        ({}, "1/10", ["beliefs"]),
        ({"loud": ["1/3", "1/3"]}, "1/10", ["beliefs.loud"]),
        ({"loud": ["4/3", "-1/3"]}, "1/10", ["beliefs.loud"]),
        ({"loud": ["1/3"]}, "1/10", ["beliefs.loud"]),
        ({"loud": {"weak": 1, "tall": 0}}, "1/10", ["beliefs.loud", "beliefs.loud"]),
        ({"quiet": ["1/2", "1/2"], "loud": ["1/2", "1/2"]}, "1/10", ["beliefs.quiet"]),
        ({"loud": [1, 0], "silent": [1, 0]}, "1/10", ["beliefs"]),
        ({"loud": [1, 0]}, 0, ["epsilon"]),
        ({"loud": [1, 0]}, 1, ["epsilon"]),
        ({"loud": [1, 0]}, "soon", ["epsilon"]),
        ({"quiet": ["x", 1, 2], "loud": [1, 1]}, 2, ["epsilon", "beliefs.quiet", "beliefs.loud"]),
    ],
)
def test_refusals_carry_all_faults(beliefs: object, epsilon: object, where: list[str]) -> None:
    with pytest.raises(InputError) as error:
        tremble(quiet(), beliefs, epsilon)
    assert [fault.where for fault in error.value.faults] == where
