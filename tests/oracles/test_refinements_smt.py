"""The refinements against an SMT solver that knows only their definitions.

A mixed reply a to message m is best to some belief over the types in K iff there are weights mu on K such that every
reply a uses is best at mu: linear real arithmetic, for any number of types and responses. Two questions are put to Z3.
At one equilibrium: is this type ruled out, is this reply still best to some belief over the rest? Over a whole family,
with the receiver's mixing a variable: is there an equilibrium that passes every test by definition and lies outside the
survivors that `refine` returns? Nothing is shared with `termination.engine.refining.refine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from random import Random

import pytest
import z3

from termination.engine.enumerate import solve
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.game import SignalingGame
from termination.engine.refining.concepts import CONCEPTS
from termination.engine.refining.refine import refine
from termination.engine.strategies import Constraint
from tests.engine.test_refine import PARTED
from tests.oracles.definitions import Rows, disagreements, sender_worth, unsent
from tests.oracles.random_games import Sample, samples

Terms = Sequence[z3.ArithRef]


def rational(value: Fraction) -> z3.RatNumRef:
    return z3.Q(value.numerator, value.denominator)


def weighed(weights: Terms, values: Sequence[Fraction]) -> z3.ArithRef:
    return z3.Sum([rational(value) * weight for weight, value in zip(weights, values, strict=True)])


def distribution(weights: Terms) -> list[z3.BoolRef]:
    return [*(weight >= 0 for weight in weights), z3.Sum(list(weights)) == 1]


def best_reply(game: SignalingGame, m: int, reply: Terms, belief: Terms) -> list[z3.BoolRef]:
    """That `reply` mixes responses to m which are best at `belief`."""
    worth = [weighed(belief, [row[m][r] for row in game.receiver]) for r in range(len(game.response_sets[m]))]
    return [
        *distribution(belief),
        *distribution(reply),
        *(
            z3.Or(weight == 0, z3.And([own >= other for other in worth]))
            for weight, own in zip(reply, worth, strict=True)
        ),
    ]


class Message:
    """The definitions at one message, for any number of responses: each question is one call of the solver."""

    def __init__(self, game: SignalingGame, m: int):
        self.game, self.m = game, m
        self.types = range(len(game.types))
        self.belief = [z3.Real(f"mu{t}") for t in self.types]
        self.reply = [z3.Real(f"a{r}") for r in range(len(game.response_sets[m]))]
        self.pay = [weighed(self.reply, row[m]) for row in game.sender]
        self.solver = z3.SolverFor("QF_LRA")
        self.solver.add(best_reply(game, m, self.reply, self.belief))

    def some(self, *conditions: z3.BoolRef, types: Iterable[int] | None = None) -> bool:
        """Whether some reply in MBR(types), by default of all types, meets the conditions."""
        self.solver.push()
        self.solver.add(*conditions)
        self.solver.add([self.belief[t] == 0 for t in self.types if types is not None and t not in set(types)])
        answer = self.solver.check()
        self.solver.pop()
        assert answer in (z3.sat, z3.unsat)
        return answer == z3.sat

    def passes(self, worth: Sequence[Fraction], own: Sequence[Fraction]) -> dict[str, bool]:
        now = [rational(value) for value in worth]
        gains = [self.pay[t] > now[t] for t in self.types]
        drawn = [self.some(gain) for gain in gains]

        def outdone(t: int, least: z3.BoolRef, rivals: list[int]) -> bool:
            """Whether some rival is drawn, and one of them by every reply that meets `least` for t."""
            return any(drawn[s] for s in rivals) and not self.some(least, *(z3.Not(gains[s]) for s in rivals))

        dropped: dict[str, set[int]] = {"D1": set(), "D2": set(), "NWBR": set()}
        for t in self.types:
            content, level = self.pay[t] >= now[t], self.pay[t] == now[t]
            others = [s for s in self.types if s != t]
            if any(outdone(t, content, [s]) for s in self.types):
                dropped["D1"].add(t)
            if outdone(t, content, others):
                dropped["D2"].add(t)
            if outdone(t, level, others):
                dropped["NWBR"].add(t)
        relied_on = [a == rational(x) for a, x in zip(self.reply, own, strict=True)]
        verdicts = {
            concept: self.some(*relied_on, types=[t for t in self.types if t not in out])
            for concept, out in dropped.items()
        }
        left = [t for t in self.types if self.some(self.pay[t] >= now[t])]
        verdicts["intuitive"] = not left or all(self.some(self.pay[t] <= now[t], types=left) for t in self.types)
        return verdicts


@lru_cache(maxsize=32)
def asked(game: SignalingGame, m: int) -> Message:
    return Message(game, m)


@lru_cache(maxsize=256)
def asked_before(
    game: SignalingGame, m: int, worth: tuple[Fraction, ...], own: tuple[Fraction, ...]
) -> dict[str, bool]:
    return asked(game, m).passes(worth, own)


def judge(game: SignalingGame, sender: Rows, receiver: Rows) -> dict[str, bool]:
    """Which concepts an equilibrium survives, according to the solver."""
    passed = dict.fromkeys(CONCEPTS, True)
    worth = tuple(sender_worth(game, sender, receiver))
    for m in unsent(sender):
        for concept, verdict in asked_before(game, m, worth, tuple(receiver[m])).items():
            passed[concept] = passed[concept] and verdict
    return passed


def all_refined(game: SignalingGame) -> tuple[Equilibria, dict[str, Equilibria]]:
    found = solve(game)
    return found, {concept: refine(found, concept) for concept in CONCEPTS}


def outside_option(seed: int) -> Sample:
    """Types who may stay, for nothing, or go and face three or four responses: here the concepts part most."""
    rng = Random(f"outside option {seed}")
    types, width = rng.choice((2, 3)), rng.choice((3, 4))
    tables = [[[[0], [rng.randint(-2, 2) for _ in range(width)]] for _ in range(types)] for _ in range(2)]
    replies = {"stay": ["end"], "go": [f"r{r}" for r in range(width)]}
    names = [f"t{t}" for t in range(types)]
    game = SignalingGame(names, [Fraction(1, types)] * types, ["stay", "go"], replies, *tables)
    return Sample(game, "outside option", (types, 2, width), seed)


def parting(seeds: range) -> Iterator[tuple[Sample, list[tuple[str, str]]]]:
    """Such games in which `refine` tells apart D1 and D2, or D2 and NWBR; with the pairs that it tells apart."""
    for sample in map(outside_option, seeds):
        _, refined = all_refined(sample.game)
        pairs = [(one, other) for one, other in pairwise(CONCEPTS) if refined[one].families != refined[other].families]
        if set(pairs) - {("intuitive", "D1")}:
            yield sample, pairs


def disagreement(sample: Sample) -> list[str]:
    """Where Z3 and `refine` differ, over many equilibria of the game; fewer where there are very many families."""
    found, refined = all_refined(sample.game)
    return disagreements(found, refined, Random(sample.seed), judge, most=12 if len(found) < 60 else 1)


def passes_by_definition(
    game: SignalingGame, m: int, concept: str, replies: Sequence[Terms], worth: Terms
) -> z3.BoolRef:
    """That the equilibrium passes at m, with a fresh reply and belief for each "some reply" of the definition."""
    types = range(len(game.types))
    pure = [r for r, a in enumerate(asked(game, m).reply) if asked(game, m).some(a == 1)]
    most = [max(row[m][r] for r in pure) for row in game.sender]
    left = [z3.Bool(f"{m}: {t} is left") for t in types]
    parts: list[z3.BoolRef] = []

    def some_reply(name: str) -> tuple[Terms, z3.BoolRef]:
        """What some reply in MBR(all) pays each type, and that it is in MBR(types left)."""
        reply = [z3.Real(f"{name} a{r}") for r in range(len(game.response_sets[m]))]
        belief = [z3.Real(f"{name} mu{t}") for t in types]
        parts.extend(best_reply(game, m, reply, belief))
        confined = z3.And([z3.Or(mu == 0, on) for mu, on in zip(belief, left, strict=True)])
        return [weighed(reply, row[m]) for row in game.sender], confined

    if concept == "intuitive":
        parts += [on == (now <= rational(best)) for on, now, best in zip(left, worth, most, strict=True)]
        for t in types:
            paid, confined = some_reply(f"{m} {t}")
            parts.append(z3.Or(z3.Not(z3.Or(left)), z3.And(confined, paid[t] <= worth[t])))
        return z3.And(parts)
    for t in types:
        others = [s for s in types if s != t]
        for rivals in [[s] for s in others] if concept == "D1" else [others]:
            paid, _ = some_reply(f"{m} {t} {rivals}")
            least = paid[t] == worth[t] if concept == "NWBR" else paid[t] >= worth[t]
            undrawn = z3.And([worth[s] >= rational(most[s]) for s in rivals])
            parts.append(z3.Implies(left[t], z3.Or(undrawn, z3.And(least, *(paid[s] <= worth[s] for s in rivals)))))
    belief = [z3.Real(f"own {m} mu{t}") for t in types]
    parts += best_reply(game, m, replies[m], belief)
    parts += [z3.Or(mu == 0, on) for mu, on in zip(belief, left, strict=True)]
    return z3.And(parts)


def lost_survivors(sample: Sample, concept: str) -> list[str]:
    """Families in which, according to Z3, some equilibrium passes every test and is not among the survivors."""
    game = sample.game
    found = solve(game)
    kept = refine(found, concept)
    wrong = []
    for family in found:
        if any(verdict.family.name == family.name for verdict in kept.rejected):
            solver = z3.SolverFor("QF_LRA")
            replies = [[z3.Real(f"rho {m} {r}") for r in range(len(row))] for m, row in enumerate(game.response_sets)]
            solver.add(within(family.receiver.constraints, replies), *(x for row in replies for x in distribution(row)))
            worth = family_worth(family, replies)
            solver.add(
                [
                    passes_by_definition(game, m, concept, replies, worth)
                    for m in range(len(replies))
                    if not family.sent[m]
                ]
            )
            for survivor in kept:
                if survivor.sender.contains(family.sender.middle.probabilities):
                    solver.add(z3.Not(within(survivor.receiver.constraints, replies)))
            if solver.check() != z3.unsat:
                wrong.append(f"{concept} {sample} {family.name}")
    return wrong


def within(constraints: Iterable[Constraint], rows: Sequence[Terms]) -> z3.BoolRef:
    """That a strategy meets the constraints."""
    terms = [x for row in rows for x in row]
    values = [
        (
            z3.Sum([c * x for c, x in zip(row.coefficients[:-1], terms, strict=True) if c]) + row.coefficients[-1],
            row.equality,
        )
        for row in constraints
    ]
    return z3.And([value == 0 if equality else value >= 0 for value, equality in values])


def family_worth(family: Family, replies: Sequence[Terms]) -> list[z3.ArithRef]:
    """u* as a function of the receiver's mixing: what the sender's strategy in the middle earns."""
    return [
        z3.Sum(
            [
                rational(w * u) * a
                for w, row, reply in zip(weights, table, replies, strict=True)
                if w
                for u, a in zip(row, reply, strict=True)
            ]
        )
        for weights, table in zip(family.sender.middle.probabilities, family.game.sender, strict=True)
    ]


# --- at single equilibria: vertices, middles, random points -----------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(5))
def test_two_responses_at_single_equilibria(block: int) -> None:
    wrong = [line for sample in samples(200, (3, 3, 2), start=200 * block) for line in disagreement(sample)]
    assert wrong == []


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(4))
def test_three_responses_at_single_equilibria(block: int) -> None:
    wrong = [line for sample in samples(100, (3, 3, 3), start=100 * block) for line in disagreement(sample)]
    assert wrong == []


@pytest.mark.parametrize(("weaker", "stronger"), PARTED)
def test_named_games_in_which_the_concepts_part(weaker: str, stronger: str) -> None:
    game = PARTED[weaker, stronger]
    assert disagreement(Sample(game, "named", (0, 0, 0), 0)) == []
    told = judge(game, [[1, 0]] * len(game.types), solve(game).named("pooling on stay").receiver.middle.probabilities)
    assert (told[weaker], told[stronger]) == (True, False)


@pytest.mark.thorough
def test_games_in_which_the_concepts_part() -> None:
    seen = []
    for sample, pairs in parting(range(800)):
        assert disagreement(sample) == [], str(sample)
        seen += pairs
    assert min(seen.count(pair) for pair in [("D1", "D2"), ("D2", "NWBR")]) >= 3


@pytest.mark.long
def test_many_games_in_which_the_concepts_part() -> None:
    assert [line for sample, _ in parting(range(1000, 20_000)) for line in disagreement(sample)] == []


@pytest.mark.long
def test_many_outside_options() -> None:
    assert [line for seed in range(1000, 7000) for line in disagreement(outside_option(seed))] == []


@pytest.mark.long
@pytest.mark.parametrize("size", [(3, 3, 2), (3, 3, 3), (4, 2, 3), (2, 2, 4)])
def test_many_games_at_single_equilibria(size: tuple[int, int, int]) -> None:
    wrong = [line for sample in samples(4000, size, start=10_000) for line in disagreement(sample)]
    assert wrong == []


# --- over whole families ---------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("concept", CONCEPTS)
def test_no_survivor_is_lost_in_any_family(concept: str) -> None:
    examined = list(samples(200, (3, 3, 3), start=5000))
    assert [line for sample in examined for line in lost_survivors(sample, concept)] == []


@pytest.mark.long
@pytest.mark.parametrize("concept", CONCEPTS)
def test_no_survivor_is_lost_in_many_families(concept: str) -> None:
    examined = samples(4000, (3, 3, 3), start=20_000)
    assert [line for sample in examined for line in lost_survivors(sample, concept)] == []
