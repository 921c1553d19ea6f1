"""Names for the equilibria of an opening game, in a political scientist's words.

A name says what is seen when the equilibrium is played: who does what, and what the opponent does with it. It never
contains a number, so that the same kind of equilibrium has the same name all over a grid of parameters. Two types are
"the resilient" and "the vulnerable"; one or more than two go by their labels, and so do two whom the payoffs do not
rank by resilience.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from termination.engine.game import Labels
from termination.engine.kinds import either
from termination.engine.model import Extremes, Gist, Measures, Phrase, Vocabulary
from termination.engine.sentences import listed
from termination.models.opening.payoffs import RESPONSES

if TYPE_CHECKING:
    from termination.engine.families import Family

#: What a type does when it sends a message: one type, several types.
_DOING = {
    "closed": ("stays closed", "stay closed"),
    "open": ("opens", "open"),
    "signal, closed": ("signals and stays closed", "signal and stay closed"),
    "signal, open": ("signals and opens", "signal and open"),
}
_ESCALATE = RESPONSES.index("escalate")
#: At most so many types of the opponent are named.
_FEW = 3

_MESSAGES = {
    "closed": Phrase("stays closed", "stay closed", "staying closed"),
    "open": Phrase("opens", "open", "opening"),
    "silent, closed": Phrase("stays closed silently", "stay closed silently", "staying closed silently"),
    "silent, open": Phrase("opens silently", "open silently", "opening silently"),
    "signal, closed": Phrase("signals and stays closed", "signal and stay closed", "signaling and staying closed"),
    "signal, open": Phrase("signals and opens", "signal and open", "signaling and opening"),
}
_RESPONSES = {
    "escalate": Phrase("escalates", "escalate", "escalating"),
    "hold": Phrase("holds", "hold", "holding"),
}


def vocabulary(order: Sequence[str], ranked: bool, has_signal: bool) -> Vocabulary:
    """The words of an opening game for explanations; `order` runs from the least to the most resilient type."""
    types = {label: label if label.startswith("type ") else f"type {label}" for label in reversed(order)}
    if len(order) == 2 and ranked:
        types = {order[1]: "the resilient opener", order[0]: "the vulnerable opener"}
    may = "may send a costly signal first, and then " if has_signal else ""
    she = f"The opener {may}opens talks or stays closed"
    setting = f"{she}; the opponent sees what she does and then escalates the war or holds."
    return Vocabulary(
        "the opener", "the opponent", types, _MESSAGES, _RESPONSES, setting, itself="this war", game="an opening game"
    )


def family_name(family: Family, order: Sequence[str], ranked: bool) -> str:
    """The name of a family; `order` runs from the least to the most resilient type, if `ranked` says there is one.

    What it says holds of every member: types "mix" that use all these messages in each of them, "open or stay closed"
    those that may also do only one of it; where members are of different kinds it names them all. Replies are
    "possible" where members differ in them.

    Examples: "pooling on open, no escalation"; "separating: the resilient stay closed, the vulnerable open; escalation
    after open"; "semi-separating: the resilient open, the vulnerable mix; some escalation after open".
    """
    return _name(_Plays.of(family), tuple(order), ranked)


@lru_cache(maxsize=4096)
def _name(plays: _Plays, order: Labels, ranked: bool) -> str:
    """The same from what the family plays, which over many wars is often the same."""
    if len(plays.sent) == 1:
        return f"pooling on {plays.noun(plays.sent[0])}, {plays.replies()}"
    return f"{either(plays.kinds)}: {_who_does_what(plays, order, ranked)}; {plays.replies()}"


def _who_does_what(plays: _Plays, order: Labels, ranked: bool) -> str:
    """The types grouped by what they do, the most resilient first."""
    groups: dict[_Used, list[str]] = {}
    by_type = dict(zip(plays.types, plays.used, strict=True))
    for label in reversed(order):
        groups.setdefault(by_type[label], []).append(label)
    if len(groups) == 1 < len(order):
        return f"{'both' if len(order) == 2 else 'all'} {plays.doing(by_type[order[0]], True)}"
    if len(order) == 2 and ranked:
        low, high = order
        return ", ".join(
            f"the {word} {plays.doing(by_type[label], True)}"
            for label, word in ((high, "resilient"), (low, "vulnerable"))
        )
    return ", ".join(f"{listed(labels)} {plays.doing(used, len(labels) > 1)}" for used, labels in groups.items())


class _Used(NamedTuple):
    """The messages that a type uses in some member of a family, and whether every member uses all of them."""

    messages: tuple[int, ...]
    always: bool


class _Plays(NamedTuple):
    """What a family plays, in words: messages by their position in the game."""

    messages: Labels
    types: Labels
    used: tuple[_Used, ...]  # by type
    sent: tuple[int, ...]
    words: tuple[str, ...]  # for each message that is sent, see `_word`
    kinds: tuple[str, ...]  # where several are sent, those of the family

    @classmethod
    def of(cls, family: Family) -> _Plays:
        game, sender = family.game, family.sender
        used = tuple(
            [_Used(_those(row), row == always) for row, always in zip(sender.support, sender.always, strict=True)]
        )
        sent = _those(family.sent)
        words = tuple([_word(family, j) for j in sent])
        return cls(game.messages, game.types, used, sent, words, family.kinds if len(sent) > 1 else ())

    def posture(self, j: int) -> str:
        return self.messages[j].rpartition(", ")[2]

    def is_signal(self, j: int) -> bool:
        return self.messages[j].startswith("signal")

    def _says_silent(self, j: int) -> bool:
        """Whether a silent message needs the word, because the same posture is also played with the signal."""
        return not self.is_signal(j) and any(
            self.is_signal(k) and self.posture(k) == self.posture(j) for k in self.sent
        )

    def noun(self, j: int) -> str:
        """A message as a thing: "open", "silent open", "signalled open"."""
        kind = "signalled " if self.is_signal(j) else "silent " if self._says_silent(j) else ""
        return kind + self.posture(j)

    def doing(self, used: _Used, plural: bool) -> str:
        """What types that use these messages do: "opens", "signal and open", "mix", "mix closed and signalled open"."""
        postures = list(dict.fromkeys(self.posture(j) for j in used.messages))
        if len(postures) == 1 < len(used.messages):
            return f"{_DOING[postures[0]][plural]} with or without the signal"
        if not used.always:
            return listed([self.verb(j, plural) for j in used.messages], "or")
        if len(used.messages) == 1:
            return self.verb(used.messages[0], plural)
        mix = "mix" if plural else "mixes"
        everything = len(used.messages) == len(self.messages)
        return mix if everything else f"{mix} {listed([self.noun(j) for j in used.messages])}"

    def verb(self, j: int, plural: bool) -> str:
        """A message as what a type does: "opens", "signal and open", "opens silently"."""
        verb = _DOING[self.messages[j].removeprefix("silent, ")][plural]
        return f"{verb} silently" if self._says_silent(j) else verb

    def after(self, used: Sequence[int]) -> str:
        """These messages as occasions of a reply, with and without the signal in one where it makes no difference."""
        postures = [self.posture(j) for j in used]
        nouns = [p if postures.count(p) > 1 else self.noun(j) for j, p in zip(used, postures, strict=True)]
        return listed(list(dict.fromkeys(nouns)))

    def replies(self) -> str:
        """What he does: "no escalation", or the messages after which there is sure, "some" or "possible" escalation."""
        by_word: dict[str, list[int]] = {}
        for j, word in zip(self.sent, self.words, strict=True):
            by_word.setdefault(word, []).append(j)
        if len(by_word) == 1:
            return _escalation(next(iter(by_word)))
        told = sorted((word for word in by_word if word != "no"), key=_place)
        parts = [
            f"{_escalation(word) if i == 0 else word} after {self.after(by_word[word])}".lstrip()
            for i, word in enumerate(told)
        ]
        return ", ".join(parts)


def _those(which: Sequence[bool]) -> tuple[int, ...]:
    """The positions of what is so."""
    return tuple([j for j, so in enumerate(which) if so])


def _word(family: Family, j: int) -> str:
    """How he replies to message j: one of "no", "" (sure), "some" (a probability between) and "possible" (free over a
    range); or, where some of his types escalate for sure and the others do not, "by" whom."""
    first, *others = [vertex.flat[j] for vertex in family.receiver.vertices]
    if any(replies != first for replies in others):
        return "possible"
    chances = first[_ESCALATE :: len(RESPONSES)]
    if all(chance == chances[0] for chance in chances[1:]):
        return "no" if chances[0] == 0 else "" if chances[0] == 1 else "some"
    escalating = [s for s, chance in zip(family.game.receiver_types, chances, strict=True) if chance == 1]
    sure = all(chance in (0, 1) for chance in chances) and len(escalating) <= _FEW
    return f"by {listed(escalating)}" if sure else "some"


def _escalation(word: str) -> str:
    """ "no escalation", "escalation", "escalation by hawk"."""
    return f"escalation {word}" if word.startswith("by ") else f"{word} escalation".lstrip()


def _place(word: str) -> tuple[int, str]:
    """What is said first: sure escalation, then by some of his types, then what is less than sure."""
    return ("some", "possible").index(word) + 2 if word in ("some", "possible") else int(word != ""), word


#: What sweeps keep, and what can be concluded of any opening game.
MEASURES = Measures(
    variables={"opening": "open"},
    on_request=frozenset({"signal"}),
    revealing="opening",
    conclusions={
        "talks never happen": ("talks", "never"),
        "talks can happen": ("talks", "possible"),
        "talks happen for sure": ("talks", "for sure"),
        "nobody ever opens": ("opening", "never"),
        "everybody always opens": ("opening", "for sure"),
        "he never escalates": ("escalation", "never"),
        "he always escalates": ("escalation", "for sure"),
        "he may escalate": ("escalation", "possible"),
    },
)


# What the equilibria at a point of a map bring, in a few words.

_SURE = Gist("talks in every equilibrium", "talks", "always", 0)
_LIKELY = Gist("talks with some probability", "some talks", "sometimes", 0)
_SOME = Gist("talks in some equilibria", "some talks", "sometimes", 1)
_REFUSAL = Gist("refusal", "no talks", "never", 0)
_STRUCK = Gist("refusal, and escalation", "no talks", "never", 1)
_EXPOSED = Gist("refusal, escalation possible", "no talks", "never", 2)
_RISKED = Gist("all open and are escalated against", "no talks", "never", 3)
_FUTILE = Gist("no talks: opening is escalated against", "no talks", "never", 4)


def gist(extremes: Extremes) -> Gist:
    """What equilibria bring over which talks, escalation and opening have probabilities between these.

    >>> gist({"talks": (0, 0), "escalation": (0, 0), "opening": (0, 0)}).text
    'refusal'
    """
    if not {"talks", "escalation", "opening"} <= extremes.keys():
        return Gist()
    (least, most), (quiet, loud), (closed, opened) = (extremes[event] for event in ("talks", "escalation", "opening"))
    if most > 0:
        return _SURE if least == 1 else _LIKELY if least > 0 else _SOME
    if opened == 0:
        return _REFUSAL if loud == 0 else _STRUCK if quiet == 1 else _EXPOSED
    return _RISKED if closed == 1 and quiet == 1 else _FUTILE
