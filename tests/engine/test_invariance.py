"""What must not change the equilibria, or must change them in a known way, on random games of every kind."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.game import SignalingGame
from tests.oracles.random_games import KINDS, random_game
from tests.properties import examples

Rows = tuple[tuple[Fraction, ...], ...]
Families = set[tuple[frozenset[Rows], frozenset[Rows]]]

sizes = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
small_sizes = st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 2))


def games_of(size: st.SearchStrategy[tuple[int, int, int]]) -> st.SearchStrategy[SignalingGame]:
    return st.builds(random_game, st.sampled_from(list(KINDS)), size, st.integers(0, 10**6))


games = games_of(sizes)
small_games = games_of(small_sizes)
fractions = st.fractions(min_value=-5, max_value=5, max_denominator=7)
positive = st.fractions(min_value=Fraction(1, 7), max_value=5, max_denominator=7)


def families(found: Equilibria) -> Families:
    return {
        (
            frozenset(vertex.probabilities for vertex in family.sender.vertices),
            frozenset(vertex.probabilities for vertex in family.receiver.vertices),
        )
        for family in found
    }


def changed(game: SignalingGame, **changes: Any) -> SignalingGame:
    parts = {name: getattr(game, name) for name in ("types", "prior", "messages", "sender", "receiver")}
    responses = dict(zip(game.messages, game.response_sets, strict=True))
    return SignalingGame(**{**parts, "responses": responses, **changes})


@given(games, st.data())
def test_relabelling(game: SignalingGame, data: st.DataObject) -> None:
    """The same game with everything in another order: the same families, in that order."""
    types = data.draw(st.permutations(range(len(game.types))))
    messages = data.draw(st.permutations(range(len(game.messages))))
    replies = [data.draw(st.permutations(range(len(labels)))) for labels in game.response_sets]

    def table(payoffs: Any) -> Any:
        return [[[payoffs[t][m][r] for r in replies[m]] for m in messages] for t in types]

    moved = SignalingGame(
        [game.types[t] for t in types],
        [game.prior[t] for t in types],
        [game.messages[m] for m in messages],
        {game.messages[m]: [game.response_sets[m][r] for r in replies[m]] for m in messages},
        table(game.sender),
        table(game.receiver),
    )

    def sender(rows: Rows) -> Rows:
        return tuple(tuple(rows[t][m] for m in messages) for t in types)

    def receiver(rows: Rows) -> Rows:
        return tuple(tuple(rows[m][r] for r in replies[m]) for m in messages)

    assert families(solve(moved)) == {
        (frozenset(map(sender, left)), frozenset(map(receiver, right))) for left, right in families(solve(game))
    }


@given(games, st.data())
def test_payoffs_rescaled_and_shifted(game: SignalingGame, data: st.DataObject) -> None:
    """The sender's by a positive factor and a constant for each type; the receiver's by a positive factor for each
    message and a constant for each type and message."""
    T, M = len(game.types), len(game.messages)
    factors, shifts = (data.draw(st.lists(of, min_size=T, max_size=T)) for of in (positive, fractions))
    scales = data.draw(st.lists(positive, min_size=M, max_size=M))
    moves = [data.draw(st.lists(fractions, min_size=M, max_size=M)) for _ in range(T)]
    other = changed(
        game,
        sender=[
            [[factors[t] * x + shifts[t] for x in cells] for cells in table] for t, table in enumerate(game.sender)
        ],
        receiver=[
            [[scales[m] * x + moves[t][m] for x in cells] for m, cells in enumerate(table)]
            for t, table in enumerate(game.receiver)
        ],
    )
    before, after = solve(game), solve(other)
    assert families(before) == families(after)
    assert [f.sender for f in before] == [f.sender for f in after]
    assert [f.receiver for f in before] == [f.receiver for f in after]
    assert [f.beliefs for f in before] == [f.beliefs for f in after]
    assert [f.name for f in before] == [f.name for f in after]


@given(small_games, st.data())
def test_a_type_split_in_two(game: SignalingGame, data: st.DataObject) -> None:
    """Two copies of a type: averaged, their equilibria are those of the game; played alike, the game's are theirs."""
    share = data.draw(st.fractions(min_value=Fraction(1, 9), max_value=Fraction(8, 9), max_denominator=9))
    p, *others = game.prior
    split = changed(
        game,
        types=["copy", *game.types],
        prior=[share * p, (1 - share) * p, *others],
        sender=[game.sender[0], *game.sender],
        receiver=[game.receiver[0], *game.receiver],
    )
    whole, parts = solve(game), solve(split)
    for assessment in parts.vertices():
        one, other, *rest = assessment.sender.to_lists()
        merged = [share * x + (1 - share) * y for x, y in zip(one, other, strict=True)]
        assert whole.contains([merged, *rest], assessment.receiver)
    for assessment in whole.vertices():
        first, *rest = assessment.sender.to_lists()
        assert parts.contains([first, first, *rest], assessment.receiver)


@given(small_games, st.data())
def test_a_message_duplicated(game: SignalingGame, data: st.DataObject) -> None:
    """An equilibrium stays one if a copy of a message is never sent, or sent in fixed proportion, and answered alike.
    And an equilibrium in which the copy is never sent is one without it."""
    share = data.draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1)]))
    double = changed(
        game,
        messages=["copy", *game.messages],
        responses={"copy": game.response_sets[0], **dict(zip(game.messages, game.response_sets, strict=True))},
        sender=[[table[0], *table] for table in game.sender],
        receiver=[[table[0], *table] for table in game.receiver],
    )
    single, doubled = solve(game), solve(double)
    for assessment in single.vertices():
        sender = [[share * row[0], (1 - share) * row[0], *row[1:]] for row in assessment.sender.to_lists()]
        first, *rest = assessment.receiver.to_lists()
        assert doubled.contains(sender, [first, first, *rest])
    for assessment in doubled.vertices():
        rows = assessment.sender.to_lists()
        if not any(row[0] for row in rows):
            assert single.contains([row[1:] for row in rows], assessment.receiver.to_lists()[1:])


@given(small_games, st.data())
def test_a_response_duplicated(game: SignalingGame, data: st.DataObject) -> None:
    """The copy and the original may share their weight in any way, and nothing else changes."""
    share = data.draw(st.fractions(min_value=0, max_value=1, max_denominator=5))
    double = changed(
        game,
        responses={m: ["copy", *labels] for m, labels in zip(game.messages, game.response_sets, strict=True)},
        sender=[[[cells[0], *cells] for cells in table] for table in game.sender],
        receiver=[[[cells[0], *cells] for cells in table] for table in game.receiver],
    )
    single, doubled = solve(game), solve(double)
    for assessment in single.vertices():
        receiver = [[share * row[0], (1 - share) * row[0], *row[1:]] for row in assessment.receiver.to_lists()]
        assert doubled.contains(assessment.sender, receiver)
    for assessment in doubled.vertices():
        receiver = [[row[0] + row[1], *row[2:]] for row in assessment.receiver.to_lists()]
        assert single.contains(assessment.sender, receiver)
    assert len(single) == len(doubled)


@given(small_games)
def test_a_message_that_nobody_would_send(game: SignalingGame) -> None:
    """A message worse than anything, whatever the reply, adds only its own free replies."""
    worst = min(x for table in game.sender for cells in table for x in cells) - 1
    wider = changed(
        game,
        messages=[*game.messages, "ruin"],
        responses={**dict(zip(game.messages, game.response_sets, strict=True)), "ruin": ["a", "b"]},
        sender=[[*table, [worst, worst - 1]] for table in game.sender],
        receiver=[[*table, [t, 1]] for t, table in enumerate(game.receiver)],
    )
    before, after = solve(game), solve(wider)
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert {v.probabilities for v in one.sender.vertices} == {
            tuple(row[:-1] for row in v.probabilities) for v in other.sender.vertices
        }
        assert {v.probabilities for v in one.receiver.vertices} == {
            v.probabilities[:-1] for v in other.receiver.vertices
        }


@given(small_games, st.data())
@examples(60)
def test_a_response_that_is_never_best_changes_nothing(game: SignalingGame, data: st.DataObject) -> None:
    bad = [[min(cells) - 1 - data.draw(st.integers(0, 2)) for cells in table] for table in game.receiver]
    wider = changed(
        game,
        responses={m: [*labels, "bad"] for m, labels in zip(game.messages, game.response_sets, strict=True)},
        sender=[[[*cells, data.draw(fractions)] for cells in table] for table in game.sender],
        receiver=[
            [[*cells, x] for cells, x in zip(table, row, strict=True)]
            for table, row in zip(game.receiver, bad, strict=True)
        ],
    )
    padded = {
        (left, frozenset(tuple((*row, Fraction(0)) for row in rows) for rows in right))
        for left, right in families(solve(game))
    }
    assert families(solve(wider)) == padded


@given(small_games)
def test_certificates_and_membership_of_every_vertex_and_middle(game: SignalingGame) -> None:
    found = solve(game)
    assert found.complete
    for family in found:
        assert family.certificate.valid
        for assessment in [*family.vertices(), family.middle()]:
            assert family.contains(assessment.sender, assessment.receiver)
