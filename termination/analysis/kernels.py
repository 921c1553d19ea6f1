"""Closed forms compiled to NumPy: where each family exists and survives, and what it brings, block by block.

A formula becomes nodes of one graph, equal ones shared, and a block of points is evaluated node by node on arrays that
extend only along the axes on which the node depends. What no axis moves is computed once, and conditions that it
settles are folded away before the first block.

Signs are three-valued. A polynomial within rounding of zero, on the scale of its own terms over the whole sweep, has no
sign in floats; a condition that turns on it holds perhaps. Where a family exists perhaps, or survives perhaps, is a
knife edge as far as floats can tell. Truth values are packed eight to a byte, so conditions cost next to nothing.

Closed forms list every family off given edges (`engine.symbolic.edges`). Where such an edge is perhaps hit there may be
families that they do not know, and quantities are given the widest range that any play of the game allows.

No source text is generated or evaluated: formulas come as SymPy expressions and are walked through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from termination.analysis.axes import Axes
from termination.analysis.blocks import Block
from termination.analysis.factors import signed, signed_factors
from termination.analysis.forms import Forms, forms_for
from termination.analysis.joints import Joint, joint
from termination.analysis.sources import Leaf
from termination.engine.symbolic.closed_form import Condition, OneOf

Floats = NDArray[np.float64]
Packed = NDArray[np.uint8]
#: A truth value for all points, or packed ones for each.
Truth = bool | Packed

#: Rounding errors are a few units in the last place of the largest term; this is generous.
TOLERANCE = 64 * float(np.finfo(np.float64).eps)
#: Polynomials whose terms may be larger, or are all smaller, are not left to floats, which could overflow or underflow.
LARGEST, SMALLEST = 1e150, 1e-150


_BEYOND_FLOATS = "payoffs are so large or so small that polynomials in them leave the range of floating-point numbers"


# Formulas as a graph


@dataclass(frozen=True, slots=True)
class Node:
    """One operation: "leaf" (a name), "const" (a number), "add", "mul" (places of nodes), "pow" (a place, a power)."""

    kind: str
    arguments: tuple[Any, ...]


@dataclass
class Graph:
    """Formulas over named leaves. Each node also knows its axes (a bit mask) and a bound on the size of its terms."""

    leaves: Mapping[str, Leaf]
    nodes: list[Node] = field(default_factory=list)
    axes: list[int] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)
    _places: dict[Node, int] = field(default_factory=dict)

    @cached_property
    def plain(self) -> Scope:
        """For formulas in the symbols of leaves."""
        return Scope(self, {})

    def place(self, kind: str, arguments: tuple[Any, ...]) -> int:
        """The place of a node, which is added if there is none like it."""
        node = Node(kind, arguments)
        if node in self._places:
            return self._places[node]
        self._places[node] = len(self.nodes)
        self.nodes.append(node)
        if kind == "leaf":
            leaf = self.leaves[arguments[0]]
            axes, size, value = leaf.axes, leaf.greatest, leaf.constant
        elif kind == "const":
            axes, size, value = 0, abs(arguments[0]), arguments[0]
        else:
            inside = arguments if kind != "pow" else arguments[:1]
            axes = reduce(int.__or__, (self.axes[i] for i in inside))
            size = self._bound(kind, arguments)
            value = _apply(kind, arguments, self.constants.__getitem__) if not axes else None
        self.axes.append(axes)
        self.size.append(size)
        self.constants.append(value)
        return len(self.nodes) - 1

    def _bound(self, kind: str, arguments: tuple[Any, ...]) -> float:
        if kind == "add":
            return float(self.size[arguments[0]] + self.size[arguments[1]])
        if kind == "mul":
            return float(self.size[arguments[0]] * self.size[arguments[1]])
        base, power = arguments
        if power > 0:
            return float(np.float64(self.size[base]) ** int(power))
        least = self._least(base)
        return float(np.float64(least) ** int(power)) if least > 0 else float("inf")

    def _least(self, i: int) -> float:
        """A lower bound of the absolute value of what is divided by: a leaf, or a sum of positive leaves."""
        node = self.nodes[i]
        if node.kind == "leaf":
            return self.leaves[node.arguments[0]].least
        return sum(map(self._least, node.arguments)) if node.kind == "add" and self._positive(i) else 0.0

    def _positive(self, i: int) -> bool:
        """Whether the node is a leaf that is positive throughout, or a sum of such."""
        node = self.nodes[i]
        if node.kind == "leaf":
            return self.leaves[node.arguments[0]].positive
        return node.kind == "add" and all(map(self._positive, node.arguments))


@dataclass
class Scope:
    """Formulas for one graph, in symbols of which some have definitions in those of leaves."""

    graph: Graph
    definitions: Mapping[sp.Symbol, Any]
    _known: dict[Any, int] = field(default_factory=dict)

    def add(self, expression: Any) -> int:
        """The node of a SymPy expression made of +, *, integer powers, rationals and known symbols."""
        if expression not in self._known:
            self._known[expression] = self._added(expression)
        return self._known[expression]

    def _added(self, e: Any) -> int:
        place, axes = self.graph.place, self.graph.axes
        if isinstance(e, sp.Symbol):
            return self.graph.plain.add(self.definitions[e]) if e in self.definitions else place("leaf", (e.name,))
        if isinstance(e, sp.Rational):
            return place("const", (float(Fraction(int(e.p), int(e.q))),))
        if isinstance(e, sp.Pow):
            return place("pow", (self.add(e.base), int(e.exp)))
        kind = "add" if isinstance(e, sp.Add) else "mul"
        parts = sorted((self.add(part) for part in e.args), key=lambda i: (axes[i].bit_count(), axes[i], i))
        return reduce(lambda one, other: place(kind, (one, other)), parts)


def _apply(kind: str, arguments: tuple[Any, ...], value: Callable[[int], Any]) -> Any:
    if kind == "add":
        return value(arguments[0]) + value(arguments[1])
    if kind == "mul":
        return value(arguments[0]) * value(arguments[1])
    base, power = value(arguments[0]), arguments[1]
    return np.float64(1.0) / base if power == -1 else np.float64(1.0) * base**power


class _Values:
    """The values of nodes on one block, each computed when first asked for."""

    def __init__(self, graph: Graph, block: Block):
        self.graph, self.block = graph, block
        self.known: dict[int, Any] = {}

    def __call__(self, i: int) -> Any:
        constant = self.graph.constants[i]
        if constant is not None:
            return constant
        if i not in self.known:
            node = self.graph.nodes[i]
            if node.kind == "leaf":
                self.known[i] = self.graph.leaves[node.arguments[0]].on(self.block)
            else:
                self.known[i] = _apply(node.kind, node.arguments, self)
        return self.known[i]


# Conditions


def _not(one: Truth) -> Truth:
    return not one if isinstance(one, bool) else ~one


def _and(one: Truth, other: Truth) -> Truth:
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def _or(one: Truth, other: Truth) -> Truth:
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other


@dataclass(frozen=True)
class Sign:
    """That a product of nodes has a sign: op is ">" or ">=" (alike in floats) or "=". `flip` turns the sign round."""

    factors: tuple[int, ...]
    flip: bool
    op: str


Tree = Sign | Joint | bool


class _Truths:
    """Signs and conditions on one block; each condition is a pair (surely, perhaps)."""

    def __init__(self, graph: Graph, tolerances: Mapping[int, float], values: _Values):
        self.graph, self.tolerances, self.values = graph, tolerances, values
        self.signs: dict[int, tuple[Truth, Truth]] = {}
        self.known: dict[int, tuple[Truth, Truth]] = {}  # by identity: equal trees are one object

    def sign(self, i: int) -> tuple[Truth, Truth]:
        """Where the node is surely positive, and surely negative."""
        if i not in self.signs:
            value, tolerance = self.values(i), self.tolerances[i]
            self.signs[i] = self._packed(value > tolerance), self._packed(value < -tolerance)
        return self.signs[i]

    def _packed(self, truth: Any) -> Truth:
        if np.ndim(truth) == 0:
            return bool(truth)
        return np.packbits(np.broadcast_to(truth, self.values.block.shape), axis=None)

    def __call__(self, tree: Tree) -> tuple[Truth, Truth]:
        if isinstance(tree, bool):
            return tree, tree
        found = self.known.get(id(tree))
        if found is None:
            found = self.known[id(tree)] = self._test(tree) if isinstance(tree, Sign) else self._joint(tree)
        return found

    def _test(self, test: Sign) -> tuple[Truth, Truth]:
        plus, minus = self.sign(test.factors[0])
        for i in test.factors[1:]:
            p, m = self.sign(i)
            plus, minus = _or(_and(plus, p), _and(minus, m)), _or(_and(plus, m), _and(minus, p))
        if test.flip:
            plus, minus = minus, plus
        if test.op == "=":
            return False, _not(_or(plus, minus))
        return plus, _not(minus)

    def _joint(self, tree: Joint) -> tuple[Truth, Truth]:
        combine = _and if tree.every else _or
        surely, perhaps = self(tree.parts[0])
        for part in tree.parts[1:]:
            if tree.every and not np.any(perhaps):
                return False, False
            more = self(part)
            surely, perhaps = combine(surely, more[0]), combine(perhaps, more[1])
        return surely, perhaps


@dataclass
class _Trees:
    """Conditions as trees over a graph, equal ones one object, and how near to zero a node has no sign."""

    tolerances: dict[int, float] = field(default_factory=dict)
    _one: dict[Tree, Tree] = field(default_factory=dict)

    def only(self, tree: Tree) -> Tree:
        """The one object for all equal trees."""
        return self._one.setdefault(tree, tree)

    def joint(self, parts: Sequence[Tree], every: bool) -> Tree:
        """The parts joined."""
        return self.only(joint(parts, every))


@dataclass
class _Conditions:
    """Turns conditions of closed forms into trees, settled as far as fixed parameters settle them."""

    scope: Scope
    trees: _Trees
    _known: dict[Any, Tree] = field(default_factory=dict)

    def tree(self, condition: Any) -> Tree:
        """A `Condition`, `OneOf` or SymPy relation."""
        if isinstance(condition, (Condition, OneOf)):
            return self.trees.joint([self.tree(part) for part in condition.parts], isinstance(condition, Condition))
        if condition in (sp.true, sp.false, True, False):
            return bool(condition)
        if condition not in self._known:
            self._known[condition] = self._signed(*signed(condition))
        return self._known[condition]

    def positive(self, expression: Any) -> Tree:
        """That the expression is positive."""
        return self._signed(*signed_factors(expression), ">")

    def _signed(self, bases: Sequence[Any], sign: int, op: str) -> Tree:
        if not sign or not bases:
            return op != ">" if not sign else op != "=" and sign > 0
        factors = [self.scope.add(base) for base in bases]
        for i in factors:
            self.trees.tolerances[i] = TOLERANCE * self.scope.graph.size[i]
        return self._settled(Sign(tuple(sorted(factors)), sign < 0, op))

    def _settled(self, test: Sign) -> Tree:
        """Fixed factors struck out, where they have a sign."""
        left, flip = [], test.flip
        for i in test.factors:
            value = self.scope.graph.constants[i]
            if value is None or not abs(value) > self.trees.tolerances[i]:
                left.append(i)
            else:
                flip ^= bool(value < 0)
        if left:
            return self.trees.only(Sign(tuple(left), flip, test.op))
        return test.op != "=" and not flip


# The kernel


@dataclass(frozen=True)
class Found:
    """A block evaluated: flat arrays.

    `outside` are points where the closed forms' assumptions fail; `unlisted` those of the knife edges at which there
    may be families that have no closed form.
    """

    families: NDArray[np.uint64]
    survives: NDArray[np.uint64]
    knife_edge: NDArray[np.bool_]
    unlisted: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    extremes: list[tuple[Floats, Floats]]


@dataclass(frozen=True)
class Compiled:
    """One family: its name, where it exists and where it survives (existence included), its quantities as nodes."""

    name: str
    exists: Tree
    survives: Tree
    quantities: tuple[int | None, ...]


@dataclass(frozen=True)
class Kernel:
    """Closed forms compiled for one sweep."""

    graph: Graph
    tolerances: Mapping[int, float]
    names: tuple[str, ...]
    families: tuple[Compiled, ...]
    required: Tree
    #: Where some edge is hit; and, for each quantity of the families, the values that it has in single plays.
    edges: Tree
    plays: tuple[tuple[int, ...], ...]
    #: Why every point may lie on an edge; empty where that is not so.
    standing: str

    def evaluate(self, block: Block, bit_of: Callable[[str], int] | None = None) -> Found:
        """Everything on one block; `bit_of` gives a name that occurs its bit, else it is the name's place."""
        with np.errstate(all="ignore"):  # formulas are evaluated where their families do not exist, too
            return self._evaluate(block, bit_of or self.names.index)

    def _evaluate(self, block: Block, bit_of: Callable[[str], int]) -> Found:
        values = _Values(self.graph, block)
        truths = _Truths(self.graph, self.tolerances, values)
        count = block.size
        families, survives = _Mask(count, bit_of), _Mask(count, bit_of)
        edge: Truth = False
        kept: list[tuple[Compiled, Truth]] = []
        for family in self.families:
            surely, perhaps = truths(family.exists)
            families.put(family.name, perhaps)
            edge = _or(edge, _differ(surely, perhaps))
            if family.survives is not family.exists:
                surely, perhaps = truths(family.survives)
                edge = _or(edge, _differ(surely, perhaps))
            survives.put(family.name, perhaps)
            if perhaps is not False:
                kept.append((family, perhaps))
        unlisted = _bools(truths(self.edges)[1], count).copy()
        ends = [self._ends(place, kept, values, count) for place in range(len(self.plays))]
        for (low, high), plays in zip(ends, self.plays, strict=True):
            unlisted |= np.isinf(low) | np.isinf(high)  # a value out of the range of floats, or a quotient 0 / 0
            _widen(low, high, unlisted, [np.broadcast_to(values(i), block.shape).ravel() for i in plays])
        return Found(
            families.words(),
            survives.words(),
            _bools(edge, count) | unlisted,
            unlisted,
            _bools(_not(truths(self.required)[0]), count),
            ends,
        )

    def _ends(
        self, place: int, kept: Sequence[tuple[Compiled, Truth]], values: _Values, count: int
    ) -> tuple[Floats, Floats]:
        """The least and the greatest value of a quantity over the surviving families that have it: NaN where there are
        none, infinite where one is no number."""
        where: dict[int, Truth] = {}
        for family, there in kept:
            node = family.quantities[place]
            if node is not None:
                where[node] = _or(where.get(node, False), there)
        low = np.full(values.block.shape, np.inf)
        high = np.full(values.block.shape, -np.inf)
        for node, there in where.items():
            if not isinstance(there, bool) and not there.any():
                continue
            value = values(node)
            mask: Any = True if isinstance(there, bool) else _bools(there, count).reshape(values.block.shape)
            np.minimum(low, value, out=low, where=mask)
            np.maximum(high, value, out=high, where=mask)
        nowhere, wrong = low == np.inf, np.isnan(low)
        low[nowhere] = high[nowhere] = np.nan
        low[wrong], high[wrong] = -np.inf, np.inf
        return low.ravel(), high.ravel()


def _widen(low: Floats, high: Floats, where: NDArray[np.bool_], plays: Sequence[Floats]) -> None:
    """Ends that hold whatever is played, in place."""
    if where.any():
        low[where] = np.min([value[where] for value in plays], axis=0)
        high[where] = np.max([value[where] for value in plays], axis=0)


def _differ(surely: Truth, perhaps: Truth) -> Truth:
    return _and(perhaps, _not(surely))


def _bools(truth: Truth, count: int) -> NDArray[np.bool_]:
    if isinstance(truth, bool):
        return np.full(count, truth)
    return np.unpackbits(truth, count=count).view(np.bool_)


class _Mask:
    """Bits of up to 64 families for each point, gathered byte by byte."""

    def __init__(self, count: int, bit_of: Callable[[str], int]):
        self.count, self.bit_of = count, bit_of
        self.bytes: dict[int, NDArray[np.uint8]] = {}

    def put(self, name: str, truth: Truth) -> None:
        if truth is False:
            return
        if not isinstance(truth, bool) and not truth.any():
            return
        there = np.uint8(1) if isinstance(truth, bool) else np.unpackbits(truth, count=self.count)
        place, shift = divmod(self.bit_of(name), 8)
        here = self.bytes.setdefault(place, np.zeros(self.count, np.uint8))
        np.bitwise_or(here, np.left_shift(there, np.uint8(shift)), out=here)

    def words(self) -> NDArray[np.uint64]:
        words = np.zeros((self.count, 8), np.uint8)
        for place, column in self.bytes.items():
            words[:, place] = column
        found: NDArray[np.uint64] = words.view("<u8").ravel().astype(np.uint64, copy=False)
        return found


# From a sweep to a kernel


def kernel_for(axes: Axes, concept: str | None, quantities: Sequence[str]) -> Kernel | str:
    """The kernel for a sweep, or, in words, why there is none."""
    found = forms_for(axes, concept)
    if isinstance(found, str):
        return found
    try:
        with np.errstate(all="ignore"):
            return _compiled(found, quantities)
    except OverflowError:  # a parameter itself has no place among floats
        return _BEYOND_FLOATS


def _compiled(found: Forms, quantities: Sequence[str]) -> Kernel | str:
    graph, trees = Graph(found.values.leaves), _Trees()
    names: dict[str, None] = {}
    families: list[Compiled] = []
    edges: dict[Tree, Any] = {}
    required: list[Tree] = []
    asked = [found.asked(quantity) for quantity in quantities]
    for part in found.parts:
        scope = Scope(graph, part.definitions)
        conditions = _Conditions(scope, trees)
        for form in part.forms:
            exists = conditions.tree(part.condition(form))
            if exists is False:
                continue
            kept = [conditions.tree(form.survives[concept]) for concept in found.concepts]
            survives = trees.joint([exists, *kept], True) if kept else exists
            names[name := part.name(form)] = None
            values = (part.quantity(form, one) for one in asked)
            families.append(
                Compiled(name, exists, survives, tuple(None if e is None else scope.add(e) for e in values))
            )
        edges |= {conditions.tree(edge): edge for edge in reversed(part.case.edges)}
        positive = trees.joint([conditions.positive(symbol) for symbol in part.case.positive], True)
        elsewhere = [conditions.tree(sp.Not(relation)) for relation in part.case.where]
        required.append(trees.joint([positive, *elsewhere], False))
    hit = next((edge for tree, edge in reversed(edges.items()) if _stands(graph, tree)), None)
    zero = "" if hit is None else next(part.lhs for part in hit.parts if isinstance(part, sp.Eq))
    standing = f"every point may lie on an edge, where {zero} is 0" if hit is not None else ""
    tolerances = trees.tolerances
    if not all(size == 0 or SMALLEST < size < LARGEST for size in map(graph.size.__getitem__, tolerances)):
        return _BEYOND_FLOATS
    plays = tuple(tuple(graph.plain.add(sp.sympify(e)) for e in found.plays(one)) for one in asked)
    edge = trees.joint(list(edges), False)
    return Kernel(graph, tolerances, tuple(names), tuple(families), trees.joint(required, True), edge, plays, standing)


def _stands(graph: Graph, tree: Tree) -> bool:
    """Whether what no axis moves decides that the condition holds perhaps, at every point."""
    if isinstance(tree, bool):
        return tree
    if isinstance(tree, Joint):
        return (all if tree.every else any)(_stands(graph, part) for part in tree.parts)
    return any(graph.constants[i] is not None for i in tree.factors)  # a fixed factor with a sign has been struck out
