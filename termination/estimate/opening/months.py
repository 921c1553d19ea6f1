"""War months for the opening probit: what columns they have, a reader that checks them, and made-up ones for practice.

One row is a month of a dyad at war. No such data ships with the package; who has some brings it into this form, and
what is wrong with it is named, row and all, before anything is fitted. Columns of one's own may stand beside these.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from termination.errors import Faults, expect
from termination.estimate.data import Columned, column_of, read_table
from termination.estimate.jets import Array
from termination.estimate.model import expect_each
from termination.estimate.opening.game import OpeningProbit
from termination.estimate.simulate import simulate

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, where it belongs, what it says, of which kind it is, and whether it must be there."""

    name: str
    place: str
    meaning: str
    kind: str = "number"
    required: bool = False


#: `kind` is "text", "month" (as 1951-07), "posture" (open or closed), "yes or no" (1 or 0) or "number".
SCHEMA = (
    Column("war", "row", "which war", "text", True),
    Column("dyad", "row", "which dyad, the opener first", "text", True),
    Column("month", "row", "which month, as 1951-07", "month", True),
    Column("posture", "outcome", "open: the first day of a negotiation, or an offer by the opener", "posture", True),
    Column("escalation", "outcome", "within 60 days the opponent escalated; empty if not known", "yes or no", True),
    Column("trend", "premium", "the battlefield trend against the opener"),
    Column("duration", "premium", "months of war so far"),
    Column("losses", "premium", "the opener's losses"),
    Column("mediator", "premium", "a mediator is at hand", "yes or no"),
    Column("leader_change", "premium", "the opener's leader has changed", "yes or no"),
    Column("other_wars", "his cost", "other wars of the opponent"),
    Column("season", "his cost", "how the season hinders attacks"),
    Column("distance", "his cost", "from his bases to the front"),
    Column("elections", "his cost", "he faces elections", "yes or no"),
    Column("guarantee", "open only", "a guarantee for talks is on offer", "yes or no"),
    Column("peacekeepers", "open only", "peacekeepers are on offer", "yes or no"),
)


def schema() -> str:
    """The columns as a table in text."""
    from tabulate import tabulate

    rows = [(one.name, one.place, one.kind, "yes" if one.required else "", one.meaning) for one in SCHEMA]
    return tabulate(rows, headers=["column", "belongs to", "kind", "required", "meaning"])


def read_months(source: str | os.PathLike[str] | Mapping[str, Any] | pd.DataFrame) -> pd.DataFrame:
    """War months, checked, with the outcome of each in a column `what`.

    Parameters
    ----------
    source : path of a CSV file, DataFrame or mapping
        One row a month of a dyad, with the columns of `SCHEMA` that are required, any others of it, and one's own.

    Returns
    -------
    DataFrame : the columns as they are, and `what`, for `OpeningProbit(..., outcome="what")`; `closed_unknown` and
        `open_unknown` where the reply is not known

    Raises
    ------
    InputError : with everything that is wrong, by column and row
    """
    import pandas as pd

    expect("source", source, (str, os.PathLike, Mapping, Columned), "a path, a DataFrame or a mapping")
    faults = Faults()
    table = pd.DataFrame()
    if isinstance(source, (str, os.PathLike)):
        if not os.path.isfile(source):
            faults.add("source", f"there is no file {os.fspath(source)!r}")
        else:
            table = read_table(source, dtype={one.name: str for one in SCHEMA if one.kind in ("text", "month")})
    elif isinstance(source, Mapping) and len({np.shape(one) for one in source.values()}) > 1:
        faults.add("source", "columns of different lengths")
    elif isinstance(source, Mapping) and not all(np.shape(one) for one in source.values()):
        faults.add("source", "its columns are lists, with a value for each row")
    else:
        table = pd.DataFrame(source).reset_index(drop=True)
    faults.raise_if_any()
    _check(table, faults)
    faults.raise_if_any()
    escalation = table["escalation"]
    reply = np.select([escalation.isna(), escalation.isin([1])], ["unknown", "escalate"], "hold")
    return table.assign(what=table["posture"] + "_" + reply)


def _check(table: pd.DataFrame, faults: Faults) -> None:
    """Every fault of the columns there are, and those that lack."""
    for one in SCHEMA:
        if one.name not in table:
            if one.required:
                faults.add(one.name, f"no such column; it says {one.meaning}")
        elif one.kind in ("number", "yes or no") and one.place != "outcome":
            with faults.at(""):
                _check_number(one, column_of(table, one.name), faults)
        else:
            _check_text(one, table, faults)
    if not faults:
        again = np.flatnonzero(table.duplicated(["war", "dyad", "month"]))
        if len(again):
            faults.add("month", f"the month of row {again[0]} stands there twice for its war and dyad; keep one")
        for posture in ("closed", "open"):
            rows = table["posture"] == posture
            if not table.loc[rows, "escalation"].notna().any():
                faults.add("escalation", f"is never known after {posture} months; it must be measured alike after both")


def _check_number(one: Column, values: Array, faults: Faults) -> None:
    """What is asked with yes or no is 1 or 0."""
    bad = np.flatnonzero(~np.isin(values, (0, 1)))
    if one.kind == "yes or no" and len(bad):
        faults.add(one.name, f"is {values[bad[0]]:g} in row {bad[0]}; yes is 1 and no is 0")


def _check_text(one: Column, table: pd.DataFrame, faults: Faults) -> None:
    """Names are there; months and postures are of their form; a reply is 1, 0 or empty."""
    column = table[one.name]
    right, wanted = {
        "month": (column.astype(str).str.fullmatch(r"\d{4}-(0[1-9]|1[0-2])"), "a month is written as 1951-07"),
        "posture": (column.isin(["open", "closed"]), "a posture is open or closed"),
        "yes or no": (column.isin([0, 1]) | column.isna(), "escalation is 1, it is not 0, not known is empty"),
        "text": (column.notna(), "each row needs one"),
    }[one.kind]
    bad = np.flatnonzero(~right.to_numpy(dtype=bool))
    if len(bad):
        faults.add(one.name, f"is {column.iloc[bad[0]]} in row {bad[0]}; {wanted}")


#: The game by which months are made up, and its coefficients.
PRACTICE: Any = OpeningProbit(
    premium="trend + losses", reply="other_wars + losses", reply_open="0 + guarantee", lam=0.8, outcome="what"
)
TRUTH = (-0.3, 0.8, 0.4, -0.2, 0.7, -0.3, -0.8, 0.7, 1.5)


def made_up_months(dyads: int = 40, months: int = 48, unknown: float = 0.05, seed: int = 0) -> pd.DataFrame:
    """Months of no war that ever was, under the names of `SCHEMA`, made by `PRACTICE` with the coefficients `TRUTH`.

    Parameters
    ----------
    dyads, months : int
        How many dyads there are, and how many months of each.
    unknown : float
        The share of months whose reply is not known.
    seed : int
        What the draws come from.

    Returns
    -------
    DataFrame : as `read_months` takes it

    Raises
    ------
    InputError : `dyads` or `months` is below 1, `unknown` no share
    """
    import pandas as pd

    faults = Faults()
    for name, count in (("dyads", dyads), ("months", months)):
        expect(name, count, int, "a whole number")
        if count < 1:
            faults.add(name, f"is {count}, must be 1 at least")
    expect("unknown", unknown, Real, "a share from 0 to 1")
    expect_each(seed=seed)
    if not 0 <= unknown <= 1:
        faults.add("unknown", f"is {unknown}, must be from 0 to 1")
    faults.raise_if_any()
    rng, n = np.random.default_rng(seed), dyads * months
    covariates: dict[str, Any] = {name: rng.normal(size=n) for name in ("trend", "losses", "other_wars")}
    covariates["guarantee"] = rng.integers(0, 2, n)
    played = pd.Series(simulate(PRACTICE, covariates, TRUTH, seed=seed)["what"]).str.split("_", expand=True)
    reply = (played[1] == "escalate").astype(float).mask(rng.uniform(size=n) < unknown)
    place, when = np.divmod(np.arange(n), months)
    rows = {
        "war": [f"war {k + 1}" for k in place],
        "dyad": [f"A{k + 1} and B{k + 1}" for k in place],
        "month": [f"{1900 + k // 12}-{k % 12 + 1:02d}" for k in when],
    }
    return pd.DataFrame({**rows, "posture": played[0], "escalation": reply, **covariates})
