"""Words for prose: what players, types and moves are called, and how amounts, probabilities and beliefs are said.

A model's own `Vocabulary` is completed from the labels of its game: "type surly", "sends beer", "replies with duel".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from termination.engine.game import Played
from termination.engine.labelled import Labelled
from termination.engine.model import Phrase, Vocabulary, words_of
from termination.engine.numbers import number_text, quantity_text
from termination.engine.sentences import listed, printable, sentence
from termination.engine.strategies import Quantity, Range, Strategy, StrategySet

#: Objective and possessive of a pronoun.
_FORMS = {"she": ("her", "her"), "he": ("him", "his"), "it": ("it", "its")}
_PLAIN = re.compile(r"[A-Za-z][\w-]*")


def vocabulary_of(model: Played) -> Vocabulary:
    """The model's words where it has any, the others made from the labels of its game.

    >>> from termination.engine.game import SignalingGame
    >>> game = SignalingGame(["t"], [1], ["beer"], ["duel", "don't"], [[[0, 0]]], [[[1, 0]]])
    >>> words = vocabulary_of(game)
    >>> words.types["t"], words.messages["beer"].does, words.responses["don't"].doing
    ('type t', 'sends "beer"', 'replying with "don\\'t"')
    """
    game = model.game()
    own = words_of(model)
    responses = list(dict.fromkeys(r for labels in game.response_sets for r in labels))
    quote = not all(_PLAIN.fullmatch(label) for label in (*game.messages, *responses))
    sent = {m: _verb("send", _shown(m, quote)) for m in game.messages}
    replied = {r: _verb("reply", f"with {_shown(r, quote)}") for r in responses}
    types = {t: t if t.startswith("type ") else f"type {t}" for t in map(printable, game.types)}
    sees = "sees what it is taken for" if game.noise else "sees it"
    setting = sentence(f"{own.sender} sends a message; {own.receiver} {sees}, but not {her(own)} type, and replies.")
    return replace(
        own,
        types={**own.types, **{t: name for t, name in types.items() if t not in own.types}},
        messages={**sent, **own.messages},
        responses={**replied, **own.responses},
        setting=own.setting or setting,
    )


def quoted(label: str) -> str:
    """A label between quotes, as it can be shown."""
    return f'"{printable(label)}"'


def _shown(label: str, quote: bool) -> str:
    return quoted(label) if quote else label


def _verb(verb: str, what: str) -> Phrase:
    third, gerund = {"send": ("sends", "sending"), "reply": ("replies", "replying")}[verb]
    return Phrase(f"{third} {what}", f"{verb} {what}", f"{gerund} {what}")


def her(words: Vocabulary) -> str:
    """The sender's possessive."""
    return _FORMS[words.pronouns[0]][1]


def her_object(words: Vocabulary) -> str:
    """The sender as an object: "gives her 2"."""
    return _FORMS[words.pronouns[0]][0]


def him(words: Vocabulary) -> str:
    """The receiver as an object."""
    return _FORMS[words.pronouns[1]][0]


def his(words: Vocabulary) -> str:
    """The receiver's possessive."""
    return _FORMS[words.pronouns[1]][1]


def amount(quantity: Quantity) -> str:
    """A payoff: "3/10", "between 0 and 1"."""
    if isinstance(quantity, Range):
        return f"between {number_text(quantity.low)} and {number_text(quantity.high)}"
    return number_text(quantity)


def with_probability(quantity: Quantity) -> str:
    """How likely a move is that is made with positive probability.

    >>> from fractions import Fraction
    >>> with_probability(Fraction(1, 3)), with_probability(Range(Fraction(1, 2), Fraction(1)))
    ('with probability 1/3', 'with any probability from 1/2 to 1')
    """
    if isinstance(quantity, Range):
        return f"with any probability from {quantity_text(quantity)}"
    return f"with probability {number_text(quantity)}"


def a_probability(quantity: Quantity) -> str:
    """A probability as an object: "the probability 2/3", "a probability of at most 2/3", "any probability".

    >>> from fractions import Fraction
    >>> [a_probability(Range(Fraction(a), Fraction(b))) for a, b in ((0, "1/2"), ("1/2", 1), (0, 1))]
    ['a probability of at most 1/2', 'a probability of at least 1/2', 'any probability']
    """
    if not isinstance(quantity, Range):
        return f"the probability {number_text(quantity)}"
    if quantity.low == 0:
        return "any probability" if quantity.high == 1 else f"a probability of at most {number_text(quantity.high)}"
    if quantity.high == 1:
        return f"a probability of at least {number_text(quantity.low)}"
    return f"a probability between {number_text(quantity.low)} and {number_text(quantity.high)}"


def mixture(cells: Mapping[str, Quantity], phrases: Mapping[str, Phrase]) -> str:
    """What somebody does, in full: "opens", "opens with probability 1/3 and stays closed with probability 2/3".

    Where two moves share a probability that is free, the second takes the rest.
    """
    used = [(phrases[label].does, weight) for label, weight in cells.items() if weight != 0]
    if len(used) == 1:
        return used[0][0]
    if len(used) == 2 and isinstance(used[0][1], Range):
        return f"{used[0][0]} {with_probability(used[0][1])} and otherwise {used[1][0]}"
    return listed([f"{does} {with_probability(weight)}" for does, weight in used])


def repliers(strategies: Strategy | StrategySet, m: int, words: Vocabulary) -> list[tuple[str, Labelled[Quantity]]]:
    """Who replies to the message at position m, and with what: the receiver, or each of his types."""
    names = [f"{words.receiver} of type {printable(s)}" for s in strategies.receiver_types] or [words.receiver]
    return [(name, strategies.row(m * len(names) + i)) for i, name in enumerate(names)]


def in_common(
    told: list[tuple[str, Labelled[Quantity]]], words: Vocabulary
) -> list[tuple[str, Labelled[Quantity]]]:
    """The same, but as one where all types of the receiver do the same and nothing of it is free."""
    (_, first), *others = told
    alike = all(dict(cells) == dict(first) for _, cells in others)
    sure = not any(isinstance(weight, Range) for weight in first.values())
    return [(f"{words.receiver} of any type", first)] if others and alike and sure else told


def reply_text(strategies: Strategy | StrategySet, m: int, words: Vocabulary) -> str:
    """What the receiver does, or each of his types, after the message at position m: "the receiver yields"."""
    told = in_common(repliers(strategies, m, words), words)
    return ", while ".join(f"{who} {mixture(cells, words.responses)}" for who, cells in told)


def would(cells: Mapping[str, Quantity], phrases: Mapping[str, Phrase]) -> str:
    """What somebody would do, in brief: "escalate", "escalate with a probability of at least 1/3"."""
    used = [(phrases[label].do, weight) for label, weight in cells.items() if weight != 0]
    if len(used) == 1:
        return used[0][0]
    if len(used) > 2:
        return listed([f"{do} with {a_probability(weight).removeprefix('the ')}" for do, weight in used])
    do, weight = used[0]
    if not isinstance(weight, Range):
        return f"{do} {with_probability(weight)}"
    if weight.low == 0 and weight.high == 1:
        return f"{do} or {used[1][0]}, either with any probability"
    return f"{do} with {a_probability(weight)}"
