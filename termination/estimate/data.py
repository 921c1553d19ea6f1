"""Data read for a game: a matrix of terms for each index, and how often each outcome was seen in each row.

Data is a table with named columns, a DataFrame or a mapping. The outcomes stand in it in one of two forms: a column of
counts for each outcome, under its name; or one row a play, with the outcome's name in a column of its own. Nothing is
dropped or filled in silently: what cannot be used is named, all faults at once, with what to do.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from errno import ENOENT
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from termination.engine.sentences import listed
from termination.errors import Fault, Faults, InputError, expect
from termination.estimate.jets import Array
from termination.estimate.model import Game

if TYPE_CHECKING:
    import pandas as pd

#: A singular value this small beside the largest, columns having length one, is none.
SINGULAR = 1e-9


@dataclass(frozen=True)
class Design:
    """The terms of the indices at n observations.

    `terms` (n, p) has a column a coefficient, `index` says to which index each belongs, `fixed` what is added to it.
    """

    terms: Array
    index: NDArray[np.intp]
    fixed: Array

    def indices(self, theta: Array) -> Array:
        """u, one row an observation, one column an index."""
        u = np.tile(self.fixed, (len(self.terms), 1))
        for j in np.unique(self.index):
            chosen = self.index == j
            u[:, j] += self.terms[:, chosen] @ theta[chosen]
        return u

    def scores(self, gradient: Array) -> Array:
        """Derivatives by the coefficients at each observation, from those by the indices."""
        return gradient[:, self.index] * self.terms

    def hessian(self, hessian: Array) -> Array:
        """Second derivatives by the coefficients, summed over observations, from those by the indices, symmetric."""
        total = np.empty((len(self.index), len(self.index)))
        groups = [(j, np.flatnonzero(self.index == j)) for j in np.unique(self.index)]
        for (j, rows), (k, columns) in combinations_with_replacement(groups, 2):
            block = self.terms[:, rows].T @ (hessian[:, j, k, None] * self.terms[:, columns])
            total[rows[:, None], columns], total[columns[:, None], rows] = block, block.T
        return total


@dataclass(frozen=True)
class Observed:
    """What was observed: the design and the counts, (n, outcomes), of `outcomes` and of what is known in part."""

    design: Design
    counts: Array
    outcomes: tuple[str, ...]
    #: Which observations belong together, for standard errors; every one alone where nothing is said.
    cluster: NDArray[np.intp]

    def taking(self, rows: NDArray[np.intp]) -> Observed:
        """Some rows, possibly several times, each drawn row a cluster of its own: for the bootstrap."""
        design = replace(self.design, terms=self.design.terms[rows])
        return replace(self, design=design, counts=self.counts[rows], cluster=np.arange(len(rows)))

    @property
    def plays(self) -> float:
        """How many plays there are in all."""
        return float(self.counts.sum())


def design(game: Game, data: Any) -> Design:
    """The terms of a game's formulas at each row of a table. Raises `InputError` with all faults."""
    columns, rows = _columns(data, game.columns)
    faults = Faults()
    values = []
    for index, terms in game.terms.items():
        for term in terms:
            with faults.at(index):
                values.append(term.values(columns, rows))
    faults.raise_if_any()
    names = list(game.terms)
    of = [names.index(name) for name, terms in game.terms.items() for _ in terms]
    table = np.stack(values, axis=1) if values else np.empty((rows, 0))
    return Design(table, np.array(of, dtype=np.intp), np.array([game.fixed[name] for name in names]))


def observed(game: Game, data: Any, cluster: str | None = None, bounded: bool = False) -> Observed:
    """A game's terms and outcomes in a table.

    Parameters
    ----------
    game : Game
        The game with its formulas.
    data : DataFrame or mapping
        The table.
    cluster : str
        A column whose equal values belong together.
    bounded : bool
        Whether the search is bounded, so that perfect separation leaves an estimate.

    Returns
    -------
    Observed
        The matrices.

    Raises
    ------
    InputError
        With everything that is wrong with the data.
    """
    made = design(game, data)
    counts, names = _by_play(game, data) if game.outcome is not None else _by_count(game, data)
    faults = Faults()
    if len(counts) != len(made.terms):
        faults.add("data", f"{len(made.terms)} rows of covariates but {len(counts)} of outcomes")
        faults.raise_if_any()
    for name, unseen in zip(game.OUTCOMES, counts.sum(axis=0) == 0, strict=False):
        if unseen:
            faults.add(name, "is never seen, so that what governs it has no estimate; take more data, or another game")
    _check_rank(game, made, faults)
    groups = np.arange(len(counts))
    if cluster is not None:
        with faults.at(""):
            groups = np.unique(np.asarray(_raw(data, cluster)).astype(str), return_inverse=True)[1].reshape(-1)
    if not faults and not bounded:
        _check_separation(game, made, counts, names, faults)
    faults.raise_if_any()
    return Observed(made, counts, names, groups)


def read_table(path: str | os.PathLike[str], dtype: Mapping[str, type] | None = None) -> pd.DataFrame:
    """A CSV file in UTF-8, packed by gzip where its name ends in .gz; `InputError` says why it cannot be read."""
    import pandas as pd

    name = os.fspath(path)
    unreadable = OSError, EOFError, zlib.error, pd.errors.ParserError, pd.errors.EmptyDataError
    try:
        if not os.path.exists(name):  # pandas would look for an address of the net
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
        return pd.read_csv(name, dtype=dtype, compression="gzip" if name.endswith(".gz") else None)
    except UnicodeDecodeError:
        raise InputError([Fault(name, "is not text in UTF-8; save it as CSV in UTF-8")]) from None
    except unreadable as error:
        raise InputError([Fault(name, f"{getattr(error, 'strerror', None) or error}")]) from None


@runtime_checkable
class Columned(Protocol):
    """A table that names its columns, such as a DataFrame."""

    columns: Any

    def __getitem__(self, name: Any) -> Any: ...


def _names(data: Any) -> list[str]:
    expect("data", data, (Mapping, Columned), "a DataFrame, or a mapping from columns to their values")
    return [str(name) for name in (data if isinstance(data, Mapping) else data.columns)]


def _raw(data: Any, name: str) -> Any:
    """A column as it stands."""
    known = _names(data)
    faults = Faults()
    if name not in known:
        faults.add(name, f"no such column; there are: {', '.join(known) or 'none'}")
    faults.raise_if_any()
    return data[name]


def column_of(data: Any, name: str) -> Array:
    """A column as numbers; what is missing or no number is named by row."""
    faults = Faults()
    raw = np.asarray(_raw(data, name))
    try:
        column = raw.astype(float).reshape(-1)
    except (TypeError, ValueError, OverflowError):
        faults.add(name, _no_number(raw.reshape(-1)))
        faults.raise_if_any()
    bad = np.flatnonzero(~np.isfinite(column))
    if not len(column):
        faults.add(name, "has no rows; there is nothing to fit")
    elif len(bad) == len(column):
        faults.add(name, "has no number in any row; leave it out of the formulas, or mend how it is read")
    elif len(bad):
        shown = listed([str(row) for row in bad[:3]] + ([f"{len(bad) - 3} more"] if len(bad) > 3 else []))
        faults.add(name, f"missing or infinite in row {shown}; drop those rows or fill them in before")
    faults.raise_if_any()
    return column


def _no_number(values: Any) -> str:
    """What is wrong with the first of these values that is no number, or too large for one."""
    for row, value in enumerate(values):
        try:
            float(value)
        except OverflowError:
            return f"in row {row} is larger than any number that is computed with; choose another unit"
        except (TypeError, ValueError):
            return f"holds {str(value)[:40]!r} in row {row}, no number; make a column of 0 and 1 for each category"
    return "cannot be read as numbers"


def _columns(data: Any, names: Sequence[str]) -> tuple[dict[str, Array], int]:
    faults = Faults()
    columns = {}
    for name in names:
        with faults.at(""):
            columns[name] = column_of(data, name)
    faults.raise_if_any()
    lengths = {len(column) for column in columns.values()} or _rows(data)
    if len(lengths) > 1:
        faults.add("data", f"columns of different lengths: {', '.join(map(str, sorted(lengths)))}")
    if lengths <= {0}:
        faults.add("data", "has no rows")
    faults.raise_if_any()
    return columns, lengths.pop()


def _rows(data: Any) -> set[int]:
    """How many rows there are by the first column, whatever it is; none where there is none."""
    _names(data)
    return {np.size(data[name]) for name in [*(data if isinstance(data, Mapping) else data.columns)][:1]}


def _by_count(game: Game, data: Any) -> tuple[Array, tuple[str, ...]]:
    names = (*game.OUTCOMES, *(name for name in game.PARTIAL if name in _names(data)))
    columns, _ = _columns(data, names)
    faults = Faults()
    for name, column in columns.items():
        bad = np.flatnonzero((column < 0) | (column != np.floor(column)))
        if len(bad):
            faults.add(name, f"counts plays, but is {column[bad[0]]:g} in row {bad[0]}; counts are 0, 1, 2, ...")
    faults.raise_if_any()
    return np.stack([columns[name] for name in names], axis=1), names


def _by_play(game: Game, data: Any) -> tuple[Array, tuple[str, ...]]:
    said = np.asarray(_raw(data, str(game.outcome))).astype(str).reshape(-1)
    known, seen = (*game.OUTCOMES, *game.PARTIAL), {*said}
    faults = Faults()
    for stranger in sorted(seen - {*known})[:5]:
        faults.add(str(game.outcome), f"{str(stranger)!r} is no outcome; there are: {', '.join(known)}")
    faults.raise_if_any()
    names = (*game.OUTCOMES, *(name for name in game.PARTIAL if name in seen))
    return np.stack([(said == name).astype(float) for name in names], axis=1), names


def _check_rank(game: Game, made: Design, faults: Faults) -> None:
    """The terms of one index must differ: else their coefficients are not told apart."""
    for j, (index, terms) in enumerate(game.terms.items()):
        columns = made.terms[:, made.index == j]
        size = np.sqrt((columns**2).sum(axis=0))
        named = [str(term) for term in terms]
        for name in (name for name, none in zip(named, size == 0, strict=True) if none):
            faults.add(index, f"{name} is 0 in every row; leave it out")
        if columns.shape[1] > 1 and (size > 0).all():
            _, singular, right = np.linalg.svd(columns / size, full_matrices=False)
            if singular[-1] < SINGULAR * singular[0]:
                guilty = [name for name, share in zip(named, np.abs(right[-1]), strict=True) if share > 1e-4]
                faults.add(index, f"{listed(guilty)} say the same in these data; leave one of them out")


def _check_separation(game: Game, made: Design, counts: Array, names: tuple[str, ...], faults: Faults) -> None:
    """A choice that a combination of its terms predicts without fail pushes its coefficients to infinity."""
    positions = list(game.terms)
    for choice in game.CHOICES:
        columns = np.isin(made.index, [positions.index(name) for name in choice.indices])
        yes = counts[:, [names.index(one) for one in choice.yes]].sum(axis=1)
        no = counts[:, [names.index(one) for one in choice.among]].sum(axis=1) - yes
        told = np.concatenate([made.terms[yes > 0][:, columns], -made.terms[no > 0][:, columns]])
        scale = np.abs(told).max(axis=0, initial=0.0)
        if not columns.any() or not scale.all():
            continue
        told = np.unique(told / scale, axis=0)
        best = linprog(-told.sum(axis=0), A_ub=-told, b_ub=np.zeros(len(told)), bounds=(-1, 1))
        if best.status == 0 and -best.fun > 1e-6:
            labels = np.array(game.coefficients)[columns]
            guilty = [str(name) for name, weight in zip(labels, best.x, strict=True) if abs(weight) > 1e-6]
            faults.add(
                listed(guilty),
                f"the choice to {choice.name} is predicted without fail, so that there is no estimate; "
                "leave a term out, take more data, or give bounds",
            )
