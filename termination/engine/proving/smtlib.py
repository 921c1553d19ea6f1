"""Statements as SMT-LIB 2.6 text that any solver of nonlinear real arithmetic can check, and a person can read.

The text depends on the statement alone, not on the version of the library that holds it: variables are declared in
alphabetical order, every group of facts stands under the words for it, and nothing is renamed, shared or simplified.

Reference: Barrett, Fontaine & Tinelli, *The SMT-LIB Standard*, version 2.6, smt-lib.org.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from termination.engine.proving.formulas import Fact, Formula, Term, z3


def script(title: str, facts: Sequence[Fact], names: Mapping[str, Term] | None = None, expected: str = "unsat") -> str:
    """A script asserting all `facts`, each under its words, and asking whether they can hold together.

    `names` are abbreviations: wherever one of these terms occurs its name is written, and defined beforehand.

    >>> from termination.engine.proving.formulas import Fact, real
    >>> x, y = real("x"), real("y")
    >>> facts = [Fact("the sum is positive", x + y > 0), Fact("the sum is negative", x + y < 0)]
    >>> print(script("A sum is not positive and negative.", facts, {"sum": x + y}))
    ; A sum is not positive and negative.
    (set-info :smt-lib-version 2.6)
    (set-info :status unsat)
    (set-logic QF_NRA)
    (declare-const x Real)
    (declare-const y Real)
    (define-fun sum () Real (+ x y))
    ; the sum is positive
    (assert (> sum 0.0))
    ; the sum is negative
    (assert (< sum 0.0))
    (check-sat)
    <BLANKLINE>
    """
    writer = _Writer(names or {})
    body: list[str] = []
    for fact in facts:
        body += _comment(fact.words)
        body += [f"(assert {writer.write(conjunct)})" for conjunct in _conjuncts(fact.formula)]
    formulas = [fact.formula for fact in facts]
    logic = "NRA" if any(z3().is_quantifier(node) for node in _nodes(formulas)) else "QF_NRA"
    lines = _comment(title)
    lines += ["(set-info :smt-lib-version 2.6)", f"(set-info :status {expected})", f"(set-logic {logic})"]
    lines += [f"(declare-const {name} Real)" for name in sorted(variables(formulas))]
    return "\n".join([*lines, *writer.definitions, *body, "(check-sat)", ""])


def _comment(words: str) -> list[str]:
    return [f"; {line}" for paragraph in words.splitlines() for line in wrap(paragraph, 110)]


def _conjuncts(formula: Formula) -> list[Formula]:
    if isinstance(formula, bool):
        return [] if formula else [formula]
    if z3().is_and(formula):
        return [one for part in formula.children() for one in _conjuncts(part)]
    return [formula]


def variables(formulas: Iterable[Formula]) -> dict[str, Term]:
    """The free real variables of some formulas, by name."""
    constants = (node for node in _nodes(formulas) if z3().is_const(node))
    return {node.decl().name(): node for node in constants if node.decl().kind() == z3().Z3_OP_UNINTERPRETED}


def _nodes(formulas: Iterable[Formula]) -> Iterator[Formula]:
    """Every formula and term inside them once, however often it is shared."""
    seen: set[int] = set()
    stack = [formula for formula in formulas if not isinstance(formula, bool)]
    while stack:
        node = stack.pop()
        if node.get_id() not in seen:
            seen.add(node.get_id())
            yield node
            stack.extend([node.body()] if z3().is_quantifier(node) else node.children())


def _operators() -> dict[int, str]:
    z = z3()
    return {
        z.Z3_OP_AND: "and",
        z.Z3_OP_OR: "or",
        z.Z3_OP_NOT: "not",
        z.Z3_OP_IMPLIES: "=>",
        z.Z3_OP_EQ: "=",
        z.Z3_OP_DISTINCT: "distinct",
        z.Z3_OP_ITE: "ite",
        z.Z3_OP_LE: "<=",
        z.Z3_OP_LT: "<",
        z.Z3_OP_GE: ">=",
        z.Z3_OP_GT: ">",
        z.Z3_OP_ADD: "+",
        z.Z3_OP_SUB: "-",
        z.Z3_OP_UMINUS: "-",
        z.Z3_OP_MUL: "*",
        z.Z3_OP_DIV: "/",
    }


def expression(node: Formula) -> str:
    """One formula or term in SMT-LIB's notation.

    >>> from termination.engine.proving.formulas import real
    >>> expression(real("x") * 2 > -1)
    '(> (* x 2.0) (- 1.0))'
    """
    return _Writer({}).write(node)


class _Writer:
    """Writes terms, abbreviating those that have names; `definitions` collects those it used, each before its users."""

    def __init__(self, names: Mapping[str, Term]):
        compound = {name: term for name, term in names.items() if z3().is_app(term) and term.num_args()}
        self.names = {term.get_id(): name for name, term in compound.items()}
        self.written: dict[int, tuple[Formula, str]] = {}  # with the node itself, so that no identifier is reused
        self.terms = compound  # kept likewise
        self.definitions: list[str] = []
        self.defined: set[str] = set()
        self.operators = _operators()

    def write(self, node: Formula) -> str:
        if isinstance(node, bool):
            return "true" if node else "false"
        name = self.names.get(node.get_id())
        if name is None:
            if node.get_id() not in self.written:
                self.written[node.get_id()] = node, self._plain(node)
            return self.written[node.get_id()][1]
        if name not in self.defined:
            self.defined.add(name)
            sort = "Bool" if z3().is_bool(node) else "Real"
            self.definitions.append(f"(define-fun {name} () {sort} {self._plain(node)})")
        return name

    def _plain(self, node: Formula) -> str:
        z = z3()
        if z.is_quantifier(node):
            return " ".join(node.sexpr().split())
        if z.is_true(node) or z.is_false(node):
            return "true" if z.is_true(node) else "false"
        if z.is_rational_value(node):
            return _number(node.numerator_as_long(), node.denominator_as_long())
        if z.is_const(node):
            return str(node.decl().name())
        return f"({self.operators[node.decl().kind()]} {' '.join(self.write(part) for part in node.children())})"


def _number(numerator: int, denominator: int) -> str:
    size = f"{abs(numerator)}.0" if denominator == 1 else f"(/ {abs(numerator)}.0 {denominator}.0)"
    return f"(- {size})" if numerator < 0 else size
