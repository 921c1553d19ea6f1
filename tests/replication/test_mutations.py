"""Each term of the payoffs carries some claim: without it, or with its sign flipped, a check of the replication fails.

The checks compare the engine's answers with conditions written from the words of the model. Here the payoffs that the
engine sees are changed, one term at a time, behind the words' back. De-escalation alike in every cell and his value of
talks are in the model to be shown to move nothing, and move nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from paper_replication.opening import CHAPTER
from termination.models.opening import payoffs

SEED, DRAWS = 1, 6

Change = Callable[[SimpleNamespace], dict[str, Any]]


def removed(name: str) -> Change:
    """A term gone: its parameter read as nothing; the exposure, a factor, as one."""
    return lambda v: {name: 1 if name == "talks_exposure" else 0}


def flipped(name: str) -> Change:
    """A term with its sign flipped."""
    return lambda v: {name: -(getattr(v, name) or 0)}


OPENER = ("war_value", "talks_value", "escalation_harm", "base_harm", "talks_exposure", "face_saving", "coercion",
          "signal_cost", "talks_kept")  # fmt: skip
OPPONENT = ("escalation_gain", "escalation_cost", "guarantee", "guarantee_delivery")

#: What is changed, for whom, and how: the attributes that the payoff functions then see.
CHANGES: dict[str, tuple[str, Change]] = {
    **{f"{name} removed": ("opener", removed(name)) for name in OPENER},
    **{f"{name} flipped": ("opener", flipped(name)) for name in OPENER},
    **{f"{name} removed": ("opponent", removed(name)) for name in OPPONENT},
    **{f"{name} flipped": ("opponent", flipped(name)) for name in OPPONENT},
    "resilience removed from her harm": ("harm", lambda v: {"resilience": 0}),
    "resilience flipped in her harm": ("harm", lambda v: {"resilience": -v.resilience}),
    "resilience removed from pressure": ("opener", lambda v: {"coercion": v.coercion / (1 - v.resilience)}),
    "resilience flipped in pressure": (
        "opener", lambda v: {"coercion": v.coercion * (1 + v.resilience) / (1 - v.resilience)}),
    "resilience removed from his gain": ("opponent", lambda v: {"resilience": 0}),
    "resilience flipped in his gain": ("opponent", lambda v: {"resilience": -v.resilience}),
}  # fmt: skip

#: Changes that are to move nothing.
IDLE: dict[str, list[tuple[str, Change]]] = {
    word: [("opener", how("deescalation")), ("opponent", how("opponent_talks_value"))]
    for word, how in (("removed", removed), ("flipped", flipped))
}


def change_payoffs(monkeypatch: pytest.MonkeyPatch, whose: str, change: Change) -> None:
    """Let one of the three functions that write the payoffs see other parameters."""
    name = {"opener": "opener_payoffs", "opponent": "opponent_payoff", "harm": "harm_of"}[whose]
    written = getattr(payoffs, name)

    def rewritten(v: SimpleNamespace, *rest: Any) -> Any:
        return written(SimpleNamespace(**{**vars(v), **change(v)}), *rest)

    monkeypatch.setattr(payoffs, name, rewritten)


def failing(draws: int = DRAWS) -> str:
    """The first claim a check of which fails, "" if none does."""
    for claim in CHAPTER.claims:
        if not all(count.agrees for count in claim.check(SEED, draws)):
            return claim.name
    return ""


def test_every_parameter_of_the_payoffs_is_changed_in_turn():
    changed = {name.split()[0] for name in CHANGES} | {"deescalation", "opponent_talks_value"}
    in_payoffs = {parameter.name for parameter in payoffs.PARAMETERS} - {"prior"}
    assert changed == in_payoffs


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_term_makes_some_claim_fail(name: str, monkeypatch: pytest.MonkeyPatch):
    change_payoffs(monkeypatch, *CHANGES[name])
    assert failing() != ""


@pytest.mark.thorough
@pytest.mark.parametrize("word", IDLE)
def test_what_is_said_to_move_nothing_moves_nothing(word: str, monkeypatch: pytest.MonkeyPatch):
    for whose, change in IDLE[word]:
        change_payoffs(monkeypatch, whose, change)
    assert failing(draws=3) == ""
