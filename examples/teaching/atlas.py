"""The exact map of two numbers, drawn anew at every setting from closed forms that are plain comparisons (`compiling`).

All numbers of the game but two are put into the closed forms, which leaves polynomials in these two. Their curves cut
the map into cells (`curves`), and in a cell the signs of the polynomials say which equilibria exist and survive. What a
region is called is not taken from there: the exact engine solves the game at a point in it, and where it does not find
as many equilibria as the closed forms say, there is no map but an error.

Where all of the map lies on a knife edge, or closed forms do not speak of a part of it, the engine looks at every cell,
and the map says so. Where there are no closed forms the reason is given, and `patchwork` makes a map of another kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil
from string import ascii_uppercase
from types import SimpleNamespace
from typing import Any

import reading
from curves import Branch, Cell, Column, Curve, Ratio, TooSteepError, columns, sign_all_over
from dials import CHANCES, Desk, Dial, in_doubt, is_approach, is_opening, is_payoffs, table_of

from termination.analysis.joints import Joint, joint
from termination.errors import InputError
from termination.models.approach.payoffs import CORE, HARDLINE, HOLD, LIMITED, PRESS, RECIPROCATE, payoff_tables

#: How far a range is drawn in at an end that a parameter cannot take.
INWARDS = Fraction(1, 1000)
#: Points on a curve that runs across the whole map, and cells that the engine may be asked to look at.
POINTS, MOST_CELLS = 60, 400
#: What may be seen of a vertical edge, as a part of the map's height.
VISIBLE = 1e-3

Point = tuple[float, float]
#: The closed forms that exist and that survive in a cell, by number; None where closed forms do not say.
Found = tuple[frozenset[Any], frozenset[Any]] | None


@dataclass(frozen=True)
class Zone:
    """All places with the same equilibria: its letter, their names, who gets what the model is about, and how it is
    to be filled; no names where there is no such game."""

    letter: str
    names: tuple[str, ...]
    told: str
    fill: tuple[str, str]


@dataclass(frozen=True)
class Atlas:
    """A map: the ends of both axes, its zones, polygons with the zone of each, lines between zones, and a caveat."""

    box: tuple[float, float, float, float]
    zones: tuple[Zone, ...]
    parts: tuple[tuple[int, tuple[Point, ...]], ...]
    edges: tuple[tuple[Point, ...], ...]
    caveat: str = ""

    def zone(self, names: Sequence[str]) -> int | None:
        """The zone with these equilibria; None where none has them, as on a boundary of an exact map."""
        known = [zone.names for zone in self.zones]
        return known.index(tuple(names)) if tuple(names) in known else None

    def reaches(self, x: Fraction, y: Fraction) -> bool:
        """Whether a point is on the map, its ends included."""
        left, right, low, high = self.box
        return left <= float(x) <= right and low <= float(y) <= high


class NoFormsError(InputError):
    """There are no closed forms for a map, or they are of no use for it."""


def atlas(desk: Desk, concept: str, forms: Mapping[str, Any]) -> Atlas:
    """The map over the two numbers that the desk names, of what survives the refinement.

    Raises `InputError` where there is none, with the reason; `NoFormsError` where closed forms are what is wanting.
    """
    return _Survey(desk, concept, forms).atlas()


# Which closed forms


def set_for(desk: Desk) -> str:
    """The name of the set of closed forms that speaks of these settings. Raises `NoFormsError` where none does."""
    if is_payoffs(desk.loaded):
        game = desk.loaded.game()
        messages = len(game.messages)
        shape = (len(game.types), *map(len, game.response_sets))
        if messages not in (2, 3) or set(shape) != {2} or game.noise or game.receiver_types:
            raise NoFormsError("closed forms are at hand for games of two types, two or three messages and two replies")
        return f"payoffs {messages}"
    if is_opening(desk.loaded):
        return _opening_set(desk)
    if not is_approach(desk.loaded):
        raise NoFormsError("no closed forms are at hand for this model")
    others = len(desk.loaded.messages) - 1
    if others not in (1, 2):
        raise NoFormsError(f"closed forms are at hand for one less-hardline approach or two, there are {others}")
    return f"payoffs {others + 1}"


def _opening_set(desk: Desk) -> str:
    if in_doubt(desk.loaded):
        raise NoFormsError("no closed forms are at hand for an opponent in doubt")
    types = len(desk.loaded.types)
    kept = "talks_kept" in (desk.x, desk.y) or desk.numbers["talks_kept"] != 1
    if types not in (2, 3):
        raise NoFormsError(f"closed forms are at hand for two and three types, there are {types}")
    if desk.signal and (kept or types == 3):
        raise NoFormsError("with the signal closed forms are at hand for two types who keep all that talks are worth")
    if kept and types == 3:
        raise NoFormsError("with three types closed forms are at hand where they keep all that talks are worth")
    return f"opening {types}{', signal' * desk.signal}{', talks kept in part' * kept}"


# Numbers over the map


@dataclass(frozen=True)
class Axis:
    """A number of the map: its dial, and from where to where it runs."""

    dial: Dial
    low: Fraction
    high: Fraction

    def at(self, part: Fraction) -> Fraction:
        """The value at a part of the way."""
        return self.low + part * (self.high - self.low)

    @classmethod
    def of(cls, desk: Desk, key: str) -> Axis:
        """The axis of a dial, drawn in where the parameter cannot take its end."""
        dial = desk.dial(key)
        domain = next((one.domain for one in table_of(desk.loaded) if one.name == dial.parameter), None)
        prior = dial.parameter in CHANCES
        room = (dial.high - dial.low) * INWARDS
        low_open = prior or (domain is not None and domain.open_low and domain.low == dial.low)
        high_open = prior or (domain is not None and domain.open_high and domain.high == dial.high)
        return cls(dial, dial.low + room * low_open, dial.high - room * high_open)


def game_at(desk: Desk, concept: str, axes: tuple[Axis, Axis], s: Fraction, t: Fraction) -> reading.Answer | None:
    """The game at a point of the map, as parts of the way along both axes, solved; None where there is no such game."""
    x, y = axes
    try:
        model = desk.turned({x.dial.key: x.at(s), y.dial.key: y.at(t)}).model()
    except InputError:
        return None
    return reading.answer(model, concept)


class _Survey:
    """The work of `atlas`."""

    def __init__(self, desk: Desk, concept: str, forms: Mapping[str, Any]) -> None:
        if not desk.x or not desk.y or desk.x == desk.y:
            raise InputError("a map needs two different numbers to run over")
        self.desk, self.concept, self.forms = desk, concept, forms[set_for(desk)]
        self.axes = Axis.of(desk, desk.x), Axis.of(desk, desk.y)
        self.orders = _Orders(self) if is_opening(desk.loaded) or is_payoffs(desk.loaded) else _Offers(self)
        if "short" in self.forms and self.orders.supposed(self.forms["short"]):
            self.forms = self.forms["short"]

    def numbers(self) -> dict[tuple[str, str], Ratio]:
        """Every number of the game over the map, by parameter and label."""
        desk = self.desk.turned({key: Fraction(0) for key in (self.desk.x, self.desk.y) if key in self.desk.doses})
        doses = {key: value if key in desk.on else Fraction(0) for key, value in desk.doses.items()}
        found = {(dial.parameter, dial.label): Ratio.of(dial.value) for dial in desk.dials}
        found |= {(key, ""): Ratio.of(value) for key, value in doses.items()}
        for axis, along in zip(self.axes, ((1, 0), (0, 1)), strict=True):
            place = axis.dial.parameter, axis.dial.label
            found[place] = axis.low + Ratio({along: axis.high - axis.low}, Ratio.of(1).top)
        return found

    def game_at(self, cell: Cell) -> reading.Answer | None:
        """The game at the point of a cell."""
        return game_at(self.desk, self.concept, self.axes, cell.s, cell.t)

    def atlas(self) -> Atlas:
        """The map, by closed forms, or cell by cell where these do not say."""
        by_signs = self._laid_out(self.orders.curves(relevant=True), self.orders.found)
        if by_signs is not None:
            return self._drawn(*by_signs, "")
        looked = self._laid_out(self.orders.curves(relevant=False), None)
        assert looked is not None
        caveat = "Part of this map lies on a knife edge or beyond the closed forms: the exact engine looked at a point "
        caveat += "of each piece, and there may be more edges than are drawn."
        return self._drawn(*looked, "" if self.forms["exhaustive"] else caveat)

    def _laid_out(
        self, curves: list[Curve], found: Callable[[Sequence[Curve], Cell], Found] | None
    ) -> tuple[list[Column], list[list[int]], list[Zone]] | None:
        """Columns, the zone of each cell, and the zones; None where some cell is undecided."""
        try:
            laid = columns(curves)
        except TooSteepError:
            raise NoFormsError("an edge of this map is steeper than can be drawn here") from None
        if found is None:
            if sum(len(column.cells) for column in laid) > MOST_CELLS:
                raise NoFormsError("all of this map lies on a knife edge, and it has too many pieces to look at each")
            zones = Zones()
            return laid, [[zones.entered(self.game_at(cell)) for cell in one.cells] for one in laid], zones.zones
        kinds = [[found(curves, cell) for cell in column.cells] for column in laid]
        if any(kind is None and self.game_at(cell) is not None
               for column, row in zip(laid, kinds, strict=True)
               for cell, kind in zip(column.cells, row, strict=True)):  # fmt: skip
            return None
        told = _Told(self)
        return laid, told.places(laid, kinds), told.zones.zones

    def _drawn(self, laid: list[Column], places: list[list[int]], zones: list[Zone], caveat: str) -> Atlas:
        x, y = self.axes
        box = tuple(float(end) for axis in (x, y) for end in (axis.low, axis.high))

        def on_map(points: Iterable[Point]) -> tuple[Point, ...]:
            return tuple((box[0] + s * (box[1] - box[0]), box[2] + t * (box[3] - box[2])) for s, t in points)

        strips = list(_strips(laid, places))
        parts = [(zone, on_map(outline)) for strip in strips for zone, outline in strip.outlines()]
        edges = [on_map(line) for strip in strips for line in strip.lines()]
        edges += [on_map(line) for one, other in pairwise(strips) for line in _walls(one, other)]
        return Atlas(box, tuple(zones), tuple(parts), tuple(edges), caveat)  # type: ignore[arg-type]


# What is where


class Zones:
    """The zones in the order in which they are met."""

    def __init__(self) -> None:
        self.zones: list[Zone] = []
        self._places: dict[tuple[str, ...] | None, int] = {}

    def entered(self, solved: reading.Answer | None) -> int:
        """The place of the zone of a game that was solved; None is no game."""
        names = solved.names if solved else None
        if names not in self._places:
            place = self._places[names] = len(self.zones)
            told, fill = reading.who_gets(solved) if solved else ("no such game", ("#BDBDBD", "crossed"))
            fill = fill or reading.OTHERS[place % len(reading.OTHERS)]
            self.zones.append(Zone(_letter(place), names or (), told, fill))
        return self._places[names]


class _Told:
    """Zones by closed forms, each told by the engine at a point of its largest cell."""

    def __init__(self, survey: _Survey) -> None:
        self.survey, self.zones = survey, Zones()

    def places(self, laid: list[Column], kinds: list[list[Found]]) -> list[list[int]]:
        """The place of each cell's zone: one for each set of equilibria that survive."""
        largest: dict[frozenset[Any] | None, tuple[Fraction, Cell, Found]] = {}
        for column, row in zip(laid, kinds, strict=True):
            for cell, kind in zip(column.cells, row, strict=True):
                size = cell.height * (column.high - column.low)
                key = self._key(kind)
                if key not in largest or size > largest[key][0]:
                    largest[key] = size, cell, kind
        found = {key: self.zones.entered(self._checked(cell, kind)) for key, (_, cell, kind) in largest.items()}
        return [[found[self._key(kind)] for kind in row] for row in kinds]

    def _key(self, kind: Found) -> frozenset[Any] | None:
        return None if kind is None else kind[1] if self.survey.concept else kind[0]

    def _checked(self, cell: Cell, kind: Found) -> reading.Answer | None:
        solved, told = self.survey.game_at(cell), self._key(kind)
        if solved is not None and told is not None and len(solved.names) != len(told):
            raise InputError(
                f"the closed forms say {len(told)} and the engine finds {len(solved.names)} equilibria at one point: "
                "please report this address"
            )
        return solved


def _letter(place: int) -> str:
    """A, B, ..., Z, AA, AB and so on."""
    first, last = divmod(place, 26)
    return (_letter(first - 1) if first else "") + ascii_uppercase[last]


class _Orders:
    """The closed forms with the numbers put in, for every order that the types can have by resilience on this map."""

    def __init__(self, survey: _Survey) -> None:
        self.survey = survey
        self.numbers = survey.numbers()
        self.game = survey.desk.loaded.game()
        self.labels = list(self.game.types)
        self.numbers |= _prior(self.numbers, self.labels)
        if is_opening(survey.desk.loaded):
            strongest = survey.desk.loaded.resilience_order[-1]
            raised = self.numbers["resilience", strongest] + self.numbers["support", ""]
            self.numbers["resilience", strongest] = raised
            room = 1 - raised
            self.limit = _curve(room) if room.top else None
        self._stated: dict[tuple[str, ...], _Stated] = {}

    #: Beyond which there is no such game, as where support has raised a type as far as resilience goes, with the sign
    #: in front; None where there is one everywhere.
    limit: tuple[Curve | None, int] | None = None

    @cached_property
    def ranking(self) -> list[tuple[str, str, Curve | None, int]]:
        """For each two types, the curve where they are equally resilient, with the sign in front: where the second is
        the more resilient, sign times curve is positive; without a curve, the sign holds all over the map."""
        if not is_opening(self.survey.desk.loaded):
            return []
        found = []
        for one, other in combinations(self.labels, 2):
            apart = self.numbers["resilience", other] - self.numbers["resilience", one]
            found.append((one, other, *(_curve(apart) if apart.top else (None, 0))))
        return found

    def order(self, signs: Mapping[Curve, int]) -> tuple[str, ...]:
        """The types from the least resilient, where the curves have these signs."""
        above = dict.fromkeys(self.labels, 0)
        for one, other, curve, sign in self.ranking:
            above[other if sign * (signs[curve] if curve else 1) > 0 else one] += 1
        return tuple(sorted(self.labels, key=above.__getitem__))

    def stated(self, order: tuple[str, ...]) -> _Stated:
        """The closed forms for this order."""
        if order not in self._stated:
            self._stated[order] = _Stated(self.survey.forms, self.numbers, order, self.survey.concept, self.game)
        return self._stated[order]

    @property
    def _orders(self) -> list[tuple[str, ...]]:
        """Every order there may be."""
        ranked = list(dict.fromkeys(curve for *_, curve, _ in self.ranking if curve))
        return list(dict.fromkeys(self.order(signs) for signs in _sign_choices(ranked)))

    def supposed(self, forms: Mapping[str, Any]) -> bool:
        """Whether what a set of closed forms supposes is true all over the map, in every order."""
        return all(_Stated(forms, self.numbers, one, "", self.game).required is True for one in self._orders)

    def curves(self, relevant: bool) -> list[Curve]:
        """All curves of the map; of each order, only those on which something turns, or all."""
        found: dict[Curve, None] = {curve: None for *_, curve, _ in self.ranking if curve}
        found.update({self.limit[0]: None} if self.limit and self.limit[0] else {})
        for order in self._orders:
            stated = self.stated(order)
            found.update(dict.fromkeys(stated.relevant if relevant else stated.curves))
        return list(found)

    def found(self, curves: Sequence[Curve], cell: Cell) -> Found:
        """What the closed forms say of a cell."""
        signs = dict(zip(curves, cell.signs, strict=True))
        if self.limit and self.limit[1] * (signs[self.limit[0]] if self.limit[0] else 1) < 0:
            return None
        return self.stated(self.order(signs)).at(signs)


class _Offers(_Orders):
    """The same for rivals in peacetime, whose payoffs are those of a game with two replies to each approach.

    Where the rival does not press, whether it holds or reciprocates depends on no belief: one of the two is kept.
    """

    def __init__(self, survey: _Survey) -> None:
        self.survey, self.game = survey, survey.desk.loaded.game()
        given: dict[str, Any] = {}
        for (name, label), number in survey.numbers().items():
            if label:
                given.setdefault(name, {})[label] = number
            else:
                given[name] = number
        self.labels = list(self.game.types)
        tables = dict(zip(("sender", "receiver"), payoff_tables(given, self.game.messages), strict=True))
        self.numbers = {
            (side, ", ".join((t, m, r))): number if isinstance(number, Ratio) else Ratio.of(number)
            for side, table in tables.items()
            for t, rows in zip(self.game.types, table, strict=True)
            for m, replies, row in zip(self.game.messages, self.game.response_sets, rows, strict=True)
            for r, number in zip(replies, row, strict=True)
        }
        if len(given["relief"]) == 2:
            room = given["relief"][CORE] - given["relief"][LIMITED]
            self.limit = _curve(room) if room.top else None
        first, second = self.labels
        self.numbers |= {("prior", first): given["prior"], ("prior", second): 1 - given["prior"]}
        self._stated = {}
        if any(curve is None and not sign for _, reply, curve, sign in self.ranking if reply == RECIPROCATE):
            why = "it would as soon hold as reciprocate"
            raise NoFormsError(f"closed forms are at hand where the rival prefers a reply; on all of this map {why}")

    @cached_property
    def ranking(self) -> list[tuple[str, str, Curve | None, int]]:
        """For each approach the curve where the rival would as soon hold as reciprocate, and first that where at the
        prior it would as soon hold as press the hardline, on which words turn; with the sign in front."""
        pressed = sum((self.numbers["prior", t] * self._more(t, HARDLINE, PRESS) for t in self.labels), Ratio.of(0))
        met = {m: self._more(self.labels[0], m, RECIPROCATE) for m in self.game.messages[1:]}
        gains = [(HARDLINE, PRESS, pressed), *((m, RECIPROCATE, more) for m, more in met.items())]
        return [(m, reply, *(_curve(more) if more.top else (None, 0))) for m, reply, more in gains]

    def _more(self, t: str, m: str, reply: str) -> Ratio:
        """What a reply brings the rival more than to hold."""
        done, held = (self.numbers["receiver", ", ".join((t, m, r))] for r in (reply, HOLD))
        return done - held

    def order(self, signs: Mapping[Curve, int]) -> tuple[str, ...]:
        """What the rival does where the curves have these signs: with the hardline at the prior, and with each approach
        where it does not press."""
        return tuple(
            reply if sign * (signs[curve] if curve else 1) > 0 else HOLD for _, reply, curve, sign in self.ranking
        )

    def stated(self, order: tuple[str, ...]) -> _Stated:
        """The closed forms where these replies are kept."""
        if order not in self._stated:
            kept = ((PRESS, HOLD), *((PRESS, reply) for reply in order[1:]))
            game = SimpleNamespace(types=self.labels, messages=self.game.messages, response_sets=kept)
            self._stated[order] = _Stated(self.survey.forms, self.numbers, self.labels, self.survey.concept, game)
        return self._stated[order]

    def found(self, curves: Sequence[Curve], cell: Cell) -> Found:
        """What the closed forms say of a cell, each with what the rival does; nothing where all over the map the prior
        leaves it indifferent after the hardline."""
        tied = any(curve is None and not sign for *_, curve, sign in self.ranking)
        found = None if tied else super().found(curves, cell)
        if found is None:
            return None
        done = self.order(dict(zip(curves, cell.signs, strict=True)))
        existing, surviving = (frozenset((one, done) for one in forms) for forms in found)
        return existing, surviving


def _curve(number: Ratio) -> tuple[Curve | None, int]:
    """The curve where it vanishes, and the sign in front; no curve where it has that sign all over the map."""
    known = sign_all_over(number.top)
    return (None, known) if known else Curve.of(number.top)


def _sign_choices(curves: Sequence[Curve]) -> Iterator[dict[Curve, int]]:
    """Every choice of signs."""
    if not curves:
        yield {}
        return
    for rest in _sign_choices(curves[1:]):
        yield {curves[0]: 1, **rest}
        yield {curves[0]: -1, **rest}


def _prior(numbers: Mapping[tuple[str, str], Ratio], labels: Sequence[str]) -> dict[tuple[str, str], Ratio]:
    """The probability of the type that has no dial, which is what the others leave."""
    left = Ratio.of(1)
    for t in labels:
        if ("prior", t) in numbers:
            left -= numbers["prior", t]
    (last,) = [t for t in labels if ("prior", t) not in numbers]
    return {("prior", last): left}


Tree = Any


class _Stated:
    """One set of closed forms with numbers put in: trees whose leaves are signs of products of curves."""

    def __init__(
        self,
        forms: Mapping[str, Any],
        numbers: Mapping[tuple[str, str], Ratio],
        order: Sequence[str],
        concept: str,
        game: Any,
    ) -> None:
        self._factors = _factors(forms, numbers, order, game)
        self._known: dict[int, tuple[Curve | None, int]] = {}
        column = {"": None, "intuitive": 1, "D1": 2}[concept]
        self.required, self.edge = self._tree(forms["required"]), self._tree(forms["edge"])
        self.families: list[tuple[int, Tree, Tree]] = []
        for i, family in enumerate(forms["families"]):
            exists = self._tree(family[0])
            if exists is not False:
                survives = exists if column is None else joint([exists, self._tree(family[column])], True)
                self.families.append((i, exists, survives))
        self._seen: dict[tuple[int, ...], Found] = {}
        trees = [self.required, self.edge, *(tree for _, *both in self.families for tree in both)]
        self.relevant = list(dict.fromkeys(curve for tree in trees for curve in _curves_of(tree)))

    @property
    def curves(self) -> list[Curve]:
        """Every curve, whether anything turns on it or not."""
        return list(dict.fromkeys(curve for i in range(len(self._factors)) if (curve := self._sign(i)[0])))

    def at(self, signs: Mapping[Curve, int]) -> Found:
        """Which closed forms exist and survive where the curves have these signs."""
        key = tuple(signs[curve] for curve in self.relevant)
        if key not in self._seen:
            self._seen[key] = self._decided(signs)
        return self._seen[key]

    def _decided(self, signs: Mapping[Curve, int]) -> Found:
        if _truth(self.required, signs) is not True or _truth(self.edge, signs) is not False:
            return None
        existing, surviving = set(), set()
        for i, exists, survives in self.families:
            there, kept = _truth(exists, signs), _truth(survives, signs)
            if there is None or kept is None:
                return None
            existing |= {i} if there else set()
            surviving |= {i} if kept else set()
        return frozenset(existing), frozenset(surviving)

    # From data to trees. A leaf is (sign, curves), None for what is zero all over the map and so undecided.

    def _tree(self, told: Any) -> Tree:
        if isinstance(told, bool):
            return told
        word, *rest = told
        if word in ("all", "any"):
            return joint(map(self._tree, rest), word == "all")
        sign: int = rest[0]
        odd: dict[Curve, bool] = {}
        for i in rest[1:]:
            curve, own = self._sign(i)
            if not own:
                return None
            sign *= own
            if curve:
                odd[curve] = not odd.get(curve, False)
        curves = tuple(curve for curve, is_odd in odd.items() if is_odd)
        if word == "=":  # looked at off the curves only
            return False
        return (sign, curves) if curves else sign > 0

    def _sign(self, i: int) -> tuple[Curve | None, int]:
        """The curve where factor i vanishes, as `_curve` has it; the sign is 0 where it vanishes all over."""
        if i not in self._known:
            factor = self._factors[i]
            self._known[i] = _curve(factor) if factor.top else (None, 0)
        return self._known[i]


def _curves_of(tree: Tree) -> Iterator[Curve]:
    if isinstance(tree, Joint):
        for part in tree.parts:
            yield from _curves_of(part)
    elif isinstance(tree, tuple):
        yield from tree[1]


def _truth(tree: Tree, signs: Mapping[Curve, int]) -> bool | None:
    """Whether it holds; None where that is undecided."""
    if tree is None or isinstance(tree, bool):
        return tree
    if isinstance(tree, tuple):
        sign = tree[0]
        for curve in tree[1]:
            sign *= signs[curve]
        return bool(sign > 0)
    found: bool | None = tree.every
    for part in tree.parts:
        truth = _truth(part, signs)
        if truth is (not tree.every):
            return truth
        found = None if truth is None else found
    return found


def _factors(
    forms: Mapping[str, Any], numbers: Mapping[tuple[str, str], Ratio], order: Sequence[str], game: Any
) -> list[Ratio]:
    """The polynomials of a set of closed forms, where the types have this order.

    All that they are divided by is what the opponent gains from escalation, which is positive.
    """
    places = {
        name: _place(parameter, which, order, game) for name, (parameter, which) in forms["places"].items()
    }  # fmt: skip
    given = {name: numbers[place] for name, place in places.items() if place in numbers}
    values = {name: _total(terms, given) for name, terms in forms["values"]}
    return [_total(terms, values) for terms in forms["factors"]]


def _place(parameter: str, which: Any, order: Sequence[str], game: Any) -> tuple[str, str]:
    """Parameter and label of a number: of all types, of the type of a rank, or of a cell of a payoff table."""
    if isinstance(which, list):
        t, m, r = which
        return parameter, ", ".join((game.types[t], game.messages[m], game.response_sets[m][r]))
    return parameter, "" if which is None else order[which]


def _total(terms: Sequence[Any], values: Mapping[str, Ratio]) -> Ratio:
    total = Ratio.of(0)
    for number, powers in terms:
        product = Ratio.of(Fraction(number))
        for name, power in powers.items():
            product *= values[name] if power == 1 else values[name].power(power)
        total += product
    return total


# Drawing


@dataclass(frozen=True)
class _Run:
    """Neighbouring cells of a column in one zone: the branches below and above them, None at the map's edges."""

    zone: int
    below: Branch | None
    above: Branch | None

    def ends(self, s: float) -> tuple[float, float]:
        """From where to where it reaches at s."""
        return _height(self.below, s, 0.0), _height(self.above, s, 1.0)


def _height(branch: Branch | None, s: float, edge: float) -> float:
    return edge if branch is None else min(max(branch.height(s), 0.0), 1.0)


@dataclass(frozen=True)
class _Strip:
    """Neighbouring columns with the same zones from below, each as (from, to, runs)."""

    columns: tuple[tuple[float, float, tuple[_Run, ...]], ...]

    def outlines(self) -> Iterator[tuple[int, list[Point]]]:
        """A polygon round each zone."""
        for k, first in enumerate(self.columns[0][2]):
            lower = [point for column in self.columns for point in _along(column, column[2][k].below, 0.0)]
            upper = [point for column in self.columns for point in _along(column, column[2][k].above, 1.0)]
            yield first.zone, lower + upper[::-1]

    def lines(self) -> Iterator[list[Point]]:
        """The lines between zones."""
        for k in range(1, len(self.columns[0][2])):
            yield [point for column in self.columns for point in _along(column, column[2][k].below, 0.0)]


def _along(column: tuple[float, float, Any], branch: Branch | None, edge: float) -> Iterator[Point]:
    """Points on a branch in a column. At its very ends it may have a pole: there it is looked at from close by."""
    low, high, _ = column
    count = 1 if branch is None or branch.straight else max(2, ceil(POINTS * (high - low)))
    for i in range(count + 1):
        inside = min(max(i / count, 1e-9), 1 - 1e-9)
        yield low + (high - low) * i / count, _height(branch, low + (high - low) * inside, edge)


def _strips(laid: Sequence[Column], places: Sequence[Sequence[int]]) -> Iterator[_Strip]:
    """The columns in strips."""
    found: list[Any] = []
    for column, zones in zip(laid, places, strict=True):
        runs = tuple(_runs(column.cells, zones))
        if found and [run.zone for run in found[-1][2]] != [run.zone for run in runs]:
            yield _Strip(tuple(found))
            found = []
        found.append((float(column.low), float(column.high), runs))
    yield _Strip(tuple(found))


def _runs(cells: Sequence[Cell], zones: Sequence[int]) -> Iterator[_Run]:
    start = 0
    for k in range(1, len(cells) + 1):
        if k == len(cells) or zones[k] != zones[start]:
            yield _Run(zones[start], cells[start].below, cells[k - 1].above)
            start = k


def _walls(left: _Strip, right: _Strip) -> Iterator[list[Point]]:
    """The vertical edges between two strips."""
    (low, at, ends), (_, high, starts) = left.columns[-1], right.columns[0]
    before = [(run.ends(at - 1e-9 * (at - low)), run.zone) for run in ends]
    after = [(run.ends(at + 1e-9 * (high - at)), run.zone) for run in starts]
    for (a, b), zone in before:
        for (c, d), other in after:
            if zone != other and min(b, d) - max(a, c) > VISIBLE:
                yield [(at, max(a, c)), (at, min(b, d))]


__all__ = ["Atlas", "Axis", "NoFormsError", "Point", "Zone", "Zones", "atlas", "game_at", "set_for"]
