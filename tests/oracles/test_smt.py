"""An SMT solver's opinion of the exact solver, on random games.

Perfect Bayesian equilibrium is written here a second time, from its definition, as formulas over the reals; nothing is
shared with the solver. Four questions are asked of every game, and all must be unsatisfiable:

1. Is there an equilibrium, a pair of strategies with beliefs, in none of the families found?
2. Is there a point of a family, any mixture of its vertices on either side, that is no equilibrium?
3. Is there a sender's strategy outside a family that is an equilibrium with every receiver's strategy in it?
4. Is there a receiver's strategy outside a family that can be mixed with all those in it, and is an equilibrium with
   every sender's strategy in it?

The first and second make the answer right, the third and fourth make each family a *maximal* product. The formulas are
linear: beliefs enter unnormalised, so that Bayes' rule after a message that is sent reads w_t = p_t sigma(m|t), and
"no belief supports these replies" is put, by Farkas's lemma, as the existence of multipliers.

The text is SMT-LIB, so that two solvers can read it: z3 always, cvc5 in the long run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from math import lcm
from typing import NamedTuple

import pytest

from termination.engine.enumerate import solve
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.strategies import Constraint, Strategy, StrategySet
from tests.oracles.evidence import games as evidence_games
from tests.oracles.random_games import Sample, Size, samples
from tests.oracles.receiver_types import games as doubtful_games

z3 = pytest.importorskip("z3", reason="the SMT opinion needs z3-solver (extra `proofs`)")

Terms = Iterable[tuple[Fraction | int, str]]
Cells = Sequence[Fraction]


# ---------------------------------------------------------------- text


def number(value: Fraction | int) -> str:
    value = Fraction(value)
    size = f"{abs(value.numerator)}.0"
    if value.denominator > 1:
        size = f"(/ {size} {value.denominator}.0)"
    return f"(- {size})" if value < 0 else size


def linear(terms: Terms) -> str:
    parts = [f"(* {number(c)} {name})" for c, name in terms if c]
    return f"(+ 0.0 {' '.join(parts)})" if parts else "0.0"


def both(parts: Iterable[str]) -> str:
    return f"(and true {' '.join(parts)})"


def either(parts: Iterable[str]) -> str:
    return f"(or false {' '.join(parts)})"


def declare(names: Iterable[str]) -> Iterator[str]:
    return (f"(declare-const {name} Real)" for name in names)


def define(name: str, value: str) -> str:
    return f"(define-fun {name} () Real {value})"


def distribution(names: list[str]) -> Iterator[str]:
    yield from (f"(assert (>= {name} 0.0))" for name in names)
    yield f"(assert (= 1.0 {linear((1, name) for name in names)}))"


# ---------------------------------------------------------------- the game: s_t_m, r_i_k, and what follows from them


class Choice(NamedTuple):
    """One of the receiver's information sets, number i: a message, and if he has types one of them with its chance."""

    i: int
    m: int
    chance: Fraction
    sender: list[Cells]  # payoffs [type][response]
    receiver: list[Cells]


def choices(game: SignalingGame) -> list[Choice]:
    """All of them, message by message."""
    if not game.receiver_types:
        columns = zip(zip(*game.sender, strict=True), zip(*game.receiver, strict=True), strict=True)
        return [Choice(m, m, Fraction(1), list(hers), list(his)) for m, (hers, his) in enumerate(columns)]
    numbered = enumerate(product(range(len(game.messages)), enumerate(game.receiver_prior)))
    return [
        Choice(i, m, chance, [table[s][m] for table in game.sender], [table[s][m] for table in game.receiver])
        for i, (m, (s, chance)) in numbered
    ]


def sender_names(game: SignalingGame) -> list[list[str]]:
    return [[f"s_{t}_{m}" for m in range(len(game.messages))] for t in range(len(game.types))]


def receiver_names(game: SignalingGame) -> list[list[str]]:
    return [[f"r_{one.i}_{k}" for k in range(len(game.response_sets[one.m]))] for one in choices(game)]


def has(game: SignalingGame, t: int) -> list[int]:
    """The messages that type t has."""
    return [m for m, label in enumerate(game.messages) if label in game.message_sets[t]]


def able(game: SignalingGame, m: int) -> list[int]:
    """The types that have message m."""
    return [t for t in range(len(game.types)) if m in has(game, t)]


def sender_worth(game: SignalingGame) -> Iterator[str]:
    """u_t_m: what message m is worth to type t."""
    for t in range(len(game.types)):
        for m in has(game, t):
            after = [one for one in choices(game) if one.m == m]
            worth = [(one.chance * x, f"r_{one.i}_{k}") for one in after for k, x in enumerate(one.sender[t])]
            yield define(f"u_{t}_{m}", linear(worth))


def sent_weight(game: SignalingGame, tag: str = "") -> Iterator[str]:
    """p_m: how often message m is sent. A tag before the names keeps several senders apart."""
    for m in range(len(game.messages)):
        yield define(f"{tag}p_{m}", linear((p, f"{tag}s_{t}_{m}") for t, p in enumerate(game.prior)))


def free_sender(game: SignalingGame) -> Iterator[str]:
    for t, row in enumerate(sender_names(game)):
        yield from (*declare(row), *distribution(row))
        yield from (f"(assert (= {name} 0.0))" for m, name in enumerate(row) if m not in has(game, t))


def free_receiver(game: SignalingGame) -> Iterator[str]:
    for row in receiver_names(game):
        yield from (*declare(row), *distribution(row))


def sender_optimal(game: SignalingGame) -> Iterator[str]:
    for t in range(len(game.types)):
        M = has(game, t)
        for m in M:
            yield f"(assert (=> (> s_{t}_{m} 0.0) {both(f'(>= u_{t}_{m} u_{t}_{n})' for n in M if n != m)}))"


def beliefs_exist(game: SignalingGame, in_use: dict[tuple[int, int], str], tag: str = "") -> Iterator[str]:
    """w_m_t: weights in the proportions of a belief that follows Bayes and makes every reply in use best."""
    for m in range(len(game.messages)):
        types = able(game, m)
        weights = [f"{tag}w_{m}_{t}" for t in types]
        yield from declare(weights)
        yield from (f"(assert (>= {w} 0.0))" for w in weights)
        yield f"(assert (> {linear((1, w) for w in weights)} 0.0))"
        bayes = (
            f"(= {w} {linear([(game.prior[t], f'{tag}s_{t}_{m}')])})" for t, w in zip(types, weights, strict=True)
        )
        yield f"(assert (=> (> {tag}p_{m} 0.0) {both(bayes)}))"
        for one in (one for one in choices(game) if one.m == m):
            replies = range(len(game.response_sets[m]))
            for k in replies:
                worth = linear((one.receiver[t][k], w) for t, w in zip(types, weights, strict=True))
                yield define(f"{tag}v_{one.i}_{k}", worth)
            for k in replies:
                best = both(f"(>= {tag}v_{one.i}_{k} {tag}v_{one.i}_{j})" for j in replies if j != k)
                yield f"(assert (=> {in_use[one.i, k]} {best}))"


def replies_in_use(game: SignalingGame) -> dict[tuple[int, int], str]:
    return {(i, k): f"(> {name} 0.0)" for i, row in enumerate(receiver_names(game)) for k, name in enumerate(row)}


def equilibrium(game: SignalingGame) -> Iterator[str]:
    """Perfect Bayesian equilibrium (sigma, rho, mu), from the definition."""
    yield from free_sender(game)
    yield from free_receiver(game)
    yield from sender_worth(game)
    yield from sent_weight(game)
    yield from sender_optimal(game)
    yield from beliefs_exist(game, replies_in_use(game))


def outside(rows: list[list[str]], constraints: Iterable[Constraint]) -> str:
    """That a distribution breaks one of the constraints."""
    names = [name for row in rows for name in row]
    broken = []
    for constraint in constraints:
        value = f"(+ {number(constraint.coefficients[-1])} {linear(zip(constraint.coefficients, names, strict=False))})"
        broken.append(f"(not ({'=' if constraint.equality else '>='} {value} 0.0))")
    return either(broken)


# ---------------------------------------------------------------- the four questions


def in_no_family(game: SignalingGame, families: Iterable[Family]) -> list[str]:
    lines = [*equilibrium(game)]
    for family in families:
        elsewhere = (
            outside(sender_names(game), family.sender.constraints),
            outside(receiver_names(game), family.receiver.constraints),
        )
        lines.append(f"(assert {either(elsewhere)})")
    return lines


def no_equilibrium(family: Family) -> list[str]:
    """A mixture of the family's vertices at which a player could do better, or that no belief supports."""
    game = family.game
    lines: list[str] = []
    for letter, side, rows in (
        ("a", family.sender, sender_names(game)),
        ("b", family.receiver, receiver_names(game)),
    ):
        mix = [f"{letter}_{i}" for i in range(len(side.vertices))]
        lines += [*declare(mix), *distribution(mix)]
        for i, row in enumerate(rows):
            for j, name in enumerate(row):
                weights = [vertex.probabilities[i][j] for vertex in side.vertices]
                lines.append(define(name, linear(zip(weights, mix, strict=True))))
    lines += [*sender_worth(game), *sent_weight(game)]
    M = range(len(game.messages))
    T = range(len(game.types))
    wrong = [f"(> s_{t}_{m} 0.0)" for t in T for m in M if m not in has(game, t)]
    for t in T:
        pairs_of = permutations(has(game, t), 2)
        wrong += [f"(and (> s_{t}_{m} 0.0) (> u_{t}_{n} u_{t}_{m}))" for m, n in pairs_of]
    for m in M:
        after = [one for one in choices(game) if one.m == m]
        pairs = [(one, k, j) for one in after for k, j in permutations(range(len(game.response_sets[m])), 2)]
        for one, k, j in pairs:
            gain = linear(
                (game.prior[t] * (one.receiver[t][j] - one.receiver[t][k]), f"s_{t}_{m}") for t in able(game, m)
            )
            wrong.append(f"(and (> r_{one.i}_{k} 0.0) (> {gain} 0.0))")
        # No belief makes all replies in use best: multipliers on "k is at least as good as j", k in use, that sum to
        # something negative for every type (Farkas).
        lines += declare(f"y_{one.i}_{k}_{j}" for one, k, j in pairs)
        unsupported = [
            both(f"(>= y_{one.i}_{k}_{j} 0.0)" for one, k, j in pairs),
            both(f"(=> (= r_{one.i}_{k} 0.0) (= y_{one.i}_{k}_{j} 0.0))" for one, k, j in pairs),
        ]
        for t in able(game, m):
            advantage = linear((one.receiver[t][k] - one.receiver[t][j], f"y_{one.i}_{k}_{j}") for one, k, j in pairs)
            unsupported.append(f"(<= {advantage} (- 1.0))")
        wrong.append(f"(and (= p_{m} 0.0) {both(unsupported)})")
    lines.append(f"(assert {either(wrong)})")
    return lines


def larger_sender(family: Family) -> list[str]:
    """A sender's strategy outside the family in equilibrium with each of the receiver's vertices."""
    game = family.game
    lines = [*free_sender(game), *sent_weight(game)]
    for x in family.receiver.vertices:
        for t in range(len(game.types)):
            worth = dict.fromkeys(has(game, t), Fraction(0))
            for one, row in zip(choices(game), x.probabilities, strict=True):
                if one.m in worth:
                    worth[one.m] += one.chance * sum(a * u for a, u in zip(row, one.sender[t], strict=True))
            lines += [f"(assert (= s_{t}_{m} 0.0))" for m, value in worth.items() if value < max(worth.values())]
        for one, row in zip(choices(game), x.probabilities, strict=True):
            for k in [k for k, weight in enumerate(row) if weight]:
                for j in range(len(row)):
                    gain = linear(
                        (game.prior[t] * (one.receiver[t][k] - one.receiver[t][j]), f"s_{t}_{one.m}")
                        for t in able(game, one.m)
                    )
                    lines.append(f"(assert (>= {gain} 0.0))")
    lines.append(f"(assert {outside(sender_names(game), family.sender.constraints)})")
    return lines


def larger_receiver(family: Family) -> list[str]:
    """A receiver's strategy outside the family, in equilibrium with each of the sender's vertices, whose replies
    together with the family's one belief supports: then all mixtures belong with it."""
    game = family.game
    lines = [*free_receiver(game), *sender_worth(game)]
    in_use = replies_in_use(game)
    for i, row in enumerate(family.receiver.support):
        in_use.update({(i, k): "true" for k, used in enumerate(row) if used})
    for i, y in enumerate(family.sender.vertices):
        for t, row in enumerate(y.probabilities):
            for m in [m for m, weight in enumerate(row) if weight]:
                lines += [f"(assert (>= u_{t}_{m} u_{t}_{n}))" for n in has(game, t) if n != m]
            lines += [define(f"y{i}_s_{t}_{m}", number(weight)) for m, weight in enumerate(row)]
        lines += [*sent_weight(game, f"y{i}_"), *beliefs_exist(game, in_use, f"y{i}_")]
    lines.append(f"(assert {outside(receiver_names(game), family.receiver.constraints)})")
    return lines


# ---------------------------------------------------------------- asking


def ask_z3(lines: list[str]) -> str:
    solver = z3.SolverFor("QF_LRA")
    solver.from_string("\n".join(lines))
    return str(solver.check())


def ask_cvc5(lines: list[str]) -> str:
    cvc5 = pytest.importorskip("cvc5", reason="the second SMT opinion needs cvc5 (extra `long`)")
    solver = cvc5.Solver()
    parser = cvc5.InputParser(solver)
    text = "\n".join(["(set-logic QF_LRA)", *lines, "(check-sat)"])
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "question")
    symbols, answer = parser.getSymbolManager(), ""
    while not (command := parser.nextCommand()).isNull():
        answer += command.invoke(solver, symbols)
    return answer.strip()


def questions(game: SignalingGame) -> Iterator[tuple[str, list[str]]]:
    found = solve(game)
    yield "an equilibrium in no family", in_no_family(game, found)
    for family in found:
        yield f"a point of {family.name!r} that is no equilibrium", no_equilibrium(family)
        yield f"a sender's strategy that {family.name!r} leaves out", larger_sender(family)
        yield f"a receiver's strategy that {family.name!r} leaves out", larger_receiver(family)


def check(sample: Sample, ask: Callable[[list[str]], str] = ask_z3) -> None:
    unanswered(sample.game, str(sample), ask)


def unanswered(game: SignalingGame, name: str, ask: Callable[[list[str]], str] = ask_z3) -> None:
    """That nothing is found by any of the questions."""
    for what, lines in questions(game):
        answer = ask(lines)
        assert answer == "unsat", f"{name}: {what}: {answer}"


def test_evidence() -> None:
    for seed, game in evidence_games(90):
        unanswered(game, f"with_evidence({seed})")


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_evidence_on_a_thousand(batch: int) -> None:
    for seed, game in evidence_games(100, 1000 + 100 * batch):
        unanswered(game, f"with_evidence({seed})")


def test_receiver_types() -> None:
    for seed, game in doubtful_games(60):
        unanswered(game, f"doubtful({seed})")


@pytest.mark.long
@pytest.mark.parametrize("batch", range(20))
def test_many_games_with_receiver_types(batch: int) -> None:
    for seed, game in doubtful_games(50, start=1000 + 50 * batch):
        unanswered(game, f"doubtful({seed})")


BATCH = 50


@pytest.mark.thorough
@pytest.mark.parametrize("batch", range(50))
def test_random_games_up_to_3x3x3(batch: int) -> None:
    for sample in samples(BATCH, start=batch * BATCH):
        check(sample)


@pytest.mark.thorough
@pytest.mark.parametrize("batch", range(6))
def test_random_games_3x3x3(batch: int) -> None:
    for sample in samples(BATCH, only=(3, 3, 3), start=100_000 + batch * BATCH):
        check(sample)


@pytest.mark.thorough
@pytest.mark.parametrize("only", [(2, 4, 2), (4, 2, 2), (2, 2, 4)])
def test_random_games_longer_on_one_side(only: Size) -> None:
    for sample in samples(30, only=only, start=200_000):
        check(sample)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(300))
def test_many_random_games_up_to_3x3x3(batch: int) -> None:
    for sample in samples(BATCH, start=1_000_000 + batch * BATCH):
        check(sample)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(40))
def test_many_random_games_3x3x3(batch: int) -> None:
    for sample in samples(BATCH, only=(3, 3, 3), start=2_000_000 + batch * BATCH):
        check(sample)


@pytest.mark.long
@pytest.mark.parametrize("only", [(2, 4, 2), (4, 2, 3), (2, 2, 5), (5, 2, 2), (2, 5, 2), (4, 3, 2)])
def test_many_random_games_of_other_sizes(only: Size) -> None:
    for sample in samples(200, only=only, start=3_000_000):
        check(sample)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_a_second_smt_solver_agrees(batch: int) -> None:
    for sample in samples(BATCH, start=4_000_000 + batch * BATCH):
        check(sample, ask_cvc5)


# ---------------------------------------------------------------- the questions can be answered yes


def test_a_family_left_out_is_missed() -> None:
    missed = 0
    for sample in samples(60, start=500):
        found = solve(sample.game)
        for i, family in enumerate(found):
            others = [other for j, other in enumerate(found) if j != i]
            missed += 1
            assert ask_z3(in_no_family(sample.game, others)) == "sat", f"{sample}: without {family.name!r}"
    assert missed > 60


def test_a_family_with_a_vertex_too_many_is_noticed() -> None:
    """Each vertex of either side replaced by any pure strategy outside the family."""
    noticed = 0
    for sample in samples(40, start=600, largest=(2, 2, 3)):
        for family in solve(sample.game):
            for name in ("sender", "receiver"):
                side = getattr(family, name)
                for rows in product(
                    *([[int(i == j) for j in range(len(c))] for i in range(len(c))] for c in side.columns)
                ):
                    stranger = Strategy(side.rows, side.columns, tuple(tuple(map(Fraction, row)) for row in rows))
                    if side.contains(stranger.probabilities):
                        continue
                    larger = replace(family, **{name: replace(side, vertices=(*side.vertices, stranger))})
                    assert ask_z3(no_equilibrium(larger)) == "sat", f"{sample}: {family.name!r} with {stranger}"
                    noticed += 1
    assert noticed > 100


def test_a_family_cut_short_is_noticed() -> None:
    """Families with one vertex of one side in the place of all: what they leave out is found on that side."""
    noticed = 0
    for sample in samples(90, start=700):
        for family in solve(sample.game):
            for name, question in (("sender", larger_sender), ("receiver", larger_receiver)):
                side = getattr(family, name)
                if side.is_point:
                    continue
                smaller = replace(family, **{name: at_point(side)})
                assert ask_z3(question(smaller)) == "sat", f"{sample}: {family.name!r} with one vertex of the {name}"
                noticed += 1
    assert noticed > 40


def at_point(side: StrategySet) -> StrategySet:
    """The set of the first vertex alone."""
    (first, *_), size = side.vertices, sum(map(len, side.columns))
    values = [x for row in first.probabilities for x in row]
    scale = lcm(*(x.denominator for x in values))
    fixed = (
        Constraint((*(scale * int(i == j) for j in range(size)), int(-x * scale)), True) for i, x in enumerate(values)
    )
    return replace(side, vertices=(first,), constraints=tuple(fixed))
