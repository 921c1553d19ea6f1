"""Noise: an SMT solver's opinion, written from the definition, and Gambit's.

The four questions of `test_smt`, for games in which the receiver does not see messages. Here a belief after z is always
about pairs of a type and a message that z may come from, with weights in proportion to p_t sigma(m|t) N(z|m) where z
is seen, and free where it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import NamedTuple

import pytest

from termination.engine.compare import compare
from termination.engine.enumerate import solve
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.refining.concepts import CONCEPTS
from termination.engine.refining.refine import refine
from tests.oracles.definitions import Rows, disagreements, judged_at
from tests.oracles.noise import games
from tests.oracles.test_smt import ask_z3, both, declare, define, distribution, either, linear, number, outside


class Pair(NamedTuple):
    """A type and a message that she has."""

    t: int
    m: int


class Choice(NamedTuple):
    """One of the receiver's information sets: what he sees, how likely his type, and payoffs of responses by pair."""

    i: int
    z: int
    chance: Fraction
    hers: dict[Pair, list[Fraction]]
    his: dict[Pair, list[Fraction]]


class Text:
    """A game as formulas; s_t_m and r_i_k are the strategies."""

    def __init__(self, game: SignalingGame) -> None:
        self.game = game
        self.own = [[m for m, label in enumerate(game.messages) if label in own] for own in game.message_sets]
        self.senders = [[f"s_{t}_{m}" for m in range(len(game.messages))] for t in range(len(game.types))]
        self.choices = list(self._choices())
        self.receivers = [[f"r_{one.i}_{k}" for k in range(self.width(one))] for one in self.choices]

    def width(self, one: Choice) -> int:
        return len(self.game.response_sets[one.z])

    def sources(self, z: int) -> list[Pair]:
        """The pairs that may be seen as z."""
        return [Pair(t, m) for t, own in enumerate(self.own) for m in own if self.game.noise[m][z]]

    def _choices(self) -> Iterator[Choice]:
        game = self.game
        types = list(enumerate(game.receiver_prior)) or [(None, Fraction(1))]
        for z, labels in enumerate(game.response_sets):
            for s, chance in types:
                hers, his = (
                    {pair: [self.cell(table, pair, s, r) for r in labels] for pair in self.sources(z)}
                    for table in (game.sender, game.receiver)
                )
                yield Choice(z * len(types) + (s or 0), z, chance, hers, his)

    def cell(self, table: tuple, pair: Pair, s: int | None, response: str) -> Fraction:
        rows = table[pair.t] if s is None else table[pair.t][s]
        return rows[pair.m][self.game.following[pair.m].index(response)]

    def weight(self, pair: Pair, z: int) -> Fraction:
        return self.game.prior[pair.t] * self.game.noise[pair.m][z]

    def paid(self, pair: Pair, receiver: Rows) -> Fraction:
        """What a message gives a type against this strategy of the receiver's."""
        weights = ((one, row) for one, row in zip(self.choices, receiver, strict=True) if pair in one.hers)
        return sum(
            self.game.noise[pair.m][one.z] * one.chance * w * x
            for one, row in weights
            for w, x in zip(row, one.hers[pair], strict=True)
        )

    # --- parts

    def free_sender(self) -> Iterator[str]:
        for t, row in enumerate(self.senders):
            yield from (*declare(row), *distribution(row))
            yield from (f"(assert (= {name} 0.0))" for m, name in enumerate(row) if m not in self.own[t])

    def free_receiver(self) -> Iterator[str]:
        for row in self.receivers:
            yield from (*declare(row), *distribution(row))

    def worth(self) -> Iterator[str]:
        """u_t_m: what message m is worth to type t."""
        for t, own in enumerate(self.own):
            for m in own:
                parts = []
                for one in self.choices:
                    chance = self.game.noise[m][one.z] * one.chance
                    parts += [(chance * x, f"r_{one.i}_{k}") for k, x in enumerate(one.hers.get(Pair(t, m), []))]
                yield define(f"u_{t}_{m}", linear(parts))

    def seen(self, tag: str = "") -> Iterator[str]:
        """p_z: how often z is seen."""
        for z in range(len(self.game.seen)):
            parts = [(self.weight(pair, z), f"{tag}s_{pair.t}_{pair.m}") for pair in self.sources(z)]
            yield define(f"{tag}p_{z}", linear(parts))

    def optimal(self) -> Iterator[str]:
        for t, own in enumerate(self.own):
            for m in own:
                best = both(f"(>= u_{t}_{m} u_{t}_{n})" for n in own if n != m)
                yield f"(assert (=> (> s_{t}_{m} 0.0) {best}))"

    def believed(self, in_use: dict[tuple[int, int], str], tag: str = "") -> Iterator[str]:
        for z in range(len(self.game.seen)):
            names = {pair: f"{tag}w_{z}_{pair.t}_{pair.m}" for pair in self.sources(z)}
            yield from declare(names.values())
            yield from (f"(assert (>= {name} 0.0))" for name in names.values())
            yield f"(assert (> {linear((1, name) for name in names.values())} 0.0))"
            bayes = (
                f"(= {name} {linear([(self.weight(pair, z), f'{tag}s_{pair.t}_{pair.m}')])})"
                for pair, name in names.items()
            )
            yield f"(assert (=> (> {tag}p_{z} 0.0) {both(bayes)}))"
            for one in (one for one in self.choices if one.z == z):
                values = [
                    linear((one.his[pair][k], name) for pair, name in names.items()) for k in range(self.width(one))
                ]
                for k, value in enumerate(values):
                    best = both(f"(>= {value} {other})" for other in values)
                    yield f"(assert (=> {in_use[one.i, k]} {best}))"

    def in_use(self) -> dict[tuple[int, int], str]:
        return {(i, k): f"(> {name} 0.0)" for i, row in enumerate(self.receivers) for k, name in enumerate(row)}

    def equilibrium(self) -> Iterator[str]:
        yield from (*self.free_sender(), *self.free_receiver(), *self.worth(), *self.seen(), *self.optimal())
        yield from self.believed(self.in_use())

    def gain(self, one: Choice, k: int, j: int) -> str:
        """What he gains by k over j after z, times how likely z is."""
        return linear(
            (self.weight(pair, one.z) * (row[k] - row[j]), f"s_{pair.t}_{pair.m}") for pair, row in one.his.items()
        )

    # --- questions

    def in_no_family(self, families: list[Family]) -> list[str]:
        lines = [*self.equilibrium()]
        for family in families:
            sides = ((self.senders, family.sender), (self.receivers, family.receiver))
            lines.append(f"(assert {either(outside(rows, side.constraints) for rows, side in sides)})")
        return lines

    def no_equilibrium(self, family: Family) -> list[str]:
        lines: list[str] = []
        for letter, side, rows in (("a", family.sender, self.senders), ("b", family.receiver, self.receivers)):
            mix = [f"{letter}_{i}" for i in range(len(side.vertices))]
            lines += [*declare(mix), *distribution(mix)]
            for i, row in enumerate(rows):
                for j, name in enumerate(row):
                    lines.append(
                        define(
                            name, linear((v.probabilities[i][j], x) for v, x in zip(side.vertices, mix, strict=True))
                        )
                    )
        lines += [*self.worth(), *self.seen()]
        wrong = [
            f"(> s_{t}_{m} 0.0)"
            for t, own in enumerate(self.own)
            for m in range(len(self.game.messages))
            if m not in own
        ]
        for t, own in enumerate(self.own):
            wrong += [f"(and (> s_{t}_{m} 0.0) (> u_{t}_{n} u_{t}_{m}))" for m, n in permutations(own, 2)]
        for z in range(len(self.game.seen)):
            pairs = [
                (one, k, j) for one in self.choices if one.z == z for k, j in permutations(range(self.width(one)), 2)
            ]
            wrong += [f"(and (> r_{one.i}_{k} 0.0) (> {self.gain(one, j, k)} 0.0))" for one, k, j in pairs]
            names = [(f"y_{one.i}_{k}_{j}", one, k, j) for one, k, j in pairs]
            lines += declare(name for name, *_ in names)
            unsupported = [f"(>= {name} 0.0)" for name, *_ in names]
            unsupported += [f"(=> (= r_{one.i}_{k} 0.0) (= {name} 0.0))" for name, one, k, _ in names]
            for pair in self.sources(z):
                total = linear((one.his[pair][k] - one.his[pair][j], name) for name, one, k, j in names)
                unsupported.append(f"(<= {total} (- 1.0))")
            wrong.append(f"(and (= p_{z} 0.0) {both(unsupported)})")
        return [*lines, f"(assert {either(wrong)})"]

    def larger_sender(self, family: Family) -> list[str]:
        lines = [*self.free_sender()]
        for x in family.receiver.vertices:
            for t, own in enumerate(self.own):
                worth = {m: self.paid(Pair(t, m), x.probabilities) for m in own}
                lines += [f"(assert (= s_{t}_{m} 0.0))" for m, value in worth.items() if value < max(worth.values())]
            for one, row in zip(self.choices, x.probabilities, strict=True):
                used = [k for k, weight in enumerate(row) if weight]
                lines += [f"(assert (>= {self.gain(one, k, j)} 0.0))" for k in used for j in range(len(row))]
        return [*lines, f"(assert {outside(self.senders, family.sender.constraints)})"]

    def larger_receiver(self, family: Family) -> list[str]:
        lines = [*self.free_receiver(), *self.worth()]
        in_use = self.in_use()
        for i, row in enumerate(family.receiver.support):
            in_use.update({(i, k): "true" for k, used in enumerate(row) if used})
        for i, y in enumerate(family.sender.vertices):
            for t, row in enumerate(y.probabilities):
                for m in [m for m, weight in enumerate(row) if weight]:
                    lines += [f"(assert (>= u_{t}_{m} u_{t}_{n}))" for n in self.own[t] if n != m]
                lines += [define(f"y{i}_s_{t}_{m}", number(weight)) for m, weight in enumerate(row)]
            lines += [*self.seen(f"y{i}_"), *self.believed(in_use, f"y{i}_")]
        return [*lines, f"(assert {outside(self.receivers, family.receiver.constraints)})"]


def unanswered(game: SignalingGame, name: str) -> int:
    """That no question has an answer; how many families there are."""
    text, found = Text(game), solve(game)
    assert found.complete
    assert ask_z3(list(text.equilibrium())) == "sat", f"{name}: some equilibrium exists"
    assert ask_z3(text.in_no_family(list(found))) == "unsat", f"{name}: an equilibrium in no family"
    for family in found:
        assert family.certificate.valid, f"{name}: {family.name}"
        for question in (text.no_equilibrium, text.larger_sender, text.larger_receiver):
            assert ask_z3(question(family)) == "unsat", f"{name}: {question.__name__} of {family.name!r}"
    return len(found)


def test_an_smt_solver_agrees() -> None:
    assert sum(unanswered(game, f"noisy({seed})") for seed, game in games(60)) > 80


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_an_smt_solver_agrees_on_a_thousand(batch: int) -> None:
    assert sum(unanswered(game, f"noisy({seed})") for seed, game in games(100, 1000 + 100 * batch)) > 120


def judged(game: SignalingGame, sender: Rows, receiver: Rows) -> dict[str, bool]:
    """Which concepts an equilibrium survives where messages are lumped together: at each lot that is not seen, with
    types and their messages in it as if these were types."""
    text, passed = Text(game), dict.fromkeys(CONCEPTS, True)
    worth = [sum(w * text.paid(Pair(t, m), receiver) for m, w in enumerate(row) if w) for t, row in enumerate(sender)]
    for z, labels in enumerate(game.response_sets):
        pairs = text.sources(z)
        if any(sender[pair.t][pair.m] for pair in pairs):
            continue
        [choice] = [one for one in text.choices if one.z == z]
        names, prior = [f"{t} {m}" for t, m in pairs], [Fraction(1, len(pairs))] * len(pairs)
        tables = ([[rows[pair]] for pair in pairs] for rows in (choice.hers, choice.his))
        alone = SignalingGame(names, prior, ["z"], labels, *tables)
        for concept, judgement in judged_at(alone, 0, [worth[pair.t] for pair in pairs], receiver[z]).items():
            passed[concept] = passed[concept] and judgement.passes
    return passed


def held_against_definitions(count: int, start: int) -> Counter[str]:
    """Coarsenings, refined, against the definitions at many points of many families."""
    counts: Counter[str] = Counter()
    for seed, game in games(count, start, (3, 3, 3, 2)):
        if game.receiver_types or any(p not in (0, 1) for row in game.noise for p in row):
            continue
        found = solve(game)
        refined = {concept: refine(found, concept) for concept in CONCEPTS}
        wrong = disagreements(found, refined, Random(f"points {seed}"), judged)
        assert not wrong, (seed, wrong[:3])
        counts["games"] += any(sum(column) > 1 for column in zip(*game.noise, strict=True))
        counts["fallen"] += sum(bool(answer.rejected) for answer in refined.values())
    return counts


def test_refinements_of_coarsenings_from_their_definitions() -> None:
    counts = held_against_definitions(300, 0)
    assert counts["games"] > 20
    assert counts["fallen"] > 5


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_refinements_of_many_coarsenings(batch: int) -> None:
    assert held_against_definitions(1000, 10_000 + 1000 * batch)["games"] > 60


def asked_gambit(count: int, start: int) -> int:
    """How many of the points that Gambit lists on the trees are perfect Bayesian; nobody may disagree."""
    pytest.importorskip("pygambit")
    found = 0
    for seed, game in games(count, start, (2, 2, 2, 2)):
        listed = compare(game, "gambit", exhaustive=not game.receiver_types)
        assert listed, seed
        assert not listed.disagreements, (seed, str(listed))
        found += len(listed.perfect_bayesian)
    return found


def test_gambit_on_the_tree() -> None:
    assert asked_gambit(12, 0) > 12


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_gambit_on_three_hundred_trees(batch: int) -> None:
    assert asked_gambit(30, 2000 + 30 * batch) > 30
