"""The claims on payoffs of the reader's own, typed in from the article or from anywhere.

Whoever holds the article's technical section can enter its payoffs, in numbers or in symbols with values, and see claim
by claim whether what is said of it here comes out: *reproduced*; *not reproduced*, which would be a counterexample to
us; or *premise fails*, with the condition that fails. A premise is a set of margins, each of which must be positive.
They are written in differences of payoffs and evaluated twice, on the numbers and on the symbols, so that a condition
is also said in the letters of whoever entered them. What is concluded is left to the exact solver alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import termination as tm
from paper_replication.claims import never
from paper_replication.opening.plays import any_talks, in_every, in_some, plays, refusal, talks_for_all
from paper_replication.sections import Table

SILENT, SIGNALLED = ("closed", "open"), ("silent, closed", "silent, open", "signal, closed", "signal, open")
ESCALATE, HOLD = 0, 1
L, H = 0, 1
#: A number, or a formula in the reader's symbols.
Amount = Any


@dataclass(frozen=True)
class Cells:
    """Payoffs [type][message][response] of both sides, the weak type first, and the prior; numbers or formulas."""

    types: tuple[str, ...]
    messages: tuple[str, ...]
    prior: tuple[Amount, ...]
    sender: Sequence[Any]
    receiver: Sequence[Any]

    @property
    def silent(self) -> Cells:
        """The same without the signal."""
        return replace(self, messages=SILENT, sender=[rows[:2] for rows in self.sender],
                       receiver=[rows[:2] for rows in self.receiver])  # fmt: skip

    @property
    def war(self) -> Any:
        """As a game, if these are numbers."""
        return tm.OpeningGame.from_payoffs(types=self.types, prior=self.prior, messages=self.messages,
                                           sender=self.sender, receiver=self.receiver)  # fmt: skip

    # What equilibria depend on, of type i

    def b(self, i: int) -> Amount:
        """What talks bring her over fighting on."""
        return self.sender[i][1][HOLD] - self.sender[i][0][HOLD]

    def d(self, i: int) -> Amount:
        """What escalation costs her while closed."""
        return self.sender[i][0][HOLD] - self.sender[i][0][ESCALATE]

    def e(self, i: int) -> Amount:
        """What it costs her once open."""
        return self.sender[i][1][HOLD] - self.sender[i][1][ESCALATE]

    def c(self, i: int) -> Amount:
        """What the signal costs her."""
        return self.sender[i][1][HOLD] - self.sender[i][3][HOLD]

    def n(self, i: int, posture: int = 1) -> Amount:
        """What escalating after the posture brings him against the type."""
        return self.receiver[i][posture][ESCALATE] - self.receiver[i][posture][HOLD]

    def at_prior(self, posture: int = 1) -> Amount:
        """The same on what he knows beforehand."""
        return sum(p * self.n(i, posture) for i, p in enumerate(self.prior))

    def changed(self, opener: Callable[[int, int, int, Any], Any], opponent: Any = None) -> Cells:
        """Other payoffs, from type, message, response and the payoff as it is."""
        sender, receiver = (
            [[[change(i, m, r, u) for r, u in enumerate(row)] for m, row in enumerate(rows)]
             for i, rows in enumerate(table)]
            for table, change in ((self.sender, opener), (self.receiver, opponent or _same))
        )  # fmt: skip
        return replace(self, sender=sender, receiver=receiver)


def _same(_i: int, _m: int, _r: int, payoff: Any) -> Any:
    return payoff


def enter(file: str | Path) -> tuple[Cells, Cells | None]:
    """The payoffs in a scenario file, and in symbols if they have any. Raises `ValueError` for any other game."""
    war = tm.load_scenario(file)
    if not hasattr(war, "resilience_order"):
        raise ValueError('model: not an opening game; see docs/files.md for a file with model = "opening"')
    return entered(war)


def entered(war: Any) -> tuple[Cells, Cells | None]:
    """The same of a war."""
    if len(war.types) != 2 or getattr(war, "opponent_types", None):
        raise ValueError("types: the claims are tried on games with two types of the opener, and one opponent")
    in_symbols = war.symbolic().game if hasattr(war, "inner") else None
    return _cells(war.game(), war), None if in_symbols is None else _cells(in_symbols, war)


def _cells(game: Any, war: Any) -> Cells:
    order = [list(game.types).index(t) for t in war.resilience_order]
    prior, sender, receiver = ([rows[i] for i in order] for rows in (game.prior, game.sender, game.receiver))
    return Cells(tuple(war.resilience_order), tuple(game.messages), tuple(prior), sender, receiver)


# -- premises --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Premise:
    """A condition on payoffs: margins that must be positive, or not negative if `weak`, or zero if `exact`."""

    name: str
    words: str
    margins: Callable[[Cells], Sequence[Amount]]
    sign: str = ">"

    def holds(self, cells: Cells) -> bool:
        """Whether it does, of numbers."""
        compare = {">": lambda x: x > 0, ">=": lambda x: x >= 0, "=": lambda x: x == 0}[self.sign]
        return all(map(compare, self.margins(cells)))

    def formula(self, cells: Cells) -> str:
        """The condition in the letters of whoever entered the payoffs."""
        return " and ".join(f"`{_text(margin)} {self.sign} 0`" for margin in self.margins(cells))


def _text(margin: Amount) -> str:
    return str(margin.expand() if hasattr(margin, "expand") else margin)


def _both(of: Callable[[Cells, int], Amount]) -> Callable[[Cells], Sequence[Amount]]:
    return lambda cells: [of(cells, L), of(cells, H)]


A1 = Premise("A1", "talks are worth having: `b_i > 0`", _both(lambda g, i: g.b(i)))
A3 = Premise("A3", "sure resilience deters: `n_H(closed) < 0`", lambda g: [-g.n(H, 0)])
A4 = Premise("A4", "opening looks weak: `b_L / d_L > b_H / d_H`", lambda g: [g.b(L) * g.d(H) - g.b(H) * g.d(L)])
TEMPTING = Premise("tempting", "escalation pays beforehand: `sum p_i n_i(open) > 0`", lambda g: [g.at_prior()])
NOT_TEMPTING = Premise("not tempting", "it does not: `sum p_i n_i(open) <= 0`", lambda g: [-g.at_prior()], ">=")
MIDDLE = Premise("middle", "it does not, after either posture, and would against the weak: `n_L(open) > 0`",
                 lambda g: [-g.at_prior(1), -g.at_prior(0), g.n(L)])  # fmt: skip
TOO_COSTLY = Premise("too costly", "not even against the weak: `n_i(open) < 0`", _both(lambda g, i: -g.n(i)))
SHORT_OF_IT = Premise("not too costly", "against the weak it would pay: `n_L(open) > 0`", lambda g: [g.n(L)])
TIMID_H = Premise("the resilient timid", "`b_H < e_H`", lambda g: [g.e(H) - g.b(H)])
TIMID = Premise("both timid", "`b_i <= e_i`", _both(lambda g, i: g.e(i) - g.b(i)), ">=")
SIGNAL = Premise("only the resilient care to signal", "`c_L > e_L`, `c_H < b_H` and `c_H < e_H`",
                 lambda g: [g.c(L) - g.e(L), g.b(H) - g.c(H), g.e(H) - g.c(H)])  # fmt: skip
OFF_EDGES = Premise("no edge", "`sum p_i n_i(open)`, `b_i - e_i` and A4's margin are not zero", lambda g: [
    x**2 for x in (g.at_prior(), g.b(L) - g.e(L), g.b(H) - g.e(H), g.b(L) * g.d(H) - g.b(H) * g.d(L))])  # fmt: skip
HURTS = Premise("A2", "escalation hurts: `d_i > 0`", _both(lambda g, i: g.d(i)))
BOTH_POSTURES = Premise("alike after both postures", "escalation pays beforehand after both postures, or after neither",
                        lambda g: [g.at_prior(0) * g.at_prior(1)])  # fmt: skip
#: What payoffs have in common with ours, whatever their reasons: the theorems are about these.
SHAPE = (
    HURTS,
    Premise("weak", "the weak are those against whom he gains more: `n_L(closed) > n_H(closed)`",
            lambda g: [g.n(L, 0) - g.n(H, 0)]),
    Premise("exposure", "one share of harm still bites once she is open: `e_L / d_L = e_H / d_H`",
            lambda g: [g.e(L) * g.d(H) - g.e(H) * g.d(L)], "="),
    Premise("lam", "and it is a share: `0 < e_i`", _both(lambda g, i: g.e(i))),
    Premise("lam <= 1", "of no more than all: `e_i <= d_i`", _both(lambda g, i: g.d(i) - g.e(i)), ">="),
    Premise("order", "the weak are hurt no less: `d_L >= d_H`", lambda g: [g.d(L) - g.d(H)], ">="),
    Premise("guarantee", "what opening adds to the cost of escalating is alike against both types: "
            "`n_i(closed) - n_i(open)`", lambda g: [g.n(L, 0) - g.n(L, 1) - g.n(H, 0) + g.n(H, 1)], "="),
    Premise("m >= 0", "and nothing negative", lambda g: [g.n(L, 0) - g.n(L, 1)], ">="),
)  # fmt: skip
#: The same of payoffs with the signal.
SIGNAL_SHAPE = (
    Premise("one cost", "the signal costs a type the same in every cell", lambda g: [
        g.sender[i][m][r] - g.sender[i][m + 2][r] - g.c(i) for i in (L, H) for m in (0, 1) for r in (0, 1)], "="),
    Premise("one reply", "to him the signal is worth nothing", lambda g: [
        g.n(i, m) - g.n(i, m + 2) for i in (L, H) for m in (0, 1)], "="),
)  # fmt: skip


#: Premises that speak of the signal.
OF_SIGNAL = (*SIGNAL_SHAPE, SIGNAL)


# -- what is tried ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    """A claim as it can be tried on any payoffs: under which premises, what is to come out, and whether it does.

    Trials are of the game without its signal, but that of the signal itself.
    """

    claim: str
    words: str
    premises: tuple[Premise, ...]
    comes_out: Callable[[Cells], bool]
    signalled: bool = False


def _eased(cells: Cells) -> Cells:
    """Fighting on better for both, by half of the least that talks bring."""
    relief = min(cells.b(L), cells.b(H)) / 2
    return cells.changed(lambda _i, m, _r, u: u + relief * (m == 0))


def _paid(cells: Cells, amounts: tuple[Fraction, Fraction]) -> Cells:
    """More for each type once she is open."""
    return cells.changed(lambda i, m, _r, u: u + amounts[i] * (m == 1))


def _pressed(cells: Cells, amount: Fraction) -> Cells:
    """Pressure on a closed opener, felt in proportion to the harm that escalation does to the type."""
    return cells.changed(lambda i, m, _r, u: u - amount * cells.d(i) / cells.d(L) * (m == 0))


def _guaranteed(cells: Cells, amount: Fraction) -> Cells:
    """A loss of his if he escalates after she has opened."""
    return cells.changed(_same, lambda _i, m, r, u: u - amount * (m == 1 and r == ESCALATE))


def _no_talks(cells: Cells) -> bool:
    return not in_some(any_talks)(cells.war)


def _sizes(cells: Cells) -> list[Fraction]:
    """A small amount, one as large as what is risked, and one ten times as large."""
    return [cells.e(L) / 10, cells.e(L), cells.e(L) * 10]


def _weak_first(cells: Cells) -> bool:
    weak, strong = cells.types
    return all(play.opens(weak) == 1 for play in plays(cells.war) if play.opens(strong) > 0)


def _separated(cells: Cells) -> bool:
    weak, strong = cells.types
    found = plays(cells.war, "D1")
    return bool(found) and all(play.talks(strong) == 1 and play.talks(weak) == 0 for play in found)


def _weak_open(cells: Cells) -> bool:
    weak, strong = cells.types
    found = plays(cells.war, "D1")
    return bool(found) and all(play.opens(weak) > 0 == play.opens(strong) and not any_talks(play) for play in found)


def _trap(cells: Cells) -> bool:
    """Pressure between what makes the weak bold and what makes the resilient so."""
    first, second = ((cells.e(i) - cells.b(i)) * cells.d(L) / cells.d(i) for i in (L, H))
    pressed = _pressed(cells, max((first + second) / 2, (first * 9 + second) / 10)).war
    weak, strong = cells.types
    under_fire = in_some(lambda play: play.opens(weak) == 1 == play.escalated(weak) and play.opens(strong) == 0, "D1")
    return not in_some(refusal)(pressed) and under_fire(pressed)


def _guarantee(cells: Cells) -> bool:
    some, every = cells.at_prior(), cells.n(L)
    enough, less, all_ = (_guaranteed(cells, size).war for size in (some, some / 2, every * Fraction(11, 10)))
    return in_some(any_talks)(enough) and never(in_some(any_talks))(less) and in_every(talks_for_all)(all_)


def _conjunction(cells: Cells) -> bool:
    bold = all(cells.b(i) > cells.e(i) for i in (L, H))
    sure = (not A4.holds(cells) or bold) and cells.at_prior() < 0
    return in_every(talks_for_all, "D1")(cells.war) is sure


TRIALS = (
    Trial("S1", "whenever the resilient open, the weak open for sure", (*SHAPE, A4), _weak_first),
    Trial("S2", "talks in some equilibrium", (*SHAPE, A1, NOT_TEMPTING), lambda g: in_some(any_talks)(g.war)),
    Trial("S2", "talks for all in every equilibrium", (*SHAPE, A1, TOO_COSTLY),
          lambda g: in_every(talks_for_all)(g.war)),
    Trial("S2", "opening is escalated against: no talks in any", (*SHAPE, A1, TEMPTING), _no_talks),
    Trial("S3", "under D1 the resilient signal and get talks, the weak do not",
          (*SHAPE, *SIGNAL_SHAPE, A1, A3, TEMPTING, SIGNAL), _separated, signalled=True),
    Trial("S4", "that both refuse survives D1", (*SHAPE, A1, A4, MIDDLE, TIMID),
          lambda g: in_some(refusal, "D1")(g.war)),
    Trial("S5", "no concession, however large, brings talks", (*SHAPE, A1, TEMPTING),
          lambda g: all(_no_talks(_paid(g, (x, x))) for x in _sizes(g))),
    Trial("S6", "refusal outlasts an easier war for a closed opener", (*SHAPE, A1, A4, MIDDLE, TIMID),
          lambda g: in_some(refusal)(_eased(g).war)),
    Trial("S7", "the trap: under some pressure refusal is gone, and the weak may open under fire",
          (*SHAPE, A1, A4, MIDDLE, TIMID), _trap),
    Trial("S8", "no side payment to either type brings talks", (*SHAPE, A1, TEMPTING),
          lambda g: all(_no_talks(_paid(g, pair)) for x in _sizes(g) for pair in ((x, x * 0), (x * 0, x)))),
    Trial("S9", "a guarantee of what he expects from escalating brings talks in some equilibrium, half of it in none, "
          "and more than it is worth against the weak in every one", (*SHAPE, A1, TEMPTING), _guarantee),
    Trial("S10", "under D1 the weak open, known for what they are, the resilient do not, and nobody talks",
          (*SHAPE, A1, A3, A4, TEMPTING, TIMID_H), _weak_open),
    Trial("S11", "no pressure, however large, brings talks", (*SHAPE, A1, TEMPTING),
          lambda g: all(_no_talks(_pressed(g, x)) for x in _sizes(g))),
    Trial("M1", "talks are the only outcome under D1 if and only if opening does not look weak or both are bold, and "
          "escalation does not pay beforehand", (*SHAPE, A1, SHORT_OF_IT, BOTH_POSTURES, OFF_EDGES), _conjunction),
)  # fmt: skip
#: Claims that no payoffs alone can try, and why.
UNTRIED = {
    "S12": "a history", "M2": "histories", "S14": "battles are not in a table of payoffs of a game played once",
    "S13": "what resilience moves is not in a table of payoffs; raise it in the payoffs, and enter them again",
}  # fmt: skip


class Outcome(Enum):
    """What becomes of a trial."""

    REPRODUCED = "reproduced"
    NOT = "NOT REPRODUCED"
    ALL_THE_SAME = "premise fails; comes out all the same"
    PREMISE = "premise fails"
    NO_SIGNAL = "no signal entered"


@dataclass(frozen=True)
class Tried:
    """A trial, what became of it, and what of its premises fails."""

    trial: Trial
    outcome: Outcome
    failing: tuple[Premise, ...] = ()


def attempt(trial: Trial, entered_: Cells) -> Tried:
    """Premises, and what the exact solver finds."""
    if trial.signalled and len(entered_.messages) == len(SILENT):
        return Tried(trial, Outcome.NO_SIGNAL)
    cells = entered_ if trial.signalled else entered_.silent
    failing = tuple(premise for premise in trial.premises if not premise.holds(cells))
    well = HURTS.holds(cells) and trial.comes_out(cells)
    if failing:
        return Tried(trial, Outcome.ALL_THE_SAME if well else Outcome.PREMISE, failing)
    return Tried(trial, Outcome.REPRODUCED if well else Outcome.NOT)


def attempts(entered_: Cells) -> Iterator[Tried]:
    """All of them."""
    return (attempt(trial, entered_) for trial in TRIALS)


def results_table(numbers: Cells) -> Table:
    """Claim by claim."""
    rows = []
    for one in attempts(numbers):
        failing = ", ".join(premise.name for premise in one.failing)
        rows.append((one.trial.claim, one.trial.words, one.outcome.value, failing))
    rows += [(name, "", "not tried", why) for name, why in UNTRIED.items()]
    return Table("", ("claim", "what is to come out", "outcome", "premises that fail"), tuple(rows))


def premises_table(numbers: Cells, letters: Cells | None) -> Table:
    """Every premise, in words and in the letters of whoever entered the payoffs, and whether it holds."""
    signalled = len(numbers.messages) == len(SIGNALLED)
    rows = []
    for one in dict.fromkeys(premise for trial in TRIALS for premise in trial.premises):
        if signalled or one not in OF_SIGNAL:
            of, said = (cells if one in OF_SIGNAL else cells.silent for cells in (numbers, letters or numbers))
            rows.append((one.name, one.words, one.formula(said), "holds" if one.holds(of) else "fails"))
    return Table("", ("premise", "in words", "in the payoffs entered", ""), tuple(rows))


def account(title: str, numbers: Cells, letters: Cells | None) -> tuple[str, bool]:
    """Both tables as Markdown, and whether nothing under its premises failed to come out."""
    told = [f"# The claims on the payoffs of {title}", _HOW, str(results_table(numbers)),
            "## Premises", str(premises_table(numbers, letters))]  # fmt: skip
    return "\n\n".join(told) + "\n", all(one.outcome is not Outcome.NOT for one in attempts(numbers))


_HOW = (
    "Letters are differences of payoffs, L the weak type and H the resilient: `b_i = u(open, hold) - u(closed, hold)`, "
    "`d_i = u(closed, hold) - u(closed, escalate)`, `e_i = u(open, hold) - u(open, escalate)`, `c_i` what the signal "
    "costs her, `n_i(a)` what escalating after posture a brings the opponent, `p_i` the prior. All but the claim on "
    "the signal is tried on the game without it. “Reproduced”: the premises hold, and the exact solver finds what is "
    "to come out, at the amounts that are tried: of concessions, payments and pressure, however large they may be, a "
    "tenth of `e_L`, as much, and ten times as much; of what is to work, one amount. The claims are a reconstruction "
    "of ours; set the propositions of the article beside them."
)
