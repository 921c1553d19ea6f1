"""Equilibria in plain English: who does what and why, what the other side infers, and what rests on what.

Every number is recomputed from the game and the equilibrium that is explained. What a family leaves free is said as
such: "any probability from 1/2 to 1", "at least 1/10 less". The words come from the model (see `words`), so that any
model is explained by the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod

from termination.engine.beliefs import cases
from termination.engine.equilibria import Equilibria
from termination.engine.families import Assessment, Family
from termination.engine.kinds import Rows
from termination.engine.labelled import Labelled
from termination.engine.model import Model, OverTime, Vocabulary
from termination.engine.numbers import number_text, quantity_text
from termination.engine.outcomes import sender_payoff
from termination.engine.refining.verdicts import Verdict
from termination.engine.sentences import listed, printable, sentence
from termination.engine.stage.course import Course
from termination.engine.strategies import Belief, BeliefPiece, Quantity, Range, StrategySet, spread
from termination.errors import InputError
from termination.reporting.explain_verdict import explain_verdict
from termination.reporting.explanation import Explanation
from termination.reporting.tables import summary
from termination.reporting.words import (
    a_probability,
    amount,
    her,
    her_object,
    him,
    his,
    in_common,
    mixture,
    quoted,
    repliers,
    reply_text,
    vocabulary_of,
    would,
)

#: So many strategies without mixing are told one by one.
_FEW = 4


def explain(result: Family | Assessment | Equilibria | Verdict | Course) -> Explanation:
    """An equilibrium, or why a refinement rejects one, in plain English with the numbers.

    Parameters
    ----------
    result : a family of equilibria (`solve(game)[0]`), one member of it (`.vertices()[0]`, in the words of the bare
        game), a verdict (`refine(found, "D1").rejected[0]`), or a whole answer, of which every equilibrium and every
        verdict is explained; of a game over time, what is played and what happens

    Returns
    -------
    `Explanation`, which prints itself: a `title`, `paragraphs` and, for a whole answer, `parts`.

    Raises
    ------
    InputError : `result` is anything else

    >>> from termination.engine.enumerate import solve
    >>> from termination.engine.game import SignalingGame
    >>> game = SignalingGame(["weak", "strong"], ["1/4", "3/4"], ["quiet", "loud"], ["fight", "yield"],
    ...                      [[[0, 2], [-1, 1]], [[0, 2], [1, 3]]], [[[1, 0], [1, 0]], [[-1, 0], [-1, 0]]])
    >>> for sentence in explain(solve(game)[1]).paragraphs[3].split(". "):
    ...     print(sentence)
    Type strong sends loud
    The receiver replies with yield, which gives her 3
    If she were to send quiet, the receiver would reply with fight with a probability of at least 1/2, and she would \
get between 0 and 1, which is at least 2 less.
    """
    if isinstance(result, Family):
        return (_NoisyAccount if result.game.noise else _Account)(result).explanation()
    if isinstance(result, Assessment):
        return explain(_family_of(result))
    if isinstance(result, Verdict):
        return explain_verdict(result)
    if isinstance(result, Equilibria):
        parts = (*map(explain, result), *map(explain, result.rejected))
        return Explanation(printable(result.game.title), (summary(result),), parts)
    if isinstance(result, Course) and isinstance(result.model, OverTime):
        return Explanation(printable(result.model.title), result.model.account(result))
    if isinstance(result, OverTime):
        raise InputError(f"explain takes an answer, found {type(result).__name__}: write explain(solve(war))")
    how = "solve(game)[0]" if isinstance(result, Model) else 'solve(game)[0] or refine(found, "D1").rejected[0]'
    found = "a list" if isinstance(result, Sequence) else type(result).__name__
    raise InputError(f"explain takes an equilibrium or a verdict, found {found}: write explain({how})")


def _family_of(one: Assessment) -> Family:
    """A single equilibrium as a family of one."""
    family = Family(one.game, one.game, StrategySet.point(one.sender), StrategySet.point(one.receiver))
    return replace(family, name=one.game.describe(family))


class _Account:
    """The explanation of one family; types and messages by label."""

    #: What it is that Bayes' rule is silent about.
    unmade = "moves that are never made"

    def __init__(self, family: Family):
        self.family, self.game = family, family.game
        self.words: Vocabulary = vocabulary_of(family.model)
        self.types = [t for t in self.words.types if t in self.game.types]
        self.she, self.he = self.words.pronouns
        self.sent = dict(zip(self.game.seen, family.reached, strict=True))

    def explanation(self) -> Explanation:
        told = [self.setting(), self.nutshell(), *map(self.conduct, self.types)]
        told += [self.inference(m) for m, sent in self.sent.items() if sent]
        told += [*self.off_path(), self.results()]
        return Explanation(printable(self.family.name), tuple(told))

    # --- the setting ---

    def setting(self) -> str:
        """Who moves when, the types and their prior."""
        prior = dict(zip(self.game.types, self.game.prior, strict=True))
        named = [self.introduced(t, prior[t]) for t in self.types]
        own = "There is only one type, so there is nothing to infer."
        if len(named) > 1:
            own = f"Only {self.words.sender} knows which type {self.she} is: {_one_of(named)}."
        return " ".join(filter(None, [self.words.setting, self.words.later, own, self.secret()]))

    def secret(self) -> str:
        """The receiver's types, where he has some."""
        chances = zip(self.game.receiver_types, self.game.receiver_prior, strict=True)
        types = [f"{printable(s)}, with probability {number_text(p)}" for s, p in chances]
        if not types:
            return ""
        which = _one_of(types) if len(types) > 1 else types[0]
        known = f"only {self.words.receiver} knows which type {self.he} is: {which}"
        return f"{sentence(known)}. {sentence(his(self.words))} type says nothing about {her(self.words)} own."

    def introduced(self, t: str, probability: Fraction) -> str:
        """A type at its first mention, with its label if its name does not show it."""
        name = self.words.types[t]
        label = "" if printable(t) in name else f" (called {printable(t)})"
        return f"{name}{label}, with probability {number_text(probability)}"

    def nutshell(self) -> str:
        """The kind of equilibrium, with what it means, and what is free in it."""
        told = [*map(sentence, self.kinds())] if len(self.types) > 1 else []
        return " ".join([*told, *self.freedom()]) or "There is one such equilibrium."

    def kinds(self) -> Iterator[str]:
        """What the members are, each of one kind or of several, and those in pure strategies where they are few."""
        kinds = self.family.kinds
        if len(kinds) == 1:
            yield f"this is a {kinds[0]} equilibrium: {self.kind(kinds[0])}."
            return
        yield f"equilibria of several kinds belong together here: {listed([f'{k} ones' for k in kinds])}."
        for kind in kinds:
            yield f"in a {kind} equilibrium {self.kind(kind)}."
        pure = self.family.sender.pure
        if 0 < len(pure) <= _FEW:
            yield f"in pure strategies: {'; or '.join(self.pure_choices(one.probabilities) for one in pure)}."

    def kind(self, kind: str) -> str:
        """What an equilibrium of the kind is."""
        seen, him_ = f"so what {self.words.receiver} sees", him(self.words)
        return {
            "separating": f"no two types ever do the same, {seen} tells {him_} the type",
            "semi-separating": f"the types behave differently but share some move, {seen} tells {him_} something about "
            "the type, though not always everything",
            "pooling": f"every type does the same, {seen} tells {him_} nothing",
            "babbling": f"all types mix the same moves with the same probabilities, {seen} tells {him_} nothing",
        }[kind]

    def pure_choices(self, rows: Rows) -> str:
        """What each type does who does not mix: "every type sends a", "type t sends a and type s sends b"."""
        game = self.game
        does = {t: self.words.messages[game.messages[rows[game.types.index(t)].index(1)]].does for t in self.types}
        if len(set(does.values())) == 1:
            return f"every type {does[self.types[0]]}"
        return listed([f"{self.words.types[t]} {does[t]}" for t in self.types])

    def freedom(self) -> Iterator[str]:
        """What the family leaves free, and whether it matters."""
        sender, receiver = self.family.sender, self.family.receiver
        if sender.is_point and receiver.is_point:
            return
        free = [m for j, m in enumerate(self.game.seen)
                if any(isinstance(x, Range) for _, cells in self.repliers(j) for x in cells.values())]  # fmt: skip
        if sender.is_point and not any(self.sent[m] for m in free):
            yield (
                f"It is a family of equilibria that look alike in play: they differ only in how {self.words.receiver} "
                f"would reply to {self.unmade}."
            )
        else:
            yield "It is a family of equilibria, not a single one: some probabilities can vary within the limits below."
        if not (_independent(sender) and _independent(receiver)):
            yield "The limits are those of each probability by itself; not all values go together."

    # --- the sender ---

    def conduct(self, t: str) -> str:
        """What a type does, what it brings her, and what every other move would."""
        used = [m for m, weight in self.family.sender[t].items() if weight != 0]
        told = [f"{self.words.types[t]} {mixture(self.family.sender[t], self.words.messages)}."]
        worth = f"gives {her_object(self.words)} {amount(self.family.payoffs[t])}"
        if len(used) == 1:
            told.append(self.result(used[0], worth))
        else:
            each = "Either" if len(used) == 2 else "Each of these moves"
            told.append(f"{each} {worth}, so {self.she} is willing to mix.")
        told += [self.deviation(t, m) for m in self.game.messages if t in self.able(m) and m not in used]
        lacked = [self.words.messages[m].do for m in self.game.messages if t not in self.able(m)]
        if lacked:
            told.append(f"{self.she} is not able to {listed(lacked, 'or')}.")
        return " ".join(map(sentence, told))

    def result(self, m: str, worth: str) -> str:
        """What follows the one message that she sends, and what it is worth."""
        return f"{self.replies(m)}, which {worth}."

    def able(self, m: str) -> list[str]:
        """The types that have the message."""
        has = dict(zip(self.game.types, self.game.message_sets, strict=True))
        return [t for t in self.types if m in has[t]]

    def repliers(self, j: int) -> list[tuple[str, Labelled[Quantity]]]:
        """Who replies to the message at position j, and with what: the receiver, or each of his types."""
        return repliers(self.family.receiver, j, self.words)

    def replies(self, m: str) -> str:
        return reply_text(self.family.receiver, self.game.seen.index(m), self.words)

    def would_reply(self, m: str) -> str:
        """What the receiver, or each of his types, would do after a message."""
        told = in_common(self.repliers(self.game.seen.index(m)), self.words)
        return ", while ".join(f"{who} would {would(cells, self.words.responses)}" for who, cells in told)

    def deviation(self, t: str, m: str) -> str:
        """What the type would get by a move that she never makes."""
        others = [self.words.types[s] for s in self.types if self.family.sender[s][m] == 1]
        alike = f", as {listed(others)} {'does' if len(others) == 1 else 'do'}," if others else ","
        value, loss = self.payoff_of(t, m), self.loss(t, m)
        return (
            f"If {self.she} were to {self.words.messages[m].do}{alike} {self.would_reply(m)}, "
            f"and {self.she} would get {amount(value)}, {_less(loss)}."
        )

    def payoff_of(self, t: str, m: str) -> Quantity:
        """What a message would give a type, over the family."""
        return spread(self.values_of(t, m))

    def loss(self, t: str, m: str) -> Quantity:
        """How much less that is than what she gets, over the family."""
        i, sender = self.game.types.index(t), self.family.sender.vertices[0]
        now = [sender_payoff(self.game, i, sender, r) for r in self.family.receiver.vertices]
        return spread(have - get for have, get in zip(now, self.values_of(t, m), strict=True))

    def values_of(self, t: str, m: str) -> list[Fraction]:
        i, j = self.game.types.index(t), self.game.messages.index(m)
        return [_expected(r.flat[j], self.game.flat.sender[i][j]) for r in self.family.receiver.vertices]

    # --- the receiver, where a message is sent ---

    def inference(self, m: str) -> str:
        """What he concludes from a message that is sent, what the replies are worth to him, and what he does."""
        piece = next(piece for piece in self.family.beliefs[m].pieces if piece.sent)
        when = f"When {self.words.sender} {self.words.messages[m].does}, "
        told = [f"{when}{self.words.receiver} {self.posterior(m, piece.beliefs)}", *self.weighing(m, piece.beliefs)]
        unsent = [piece for piece in self.family.beliefs[m].pieces if not piece.sent]
        if unsent:
            told.append("In some members of the family nobody makes this move, and then beliefs are freer.")
            told += self.supports(unsent)
        return " ".join(map(sentence, told))

    def posterior(self, m: str, belief: Belief) -> str:
        makers = [t for t in self.types if self.family.sender[t][m] != 0]
        if len(self.types) == 1:
            return f"learns nothing that {self.he} did not know."
        if len(makers) == 1:
            does = "can do" if len(self.able(m)) == 1 else "does"
            return f"knows that {self.he} faces {self.words.types[makers[0]]}, for no other type {does} so."
        prior = dict(zip(self.game.types, self.game.prior, strict=True))
        if all(belief[t] == prior[t] for t in self.types):
            return f"learns nothing, for all types do so alike: {self.he} still gives {self.beliefs(belief)}."
        if belief.is_point:
            first = f" instead of {number_text(prior[self.types[0]])}" if len(self.types) == 2 else ""
            return f"concludes by Bayes' rule: {self.he} now gives {self.beliefs(belief)}{first}."
        return f"concludes by Bayes' rule, depending on how the types mix: {self.he} gives {self.beliefs(belief)}."

    def beliefs(self, belief: Belief) -> str:
        """Probabilities given to types, after "he gives": with two types that of the first is enough."""
        about = self.about(belief)
        return self.given(about[:1] if len(about) == 2 else about, belief)

    def about(self, belief: Belief) -> Sequence[str]:
        """What a belief is about, in the order in which it is told."""
        return self.types

    def case(self, label: str) -> str:
        """What a belief is about, by its label, in words."""
        return self.words.types[label]

    def given(self, types: Sequence[str], belief: Belief) -> str:
        """The probabilities of these types; of those that have none, that they are ruled out."""
        shown = [f"{self.case(t)} {a_probability(belief[t])}" for t in types if belief[t] != 0]
        none = [self.case(t) for t in types if belief[t] == 0]
        if not none:
            return listed(shown)
        return f"{listed(shown)}, and none to {listed(none)}" if shown else f"no probability to {listed(none)}"

    def weighing(self, m: str, belief: Belief) -> Iterator[str]:
        """What each reply is worth to him, or to each of his types, at these beliefs, and which he chooses."""
        for s, (_, cells) in enumerate(self.repliers(self.game.seen.index(m))):
            as_type = f"as type {printable(self.game.receiver_types[s])}: " if self.game.receiver_types else ""
            yield as_type + self.choice(m, belief, cells, s)

    def choice(self, m: str, belief: Belief, cells: Mapping[str, Quantity], s: int) -> str:
        """What the replies `cells` and those not taken are worth, to his type at s."""
        labels = self.game.response_sets[self.game.seen.index(m)]
        does = mixture(cells, self.words.responses)
        if len(labels) == 1:
            return f"{self.he} has no choice: {self.he} {does}."
        worth = {r: self.worths(m, r, belief, s) for r in labels}
        used = next(r for r in labels if cells[r] != 0)
        best = [r for r in labels if worth[r] == worth[used]]
        values = [f"{self.words.responses[r].doing} {amount(spread(worth[r]))}" for r in labels if r not in best]
        most = f"{him(self.words)} {amount(spread(worth[used]))}"
        doing = listed([self.words.responses[r].doing for r in best])
        if len(best) == 1:
            gives = listed([f"{doing} gives {most}", *values])
            return f"{gives}, so {self.he} {does}."
        alike = "both" if len(best) == 2 else "all"
        gives = listed([f"{doing} {alike} give {most}", *values])
        which = "the two" if len(best) == 2 else "these"
        return f"{gives}. {sentence(self.he)} is indifferent between {which}, and {does}."

    def worths(self, m: str, r: str, belief: Belief, s: int) -> list[Fraction]:
        """What a reply is worth to him, or to his type at s, at each vertex of the beliefs."""
        j = self.game.seen.index(m)
        k = self.game.response_sets[j].index(r)
        tables = self.game.receiver if not self.game.receiver_types else [table[s] for table in self.game.receiver]
        column = [table[j][k] if table[j] else Fraction(0) for table in tables]
        return [_expected(vertex, column) for vertex in belief.vertices]

    # --- the receiver, where no message is sent ---

    def off_path(self) -> list[str]:
        """Each message that nobody sends: the reply, and the beliefs on which it rests."""
        unsent = [m for m, sent in self.sent.items() if not sent]
        if not unsent:
            return []
        never = ", or ".join(self.words.messages[m].does for m in unsent)
        return [
            f"In this equilibrium nobody {never}. Bayes' rule is silent about moves that are never made, so "
            f"{self.words.receiver} may believe anything there that makes {his(self.words)} reply a best one.",
            *(self.plan(m, unsent[:i]) for i, m in enumerate(unsent)),
        ]

    def plan(self, m: str, earlier: Sequence[str]) -> str:
        told = [f"If {self.words.sender} were to {self.words.messages[m].do}, {self.would_reply(m)}."]
        if len(self.game.response_sets[self.game.seen.index(m)]) == 1:
            return f"{told[0]} {sentence(self.he)} has no choice."
        told += self.temptation(m)
        able = self.able(m)
        if len(able) == 1:
            only = self.words.types[able[0]]
            told.append(f"{self.he} would know that {self.he} faces {only}, for no other type can do so.")
            told += self.weighing(m, self.family.beliefs[m].pieces[0].beliefs)
            return " ".join(map(sentence, told))
        if len(able) < len(self.types):
            told.append(f"only {listed([self.words.types[t] for t in able])} can do so.")
        same = [e for e in earlier if self.family.beliefs[e] == self.family.beliefs[m]]
        if same:
            told.append(f"The same beliefs support this as after {self.words.messages[same[0]].doing}.")
        else:
            told += self.supports(self.family.beliefs[m].pieces)
        return " ".join(map(sentence, told))

    def supports(self, pieces: Sequence[BeliefPiece]) -> list[str]:
        """Which beliefs make which replies best; a mixture of some replies is not told beside one of more of them."""
        return [
            self.support(one)
            for one in pieces
            if len(one.replies) == 1
            or not any(one.beliefs == more.beliefs and set(one.replies) < set(more.replies) for more in pieces)
        ]

    def support(self, piece: BeliefPiece) -> str:
        """Which beliefs make these replies best."""
        if self.game.receiver_types:
            doing = [f"{self.words.responses[r].doing} for {printable(s)}" for s, r in piece.replies]
            return f"{listed(doing)} are best {self.believing(piece.beliefs)}."
        doing = [self.words.responses[r].doing for r in piece.replies]
        if len(doing) == 1:
            return f"{doing[0]} is best {self.believing(piece.beliefs)}."
        return f"{self.he} is willing to mix {listed(doing)} {self.believing(piece.beliefs)}."

    def believing(self, belief: Belief) -> str:
        """A set of beliefs as a condition."""
        if _is_everything(belief):
            return f"whatever {self.he} believes"
        about = self.about(belief)
        corners = [t for t in about if any(v[belief.types.index(t)] == 1 for v in belief.vertices)]
        sure = f"if {self.he} is sure that {self.he} faces {self.case(corners[0])}" if corners else ""
        if belief.is_point:
            return f"only {sure}" if sure else f"only if {self.he} gives {self.beliefs(belief)}"
        if len(about) == 2:
            return f"if {self.he} gives {self.beliefs(belief)}"
        example = f", for example {sure}" * bool(sure)
        limits = [t for t in about if a_probability(belief[t]) != "any probability"]
        given = self.given(limits, belief) if limits else ""
        return f"for many beliefs{example}" + f"; all of them give {given}" * bool(given)

    def temptation(self, m: str) -> Iterator[str]:
        """Which type keeps a reply that is free from leaving its limits."""
        j = self.game.seen.index(m)
        for s, (_, cells) in enumerate(self.repliers(j)):
            used = [(r, weight) for r, weight in enumerate(cells.values()) if weight != 0]
            r, weight = used[0]
            if len(used) == 2 and isinstance(weight, Range):
                yield from self.at_the_limits(m, s * len(cells) + r, weight)

    def at_the_limits(self, m: str, k: int, weight: Range) -> Iterator[str]:
        """The types that keep the weight of reply k to a message from leaving its range."""
        j = self.game.seen.index(m)
        for limit, beyond in ((weight.low, "less"), (weight.high, "more")):
            tempted = [t for t in self.types if self.indifferent_at(t, j, k, limit)]
            if 0 < limit < 1 and tempted:
                who = f"{listed([self.words.types[t] for t in tempted])} {'is' if len(tempted) == 1 else 'are'}"
                move = self.words.messages[m].do
                at = f"At the probability {number_text(limit)} {who} just indifferent"
                yield f"{at}; if it were {beyond}, {self.she} would {move}."

    def indifferent_at(self, t: str, j: int, k: int, limit: Fraction) -> bool:
        """Whether message j gives the type just what she has where reply k has this probability, and only there."""
        now, payoffs = self.family.payoffs[t], self.game.flat.sender[self.game.types.index(t)][j]
        rows = [r.flat[j] for r in self.family.receiver.vertices]
        return all((_expected(row, payoffs) == now) == (row[k] == limit) for row in rows)

    # --- the results ---

    def results(self) -> str:
        """Payoffs and the probabilities of events."""
        payoffs, she = self.family.payoffs, self.words.sender
        events = [f"{printable(name)} {quantity_text(value)}" for name, value in self.family.outcomes.items()]
        told = []
        if len(self.types) > 1:
            told.append(f"before {self.she} learns {her(self.words)} type, {she} expects {amount(payoffs.ex_ante)}.")
        told.append(f"{self.words.receiver} expects {amount(payoffs.receiver)}.")
        for s, value in payoffs.by_receiver_type.items():
            told.append(f"as type {printable(s)} {self.he} expects {amount(value)}.")
        if events:
            told.append(f"probabilities before the game is played: {listed(events)}.")
        return " ".join(map(sentence, told))


class _NoisyAccount(_Account):
    """The same where the receiver does not see the message itself: what it is seen as, and what that tells him."""

    unmade = "what is never seen"

    def setting(self) -> str:
        return f"{super().setting()} {' '.join(sentence(f'{self.shown(m)}.') for m in self.game.messages)}"

    def shown(self, m: str) -> str:
        """What a message is seen as."""
        row = self.game.noise_rows[m]
        seen = [quoted(z) if p == 1 else f"{quoted(z)} with probability {number_text(p)}" for z, p in row.items()]
        return f"if {self.words.sender} {self.words.messages[m].does}, {self.words.receiver} sees {listed(seen, 'or')}"

    def kind(self, kind: str) -> str:
        """What an equilibrium of the kind is; what he learns is another matter."""
        return {
            "separating": "no two types ever do the same",
            "semi-separating": "the types behave differently but share some move",
            "pooling": "every type does the same",
            "babbling": "all types mix the same moves with the same probabilities",
        }[kind]

    # --- the sender ---

    def replies(self, m: str) -> str:
        return self.after(m, lambda j: reply_text(self.family.receiver, j, self.words))

    def would_reply(self, m: str) -> str:
        return self.after(m, lambda j: super(_NoisyAccount, self).would_reply(self.game.seen[j]))

    def after(self, m: str, reply: Callable[[int], str]) -> str:
        """What follows a message, by what it is seen as."""
        paths = self.game.paths[self.game.messages.index(m)]
        return "; ".join(f"seeing {quoted(self.game.seen[path.seen])}, {reply(path.seen)}" for path in paths)

    def result(self, m: str, worth: str) -> str:
        return f"{sentence(self.replies(m))}. That {worth}{' on average' if len(self.game.noise_rows[m]) > 1 else ''}."

    def values_of(self, t: str, m: str) -> list[Fraction]:
        row = self.game.flat.sender[self.game.types.index(t)][self.game.messages.index(m)]
        return [_expected([x for cells in r.flat for x in cells], row) for r in self.family.receiver.vertices]

    # --- the receiver ---

    def about(self, belief: Belief) -> Sequence[str]:
        return belief.types

    def case(self, label: str) -> str:
        if label in self.words.types:
            return self.words.types[label]
        t, m = next((t, m) for t in self.game.types for m in self.game.messages if f"{t}: {m}" == label)
        return f"{self.words.types[t]} who {self.words.messages[m].does}"

    def inference(self, m: str) -> str:
        piece = next(piece for piece in self.family.beliefs[m].pieces if piece.sent)
        told = [f"{self.words.receiver} who sees {quoted(m)} {self.posterior(m, piece.beliefs)}"]
        told += self.weighing(m, piece.beliefs)
        unsent = [piece for piece in self.family.beliefs[m].pieces if not piece.sent]
        if unsent:
            told.append("In some members of the family this is never seen, and then beliefs are freer.")
            told += self.supports(unsent)
        return " ".join(map(sentence, told))

    def posterior(self, m: str, belief: Belief) -> str:
        sure = [case for case in belief.types if belief[case] == 1]
        if len(belief.types) == 1:
            return f"learns nothing that {self.he} did not know."
        if sure:
            return f"knows that {self.he} faces {self.case(sure[0])}."
        mixed = "" if belief.is_point else ", depending on how the types mix"
        return f"concludes by Bayes' rule{mixed}: {self.he} gives {self.beliefs(belief)}."

    def worths(self, m: str, r: str, belief: Belief, s: int) -> list[Fraction]:
        game, z = self.game, self.game.seen.index(m)
        column = []
        for case in cases(game, z):
            t, j = case.pairs[0] if case.pairs else (0, -1)
            table = game.receiver[t][s] if game.receiver_types else game.receiver[t]
            column.append(table[j][game.following[j].index(r)] if case.pairs else Fraction(0))
        return [_expected(vertex, column) for vertex in belief.vertices]

    def off_path(self) -> list[str]:
        """All that is never seen: the reply, and the beliefs on which it rests."""
        unseen = [z for z, seen in self.sent.items() if not seen]
        if not unseen:
            return []
        never = listed([quoted(z) for z in unseen], "or")
        return [
            f"In this equilibrium {self.words.receiver} never sees {never}. Bayes' rule is silent about what is never "
            f"seen, so {self.he} may believe anything there that makes {his(self.words)} reply a best one.",
            *(self.plan(z, ()) for z in unseen),
        ]

    def plan(self, m: str, earlier: Sequence[str]) -> str:
        told = [f"seeing {quoted(m)}, {super().would_reply(m)}."]
        if len(self.game.response_sets[self.game.seen.index(m)]) == 1:
            return sentence(f"{told[0]} {sentence(self.he)} has no choice.")
        return " ".join(map(sentence, [*told, *self.supports(self.family.beliefs[m].pieces)]))


def _one_of(named: Sequence[str]) -> str:
    """Two or more as alternatives: "either a, or b"."""
    return f"{'either' if len(named) == 2 else 'one of'} {', '.join(named[:-1])}, or {named[-1]}"


def _less(loss: Quantity) -> str:
    """How much worse a deviation is."""
    if not isinstance(loss, Range):
        return f"which is {number_text(loss)} less" if loss else "which is just as much and no reason to change"
    if loss.low == 0:
        return f"which is at best as much as now, and at worst {number_text(loss.high)} less"
    return f"which is at least {number_text(loss.low)} less"


def _is_everything(belief: Belief) -> bool:
    """Whether no belief is missing."""
    return len(belief.vertices) == len(belief.types) and all(max(vertex) == 1 for vertex in belief.vertices)


def _independent(strategies: StrategySet) -> bool:
    """Whether every free probability may take any value in its range, whatever the others do."""
    rows = list(zip(*(vertex.probabilities for vertex in strategies.vertices), strict=True))
    corners = [set(row) for row in rows]
    used = [sum(any(corner[c] for corner in row) for c in range(len(next(iter(row))))) for row in corners]
    one_by_one = all(len(row) == 1 or count == 2 for row, count in zip(corners, used, strict=True))
    return one_by_one and prod(map(len, corners)) == len(strategies.vertices)


def _expected(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    return sum((weight * value for weight, value in zip(weights, values, strict=True) if weight), Fraction(0))
