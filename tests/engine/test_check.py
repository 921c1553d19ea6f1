"""The verifier says yes to equilibria and no to everything near them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

import pytest

from termination.engine.check import certify, follows_bayes, is_equilibrium, receiver_regret, sender_regrets
from termination.engine.enumerate import solve
from termination.engine.families import Assessment, Family
from termination.engine.game import SignalingGame
from termination.engine.strategies import Belief, BeliefPiece, Strategy, StrategySet
from tests.oracles.random_games import samples

Rows = list[list[Fraction]]
HALF = Fraction(1, 2)

BEER_QUICHE = SignalingGame(
    types=["wimp", "surly"],
    prior=["1/10", "9/10"],
    messages=["beer", "quiche"],
    responses=["duel", "don't"],
    sender=[[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
    receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
)


def rows(*values: list[object]) -> Rows:
    return [[Fraction(str(x)) for x in row] for row in values]


POOL_ON_BEER = (rows([1, 0], [1, 0]), rows([0, 1], [1, 0]), rows([0.1, 0.9], [1, 0]))


def test_regrets_of_known_strategies() -> None:
    sender, receiver, _ = POOL_ON_BEER
    assert sender_regrets(BEER_QUICHE, sender, receiver) == [0, 0]
    assert sender_regrets(BEER_QUICHE, sender, rows([0, 1], [0, 1])) == [1, 0]
    assert sender_regrets(BEER_QUICHE, rows([1, 0], [0.5, 0.5]), receiver) == [0, Fraction(3, 2)]
    assert receiver_regret(BEER_QUICHE, 0, rows([0.1, 0.9])[0], receiver[0]) == 0
    assert receiver_regret(BEER_QUICHE, 0, rows([0.1, 0.9])[0], rows([1, 0])[0]) == Fraction(4, 5)
    assert receiver_regret(BEER_QUICHE, 1, rows([0.5, 0.5])[0], rows([0.3, 0.7])[0]) == 0


def test_bayes_after_messages_sent_and_unsent() -> None:
    sender = rows([1, 0], [0.5, 0.5])
    assert follows_bayes(BEER_QUICHE, sender, 0, [Fraction(2, 11), Fraction(9, 11)])
    assert not follows_bayes(BEER_QUICHE, sender, 0, rows([0.1, 0.9])[0])
    assert follows_bayes(BEER_QUICHE, sender, 1, rows([0, 1])[0])
    pooled = POOL_ON_BEER[0]
    assert all(follows_bayes(BEER_QUICHE, pooled, 1, belief) for belief in rows([0, 1], [1, 0], [0.3, 0.7]))
    assert not follows_bayes(BEER_QUICHE, pooled, 1, rows([0.3, 0.6])[0])
    assert not follows_bayes(BEER_QUICHE, pooled, 1, rows([-1, 2])[0])


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        (0, rows([1, 0], [0, 1])),  # the surly would rather have beer
        (0, rows([1, 0], [0.9, 0.1])),
        (1, rows([0, 1], [0, 1])),  # without the duel the wimps turn to quiche
        (1, rows([0.01, 0.99], [1, 0])),  # a duel on path against the surly many
        (1, rows([0, 1], [0.4, 0.6])),  # a duel too rare to deter
        (2, rows([0.2, 0.8], [1, 0])),  # not Bayes
        (2, rows([0.1, 0.9], [0.4, 0.6])),  # no belief to duel on
        (2, rows([0.1, 0.9], [2, -1])),  # no belief
        (0, rows([2, -1], [1, 0])),  # no strategy
        (1, rows([0, 1], [0.9, 0])),
    ],
)
def test_one_thing_wrong_is_no_equilibrium(part: int, wrong: Rows) -> None:
    play = list(POOL_ON_BEER)
    assert is_equilibrium(BEER_QUICHE, *play)
    play[part] = wrong
    assert not is_equilibrium(BEER_QUICHE, *play)


def families(count: int, start: int) -> Iterator[Family]:
    for sample in samples(count, start=start):
        yield from solve(sample.game)


def play_of(assessment: Assessment) -> tuple[Rows, Rows]:
    return assessment.sender.to_lists(), assessment.receiver.to_lists()


@pytest.mark.thorough
def test_strategies_moved_off_an_equilibrium_have_regret() -> None:
    """Weight moved to a worse message costs its sender; to a worse reply, the receiver, at every stated belief."""
    moved = 0
    for family in families(150, 1000):
        game = family.game
        for assessment in family.vertices():
            sender, receiver = play_of(assessment)
            for t, row in enumerate(sender):
                for m in range(len(row)):
                    pure = [Fraction(int(m == n)) for n in range(len(row))]
                    regret = sender_regrets(game, [pure if s == t else r for s, r in enumerate(sender)], receiver)[t]
                    mixed = [(x + y) / 2 for x, y in zip(row, pure, strict=True)]
                    half = sender_regrets(game, [mixed if s == t else r for s, r in enumerate(sender)], receiver)[t]
                    assert half == regret / 2
                    moved += regret > 0
            for m, row in enumerate(receiver):
                for belief in assessment.beliefs[game.messages[m]].vertices:
                    assert receiver_regret(game, m, belief, row) == 0
                    pure_regrets = [
                        receiver_regret(game, m, belief, [Fraction(int(k == r)) for r in range(len(row))])
                        for k in range(len(row))
                    ]
                    assert min(pure_regrets) == 0
                    assert all(regret == 0 for regret, weight in zip(pure_regrets, row, strict=True) if weight)
                    moved += max(pure_regrets) > 0
    assert moved > 300


def test_beliefs_moved_off_path_of_bayes_are_noticed() -> None:
    noticed = 0
    rng = Random("beliefs")
    for family in families(150, 2000):
        game, T = family.game, len(family.game.types)
        if T == 1:
            continue
        for assessment in family.vertices():
            sender, receiver = play_of(assessment)
            beliefs = [assessment.beliefs[message].vertices[0] for message in game.messages]
            assert is_equilibrium(game, sender, receiver, beliefs)
            for m in range(len(game.messages)):
                weights = [Fraction(rng.randint(0, 5)) for _ in range(T)]
                if not sum(weights):
                    continue
                other = tuple(weight / sum(weights) for weight in weights)
                changed = [other if n == m else belief for n, belief in enumerate(beliefs)]
                sent = any(row[m] for row in sender)
                fits = other == beliefs[m] if sent else receiver_regret(game, m, other, receiver[m]) == 0
                assert is_equilibrium(game, sender, receiver, changed) == fits
                noticed += not fits
    assert noticed > 100


def with_vertex(family: Family, side: str, values: Rows) -> Family:
    """The family with a foreign strategy among its vertices."""
    strategies = getattr(family, side)
    stranger = Strategy(strategies.rows, strategies.columns, tuple(map(tuple, values)))
    return replace(family, **{side: replace(strategies, vertices=(*strategies.vertices, stranger))})


def test_certificates_of_spoiled_families() -> None:
    (beer, _) = solve(BEER_QUICHE)
    good = certify(beer)
    assert (good.max_regret, good.bayes, good.distributions, good.valid) == (0, True, True, True)
    assert good.assessments == 3  # two pairs of vertices and the middle
    assert str(good).startswith("verified: max regret 0 over 3 strategy pairs")

    spoiled = certify(with_vertex(beer, "receiver", rows([0, 1], [0, 1])))
    assert spoiled.max_regret == 1
    assert not spoiled.valid
    assert str(spoiled).startswith("NOT an equilibrium")
    assert certify(with_vertex(beer, "sender", rows([0, 1], [1, 0]))).max_regret > 0
    improper = certify(with_vertex(beer, "receiver", rows([0, 1], [2, -1])))
    assert not improper.distributions
    assert not improper.valid


def test_a_family_joined_across_replies_no_one_belief_supports_fails_in_its_interior() -> None:
    """Each vertex is an equilibrium; their mixture is not, and the certificate finds no belief for it."""
    game = SignalingGame(
        ["weak", "strong"],
        [HALF, HALF],
        ["safe", "risky"],
        {"safe": ["wait"], "risky": ["attack", "yield", "blockade"]},
        [[[1], [0, 4, 0]], [[1], [0, 4, 0]]],
        [[[0], [1, 0, -3]], [[0], [-3, 0, 1]]],
    )
    safe = next(family for family in solve(game) if family.contains([[1, 0], [1, 0]], [[1], [1, 0, 0]]))
    joined = with_vertex(safe, "receiver", rows([1], [0, 0, 1]))
    assert is_equilibrium(game, *play_of(joined.vertices()[-1]), rows([0.5, 0.5], [0, 1]))
    certificate = certify(joined)
    assert not certificate.bayes
    assert not certificate.valid


def test_a_vertex_too_many_spoils_every_certificate() -> None:
    spoiled = 0
    for family in families(80, 3000):
        for side in ("sender", "receiver"):
            strategies = getattr(family, side)
            pure = [[Fraction(int(j == 0)) for j in range(len(columns))] for columns in strategies.columns]
            if not strategies.contains(pure):
                assert not certify(with_vertex(family, side, pure)).valid
                spoiled += 1
    assert spoiled > 50


@dataclass
class Claim:
    """A family as the verifier reads it, with other beliefs than its own."""

    game: SignalingGame
    sender: StrategySet
    receiver: StrategySet
    beliefs: dict[str, Sequence[BeliefPiece]]


def claimed(family: Family, message: str, *pieces: BeliefPiece) -> Claim:
    return Claim(family.game, family.sender, family.receiver, {**family.beliefs, message: pieces})


def test_beliefs_are_claims_that_the_verifier_judges() -> None:
    """It asks no solver: what it is told of beliefs, on the path or off it, is held against payoffs and Bayes."""
    beer = solve(BEER_QUICHE)[0]
    sent = beer.beliefs["beer"][0]
    assert certify(claimed(beer, "beer", sent)) == beer.certificate
    assert not certify(claimed(beer, "beer")).bayes
    prior, other = Belief(beer.game.types, ((HALF / 5, 9 * HALF / 5),)), Belief(beer.game.types, ((HALF, HALF),))
    assert certify(claimed(beer, "beer", sent._replace(beliefs=prior))).valid
    assert not certify(claimed(beer, "beer", sent._replace(beliefs=other))).bayes
    more = Belief(beer.game.types, (*prior.vertices, *other.vertices))
    assert not certify(claimed(beer, "beer", sent._replace(beliefs=more))).bayes
    assert not certify(claimed(beer, "quiche")).bayes
    assert not certify(claimed(beer, "quiche", *beer.beliefs["quiche"][:1])).bayes  # none for the mixture
    surly = Belief(beer.game.types, ((Fraction(0), Fraction(1)),))
    wrong = [piece._replace(beliefs=surly) for piece in beer.beliefs["quiche"]]
    assert certify(claimed(beer, "quiche", *wrong)).max_regret == 1
    none = [piece._replace(beliefs=Belief(beer.game.types, ((Fraction(2), Fraction(-1)),))) for piece in wrong]
    assert not certify(claimed(beer, "quiche", *none)).bayes


def test_a_range_of_posteriors_that_is_claimed_too_narrow_is_noticed() -> None:
    narrowed = 0
    for family in families(300, 7000):
        for message, pieces in family.beliefs.items():
            if pieces[0].sent and not pieces[0].beliefs.is_point:
                few = Belief(family.game.types, pieces[0].beliefs.vertices[:1])
                assert not certify(claimed(family, message, pieces[0]._replace(beliefs=few), *pieces[1:])).bayes
                narrowed += 1
    assert narrowed > 20
