"""Theorems about families of games, proved over all parameter values at once, or refuted by exact numbers.

A **theorem** falls into **obligations**, each with the assumptions it uses and nothing else:

- `Universal`: whatever the parameters, under the assumptions, (in every equilibrium) the claim holds. Proved if the SMT
  solver finds that assumptions, equilibrium and the contrary of the claim cannot hold together.
- `Existence`: whatever the parameters, under the assumptions, some equilibrium has a property. Proved by a witness in
  closed form: that it is an equilibrium and has the property is a universal claim. Refuted only by parameters at which
  *no* equilibrium has it, not by a witness that fails.
- `Derivation`: an expression derived by computer algebra (a derivative, a limit, a root) is the one stated.

Refutations come with a counterexample in rational numbers, chosen simple. Where the solver gives up the status is
"unknown", never anything better. Assumptions can be dropped by name, to see what each of them does.

The definitions are in `formulas`, the text of a statement in `smtlib`. Nothing here knows what the game is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any, ClassVar

from termination.engine.game import SignalingGame
from termination.engine.proving.formulas import (
    Fact,
    Formula,
    Play,
    Term,
    abbreviations,
    equilibrium,
    every,
    no,
    survives_d1,
    z3,
)
from termination.engine.proving.smtlib import script, variables
from termination.errors import UnknownNameError

#: Steps that the SMT solver may take for one question before it answers "unknown": its own units, of which it does
#: some five million a second. No clock is asked, so that a slow machine gives the same answers and counterexamples.
EFFORT = 600_000_000
#: Steps for a first attempt, and for the questions that simplify a counterexample; unanswered ones are passed over.
_BRIEFLY = 5_000_000
#: How many parameter values are tried when looking for one at which no equilibrium has a property.
_ATTEMPTS = 40
_DENOMINATORS = (1, 2, 4, 5, 10, 20, 100, 1000, 10**6)


# -- statements ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Setting:
    """What a statement is about: parameters, nested and named as the model's constructor takes them, as terms; and the
    facts that make them parameters at all (probabilities, signs), which are never dropped. `names` are abbreviations
    used where a statement is written out; `plain` restrictions under which a counterexample is looked for first.
    `assumes` names what holds in the setting but not of the model in general: a parameter that is fixed, a case."""

    parameters: Mapping[str, Any]
    facts: tuple[Fact, ...]
    names: Mapping[str, Term] = field(default_factory=dict)
    plain: tuple[Formula, ...] = ()
    assumes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Universal:
    """Under `given`, `then` holds; in every equilibrium, where there is a `play`.

    Without a `play` it is a statement about parameters alone, or about whatever `then` mentions.
    """

    method: ClassVar[str] = "SMT"
    name: str
    words: str
    setting: Setting
    given: tuple[Fact, ...]
    then: Formula
    play: Play | None = None

    def premises(self, without: Sequence[str] = ()) -> tuple[Fact, ...]:
        """The facts from which the claim is to follow."""
        behaviour = equilibrium(self.play) if self.play else ()
        return (*self.setting.facts, *_kept(self.given, without), *behaviour)

    def refutable(self, without: Sequence[str] = ()) -> tuple[Fact, ...]:
        """The facts that cannot hold together if the claim is true."""
        return (*self.premises(without), Fact("and yet the claim fails", no(self.then)))


@dataclass(frozen=True)
class Existence:
    """Under `given`, some equilibrium (surviving D1, if `survives`) has the `property`: `witness` does.

    `defined` are equations that define the witness's mixing, where a closed form is a quotient.
    """

    method: ClassVar[str] = "SMT, by a witness"
    name: str
    words: str
    setting: Setting
    given: tuple[Fact, ...]
    witness: Play
    property: Callable[[Play], Formula]
    survives: bool = False
    defined: tuple[Fact, ...] = ()

    def wanted(self, play: Play) -> tuple[Fact, ...]:
        """What makes `play` an equilibrium of the kind claimed to exist."""
        refined = (Fact("it survives D1", survives_d1(play)),) if self.survives else ()
        return (*equilibrium(play), *refined, Fact("it has the property", self.property(play)))

    def premises(self, without: Sequence[str] = ()) -> tuple[Fact, ...]:
        """The facts from which it is to follow that the witness is such an equilibrium."""
        return (*self.setting.facts, *_kept(self.given, without), *self.defined)

    def refutable(self, without: Sequence[str] = ()) -> tuple[Fact, ...]:
        """The facts that cannot hold together if the witness is such an equilibrium."""
        fails = no(every(fact.formula for fact in self.wanted(self.witness)))
        return (*self.premises(without), Fact("and yet the witness is no such equilibrium", fails))


@dataclass(frozen=True)
class Derivation:
    """What computer algebra derives equals what is stated. Both are SymPy expressions; `derives` says of what, in words
    with the mathematics between backticks."""

    method: ClassVar[str] = "computer algebra"
    name: str
    words: str
    derives: str
    derived: Any
    stated: Any
    given: tuple[Fact, ...] = ()


Obligation = Universal | Existence | Derivation


def hypotheses(obligation: Obligation) -> tuple[str, ...]:
    """All that a statement which rests on the obligation has to say: what its setting assumes, and what is given."""
    setting = () if isinstance(obligation, Derivation) else obligation.setting.assumes
    return tuple(dict.fromkeys([*setting, *(fact.title for fact in obligation.given)]))


def _kept(given: Sequence[Fact], without: Sequence[str]) -> tuple[Fact, ...]:
    return tuple(fact for fact in given if fact.name not in without)


@dataclass(frozen=True)
class Statement:
    """A sentence of a theorem: in `words`, that under the hypotheses `under`, by name, what is claimed holds; and the
    names of the obligations that prove it, whose hypotheses are all among them or in the words of the claim."""

    words: str
    under: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Argument:
    """An argument made by hand: its `scope`, as in "for any number of types", and its paragraphs."""

    scope: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Theorem:
    """Statements in words, the passages they formalise, and, built when asked for, what has to be proved.

    The first statement may have no parts: then it says what the others have in common, and holds of each. `falsified`
    builds obligations that are false by a small change, to show that the machinery can tell; `remarks` say what was
    found stronger or different than first stated; `by_hand` argues for more than the obligations prove: for more types,
    or more periods. Mathematics in the words stands between backticks.
    """

    name: str
    title: str
    statements: tuple[Statement, ...]
    passages: tuple[str, ...]
    build: Callable[[], Iterable[Obligation]] = field(repr=False)
    falsify: Callable[[], Iterable[Obligation]] = field(repr=False)
    remarks: tuple[str, ...] = ()
    by_hand: tuple[Argument, ...] = ()

    @property
    def words(self) -> str:
        """All statements, one after the other."""
        return " ".join(statement.words for statement in self.statements)

    def obligations(self) -> tuple[Obligation, ...]:
        """What has to be proved. Raises `MissingExtraError` without the SMT solver."""
        return tuple(self.build())

    def falsified(self) -> tuple[Obligation, ...]:
        """False variants of it, which must be refuted."""
        return tuple(self.falsify())

    def assumptions(self) -> tuple[str, ...]:
        """The names of all assumptions that some obligation uses, in order of appearance."""
        return tuple(dict.fromkeys(fact.name for each in self.obligations() for fact in each.given))


@dataclass(frozen=True)
class Chapter:
    """The theorems of one model, by name; the game that parameters make, so that a solver of games can be asked about a
    counterexample; in words, whose they are; and, where there are such, how the model is told in an article and the
    folder with the records of the proofs."""

    model: str
    origin: str
    theorems: Mapping[str, Theorem] = field(repr=False)
    game: Callable[[Mapping[str, Any]], SignalingGame] = field(repr=False)
    exposition: Callable[[], Any] | None = field(default=None, repr=False)
    records: Path | None = None


# -- answers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counterexample(Mapping[str, Any]):
    """Parameters, in exact numbers, at which a claim fails: a mapping, so `Model(**counterexample)` builds the game.

    `sender`, `receiver`, `beliefs`, nested by position, are the play that shows it: an equilibrium of the kind the
    claim speaks of that does what the claim denies (`refutes` "every"), or the claimed witness, which is no such
    equilibrium, and neither is any other play (`refutes` "some"). They are None where the claim is not about play.
    `numbers` has every variable of the formula by its name.
    """

    parameters: Mapping[str, Any]
    refutes: str
    sender: list[list[Fraction]] | None = None
    receiver: list[list[Fraction]] | None = None
    beliefs: list[list[Fraction]] | None = None
    numbers: Mapping[str, Fraction] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        if name not in self.parameters:
            raise UnknownNameError("parameter", name, tuple(self.parameters))
        return self.parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parameters)

    def __len__(self) -> int:
        return len(self.parameters)

    def __str__(self) -> str:
        return ", ".join(f"{name} = {_shown(value)}" for name, value in self.parameters.items())


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{label}: {_shown(entry)}" for label, entry in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return str(value)


@dataclass(frozen=True)
class Proof:
    """What became of one obligation: `status` is "proved", "refuted" or "unknown".

    `assumptions` are those used, `dropped` those left out on request; `formula` is SMT-LIB text whose unsatisfiability
    is the claim, or the equation of a derivation; `confirmed` says whether the solver of games agrees with the
    counterexample, None where that was not asked.
    """

    name: str
    words: str
    method: str
    assumptions: tuple[str, ...]
    dropped: tuple[str, ...]
    status: str
    seconds: float
    solver: str
    formula: str = field(repr=False)
    counterexample: Counterexample | None = None
    note: str = ""
    confirmed: bool | None = None

    @property
    def proved(self) -> bool:
        return self.status == "proved"

    def __str__(self) -> str:
        used = ", ".join(self.assumptions) or "nothing"
        return f"{self.status:8} {self.name}  (from {used})"

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import text_html

        return text_html(self)


@dataclass(frozen=True)
class TheoremProof:
    """What became of a theorem: the answers to all its obligations, and what follows for the whole."""

    theorem: Theorem
    without: tuple[str, ...]
    parts: tuple[Proof, ...]

    @property
    def status(self) -> str:
        """ "proved" if every part is, "refuted" if one is, else "unknown"."""
        found = {part.status for part in self.parts}
        return "refuted" if "refuted" in found else "unknown" if "unknown" in found else "proved"

    @property
    def proved(self) -> bool:
        return self.status == "proved"

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts)

    @property
    def counterexample(self) -> Counterexample | None:
        """The first counterexample to a part, if any was refuted by one."""
        return next((part.counterexample for part in self.parts if part.counterexample), None)

    def __str__(self) -> str:
        from termination.reporting.proofs import proof_text

        return proof_text(self)

    def _repr_html_(self) -> str:
        from termination.reporting.notebook import text_html

        return text_html(self)


# -- proving ---------------------------------------------------------------------------------------------------------


def discharge(obligation: Obligation, without: Sequence[str] = ()) -> Proof:
    """Prove or refute one obligation, without the assumptions named (those it does not use are ignored)."""
    start = perf_counter()
    text = formula_text(obligation, without)
    if isinstance(obligation, Derivation):
        status, example, note = _compare(obligation)
        solver = f"SymPy {_sympy_version()}"
    else:
        status, example, note = _decide(obligation, without, text)
        solver = f"Z3 {z3().get_version_string()}"
    return Proof(
        name=obligation.name,
        words=obligation.words,
        method=obligation.method,
        assumptions=tuple(fact.name for fact in _kept(obligation.given, without)),
        dropped=tuple(fact.name for fact in obligation.given if fact.name in without),
        status=status,
        seconds=perf_counter() - start,
        solver=solver,
        formula=text,
        counterexample=example,
        note=note,
    )


def formula_text(obligation: Obligation, without: Sequence[str] = ()) -> str:
    """The statement for another machine: SMT-LIB text, or the equation that computer algebra derives."""
    if isinstance(obligation, Derivation):
        return f"{obligation.derives}: `{obligation.stated}`"
    play = obligation.play if isinstance(obligation, Universal) else obligation.witness
    names = {**obligation.setting.names, **(abbreviations(play) if play else {})}
    return script(f"{obligation.name}\n{obligation.words}", obligation.refutable(without), names)


_Answer = tuple[str, Counterexample | None, str]


def _decide(obligation: Universal | Existence, without: Sequence[str], text: str) -> _Answer:
    """Proved if the text itself, read afresh by the SMT solver, is unsatisfiable; else a counterexample is sought."""
    try:
        if not _satisfiable(text):
            return "proved", None, ""
    except _GaveUpError:
        pass  # a counterexample may still be found, and is then certain
    try:
        if isinstance(obligation, Universal):
            return _refute_universal(obligation, without)
        return _refute_existence(obligation, without)
    except _GaveUpError as reason:
        return "unknown", None, f"the solver gave up: {reason}"


def _refute_universal(obligation: Universal, without: Sequence[str]) -> _Answer:
    found = _solution(_formulas(obligation.refutable(without)), obligation.setting)
    if found is None:
        return "proved", None, ""
    return "refuted", _example(obligation.setting, obligation.play, found, "every"), ""


def _refute_existence(obligation: Existence, without: Sequence[str]) -> _Answer:
    """By parameters at which not only the witness but every play lacks the property.

    Led by counterexamples: where the witness fails some other play may have the property; if so, look where that play
    fails too.
    """
    facts = _formulas(obligation.refutable(without))
    rival = Play.free(obligation.witness.game, "_any")
    wanted = _formulas(obligation.wanted(rival))
    for _ in range(_ATTEMPTS):
        found = _solution(facts, obligation.setting)
        if found is None:
            break
        other = _solution(_substituted(wanted, found))
        if other is None:
            return "refuted", _example(obligation.setting, obligation.witness, found, "some"), ""
        facts.append(no(every(_formulas(obligation.wanted(_fixed(rival, other))))))
    return "unknown", None, "the witness fails, but no parameters were found at which every play does"


def _fixed(play: Play, numbers: Numbers) -> Play:
    """The strategies and beliefs that `numbers` give `play`, for whatever parameters."""
    def numbered(entry: Any) -> Any:
        return [numbered(each) for each in entry] if isinstance(entry, tuple) else _value(entry, numbers)

    return Play.given(play.game, *map(numbered, (play.sigma, play.receiver, play.mu)))


# -- the SMT solver --------------------------------------------------------------------------------------------------

Numbers = Mapping[str, Fraction]


class _GaveUpError(Exception):
    """The SMT solver answered "unknown"."""


def _formulas(facts: Iterable[Fact]) -> list[Formula]:
    return [fact.formula for fact in facts]


def _satisfiable(text: str) -> bool:
    """Whether the assertions of an SMT-LIB script can hold together.

    In a context of its own, so that the answer does not depend on what was asked before.
    """
    solver = z3().Solver(ctx=z3().Context())
    solver.from_string(text)
    return _answer(solver, EFFORT) is not None


def _model(facts: Iterable[Formula], effort: int) -> Any:
    """The SMT solver's model of the facts, None if they cannot hold together."""
    formulas = [fact for fact in facts if not isinstance(fact, bool)]
    solver = z3().Solver(ctx=formulas[0].ctx) if formulas else z3().Solver()
    solver.add(*facts)
    return _answer(solver, effort)


def _answer(solver: Any, effort: int) -> Any:
    solver.set("rlimit", effort)
    answer = solver.check()
    if answer == z3().unknown:
        raise _GaveUpError(solver.reason_unknown())
    return solver.model() if answer == z3().sat else None


def _solution(facts: Iterable[Formula], setting: Setting | None = None) -> Numbers | None:
    """Rational numbers for which the facts hold, simple ones for the parameters first; None if there are none."""
    context = z3().Context()
    facts, plain = ([_moved(fact, context) for fact in each] for each in (facts, setting.plain if setting else ()))
    facts, model = _found(facts, [*facts, *plain])
    if model is None:
        return None
    names = variables(facts)
    leading = [name for name in variables(_terms(setting.parameters)) if name in names] if setting else []
    order = dict.fromkeys([*leading, *sorted(names)])
    return _simplified(facts, [(name, names[name]) for name in order], model)


def _moved(fact: Formula, context: Any) -> Formula:
    return fact if isinstance(fact, bool) else fact.translate(context)


def _found(facts: list[Formula], plain: list[Formula]) -> tuple[list[Formula], Any]:
    """A model of the facts, of the plain ones if there is one and it is easily found; and which it is a model of."""
    try:
        simple = _model(plain, _BRIEFLY)
    except _GaveUpError:
        simple = None
    return (plain, simple) if simple is not None else (facts, _model(facts, EFFORT))


def _terms(nested: Any) -> list[Term]:
    if isinstance(nested, Mapping):
        return [term for entry in nested.values() for term in _terms(entry)]
    if isinstance(nested, (list, tuple)):
        return [term for entry in nested for term in _terms(entry)]
    return [nested] if z3().is_expr(nested) else []


def _simplified(facts: list[Formula], order: Sequence[tuple[str, Term]], model: Any) -> Numbers:
    """A solution near the model with simple rational entries: variable by variable, the simplest that leaves one.

    Plays are linear in the rest once the parameters are fixed, so that a rational solution is met.
    """
    chosen: dict[str, Fraction] = {}
    for name, variable in order:
        value, near = _read(model, variable)
        for candidate in _candidates(near):
            fixed = _substituted(facts, {name: candidate})
            if candidate != value:
                try:
                    found = _model(fixed, _BRIEFLY)
                except _GaveUpError:
                    continue
                if found is None:
                    continue
                model = found
            chosen[name], facts = candidate, fixed
            break
        else:
            raise _GaveUpError(f"no rational value near {near} was found for {name}")
    return chosen


def _read(model: Any, variable: Term) -> tuple[Fraction | None, Fraction]:
    """The variable's value if it is rational, and a rational near it in any case."""
    value = model.eval(variable, model_completion=True)
    if z3().is_rational_value(value):
        return _fraction(value), _fraction(value)
    return None, _fraction(value.approx(20))


def _fraction(value: Any) -> Fraction:
    return Fraction(value.numerator_as_long(), value.denominator_as_long())


def _candidates(near: Fraction) -> list[Fraction]:
    """Rationals ever closer to `near`, the simplest first, itself the last."""
    rounded = [Fraction(round(near * denominator), denominator) for denominator in _DENOMINATORS]
    return list(dict.fromkeys([*rounded, near]))


def _substituted(facts: Sequence[Formula], numbers: Numbers) -> list[Formula]:
    """The facts with numbers for variables; all are of one context."""
    z, terms = z3(), [fact for fact in facts if not isinstance(fact, bool)]
    pairs = _pairs(numbers, terms[0].ctx) if terms else []
    return [fact if isinstance(fact, bool) else z.simplify(z.substitute(fact, *pairs)) for fact in facts]


def _pairs(numbers: Numbers, context: Any) -> list[tuple[Term, Term]]:
    z = z3()
    return [(z.Real(name, context), z.RealVal(str(value), context)) for name, value in numbers.items()]


def _substitute(term: Term, numbers: Numbers) -> Term:
    return _substituted([term], numbers)[0]


def _value(term: Term, numbers: Numbers) -> Fraction:
    """A term's exact value; variables that the numbers leave out are irrelevant, and zero."""
    if not z3().is_expr(term):
        return Fraction(term)
    rest = {name: Fraction(0) for name in variables([term]) if name not in numbers}
    return _fraction(_substitute(term, {**numbers, **rest}))


def _example(setting: Setting, play: Play | None, numbers: Numbers, refutes: str) -> Counterexample:
    def nested(entry: Any) -> Any:
        if isinstance(entry, Mapping):
            return {label: nested(each) for label, each in entry.items()}
        if isinstance(entry, (list, tuple)):
            return [nested(each) for each in entry]
        return entry if isinstance(entry, str) else _value(entry, numbers)

    parameters = nested(setting.parameters)
    if play is None:
        return Counterexample(parameters, refutes, numbers=numbers)
    return Counterexample(parameters, refutes, nested(play.sigma), nested(play.receiver), nested(play.mu), numbers)


def is_about_play(obligation: Obligation) -> bool:
    """Whether a counterexample to it is a play of a game."""
    return isinstance(obligation, Existence) or (isinstance(obligation, Universal) and obligation.play is not None)


def has_property(
    obligation: Existence,
    sender: Sequence[Sequence[Fraction]],
    receiver: Sequence[Sequence[Fraction]],
    example: Counterexample,
) -> bool:
    """Whether a pair of strategies has the property claimed of some equilibrium, at the parameters of `example`."""
    game = obligation.witness.game
    play = Play.given(game, sender, receiver, [[Fraction(0)] * len(game.types)] * len(game.messages))
    formula = obligation.property(play)
    return formula if isinstance(formula, bool) else bool(z3().is_true(_substitute(formula, example.numbers)))


# -- computer algebra ------------------------------------------------------------------------------------------------


def _sympy_version() -> str:
    import sympy

    return str(sympy.__version__)


def _compare(obligation: Derivation) -> _Answer:
    """Equal if the difference simplifies to nothing; unequal if it is something at some rational point."""
    import sympy

    derived, stated = obligation.derived, obligation.stated
    if derived == stated or sympy.simplify(derived - stated) == 0:
        return "proved", None, ""
    difference = derived - stated
    symbols = sorted(derived.free_symbols | stated.free_symbols, key=str)
    for shift in range(20):
        point = {symbol: sympy.Rational(i + 2 + shift, i + 3 + 2 * shift) for i, symbol in enumerate(symbols)}
        value = difference.subs(point)
        if value.is_Rational and value != 0:
            numbers = {str(symbol): Fraction(int(q.p), int(q.q)) for symbol, q in point.items()}
            return "refuted", Counterexample(numbers, "every"), f"they differ by {value}"
    return "unknown", None, "neither equality nor a difference was found"
