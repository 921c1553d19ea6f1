"""Folding against the unfolded tree: equilibria by definition, through z3, and Gambit's on the tree as written."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from termination.engine.enumerate import solve
from termination.engine.exchange import parse_efg, write_efg
from termination.engine.families import Assessment
from termination.engine.folded import FoldedGame
from termination.errors import InputError
from termination.models.catalog import canon
from tests.oracles.trees import Tree, given

#: How many types the receiver has, 0 for none, and whether some types of the sender lack some messages.
Kind = tuple[int, bool]
PLAIN: Kind = (0, False)
KINDS: tuple[Kind, ...] = (PLAIN, (2, False), (0, True), (2, True))


def games(seeds: range, kind: Kind, counts: Counter[str]) -> Iterator[tuple[int, FoldedGame]]:
    """One resolution of each random tree that can be folded; counts why the others cannot."""
    for seed in seeds:
        try:
            ways = FoldedGame.resolutions(**given(seed, *kind))
        except InputError as error:
            counts["refused"] += bool(re.search("takes a belief|more than 1000 ways", str(error)))
            continue
        counts["tied" if len(ways) > 1 else "without ties"] += 1
        yield seed, ways[seed % len(ways)]


def answer(solver: Any, *more: Any) -> str:
    """Whether what the solver knows can hold with these."""
    solver.push()
    solver.add(*more)
    found = str(solver.check())
    solver.pop()
    assert found != "unknown"
    return found


def disagreements(seeds: range, kind: Kind, counts: Counter[str]) -> list[str]:
    """Where an equilibrium of the tree is in no family, or a vertex of one is none."""
    z3 = pytest.importorskip("z3", reason="the SMT opinion needs z3-solver (extra `proofs`)")
    wrong = []
    for seed, game in games(seeds, kind, counts):
        found, tree, solver = solve(game), Tree(z3, game), z3.Solver()
        assert found.complete
        solver.add(*tree.rules, *tree.resolved())
        counts["moves"] += len(game.folded)
        if answer(solver, tree.outside(found)) != "unsat":
            wrong.append(f"seed {seed}: an equilibrium of the tree is in no family")
        for vertex in found.vertices():
            counts["vertices"] += 1
            if answer(solver, *tree.at(vertex.sender.to_lists(), vertex.receiver.to_lists())) != "sat":
                wrong.append(f"seed {seed}: {vertex} is no equilibrium of the tree")
    return wrong


def test_what_is_left_has_the_equilibria_of_the_tree() -> None:
    counts: Counter[str] = Counter()
    assert disagreements(range(100), PLAIN, counts) == []
    assert min(counts[one] for one in ("refused", "tied", "without ties")) > 15


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_has_the_equilibria_of_many_trees(kind: Kind) -> None:
    counts: Counter[str] = Counter()
    assert disagreements(range(1000, 1800 if kind[0] else 1300), kind, counts) == []
    assert min(counts["tied"], counts["without ties"]) > (10 if kind[0] else 60)


@pytest.mark.long
def test_what_is_left_has_the_equilibria_of_thousands_of_trees() -> None:
    counts: Counter[str] = Counter()
    assert [one for kind in KINDS for one in disagreements(range(10_000, 13_000), kind, counts)] == []
    assert counts["tied"] + counts["without ties"] > 3000


@pytest.mark.parametrize("slug", [slug for slug in canon.names() if isinstance(canon.load(slug).model, FoldedGame)])
def test_the_canon_has_the_equilibria_of_its_trees(slug: str) -> None:
    z3 = pytest.importorskip("z3", reason="the SMT opinion needs z3-solver (extra `proofs`)")
    game = canon.load(slug).model
    found, tree, solver = solve(game), Tree(z3, game), z3.Solver()
    solver.add(*tree.rules)
    assert answer(solver, tree.outside(found)) == "unsat"
    for vertex in found.vertices():
        assert answer(solver, *tree.at(vertex.sender.to_lists(), vertex.receiver.to_lists())) == "sat"


# --- Gambit on the unfolded tree -------------------------------------------------------------------------------------


def behaviour(tree: Any, game: FoldedGame, vertex: Assessment) -> Any:
    """Gambit's profile in which the first moves are these and the last as they were folded."""
    profile = tree.mixed_behavior_profile(rational=True)
    last = {(move.player, ", ".join(move.known)): dict(move.plays) for move in game.folded}
    names = [f"{s}, {m}" if s else m for m in game.messages for s in game.receiver_types or ("",)]
    replies = zip(names, vertex.receiver.columns, vertex.receiver.probabilities, strict=True)
    hers = {
        t: dict(zip(game.messages, row, strict=True))
        for t, row in zip(game.types, vertex.sender.probabilities, strict=True)
    }
    his = {name: dict(zip(labels, row, strict=True)) for name, labels, row in replies}
    for player, name, first in zip(tree.players, ("sender", "receiver"), (hers, his), strict=True):
        for move in player.infosets:
            after = last.get((name, move.label.partition(": ")[2]))
            for action in move.actions:
                profile[action] = (first[move.label] if after is None else after).get(action.label, 0)
    return profile


def regretless(seeds: range, kind: Kind) -> Counter[str]:
    """How many vertices were looked at; in none has Gambit a player who regrets a move, first or last."""
    pygambit = pytest.importorskip("pygambit")
    counts: Counter[str] = Counter()
    for seed, game in games(seeds, kind, counts):
        tree = pygambit.read_efg(io.StringIO(write_efg(game)))
        for vertex in solve(game).vertices():
            assert behaviour(tree, game, vertex).max_regret() == 0, (seed, vertex)
            counts["vertices"] += 1
    return counts


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_gambit_finds_no_regret_in_the_unfolded_tree(kind: Kind) -> None:
    assert regretless(range(3000, 3100), kind)["vertices"] > 10


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_gambit_finds_no_regret_in_hundreds_of_unfolded_trees(kind: Kind) -> None:
    counts = regretless(range(20_000, 24_000 if kind[0] else 21_000), kind)
    assert counts["tied"] + counts["without ties"] > 300
    assert counts["vertices"] > 300


@pytest.mark.thorough
def test_what_gambit_finds_in_the_unfolded_tree_and_is_an_equilibrium_of_it_is_found() -> None:
    """Its pure Nash equilibria, of which those are kept that are perfect Bayesian by definition."""
    pygambit, z3 = pytest.importorskip("pygambit"), pytest.importorskip("z3")
    counts: Counter[str] = Counter()
    for seed, game in games(range(4000, 4120), PLAIN, counts):
        tree, found, mine = pygambit.read_efg(io.StringIO(write_efg(game))), solve(game), Tree(z3, game)
        if sum(len(player.infosets) for player in tree.players) > 9:  # Gambit goes through all pure strategies
            continue
        solver = z3.Solver()
        solver.add(*mine.rules, *mine.resolved())
        for point in (one.as_behavior() for one in pygambit.nash.enumpure_solve(tree).equilibria):
            sender, receiver = (
                [[int(point[a]) for a in move.actions] for move in player.infosets if ": " not in move.label]
                for player in tree.players
            )
            perfect = answer(solver, *mine.at(sender, receiver)) == "sat"
            assert found.contains(sender, receiver) == perfect, seed
            counts["perfect Bayesian" if perfect else "Nash only"] += 1
    assert min(counts["perfect Bayesian"], counts["Nash only"]) > 20


def test_every_tree_is_read_back_and_folds_to_the_same() -> None:
    counts: Counter[str] = Counter()
    for kind in KINDS:
        for _, game in games(range(150), kind, counts):
            ties = {name: dict(play) for name, play in game.ties} or None
            again = parse_efg(write_efg(game), ties)
            if not game.folded and isinstance(again, type(game.game())):  # nobody moves after the reply
                assert again == game.game()
                counts["plain"] += 1
            else:
                assert (again, again.folded, again.game()) == (game, game.folded, game.game())
                counts["folded"] += 1
    assert counts["folded"] > 60
