"""Random games with moves after the reply, and the equilibria of the unfolded tree by definition, for z3.

The definition shares nothing with the code that folds: every choice after the reply is a strategy of its own, best at
its information set to some belief over what is not known there, whatever that is; payoffs are what these strategies
bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from termination.engine.ends import Chance, End, Paid
from termination.engine.equilibria import Equilibria
from termination.engine.folded import FoldedGame

# ---------------------------------------------------------------- random trees


def given(seed: int, his_types: int = 0, evidence: bool = False) -> dict[str, Any]:
    """What `FoldedGame` takes: small whole payoffs, so that there are ties; at most two moves after the reply."""
    rng = Random(f"tree {seed}")
    types = [f"t{i}" for i in range(rng.choice([1, 2, 2]))]
    his = [f"s{i}" for i in range(his_types)]
    messages = {f"m{j}": [f"r{k}" for k in range(rng.choice([1, 2, 2]))] for j in range(rng.choice([1, 2, 2]))}
    shapes = {(m, r): _shape(rng, 2) for m, labels in messages.items() for r in labels}

    own = [rng.sample(list(messages), rng.randint(1, len(messages))) if evidence else list(messages) for _ in types]
    messages = {m: labels for m, labels in messages.items() if any(m in some for some in own)}

    def row(some: list[str]) -> dict[str, list[Any]]:
        return {m: [_end(rng, shapes[m, r]) for r in labels] for m, labels in messages.items() if m in some}

    then = [[row(some) for _ in his] if his else row(some) for some in own]
    return {
        "types": types, "prior": _distribution(rng, len(types)), "messages": own, "responses": messages,
        "then": then, "receiver_types": his, "receiver_prior": _distribution(rng, len(his)),
    }  # fmt: skip


def _distribution(rng: Random, count: int) -> list[Fraction]:
    weights = [rng.randint(1, 3) for _ in range(count)]
    return [Fraction(w, sum(weights)) for w in weights]


def _shape(rng: Random, depth: int) -> Any:
    """Who moves, and what comes after; his payoffs alike for all types half of the time."""
    mover = rng.choice(["", "sender", "sender", "receiver", "chance"]) if depth else ""
    if not mover:
        return rng.randint(-2, 2) if rng.random() < 0.5 else None
    return mover, [_shape(rng, depth - 1) for _ in range(2)]


def _end(rng: Random, shape: Any) -> Any:
    if not isinstance(shape, tuple):
        return [rng.randint(-2, 2), rng.randint(-2, 2) if shape is None else shape]
    mover, below = shape
    ends = {f"{mover[0]}{i}": _end(rng, one) for i, one in enumerate(below)}
    if mover != "chance":
        return {mover: ends}
    return {"chance": {label: [p, end] for (label, end), p in zip(ends.items(), _distribution(rng, 2), strict=True)}}


# ---------------------------------------------------------------- the definition


class Tree:
    """The variables of the unfolded tree, and what makes them an equilibrium."""

    def __init__(self, z3: Any, game: FoldedGame) -> None:
        self.z3, self.game = z3, game
        self.his = game.receiver_types or ("",)
        self.rules: list[Any] = []
        self.later: dict[Any, dict[str, Any]] = {}
        self.states: dict[Any, list[tuple[Any, dict[str, tuple[Any, Any]]]]] = {}
        self.sigma = [self._distribution(f"s_{t}", game.messages) for t in game.types]
        self.rho = [
            [self._distribution(f"r_{s}_{m}", set_) for m, set_ in zip(game.messages, game.response_sets, strict=True)]
            for s in self.his
        ]
        self.worth = {
            (t, s, m, r): self._value(game.end(t, m, r, s), (t, s), (m, r))
            for (t, own), s in product(zip(game.types, game.message_sets, strict=True), self.his)
            for m, labels in zip(game.messages, game.response_sets, strict=True)
            for r in labels
            if m in own
        }
        for (_, own), row in zip(zip(game.types, game.message_sets, strict=True), self.sigma, strict=True):
            self.rules += [w == 0 for m, w in row.items() if m not in own]
        self._first_moves()
        self._last_moves()

    def _distribution(self, name: str, labels: Any) -> dict[str, Any]:
        weights = {label: self.z3.Real(f"{name}_{label}") for label in labels}
        self.rules += [w >= 0 for w in weights.values()] + [self.z3.Sum(list(weights.values())) == 1]
        return weights

    def _weights(self, name: str, count: int) -> list[Any]:
        """A belief, unnormalised."""
        weights = [self.z3.Real(f"{name}_{i}") for i in range(count)]
        self.rules += [w >= 0 for w in weights] + [self.z3.Sum(weights) > 0]
        return weights

    def _value(self, end: End, state: tuple[str, str], done: tuple[str, ...]) -> tuple[Any, Any]:
        real = self.z3.RealVal
        if isinstance(end, Paid):
            return real(str(end.sender)), real(str(end.receiver))
        if isinstance(end, Chance):
            parts = [(real(str(p)), self._value(below, state, (*done, label))) for label, p, below in end.outcomes]
        else:
            options = {label: self._value(below, state, (*done, label)) for label, below in end.options}
            own = state[0] if end.player == "sender" else state[1]
            key = (end.player, own, done, tuple(options))
            if key not in self.later:
                self.later[key] = self._distribution("l_" + "_".join((end.player[0], own, *done)), options)
            self.states.setdefault(key, []).append((state, options))
            parts = [(self.later[key][label], worth) for label, worth in options.items()]
        return tuple(self.z3.Sum([p * worth[i] for p, worth in parts]) for i in (0, 1))  # type: ignore[return-value]

    def _best(self, chosen: dict[str, Any], worth: dict[str, Any]) -> None:
        """Only options that are worth most are chosen."""
        for label, weight in chosen.items():
            self.rules.append(self.z3.Or(weight == 0, *[self.z3.And([worth[label] >= w for w in worth.values()])]))

    def _first_moves(self) -> None:
        game, z3 = self.game, self.z3
        chances = game.receiver_prior or (Fraction(1),)
        for t, own, chosen in zip(game.types, game.message_sets, self.sigma, strict=True):
            self._best({m: chosen[m] for m in own}, {
                m: z3.Sum([
                    z3.RealVal(str(chance)) * self.rho[i][j][r] * self.worth[t, s, m, r][0]
                    for i, (s, chance) in enumerate(zip(self.his, chances, strict=True))
                    for r in labels
                ])
                for j, (m, labels) in enumerate(zip(game.messages, game.response_sets, strict=True))
                if m in own
            })  # fmt: skip
        for j, (m, labels) in enumerate(zip(game.messages, game.response_sets, strict=True)):
            known = [i for i, own in enumerate(game.message_sets) if m in own]
            types, belief = [game.types[i] for i in known], self._weights(f"b_{m}", len(known))
            sent = [z3.RealVal(str(game.prior[i])) * self.sigma[i][m] for i in known]
            bayes = z3.And([w == x for w, x in zip(belief, sent, strict=True)])
            self.rules.append(z3.Or(z3.Sum(sent) == 0, bayes))
            for i, s in enumerate(self.his):
                worth = {
                    r: z3.Sum([w * self.worth[t, s, m, r][1] for w, t in zip(belief, types, strict=True)])
                    for r in labels
                }
                self._best(self.rho[i][j], worth)

    def _last_moves(self) -> None:
        for n, (key, states) in enumerate(self.states.items()):
            player = 0 if key[0] == "sender" else 1
            belief = self._weights(f"k_{n}", len(states))
            worth = {
                label: self.z3.Sum([w * options[label][player] for w, (_, options) in zip(belief, states, strict=True)])
                for label in key[3]
            }
            self._best(self.later[key], worth)

    def resolved(self) -> Iterator[Any]:
        """That ties are resolved as the game says."""
        told = dict(self.game.ties)
        for (_, own, done, _), chosen in self.later.items():
            if plays := dict(told.get(", ".join((*filter(None, (own,)), *done)), ())):
                yield from (w == self.z3.RealVal(str(plays.get(label, 0))) for label, w in chosen.items())

    def outside(self, found: Equilibria) -> Any:
        """That behaviour is in none of the families."""
        sender = [w for row in self.sigma for w in row.values()]
        by_message = [self.rho[i][j] for j in range(len(self.game.messages)) for i in range(len(self.his))]
        receiver = [w for row in by_message for w in row.values()]
        return self.z3.And([
            self.z3.Not(self.z3.And([*self._cut(f.sender, sender), *self._cut(f.receiver, receiver)])) for f in found
        ])  # fmt: skip

    def _cut(self, side: Any, point: list[Any]) -> Iterator[Any]:
        for constraint in side.constraints:
            *coefficients, constant = constraint.coefficients
            value = self.z3.Sum([c * x for c, x in zip(coefficients, point, strict=True)]) + constant
            yield value == 0 if constraint.equality else value >= 0

    def at(self, sender: Any, receiver: Any) -> Iterator[Any]:
        """That behaviour is this."""
        for row, chosen in zip(sender, self.sigma, strict=True):
            yield from (w == self.z3.RealVal(str(x)) for w, x in zip(chosen.values(), row, strict=True))
        for i in range(len(self.his)):
            rows = receiver[i] if self.game.receiver_types else receiver
            for row, chosen in zip(rows, self.rho[i], strict=True):
                yield from (w == self.z3.RealVal(str(x)) for w, x in zip(chosen.values(), row, strict=True))
