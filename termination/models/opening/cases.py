"""Where an opening game stands among its closed forms: its values in reduced symbols, and the forms that ship."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from termination.engine.model import Parametric
from termination.engine.symbolic.games import Parametrised
from termination.models.opening.closed_forms import SHIPPED, shipped
from termination.models.opening.payoffs import POSTURES
from termination.models.opening.stakes import Stakes, stakes
from termination.models.opening.symbols import KAPPA, LAM, RSTAR, definitions, reduced_game


def premise_of(at: Stakes) -> str:
    """The strongest premise that holds: "A1", "A2" or ""."""
    if min(at.harm.values()) <= 0:
        return ""
    costs = at.signal_cost
    worth_having = min(at.talks_premium.values()) > 0 and (costs is None or min(costs.values()) > 0)
    return "A1" if worth_having else "A2"


def in_symbols(model: Parametric) -> Parametrised:
    """A war in reduced symbols, under the strongest premise that holds in it."""
    at, given = stakes(model.game()), model.parameters()
    premise, signal, kept = premise_of(at), at.signal_cost is not None, given["talks_kept"] == 1
    weakest = at.order[0]
    critical = {a: given["resilience"][weakest] + at.pull(a)[weakest] / given["escalation_gain"] for a in POSTURES}
    game = reduced_game(len(at.order), signal, premise, critical["closed"] != critical["open"], kept)
    tables: dict[str, Mapping[str, Fraction]] = {"p": at.prior, "r": given["resilience"]}
    tables |= {"b": at.talks_premium, "d": at.harm, "c": at.signal_cost or {}}
    numbers = {
        f"{letter}_{suffix}": table[label]
        for letter, table in tables.items()
        for suffix, label in zip(game.types, at.order, strict=True)
        if label in table
    }
    numbers |= {RSTAR[posture].name: critical[posture] for posture in POSTURES}
    numbers |= {RSTAR["both"].name: critical["closed"], LAM.name: given["talks_exposure"]}
    numbers[KAPPA.name] = given["talks_kept"]
    values = {s: numbers[s.name] for s in dict.fromkeys((*game.symbols, *RSTAR.values()))}
    meaning = definitions(game, given["guarantee_delivery"] == 1)
    positions = tuple(map(model.labels["types"].index, at.order))
    key = len(at.order), signal, premise
    known = partial(shipped, *key) if key in SHIPPED and kept else tuple
    return Parametrised(game, values, meaning, positions, at.order, known=known)
