"""Why a perfect Bayesian equilibrium of a signaling game is a sequential equilibrium: the trembles, constructed.

Kreps & Wilson (1982) ask that beliefs be limits of Bayes' rule along totally mixed strategies. In a signaling game any
belief mu after an unsent message m is such a limit: let type t tremble to m with weight proportional to mu_t / p_t, and
by an order less to everything, so that no type is left out. This is one of the two cases in which Fudenberg & Tirole
(1991) show the concepts to coincide, that of two periods; it needs every type to have positive probability, which
`SignalingGame` enforces. The receiver may tremble as he likes: nobody moves after him.

References: Kreps & Wilson (1982), *Econometrica* 50(4), 863-894; Fudenberg & Tirole (1991), *JET* 53(2), 236-260.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from termination.engine.beliefs import posterior_after
from termination.engine.check import follows_bayes
from termination.engine.families import Assessment
from termination.engine.game import by_label, number, without_noise
from termination.engine.strategies import Strategy
from termination.errors import Faults


def tremble(assessment: Assessment, beliefs: Any, epsilon: Any) -> Strategy:
    """The totally mixed sender's strategy of size `epsilon` that supports `beliefs` in the limit; a type mixes over
    the messages that she has.

    As epsilon falls to 0 it converges to `assessment.sender`, and Bayes' rule after each message to the belief, both
    with an error of at most a constant times epsilon (docs/refinements.md gives the constants).

    Parameters
    ----------
    beliefs : by message a belief over the types, a list by position or a mapping by label. Messages that are sent may
        be left out of a mapping, for Bayes' rule leaves no choice there
    epsilon : in (0, 1)

    Raises `InputError` if a belief is missing, no distribution, or contradicts Bayes' rule, or if epsilon is out of
    range.

    >>> from termination.engine.enumerate import solve
    >>> from termination.engine.game import SignalingGame
    >>> game = SignalingGame(["weak", "strong"], ["1/4", "3/4"], ["quiet", "loud"], ["fight", "yield"],
    ...                      sender=[[[2, 2], [-1, 1]]] * 2, receiver=[[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> quiet = solve(game)[0].middle()
    >>> print(tremble(quiet, {"loud": {"weak": 1, "strong": 0}}, "1/10"))
    Strategy({'weak': {'quiet': '101/142', 'loud': '41/142'}, 'strong': {'quiet': '101/102', 'loud': '1/102'}})
    """
    without_noise(assessment.game, "tremble")
    faults = Faults()
    size = number(epsilon, "epsilon", faults)
    if not faults and not 0 < size < 1:
        faults.add("epsilon", f"is {size}, must lie strictly between 0 and 1")
    held = _held_beliefs(assessment, beliefs, faults)
    faults.raise_if_any()
    game, sender = assessment.game, assessment.sender
    rows = []
    for t, row in enumerate(sender.probabilities):
        weights = []
        for m, weight in enumerate(row):
            if game.messages[m] not in game.message_sets[t]:
                weights.append(Fraction(0))
                continue
            sent = posterior_after(game, sender.probabilities, m) is not None
            lean = Fraction(0) if sent else held[m][t] / game.prior[t]
            weights.append(weight + size * lean + size**2)
        rows.append(tuple(weight / sum(weights) for weight in weights))
    return Strategy(game.types, sender.columns, tuple(rows))


def _held_beliefs(assessment: Assessment, beliefs: Any, faults: Faults) -> list[Sequence[Fraction]]:
    """The belief after each message, checked; faults recorded."""
    game, sender = assessment.game, assessment.sender.probabilities
    if isinstance(beliefs, Mapping):
        posteriors = {message: posterior_after(game, sender, m) for m, message in enumerate(game.messages)}
        beliefs = {message: posterior for message, posterior in posteriors.items() if posterior} | dict(beliefs)
    held: list[Sequence[Fraction]] = []
    given = by_label(beliefs, game.messages, "beliefs", faults) or ()
    for m, (message, belief) in enumerate(zip(game.messages, given, strict=False)):
        place = f"beliefs.{message}"
        local = Faults()
        entries = by_label(belief, game.types, place, local)
        weights = [number(x, f"{place}.{t}", local) for t, x in zip(game.types, entries or (), strict=False)]
        if not local and not follows_bayes(game, sender, m, weights):
            local.add(place, "must be nonnegative, sum to 1 and, where the message is sent, follow Bayes' rule")
        with faults.at(""):
            local.raise_if_any()
        held.append(weights)
    return held
