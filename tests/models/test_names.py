"""What a name says is true of every member of the family: each word read back, at all vertices and at random members.

The names are read here from the text alone, and held against what types and the other side do in each member.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest

import termination as tm
from termination.engine.equilibria import Equilibria
from termination.engine.families import Family
from termination.engine.kinds import KINDS, kind_of
from termination.models.approach.game import ApproachGame
from termination.models.opening.game import OpeningGame
from tests.models.random_wars import random_war
from tests.oracles.definitions import points_of

Rows = Sequence[Sequence[Fraction]]
#: What a word says of the probability of a reply.
OPENING_WORDS: dict[str, Callable[[Fraction], bool]] = {
    "": lambda x: x == 1,
    "no": lambda x: x == 0,
    "some": lambda x: 0 < x < 1,
    "possible": lambda x: 0 <= x <= 1,
}
APPROACH_WORDS = {"": OPENING_WORDS[""], "sometimes": OPENING_WORDS["some"], "possibly": OPENING_WORDS["possible"]}


def kinds_in(prefix: str) -> set[str]:
    """The kinds that the beginning of a name lists."""
    return set(KINDS) if prefix == "of every kind" else set(re.split(r", | or ", prefix))


def members(family: Family, rng: Random) -> list[tuple[Rows, Rows]]:
    return list(points_of(family, rng, 4))


# --- the opening game ------------------------------------------------------------------------------------------------


def posture(message: str) -> str:
    return message.rpartition(", ")[2]


def messages_called(noun: str, messages: Sequence[str]) -> set[str]:
    """The messages that a noun such as "open" or "signalled closed" speaks of."""
    adjective, _, what = noun.rpartition(" ")
    wanted = {"signalled": "signal, ", "silent": "silent, ", "": ""}[adjective]
    return {m for m in messages if posture(m) == what and m.startswith(wanted)}


def allowed(phrase: str, messages: Sequence[str], used: set[str]) -> bool:
    """Whether a type that uses just these messages does what the phrase says."""
    phrase = re.sub(r"^(mix|open|stay|signal)(e?s)\b", r"\1", phrase).replace("and opens", "and open")
    phrase = phrase.replace("and stays", "and stay")
    if phrase == "mix":
        return used == set(messages)
    if phrase.startswith("mix "):
        nouns = re.split(r", | and ", phrase.removeprefix("mix "))
        return all(len(messages_called(noun, messages) & used) == 1 for noun in nouns) and len(used) == len(nouns)
    if phrase.endswith(" with or without the signal"):
        return {posture(m) for m in used} == {"open" if phrase.startswith("open") else "closed"}
    either = re.split(r", | or ", phrase)
    doing = [deed(one, messages) for one in either]
    return used <= set().union(*doing) and all(len(one & used) <= 1 for one in doing) and bool(used)


def deed(phrase: str, messages: Sequence[str]) -> set[str]:
    """The messages that are sent by what "opens silently", "signal and stay closed" say."""
    phrase = re.sub(r"\b(open|stay|signal)s\b", r"\1", phrase)
    signalled, silent = phrase.startswith("signal and "), phrase.endswith(" silently")
    what = phrase.removeprefix("signal and ").removesuffix(" silently")
    kept = {m for m in messages if posture(m) == {"open": "open", "stay closed": "closed"}[what]}
    if signalled or silent:
        return {m for m in kept if m.startswith("signal") == signalled}
    return kept


def check_opening_replies(said: str, game: tm.SignalingGame, sender: Rows, receiver: Rows) -> None:
    sent = [m for m, column in zip(game.messages, zip(*sender, strict=True), strict=True) if any(column)]
    chance = {m: row[0] for m, row in zip(game.messages, receiver, strict=True)}
    words = {}
    for part in said.split(", "):
        match = re.fullmatch(r"(no |some |possible )?(?:escalation)?(?: ?after (.+))?", part)
        assert match is not None, part
        word = (match[1] or "").strip()
        spoken = game.messages if match[2] is None else [
            m for noun in re.split(r", | and ", match[2]) for m in messages_called(noun, game.messages)
        ]  # fmt: skip
        words |= dict.fromkeys(spoken, word)
    for m in sent:
        assert OPENING_WORDS[words.get(m, "no")](chance[m]), (said, m, chance[m])


def check_opening_name(war: Any, family: Family, rng: Random) -> str:
    game, name = family.game, war.describe(family)
    for sender, receiver in members(family, rng):
        if name.startswith("pooling on "):
            noun, _, replies = name.removeprefix("pooling on ").partition(", ")
            assert kind_of(sender) == "pooling"
            assert game.messages[sender[0].index(1)] in messages_called(noun, game.messages)
        else:
            prefix, body = name.split(": ", 1)
            does, replies = body.split("; ")
            assert kind_of(sender) in kinds_in(prefix), name
            for t, row in zip(game.types, sender, strict=True):
                used = {m for m, weight in zip(game.messages, row, strict=True) if weight}
                assert allowed(phrase_of(war, t, does), game.messages, used), (name, t, used)
        check_opening_replies(replies, game, sender, receiver)
    return name


_LABEL = r"(?:type \d|t\d)"
_WHO = rf"(?:both|all|the resilient|the vulnerable|{_LABEL}(?:(?:, | and ){_LABEL})*)"
_DOES = r"(?:mix|open|stay|signal)"


def phrase_of(war: Any, t: str, does: str) -> str:
    """What the name says that type t does."""
    said: dict[str, str] = {}
    for who, what in re.findall(rf"({_WHO}) ({_DOES}.*?)(?=, {_WHO} {_DOES}|$)", does):
        named = {
            "the resilient": war.resilience_order[-1],
            "the vulnerable": war.resilience_order[0],
            "both": war.types,
            "all": war.types,
        }.get(who, re.split(", | and ", who))
        said |= dict.fromkeys((named,) if isinstance(named, str) else named, what)
    return said[t]


def wars(count: int, seed: str) -> list[Any]:
    """Wars by parameters, fine and coarse, and wars by payoffs with many ties, with and without a free signal."""
    rng, found = Random(seed), []
    for i in range(count):
        types = rng.choice((1, 2, 2, 2, 3))
        if i % 3:
            war = random_war(rng, signal=bool(i % 2), worth_having=rng.random() < 0.5, coarse=i % 3 == 2, types=types)
            if i % 2 and rng.random() < 0.4:
                war = war.with_(signal_cost=dict.fromkeys(war.types, 0))
            worth = [1 - r for r in war.resilience.values()]  # so that escalation pays against some types only
            found.append(war.with_(escalation_cost=(min(worth) + max(worth)) / 2 or 1))
            continue
        width = rng.choice((2, 4)) if types < 3 else 2
        tables = [[[[rng.randint(0, 1) for _ in range(2)] for _ in range(width)] for _ in range(types)] for _ in "sr"]
        if rng.random() < 0.3:
            tables[rng.randrange(2)] = [[[0, 0]] * width] * types
        found.append(
            OpeningGame.from_payoffs(
                types=[f"t{k}" for k in range(types)],
                prior=[Fraction(1, types)] * types,
                sender=tables[0],
                receiver=tables[1],
            )
        )
    return found


def check_wars(count: int, seed: str) -> set[str]:
    rng, seen = Random(f"{seed} members"), set[str]()
    for war in wars(count, seed):
        seen |= {check_opening_name(war, family, rng) for family in some_of(tm.solve(war), rng)}
    return seen


def some_of(found: Equilibria, rng: Random) -> list[Family]:
    return list(found) if len(found) < 9 else rng.sample(list(found), 8)


@pytest.mark.thorough
def test_names_of_wars_hold_of_every_member() -> None:
    seen = check_wars(150, "names")
    for words in ("of every kind", "pooling on", " or without the signal", "some escalation", "possible escalation",
                  "no escalation", "mix", "separating: ", "stay closed or open", "pooling or babbling"):  # fmt: skip
        assert any(words in name for name in seen), words


@pytest.mark.long
def test_names_of_many_wars_hold_of_every_member() -> None:
    check_wars(3000, "many names")


# --- the approach game -----------------------------------------------------------------------------------------------


def rivalries(count: int, seed: str) -> list[ApproachGame]:
    """Rivalries with one approach or two, under cover or not, from coarse grids (ties) and finer ones."""
    rng, found = Random(seed), []
    for i in range(count):
        grid = 2 if i % 3 else 97
        approaches = [("limited",), ("core",), ("limited", "core")][i % 5 % 3]

        def draw(low: int = 0, grid: int = grid) -> Fraction:
            return Fraction(rng.randint(low, grid), grid)

        over = ("concession_value", "concession_cost", "reciprocity_cost", "reciprocity_gain", "relief", "savings")
        values: dict[str, Any] = {name: {a: draw() for a in approaches} for name in over}
        values |= {name: draw() for name in ("unilateral", "insecurity", "war_risk", "flare", "flare_loss")}
        values |= {"prior": Fraction(rng.randint(1, grid), grid + 1), "ambition": draw(1), "power": draw(1)}
        values |= {"hardline_cost": [draw(), draw()], "emboldening_loss": [draw(1), draw(1)]}
        relief = sorted(values["relief"].values())  # core relieves no less
        values["relief"] = dict(zip(approaches, relief, strict=True))
        values |= {"mistrust": draw() / 2, "trend": draw() - Fraction(1, 2)}
        if rng.random() < 0.4:
            values |= {"cover_dilution": draw(), "cover_cost": [draw(), draw()]}
        found.append(ApproachGame(**values))
    return found


def check_fate(said: str, chances: dict[str, Fraction], presses_hardline: bool) -> None:
    """What becomes of a message: "sometimes emboldens and is reciprocated", "is left alone", "" for nothing."""
    told = {"press": "never", "reciprocate": "never"}
    for part in said.split(" and ") if said else []:
        words = part.removeprefix("is ").split(" ")
        if words[-1] in ("pressed", "emboldens", "reciprocated"):
            assert words[-1] != "emboldens" or not presses_hardline
            told["reciprocate" if words[-1] == "reciprocated" else "press"] = " ".join(words[:-1])
        else:
            assert part.removeprefix("is ") in ("reassures", "left alone"), said
            assert (part == "reassures") == presses_hardline
    for response, word in told.items():
        chance = chances.get(response, Fraction(0))
        assert chance == 0 if word == "never" else APPROACH_WORDS[word](chance), (said, chances)


def check_rivalry_name(rivalry: ApproachGame, family: Family, rng: Random) -> str:
    game, name = family.game, rivalry.describe(family)
    for sender, receiver in members(family, rng):
        chances = {
            m: dict(zip(labels, row, strict=True))
            for m, labels, row in zip(game.messages, game.response_sets, receiver, strict=True)
        }
        used = [{m for m, x in zip(game.messages, row, strict=True) if x} for row in sender]
        if pooled := re.fullmatch(r"(quiet )?pooling on ([\w ]+?)(?:, (.*))?", name):
            assert used == [{pooled[2]}] * 2
            assert not pooled[1] or chances[pooled[2]]["press"] == 0
            check_fate(pooled[3] or "", chances[pooled[2]], rivalry.presses_hardline)
            continue
        prefix, body = name.split(": ", 1)
        does, fates = body.split("; ")
        assert kind_of(sender) in kinds_in(prefix), name
        for t, sends in zip(game.types, used, strict=True):
            said = re.fullmatch(rf"both (.*)|.*?the {t} (.*?)(?:, the .*)?", does)
            assert said is not None, does
            assert takes(said[1] or said[2], set(game.messages), sends), (name, t, sends)
        told = dict(split_fate(one, game.messages) for one in fates.split(", ") if one != "nothing is pressed")
        for m in set().union(*used):
            check_fate(told.get(m, ""), chances[m], rivalry.presses_hardline)
    return name


def split_fate(said: str, messages: Sequence[str]) -> tuple[str, str]:
    """The message that is spoken of, and what is said of it."""
    called = max((m for m in messages if said.startswith(f"{m} ")), key=len)
    return called, said.removeprefix(f"{called} ")


def takes(phrase: str, messages: set[str], used: set[str]) -> bool:
    """Whether a type that takes just these approaches does what the phrase says."""
    if phrase == "mix":
        return used == messages
    if phrase.startswith("mix "):
        return used == set(re.split(r", | and ", phrase.removeprefix("mix ")))
    return used <= set(re.split(r", | or ", phrase))


def check_rivalries(count: int, seed: str) -> set[str]:
    rng, seen = Random(f"{seed} members"), set[str]()
    for rivalry in rivalries(count, seed):
        seen |= {check_rivalry_name(rivalry, family, rng) for family in some_of(tm.solve(rivalry), rng)}
    return seen


@pytest.mark.thorough
def test_names_of_rivalries_hold_of_every_member() -> None:
    seen = check_rivalries(150, "names")
    for words in ("quiet pooling on", "separating: ", "semi-separating", " mix", " or limited", "possibly", "emboldens",
                  "reassures", "reciprocated", "of every kind", "is left alone"):  # fmt: skip
        assert any(words in name for name in seen), words


@pytest.mark.long
def test_names_of_many_rivalries_hold_of_every_member() -> None:
    check_rivalries(3000, "many names")
