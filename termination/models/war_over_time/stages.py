"""From an opening game to what is played in one period of a war over time.

Closed and not escalated against, she has the flow (1 - beta) of what fighting on is worth, and the war goes on, with
the news that battles bring; every other outcome ends it, in talks or by escalation, with the payoffs of the game that
is played once. In the last period fighting on ends it too: she has what it is worth for ever. A costly signal is paid
for in the period in which it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from termination.engine.stage.game import Continuing, Ending, News, Pair, Stage
from termination.models.opening.game import OpeningGame

#: What solving keeps count of: selections by "talks" and "refusal" compare them.
COUNTED = ("talks", "opening")


def stage_of(war: OpeningGame, patience: Fraction, news: Sequence[News]) -> Stage:
    """What is played in a period: `war` with its parameters in force, types from the less to the more resilient.

    Without news it is the last period.
    """
    game, order = war.game(), war.resilience_order
    low, high = (game.types.index(t) for t in order)
    events = war.events()

    def both(table: Sequence[Sequence[Sequence[Fraction]]], m: int, r: int) -> Pair:
        return table[low][m][r], table[high][m][r]

    replies: dict[str, dict[str, Ending | Continuing]] = {}
    fighting_on = both(game.sender, 0, game.response_sets[0].index("hold"))  # the first message is closed, no signal
    for m, message in enumerate(game.messages):
        replies[message] = {}
        for r, reply in enumerate(game.response_sets[m]):
            hers, his = both(game.sender, m, r), both(game.receiver, m, r)
            if news and message.endswith("closed") and reply == "hold":
                now = hers[0] - patience * fighting_on[0], hers[1] - patience * fighting_on[1]
                replies[message][reply] = Continuing(now, his, tuple(news))
            else:
                replies[message][reply] = Ending(hers, his)
    return Stage(order, game.messages, replies, {e: events[e] for e in COUNTED}, patience if news else Fraction(0))
