"""Closed forms of users' own games, against the numeric engine; what is refused, and with which words."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy as sp

from termination import ParametricGame, SignalingGame, closed_forms, conditions, refine, solve
from termination.engine.families import Family
from termination.engine.proving.formulas import FormalGame
from termination.engine.symbolic import ClosedForm, Condition, NoClosedFormError, OffPath
from termination.engine.symbolic.algebra import Field
from termination.engine.symbolic.closed_form import value_of, worth_at
from termination.engine.symbolic.logic import FALSE, TRUE, Facts, Tree, atom, both, either
from termination.engine.symbolic.patterns import pattern_of
from termination.engine.symbolic.signs import may_have_interior, shortened
from termination.errors import InputError, UnknownNameError
from termination.reporting.appendix_forms import form_lines
from tests.oracles.closed_form_obligations import necessity, sufficiency

B, D, P = sp.symbols("b d p", positive=True)


def beer_quiche(**values: Any) -> ParametricGame:
    """Breakfast worth b, a duel that costs d, and p wimps."""
    return ParametricGame(
        types=["wimp", "surly"],
        prior=[P, 1 - P],
        messages=["beer", "quiche"],
        responses=["duel", "don't"],
        sender=[[[0, D], [B, B + D]], [[B, B + D], [0, D]]],
        receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        values={"b": 1, "d": 2, "p": "1/10", **values},
    )


def test_beer_quiche_with_its_prior_left_free() -> None:
    forms = {form.name: form for form in closed_forms(beer_quiche())}
    pooling = forms["wimp beer, surly beer; beer: don't"]
    assert str(pooling.condition) == "b <= d and 2*p <= 1"
    assert str(pooling.survives_under("intuitive")) == "always"
    other = forms["wimp quiche, surly quiche; quiche: don't"]
    assert str(other.condition) == "b <= d and 2*p <= 1"
    mixing = forms["wimp beer or quiche, surly beer; beer: duel or don't, quiche: duel"]
    assert sp.simplify(mixing.sender["wimp"]["beer"] - (1 - P) / P) == 0
    assert sp.simplify(mixing.receiver["beer"]["don't"] - B / D) == 0
    assert str(mixing.condition) == "b < d and 1 < 2*p"
    separating = forms["wimp quiche, surly beer; beer: don't, quiche: duel"]
    assert str(separating.condition) == "d <= b"


@pytest.mark.parametrize("seed", range(60))
def test_beer_quiche_against_the_engine(seed: int) -> None:
    rng = Random(seed)
    grid = 4 if seed % 3 == 0 else 97
    game = beer_quiche(b=Fraction(rng.randint(1, 2 * grid), grid), d=Fraction(rng.randint(1, 2 * grid), grid))
    game = game.with_(p=Fraction(rng.randint(1, grid - 1), grid))
    agree(game, closed_forms(beer_quiche()))
    for concept in ("intuitive", "D1"):
        surviving = {pattern_of(family) for family in refine(solve(game), concept)}
        for family in solve(game):
            form = conditions(game, family)
            if form.generic:
                assert form.subs().survives(concept) == (form.pattern in surviving)


def agree(game: ParametricGame, forms: list[ClosedForm]) -> None:
    """The families found and the closed forms that exist at the game's values are the same."""
    found = {}
    for family in solve(game):
        form = conditions(game, family)
        assert form.subs().exists, (game, family)
        if not form.free:
            same_on_path(form, family)
        if form.generic:
            found[form.pattern] = family
    known = {form.pattern: form for form in forms}
    assert set(found) <= set(known)
    exist = {pattern for pattern, form in known.items() if form.subs(game.values).exists}
    assert set(found) <= exist
    patterns = {pattern_of(family) for family in solve(game)}
    if patterns == set(found):  # no edge here, so nothing is part of a larger family
        assert exist == set(found), game


def same_on_path(form: ClosedForm, family: Family) -> None:
    there = form.subs()
    assert {t: family.sender[t] for t in there.sender} == there.sender
    for m, row in form.receiver.items():
        if not isinstance(row, OffPath):
            assert family.receiver[m] == there.receiver[m]


def random_game(rng: Random, types: int, widths: list[int]) -> ParametricGame:
    """Integer payoffs, hardly any two the same, with the symbols x, y, z and the first prior q among them."""
    x, y, z, q = sp.symbols("x y z q")

    def table() -> list[Any]:
        return [[[sp.Integer(rng.randint(-99, 99)) for _ in range(n)] for n in widths] for _ in range(types)]

    sender, receiver = table(), table()
    for symbol, payoffs in ((x, sender), (y, receiver), (z, sender)):
        payoffs[rng.randrange(types)][0][0] += symbol
    rest = sp.Rational(1, types - 1)
    prior = [q, *[(1 - q) * rest] * (types - 1)]
    labels = {f"m{j}": [f"r{r}" for r in range(n)] for j, n in enumerate(widths)}
    values = {s: Fraction(rng.randint(-997, 997), 17) for s in (x, y, z)} | {q: Fraction(rng.randint(1, 96), 97)}
    return ParametricGame([f"t{t}" for t in range(types)], prior, list(labels), labels, sender, receiver, values)


@pytest.mark.parametrize("shape", [(2, [2, 2]), (2, [3, 2]), (2, [3, 3]), (2, [1, 2, 2]), (3, [2, 2])])
def test_random_games_of_one_s_own(shape: tuple[int, list[int]]) -> None:
    """What the engine finds has a closed form that holds there; elsewhere it holds iff the engine finds it."""
    rng = Random(str(shape))
    met = 0
    for _ in range(4):
        game = random_game(rng, *shape)
        for family in solve(game):
            form = conditions(game, family)
            assert form.generic
            same_on_path(form, family)
            for _ in range(6):
                values = {name: Fraction(rng.randint(-997, 997), 17) for name in "xyz"}
                moved = game.with_(**values, q=Fraction(rng.randint(1, 96), 97))
                there = {pattern_of(one) for one in solve(moved)}
                assert form.subs(moved.values).exists == (form.pattern in there), (game, family, moved.values)
                met += form.pattern in there
    assert met > 5


def entry(x: Any, p: Any) -> ParametricGame:
    """Stay out or go in; the receiver fights the weak and yields to the tough. x may have either sign."""
    reward, tough = sp.Symbol("x", real=True), sp.Symbol("p", positive=True)
    return ParametricGame(
        types=["weak", "tough"],
        prior=[1 - tough, tough],
        messages=["out", "in"],
        responses={"out": ["none"], "in": ["fight", "yield"]},
        sender=[[[0], [-1, reward]], [[0], [1, 2]]],
        receiver=[[[0], [1, 0]], [[0], [-1, 0]]],
        values={"x": x, "p": p},
    )


def test_the_sign_of_a_denominator_counts() -> None:
    """The weak mix if the receiver fights with x / (1 + x) against 1 / (1 + x): only where x is positive."""
    forms = {form.name: form for form in closed_forms(entry(-2, "3/4"))}
    mixing = forms["weak out or in, tough in; out: none, in: fight or yield"]
    assert str(mixing.condition) == "2*p < 1 and 0 < x"
    assert str(forms["weak out, tough in; out: none, in: yield"].condition) == "x <= 0"
    assert not mixing.subs({"x": -2, "p": "3/4"}).exists
    assert mixing.subs({"x": 2, "p": "1/4"}).receiver["in"] == {"fight": Fraction(2, 3), "yield": Fraction(1, 3)}


@pytest.mark.parametrize("op", [">", ">=", "<", "<=", "="])
@pytest.mark.parametrize("above", [0, 1, -3, "x", "-x", "x**2", "x - x**3"])
@pytest.mark.parametrize("below", [1, -2, "x - 1", "1 - x", "(x - 1)**2", "(1 - x)**3"])
def test_an_atom_has_the_sign_of_its_quotient(op: str, above: Any, below: Any) -> None:
    x = sp.Symbol("x")
    field = Field((x,))
    quotient = field.element(sp.sympify(above) / sp.sympify(below))  # the test's own text
    compare = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq}[op]
    for value in (Fraction(n, 2) for n in (-5, -2, -1, 0, 1, 3, 4, 7)):
        assert atom(quotient, op).holds([value]) == compare(field.value(quotient, {x: value}), 0)


def plainly(e: Any, point: dict[sp.Symbol, Fraction]) -> Any:
    """What SymPy makes of an expression with numbers put in."""
    found = e.subs({symbol: sp.Rational(x.numerator, x.denominator) for symbol, x in point.items()})
    return found if found.is_Rational else bool(found)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_worked_out_once_is_what_sympy_makes_of_it(seed: int) -> None:
    rng, pool = Random(f"worth {seed}"), [B, D, P, sp.Integer(1), sp.Rational(-2, 3)]
    for _ in range(12):  # each may be part of those that follow
        one, other = rng.sample(pool, 2)
        pool.append(rng.choice([one + other, one - other, one * other, one**2, sp.Max(one, other), sp.Min(one, other)]))
    relations = [kind(*rng.sample(pool, 2)) for kind in (sp.Lt, sp.Le, sp.Gt, sp.Ge, sp.Eq) for _ in range(4)]
    for _ in range(5):
        point = {symbol: Fraction(rng.randint(1, 4), rng.randint(1, 3)) for symbol in (B, D, P)}
        table = worth_at(point)
        for e in (*pool, *relations):
            assert table[e] == value_of(e, point) == plainly(e, point)
        assert set(point) == {B, D, P}  # what a user hands in is left as it is


def test_worth_has_poles_and_refuses_what_is_no_rational_function() -> None:
    with pytest.raises(ZeroDivisionError):
        value_of(B / (D - P), {B: Fraction(1), D: Fraction(2), P: Fraction(2)})
    with pytest.raises(TypeError, match="sqrt\\(b\\) is neither a rational function nor an inequality"):
        value_of(sp.sqrt(B), {B: Fraction(4)})
    with pytest.raises(KeyError):
        value_of(B + D, {B: Fraction(4)})


def test_a_reply_that_is_free_is_stated_apart() -> None:
    """The replies to staying quiet all are worth the same to everybody: no condition on parameters, but a range."""
    form = conditions(crisis(), solve(crisis())[0])
    assert str(form.condition) == "cost < prize and 2*share < 1"
    (free,) = form.free
    assert (free.side, free.row, free.column, free.lower, free.upper) == ("receiver", "quiet", "yield", (0,), (1,))
    assert "for any probability of yield after quiet from 0 to 1" in str(form)
    assert r"\text{for any}\; \Pr(\text{yield} \mid \text{quiet}) \in \left[0,\, 1\right]" in form.to_latex()
    assert form.subs({free.symbol: "1/3"}).receiver["quiet"]["yield"] == Fraction(1, 3)
    assert not form.subs({free.symbol: 2}).exists


def crisis() -> ParametricGame:
    """A costly mobilisation; after staying quiet nothing depends on the reply."""
    prize, cost, share = sp.symbols("prize cost share", positive=True)
    return ParametricGame(
        types=["resolved", "bluffing"],
        prior=[share, 1 - share],
        messages=["quiet", "mobilise"],
        responses=["stand firm", "yield"],
        sender=[[[0, 0], [2 - cost, prize - cost]], [[0, 0], [-2 - cost, prize - cost]]],
        receiver=[[[2, 2], [-1, 0]], [[2, 2], [1, 0]]],
        values={"prize": 4, "cost": 1, "share": "1/3"},
    )


def test_a_free_reply_has_bounds_in_the_parameters() -> None:
    """All are quiet; how he answers is open as far as nobody would rather mobilise and be yielded to."""
    x, y = sp.symbols("x y", positive=True)
    game = ParametricGame(
        types=["t", "u"],
        prior=["1/2", "1/2"],
        messages=["quiet", "loud"],
        responses={"quiet": ["a", "b"], "loud": ["c"]},
        sender=[[[0, x], [1]], [[0, y], [2]]],
        receiver=[[[1, 1], [0]], [[1, 1], [0]]],
        values={"x": 3, "y": 5},
    )
    forms = {form.name: form for form in closed_forms(game)}
    form = forms["t quiet, u quiet; quiet: a or b"]
    (free,) = form.free
    assert str(form.condition) == "1 < x and 2 < y"
    assert set(free.lower) == {1 / x, 2 / y}
    assert free.upper == (1,)
    assert free.range({x: Fraction(3), y: Fraction(5)}) == (Fraction(2, 5), 1)
    found = next(one for one in solve(game) if str(one.sender["t"]["quiet"]) == "1" == str(one.sender["u"]["quiet"]))
    assert tuple(found.receiver["quiet"]["b"]) == (Fraction(2, 5), 1)


def test_conditions_are_simplified() -> None:
    """Totality, absorption, alternatives that one inequality says, contradictions between products."""
    x, y, z = sp.symbols("x y z", real=True)
    field = Field((x, y, z))

    def less(a: Any, b: Any, op: str = "<=") -> Tree:
        return atom(field.element(a - b), op)

    facts = Facts()
    assert shortened(either([less(x, y), less(y, x)]), facts) == TRUE
    assert shortened(either([less(x, y, "<"), less(y, x)]), facts) == TRUE
    assert shortened(either([less(x, y), both([less(x, y), less(y, z)])]), facts) == less(x, y)
    nested = shortened(either([less(x, y), both([less(y, x, "<"), less(y, z)])]), facts)
    assert set(nested.parts) == {less(x, y), less(y, z)}
    assert shortened(either([less(x, y, "<"), less(x, y, "=")]), facts) == less(x, y)
    product = less(0, (x - y) * (z - y), "<"), less(0, (x - y) * (y - z), "<=")
    assert shortened(both(product), facts) == FALSE
    assert not may_have_interior(both([less(x, y), less(y, x)]), facts)


def test_what_is_declared_negative_is_known_to_be() -> None:
    loss = sp.Symbol("loss", negative=True)
    game = ParametricGame(["t"], [1], ["in", "out"], ["r"], [[[loss], [0]]], [[[0], [0]]], {"loss": -1})
    assert [str(form.condition) for form in closed_forms(game)] == ["always"]
    with pytest.raises(InputError, match=r"values\.loss: is 1, must be < 0"):
        game.with_(loss=1)


def test_replies_that_nobody_tells_apart_are_no_belief_at_which_they_tie() -> None:
    """Two replies alike and a third that is better: neither of the two deters anybody."""
    x, q = sp.symbols("x q", positive=True)
    game = ParametricGame(
        types=["t", "u"],
        prior=[q, 1 - q],
        messages=["in", "out"],
        responses={"in": ["a", "b", "c"], "out": ["d"]},
        sender=[[[-1, -1, x], [0]], [[-1, -1, x], [0]]],
        receiver=[[[0, 0, 1], [0]], [[0, 0, 1], [0]]],
        values={"x": 1, "q": "1/2"},
    )
    assert [form.name for form in closed_forms(game)] == ["t in, u in; in: c"]


def test_python_source_runs_on_fractions_and_arrays() -> None:
    game = beer_quiche(p="2/3")
    form = conditions(game, solve(game)[0])
    names: dict[str, Any] = {}
    exec(form.to_python() + form.to_python("strategies"), names)  # the test plays the user, who may
    assert names["exists"](Fraction(1), Fraction(2), Fraction(2, 3)) is True
    held = names["exists"](np.array([1.0, 3.0]), 2.0, 0.75)
    assert held.tolist() == [True, False]
    assert names["strategies"](1, 2, Fraction(2, 3))["sender", "wimp", "beer"] == Fraction(1, 2)


def test_latex_reads_like_a_paper() -> None:
    game = beer_quiche(p="2/3")
    text = conditions(game, solve(game)[0]).to_latex()
    assert r"\text{beer}: \frac{1 - p}{p}" in text
    assert r"b < d" in text


def test_numbers_alone_have_no_closed_form() -> None:
    game = SignalingGame(["t"], [1], ["m"], ["l", "r"], [[[0, 0]]], [[[1, 0]]])
    with pytest.raises(NoClosedFormError, match="ParametricGame"):
        conditions(game, solve(game)[0])


def test_an_equilibrium_may_be_named() -> None:
    game = beer_quiche(p="2/3")
    (found,) = solve(game)
    assert conditions(game, found.name) == conditions(game, found)
    with pytest.raises(UnknownNameError) as caught:
        conditions(game, "pooling on water")
    assert found.name in str(caught.value)


def test_what_is_no_equilibrium_of_the_game_is_refused() -> None:
    game = beer_quiche(p="2/3")
    with pytest.raises(InputError, match="another game"):
        conditions(game, solve(crisis())[0])
    with pytest.raises(InputError, match="the name of one, not int"):
        conditions(game, 0)


def test_games_too_large_are_refused() -> None:
    game = random_game(Random(1), 3, [3, 2])
    with pytest.raises(NoClosedFormError, match="three"):
        conditions(game, solve(game)[0])


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"values": {"b": 1, "d": 2}}, "values.p"),
        ({"values": {"b": 1, "d": 2, "p": "1/2", "x": 3}}, "values.x"),
        ({"values": {"b": -1, "d": 2, "p": "1/2"}}, "values"),
        ({"values": {"b": 1, "d": 2, "p": "3/2"}}, "prior.surly"),
        ({"prior": [P, P]}, "prior"),
        ({"prior": ["__import__('os')", 1 - P]}, "prior.wimp"),
        ({"sender": [[[0, sp.sqrt(D)], [B, B + D]], [[B, B + D], [0, D]]]}, "sender.wimp.beer"),
    ],
)
def test_faults_are_named(changes: dict[str, Any], where: str) -> None:
    """Text is never evaluated: where a number or an expression belongs, other text is a fault."""
    given: dict[str, Any] = {
        "types": ["wimp", "surly"],
        "prior": [P, 1 - P],
        "messages": ["beer", "quiche"],
        "responses": ["duel", "don't"],
        "sender": [[[0, D], [B, B + D]], [[B, B + D], [0, D]]],
        "receiver": [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]],
        "values": {"b": 1, "d": 2, "p": "1/10"},
    }
    with pytest.raises(InputError) as caught:
        ParametricGame(**{**given, **changes})
    assert where in [fault.where for fault in caught.value.faults]


def test_what_holds_everywhere_is_said_in_words_and_never_as_a_symbol() -> None:
    x, p = sp.Symbol("x", real=True), sp.Symbol("p", positive=True)
    game = ParametricGame(
        types=["weak", "tough"], prior=[1 - p, p], messages=["out", "in"],
        responses={"out": ["none"], "in": ["fight", "yield"]},
        sender=[[[0], [-1, x]], [[0], [1, 2]]], receiver=[[[0], [1, 0]], [[0], [-1, 0]]], values={"x": -2, "p": "3/4"},
    )  # fmt: skip
    form = conditions(game, solve(game)[0])
    assert str(form).splitlines()[1:] == [
        "  exists iff x <= 0",
        "  survives the intuitive criterion wherever it exists",
        "  survives D1 wherever it exists",
    ]
    assert r"\text{survives D1 wherever it exists}" in form.to_latex()
    always = replace(form, condition=Condition((), form.notation))
    assert str(always).splitlines()[1] == "  exists always"
    assert r"\text{exists always}" in always.to_latex()
    assert always.condition.to_latex() == r"\text{always}"
    assert not any(symbol in always.to_latex() for symbol in (r"\top", r"\bot"))


def test_what_survives_nowhere_never_survives() -> None:
    (form,) = (form for form in closed_forms(beer_quiche()) if form.name.startswith("wimp quiche, surly quiche"))
    assert str(form).splitlines()[2:] == ["  never survives the intuitive criterion", "  never survives D1"]
    assert form.to_latex().splitlines()[-2] == r"& \text{never survives D1}"


def test_a_closed_form_answers_unknown_names_with_those_there_are() -> None:
    game = beer_quiche()
    form = conditions(game, solve(game)[0])
    asked: list[tuple[Callable[[], Any], str]] = [
        (lambda: form.sender["wimpy"], r"no type 'wimpy'; did you mean 'wimp'\? There are: 'wimp', 'surly'"),
        (lambda: form.sender["wimp"]["bier"], r"no message 'bier'; did you mean 'beer'\? There are: 'beer', 'quiche'"),
        (lambda: form.receiver["bier"], r"no message 'bier'; did you mean 'beer'\? There are: 'beer', 'quiche'"),
        (lambda: form.receiver["beer"]["dual"], r"no response 'dual'; did you mean 'duel'\? There are"),
        (lambda: form.beliefs["quiche"], "no message sent 'quiche'; there are: 'beer'"),
        (lambda: form.beliefs["beer"]["wimpy"], r"no type 'wimpy'; did you mean 'wimp'\? There are: 'wimp', 'surly'"),
        (lambda: form.probability(frozenset({("beer", "dual")})), r"no \(message, response\) pair \('beer', 'dual'\)"),
        (lambda: game.values["z"], "no symbol 'z'; there are: 'b', 'd', 'p'"),
    ]
    for ask, answer in asked:
        with pytest.raises(UnknownNameError, match=answer):
            ask()
    assert form.probability(frozenset({("beer", "duel"), ("beer", "don't")})) == 1


def test_an_equality_has_its_number_last() -> None:
    game = turning(a=0)
    assert [str(conditions(game, family).condition) for family in solve(game)[1:]] == ["a == 0"]


def test_what_bounds_a_chance_from_either_side_is_proved_and_told_with_the_rest() -> None:
    z3 = pytest.importorskip("z3")
    form = closed_forms(turning())[0]
    assert str(form.receiver["n"].also) == "rho_n_l*a + b <= rho_n_l*b"
    zero, a, b = z3.RealVal(0), *z3.Reals("a b")
    sender, receiver = [[[zero], [a, b]]], [[[zero], [zero, zero]]]
    game = FormalGame(("t",), (z3.RealVal(1),), ("m", "n"), (("stay",), ("l", "r")), sender, receiver)
    for statement in (*sufficiency(form, game), *necessity(form, game)):
        solver = z3.Solver()
        solver.add(statement)
        assert solver.check() == z3.unsat
    told = r"\emph{n} is not sent; \emph{l} with any chance such that $\Pr(\text{l}) a + b \le \Pr(\text{l}) b$."
    assert told in list(form_lines(form))


def turning(**values: Any) -> ParametricGame:
    """Whether l keeps her from n or tempts her to it turns on the signs of a and b."""
    a, b = sp.symbols("a b")
    return ParametricGame(["t"], [1], ["m", "n"], {"m": ["stay"], "n": ["l", "r"]}, [[[0], [a, b]]],
                          [[[0], [0, 0]]], {"a": 1, "b": -1, **values})  # fmt: skip
