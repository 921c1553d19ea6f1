"""The opening game told for an article: rules, letters, assumptions, and the passages it formalises, in our words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from termination.engine.table import Table
from termination.models.exposition import Exposition, FormList
from termination.models.opening.payoffs import DERIVED, PARAMETERS

_BOTH, _CLOSING = "MS, abstract and closing section", "MS, closing section"
_READER, _UKRAINE, _BOOK = "RS", "RS, own application", "M, abstract"

#: Paraphrases of what the sources say, numbered by us, each with whose words it is and where.
PASSAGES = (
    ("S1", _BOTH, "A state that considers opening talks fears what the enemy will infer from it, and that the enemy "
     "will escalate on that inference."),
    ("S2", _BOTH, "States are willing to open under two conditions. The first: the opponent finds escalation too "
     "costly."),
    ("S3", _BOTH, "The second: there is a signal of high resilience that only the highly resilient care to use."),
    ("S4", _CLOSING, "Otherwise states refuse to talk during war although they would gain from talks; being willing "
     "to talk is itself the first concession."),
    ("S5", _CLOSING, "Face-saving offered by the enemy saves no face: opening still signals weakness, and that "
     "inference still holds the potential for escalation."),
    ("S6", _READER, "An enemy's unilateral reduction of the war's intensity is less effective than hoped."),
    ("S7", _CLOSING, "Coercing an enemy to the table can be counterproductive, for the reason that makes compellence "
     "hard."),
    ("S8", _CLOSING, "Side payments or lesser demands miss the mechanism: the cost of opening is strategic."),
    ("S9", _CLOSING, "Mediators have an opening: guarantees that lessen the strategic costs of conversation."),
    ("S10", _READER, "A state of low resilience may open at the first opportunity, accepting to be seen as weak in "
     "order to avoid outright defeat."),
    ("S11", _UKRAINE, "While a supported state stays highly resilient, compelling it to the table fails; a supporter "
     "who opens shows the low resilience of the coalition."),
    ("S12", "MS, abstract", "The case study follows North Vietnam's changing approach to talks, and illustrates the "
     "second condition."),
    ("S13", _READER, "Conditions and actions that raise resilience should raise the chance that states open."),
    ("S14", _READER, "These costs are blows to perception, independent of the actual state of the battlefield."),
    ("M1", _BOOK, "A state opens only if it has shown enough strength and resilience to avoid the inference of "
     "weakness, and believes that its enemy has limited capacity to escalate."),
)  # fmt: skip

_PLAYERS = (
    "Two belligerents are at war. The opener (she, the sender) decides whether to open negotiations and knows how well "
    "she would withstand an escalation. The opponent (he, the receiver) does not know, and decides whether to escalate."
)

_PAYOFFS = (
    (
        "The opener of type `i`; `psi` is added in every cell, and `c_i` subtracted in every cell if she signals",
        Table(
            (
                ("closed", "`w_i - z (1 - r_i)`", "`w_i - z (1 - r_i) - d_i`"),
                ("open", "`x_i + phi`", "`x_i + phi - e_i`"),
            ),
            ("", "hold", "escalate"),
        ),
    ),
    (
        "The opponent against type `i`, with or without the signal",
        Table(
            (("closed", "`0`", "`g (1 - r_i) - k`"), ("open", "`t`", "`t + g (1 - r_i) - k - delta m`")),
            ("", "hold", "escalate"),
        ),
    ),
)

_AFTER_PAYOFFS = (
    "Talks happen when she is open and he holds. Theorems and closed forms are for `kappa = delta = 1`, so that `e_i = "
    "lam d_i`. With `k' = k` after closed and `k' = k + m` after open, the regime after a posture is called tempting "
    "if `k' < g (1 - R(p))`, middle if `g (1 - R(p)) < k' < g (1 - r_1)`, and too costly if `k' > g (1 - r_1)`."
)

_ASSUMPTIONS = (
    ("A1", "`b_i > 0` for every `i`", "Talks are worth having; without it there is no puzzle in refusing them."),
    ("A2", "`d_i > 0` for every `i`", "Escalation hurts."),
    ("A3", "`k > g (1 - r_N)`", "He would not escalate against a type he knew to be the most resilient."),
    ("A4", "`b_i / d_i` strictly decreasing in `i`", "Adverse inference: the less resilient gain more from talks for "
     "the harm they risk. Single crossing (T0). In proofs its denominators are multiplied out."),
)  # fmt: skip


def _forms(signal: bool) -> Sequence[Any]:
    from termination.models.opening.closed_forms import shipped

    return shipped(2, signal, "A1")


_FORMS = (
    FormList("N", "Without the signal", "Two types, A1 and A2.", partial(_forms, False)),
    FormList("C", "With the signal", "Two types, A1 and A2, and `c_i > 0` for both.", partial(_forms, True)),
)


def exposition() -> Exposition:
    """The opening game in words."""
    return Exposition(
        title="The negotiation-opening game",
        sources=(
            "[MS] Mastro, O. S. & Siegel, D. A. (2023). Talking to the enemy: Explaining the emergence of peace talks "
            "in interstate war. Journal of Theoretical Politics 35(3), 182-203. doi:10.1177/09516298231185112. Our "
            "formalisation was made from its abstract and its closing section.",
            "[RS] A reader's summary posted with a link to the article, its author not named: not the authors' text, "
            "and its application to Ukraine is the reader's own.",
            "[M] Mastro, O. S. (2019). The Costs of Conversation: Obstacles to Peace Talks in Wartime. Cornell "
            "University Press. Our formalisation was made with its abstract.",
        ),
        players=_PLAYERS,
        moves=(
            "Nature draws the opener's resilience type `i` from `1, ..., N` with probability `p_i > 0`. Only she "
            "learns it. Types are numbered by resilience, `r_1 < ... < r_N`; with two of them the less resilient is L, "
            "the more resilient H.",
            "She chooses a posture, closed or open, and, where a costly signal exists, whether to send it. He observes "
            "both. So there are two messages without the signal and four with it.",
            "He forms beliefs `mu` about her type and chooses to escalate or to hold.",
        ),
        parameters=PARAMETERS,
        payoffs=_PAYOFFS,
        after_payoffs=_AFTER_PAYOFFS,
        derived=DERIVED,
        assumptions=_ASSUMPTIONS,
        passages=PASSAGES,
        forms=_FORMS,
        letters="The equilibria depend on the parameters only through `b_i`, `d_i`, `lam`, `c_i`, `p_i`, `r_i` and the "
        "critical resilience after each posture, `rstar_closed` and `rstar_open`.",
    )
