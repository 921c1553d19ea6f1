"""Each term of the approach game's payoffs carries some claim of its chapter: removed or with its sign flipped, a check
fails. As in the test of the opening game's: only what the engine sees is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from paper_replication.approach import CHAPTER
from termination.models.approach import payoffs

SEED, DRAWS = 1, 6

Change = Callable[[Any], Any]

#: The parameters in either payoff. Those of the relief and of the danger are factors there, and changed there.
STATE = ("hardline_cost", "savings", "cover_cost", "concession_cost", "reciprocity_gain", "unilateral",
         "emboldening_loss")  # fmt: skip
RIVAL = ("ambition", "power", "concession_value", "unilateral", "insecurity", "reciprocity_cost", "trend")
RELIEF = ("mistrust", "cover_dilution", "relief")
DANGER = ("war_risk", "flare", "flare_loss")

#: The function of the model that is to see other parameters.
WHERE = {"state_payoff": STATE, "rival_payoff": RIVAL, "relief_of": RELIEF, "risk_of": DANGER}
HOW: dict[str, Change] = {"removed": lambda x: 0, "flipped": lambda x: -x}
CHANGES = [(where, name, how) for where, names in WHERE.items() for name in names for how in HOW]


def change(monkeypatch: pytest.MonkeyPatch, where: str, name: str, how: Change) -> None:
    """Let one function of the model see another value of one parameter."""
    written = getattr(payoffs, where)

    def rewritten(v: SimpleNamespace, *rest: Any) -> Any:
        return written(SimpleNamespace(**{**vars(v), name: how(getattr(v, name))}), *rest)

    monkeypatch.setattr(payoffs, where, rewritten)


def failing() -> str:
    """The first claim a check of which fails, "" if none does."""
    for claim in CHAPTER.claims:
        if not all(count.agrees for count in claim.check(SEED, DRAWS)):
            return claim.name
    return ""


def test_every_parameter_of_the_payoffs_is_changed_in_turn():
    changed = {name for names in WHERE.values() for name in names}
    assert changed == {parameter.name for parameter in payoffs.PARAMETERS} - {"prior"}


@pytest.mark.parametrize(("where", "name", "how"), CHANGES, ids=[" ".join(one) for one in CHANGES])
def test_a_changed_term_makes_some_claim_fail(where: str, name: str, how: str, monkeypatch: pytest.MonkeyPatch):
    change(monkeypatch, where, name, HOW[how])
    assert failing() != ""


def test_unchanged_nothing_fails():
    assert failing() == ""
