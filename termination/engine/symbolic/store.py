"""Closed forms kept on disk: derived once on a machine, read back in the next run.

What is kept is data and nothing else: positions of messages and replies, polynomials as lists of terms, conditions as
lists that refer to those before them. Reading it evaluates nothing and looks no name up. A file is called by a hash of
the game, of the way forms are derived, and of the version of SymPy; it ends with a hash of what is in it. One that
is not as it was written is left aside with a warning, and the forms are derived again.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

import sympy as sp

from termination.engine.symbolic.algebra import Element, Polynomial
from termination.engine.symbolic.derive import PatternSolution, derive
from termination.engine.symbolic.games import SymbolicGame
from termination.engine.symbolic.logic import TRUE, All, Atom, Some, Tree
from termination.engine.symbolic.patterns import Pattern
from termination.engine.symbolic.rough import Rough
from termination.errors import CacheWarning

#: The way forms are derived and written down here: another number whenever either changes.
DERIVATION = 1
#: The environment variable that says where files are kept; empty, nowhere.
FOLDER = "TERMINATION_CACHE"
#: Larger files are none of ours.
MOST_BYTES = 100_000_000

_WHAT = "closed forms, kept by termination"


class Kept(NamedTuple):
    """The forms of a game; or that there are none because they take more than `beyond` steps to derive."""

    forms: tuple[Rough, ...]
    beyond: int = 0


def folder() -> Path | None:
    """Where closed forms are kept: what the environment says, else the user's folder for such files; None: nowhere."""
    given = os.environ.get(FOLDER)
    if given is not None:
        return Path(given) if given else None
    from platformdirs import user_cache_path

    return user_cache_path("termination")


def key(game: SymbolicGame) -> str:
    """The same for games that have the same closed forms because they are the same."""
    expressions = (game.prior, game.sender, game.receiver, game.symbols, game.assumptions, game.scales)
    said = [DERIVATION, sp.__version__, game.types, game.messages, game.response_sets, *map(sp.srepr, expressions)]
    return _hash(said)


def _hash(data: Any) -> str:
    return sha256(json.dumps(data, separators=(",", ":")).encode()).hexdigest()


def read(game: SymbolicGame) -> Kept | None:
    """What was kept of this game; None if nothing was."""
    home = folder()
    if home is None or not (path := _path(home, game)).exists():
        return None
    try:
        return _Reader(game, _body(path, key(game))).kept()
    except (OSError, _OthersError) as error:
        warnings.warn(CacheWarning(f"{path} is left aside and its closed forms derived again: {error}"), stacklevel=2)
        return None


def write(game: SymbolicGame, kept: Kept) -> None:
    """Keep what was derived of the game, if there is a place for it."""
    home = folder()
    if home is None:
        return
    body = _Writer().body(kept)
    text = json.dumps({"what": _WHAT, "key": key(game), "body": body, "sum": _hash(body)}, separators=(",", ":"))
    path, made = _path(home, game), ""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=home, suffix=".part", delete=False) as file:
            made = file.name
            file.write(text)
        os.replace(made, path)  # whoever reads meanwhile sees all of it or nothing
    except OSError as error:
        if made:
            with suppress(OSError):
                os.unlink(made)
        warnings.warn(CacheWarning(f"closed forms are not kept in {home}: {error.strerror or error}"), stacklevel=2)


def _path(home: Path, game: SymbolicGame) -> Path:
    return home / f"forms-{key(game)[:32]}.json"


class _OthersError(Exception):
    """A file is not what `write` wrote."""


def _body(path: Path, wanted: str) -> Mapping[str, Any]:
    if path.stat().st_size > MOST_BYTES:
        raise _OthersError("it is too large")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):  # not UTF-8, or no JSON
        raise _OthersError("it is no JSON") from None
    if not isinstance(data, dict) or data.get("what") != _WHAT or data.get("key") != wanted:
        raise _OthersError("it holds something else")
    if not isinstance(data.get("body"), dict) or data.get("sum") != _hash(data["body"]):
        raise _OthersError("it has been changed or cut short")
    body: Mapping[str, Any] = data["body"]
    return body


# Numbers for polynomials and conditions


@dataclass
class _Writer:
    """What is written; equal polynomials and conditions stand once and are referred to by their place."""

    polynomials: list[Any] = field(default_factory=list)
    conditions: list[Any] = field(default_factory=list)
    _places: dict[Polynomial, int] = field(default_factory=dict)
    _seen: dict[Any, int] = field(default_factory=dict)

    def body(self, kept: Kept) -> dict[str, Any]:
        forms = [self.form(one) for one in kept.forms]
        tables = {"polynomials": self.polynomials, "conditions": self.conditions}
        return {**tables, "forms": forms, "beyond": kept.beyond}

    def form(self, one: Rough) -> dict[str, Any]:
        pattern = {"sender": one.found.pattern.sender, "replies": one.found.pattern.replies}
        if one.found.free:
            return pattern
        return {
            **pattern,
            "sigma": [[*cell, *self.element(x)] for cell, x in one.found.sigma.items()],
            "rho": [[*cell, *self.element(x)] for cell, x in one.found.rho.items()],
            "exists": self.condition(one.exists),
            "survives": {concept: self.condition(tree) for concept, tree in one.survives.items()},
        }

    def element(self, x: Element) -> list[int]:
        return [self.polynomial(x.numer), self.polynomial(x.denom)]

    def polynomial(self, polynomial: Polynomial) -> int:
        """Its place; a term is a numerator, a denominator, and the power of each symbol."""
        if polynomial not in self._places:
            self._places[polynomial] = len(self.polynomials)
            terms = [[int(c.numerator), int(c.denominator), *powers] for powers, c in polynomial.terms()]
            self.polynomials.append(terms)
        return self._places[polynomial]

    def condition(self, tree: Tree) -> int:
        """Its place; those that it consists of come before it."""
        if isinstance(tree, Atom):
            said = [tree.op, *map(self.polynomial, tree.factors)]
        else:
            if id(tree) in self._seen:  # all of them are held by the forms, so that no two have one identity
                return self._seen[id(tree)]
            said = ["all" if isinstance(tree, All) else "some", *map(self.condition, tree.parts)]
        place = self._seen.setdefault(tuple(said), len(self.conditions))
        if place == len(self.conditions):
            self.conditions.append(said)
        if not isinstance(tree, Atom):
            self._seen[id(tree)] = place
        return place


class _Reader:
    """What `_Writer` wrote, for a game."""

    def __init__(self, game: SymbolicGame, body: Mapping[str, Any]):
        self.game, self.body = game, body

    def kept(self) -> Kept:
        try:
            self.ring = self.game.field.domain.field.ring
            self.polynomials = [self._polynomial(terms) for terms in self.body["polynomials"]]
            self.conditions: list[Tree] = []
            for op, *parts in self.body["conditions"]:
                self.conditions.append(self._condition(op, parts))
            return Kept(tuple(map(self._form, self.body["forms"])), int(self.body["beyond"]))
        except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError):  # whoever wrote it also made the sum
            raise _OthersError("it is not in the form of such files") from None

    def _polynomial(self, terms: Sequence[Sequence[int]]) -> Polynomial:
        domain = self.ring.domain
        found = {tuple(map(int, powers)): domain(int(above), int(below)) for above, below, *powers in terms}
        if any(len(powers) != self.ring.ngens or min(powers, default=0) < 0 for powers in found):
            raise ValueError("powers of other symbols")
        return self.ring.from_dict(found)

    def _condition(self, op: str, parts: Sequence[int]) -> Tree:
        if op in (">", ">=", "=") and parts:
            return Atom(tuple(self.polynomials[i] for i in parts), op)
        if op not in ("all", "some"):
            raise ValueError("no such condition")
        return (All if op == "all" else Some)(tuple(self.conditions[i] for i in parts))

    def _form(self, data: Mapping[str, Any]) -> Rough:
        pattern = Pattern(*(tuple(map(tuple, data[side])) for side in ("sender", "replies")))
        if "exists" not in data:
            return Rough(derive(self.game, pattern), TRUE, {})
        sigma, rho = ({(i, j): self._element(x, y) for i, j, x, y in data[side]} for side in ("sigma", "rho"))
        found = PatternSolution(self.game, pattern, sigma, rho, (), ())
        survives = {str(concept): self.conditions[i] for concept, i in data["survives"].items()}
        return Rough(found, self.conditions[data["exists"]], survives)

    def _element(self, above: int, below: int) -> Element:
        if not self.polynomials[below]:
            raise ValueError("a denominator is zero")
        return self.game.field.domain.field.raw_new(self.polynomials[above], self.polynomials[below])
