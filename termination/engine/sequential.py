"""Why a perfect Bayesian equilibrium of a signaling game is a sequential equilibrium: the trembles, constructed.

Kreps & Wilson (1982) ask that beliefs be limits of Bayes' rule along totally mixed strategies. In a signaling game any
belief mu after an unsent message m is such a limit: let type t tremble to m with weight proportional to mu_t / p_t, and
by an order less to everything, so that no type is left out. That is the case of Fudenberg & Tirole (1991) in which the
two concepts coincide; it needs every type to have positive probability, which `SignalingGame` enforces.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from termination.engine.assessment import Assessment, Strategy
from termination.engine.beliefs import posterior_after
from termination.engine.check import follows_bayes
from termination.engine.game import by_label, number
from termination.errors import Faults


def tremble(assessment: Assessment, beliefs: Mapping[str, object], epsilon: Fraction) -> Strategy:
    """The totally mixed sender's strategy of size `epsilon` that supports `beliefs` in the limit.

    As epsilon falls to 0 it converges to `assessment.sender`, and the posterior after each message to the belief: after
    a message that is sent Bayes' rule leaves no choice, after one that is not the error is at most a constant times
    epsilon.

    Parameters
    ----------
    beliefs : for each message a belief over the types (list by position or mapping by label)
    epsilon : in (0, 1)

    Raises `InputError` if a belief is no distribution, contradicts Bayes' rule, or epsilon is out of range.
    """
    game, sender = assessment.game, assessment.sender
    held = _held_beliefs(assessment, beliefs, epsilon)
    rows = []
    for t, row in enumerate(sender.probabilities):
        weights = []
        for m, weight in enumerate(row):
            sent = posterior_after(game, sender.probabilities, m) is not None
            lean = Fraction(0) if sent else held[m][t] / game.prior[t]
            weights.append(weight + epsilon * lean + epsilon**2)
        total = sum(weights)
        rows.append(tuple(weight / total for weight in weights))
    return Strategy(game.types, sender.columns, tuple(rows))


def _held_beliefs(assessment: Assessment, beliefs: Mapping[str, object], epsilon: Fraction) -> list[Sequence[Fraction]]:
    game, faults = assessment.game, Faults()
    if not 0 < epsilon < 1:
        faults.add("epsilon", f"is {epsilon}, must lie strictly between 0 and 1")
    held: list[Sequence[Fraction]] = []
    for m, (message, given) in enumerate(
        zip(game.messages, by_label(beliefs, game.messages, "beliefs", faults) or (), strict=False)
    ):
        entries = by_label(given, game.types, f"beliefs.{message}", faults)
        belief = [number(x, f"beliefs.{message}", faults) for x in entries or ()]
        held.append(belief)
        if entries is not None and not follows_bayes(game, assessment.sender.probabilities, m, belief):
            faults.add(f"beliefs.{message}", "is not a distribution that agrees with Bayes' rule")
    faults.raise_if_any()
    return held
