"""Proofs in steps, for records that a solver does not decide in one: each step follows from a few assertions of it.

A step is a formula, said to follow from assertions of the record, picked by their words, and from earlier steps. The
last is the record's own claim. What is asked is made of the record's lines and of steps alone, so that where every
question is answered "unsat" the record is unsatisfiable, whatever was picked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: The words under which a record denies its claim.
CONTRARY = "and yet the claim fails"


@dataclass(frozen=True)
class Step:
    """`then` follows from the assertions `using` and the steps `after`, by position; "" is the record's own claim.

    `using` has beginnings of the words over assertions; after an @ stands what the lines meant contain, where not all
    are: "the receiver is rational@rho_hold_open".
    """

    then: str
    using: tuple[str, ...]
    after: tuple[int, ...] = ()


def questions(record: str, steps: Sequence[Step]) -> Iterator[str]:
    """A script for each step: that what it follows from holds, and the step does not."""
    head = [line for line in record.splitlines() if line.startswith(("(set-logic", "(declare-", "(define-"))]
    asserted = assertions(record)
    for step in steps:
        lines = [line for pick in step.using for line in picked(asserted, pick)]
        lines += [f"(assert {steps[i].then})" for i in step.after]
        contrary = [f"(assert (not {step.then}))"] if step.then else asserted[CONTRARY]
        yield "\n".join([*head, *lines, *contrary, "(check-sat)", ""])


def assertions(record: str) -> dict[str, list[str]]:
    """The assertions of a record, under their words."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in record.partition("(set-logic")[2].splitlines():
        if line.startswith("; "):
            words = [*words, line[2:]] if words and not found.get(" ".join(words)) else [line[2:]]
        elif line.startswith("(assert"):
            found.setdefault(" ".join(words), []).append(line)
    return found


def picked(asserted: dict[str, list[str]], pick: str) -> list[str]:
    """The assertions meant. Raises `LookupError` unless the words are those of one group, and it has such lines."""
    words, _, inside = pick.partition("@")
    (group,) = [lines for title, lines in asserted.items() if title.startswith(words)] or [[]]
    lines = [line for line in group if inside in line]
    if not lines:
        raise LookupError(f"no assertion of the record is meant by {pick!r}")
    return lines


# -- talks need that escalation is not tempting: T2, T3, T11, T12 with three types ----------------------------------


def _total(posture: str, n: str) -> str:
    """What he gains by escalating against those who choose the posture, n of each."""
    return "(+ " + " ".join(f"(* p_{t} sigma_{posture}_{t} n_{n}_{t})" for t in ("low", "medium", "high")) + ")"


def _only_if(*better: str) -> tuple[Step, ...]:
    """If someone opens and is not always escalated against, then `pull_open <= 0`.

    Else those who stay closed are worth escalating against, he does so, and each of them had better open, for `better`.
    """
    types = ("low", "medium", "high")
    opened = "(or " + " ".join(f"(> sigma_open_{t} 0.0)" for t in types) + ")"
    talks = f"(and {opened} (< rho_escalate_open 1.0))"
    none_closed = "(and " + " ".join(f"(= sigma_closed_{t} 0.0)" for t in types) + ")"
    probabilities, bayes, best = "strategies and beliefs", "beliefs follow Bayes' rule", "the receiver is rational"

    def tempted(then: str) -> str:
        return f"(=> (and {talks} (> pull_open 0.0)) {then})"

    return (
        Step(
            f"(=> {talks} (<= {_total('open', 'open')} 0.0))",
            (probabilities, "p_i", f"{bayes}@open", f"{best}@rho_hold_open"),
        ),
        Step(tempted(f"(> {_total('closed', 'open')} 0.0)"), (f"{probabilities}@(= (+ sigma",), (0,)),
        Step(tempted(f"(> {_total('closed', 'closed')} 0.0)"), ("m: ", "p_i", f"{probabilities}@sigma"), (1,)),
        Step(tempted("(= rho_hold_closed 0.0)"), (probabilities, "p_i", f"{bayes}@closed", f"{best}@closed"), (2,)),
        Step(tempted(none_closed), (probabilities, "the sender is rational", *better), (3,)),
        Step(tempted("false"), (), (1, 4)),
    )


_BETTER = ("A1", "lam: ", "D: ", "eta: ", "r_i: ")
_PUNISHED = Step("", ("strategies and beliefs", "escalation is tempting"), (5,))

STEPS = {
    "T2.2": (*_only_if(*_BETTER), Step("", (), (5,))),
    "T3.3": (*_only_if(*_BETTER), _PUNISHED),
    "T11.3": (*_only_if("`u_i(open, hold)", "`u_i(open, escalate)"), _PUNISHED),
    "T12.6": (*_only_if(*_BETTER), Step("", (), (5,))),
}
