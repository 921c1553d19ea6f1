"""The bootstrap: a fit again and again on rows drawn with replacement, in any order, anywhere, and in several sittings.

Each sample is drawn by its number and the seed alone, so that a sample is the same whoever computes it and when. What
is done is kept in a file, one line each; the same call with that file does what is left. Where the data have clusters,
clusters are drawn.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from termination.engine.labelled import position
from termination.engine.progress import Progress
from termination.errors import Fault, Faults, InputError, expect
from termination.estimate.fit import nested
from termination.estimate.jets import Array
from termination.estimate.model import expect_each
from termination.estimate.result import Fit
from termination.estimate.starts import Searches

#: So many samples wait for an executor at a time.
WAITING = 32


@dataclass(frozen=True)
class Bootstrap:
    """Estimates on samples of rows, (samples, coefficients), and in which of them the search came to rest.

    `made` is the fit itself, with "bootstrap" among its kinds of standard errors: the spread over samples at rest.
    """

    made: Fit
    estimates: Array = field(repr=False)
    settled: NDArray[np.bool_] = field(repr=False)

    def interval(self, name: str, level: float = 0.95) -> tuple[float, float]:
        """Between which two quantiles of the samples at rest a coefficient lies; `level` of them lie between.

        Raises `UnknownNameError` where there is no such coefficient, `InputError` where `level` is no probability.
        """
        expect_each(level=level)
        if not 0 < level < 1:
            raise InputError([Fault("level", f"is {level}; give a probability such as 0.95")])
        column = self.estimates[self.settled][:, position(name, self.made.names, "coefficient")]
        low, high = np.quantile(column, [0.5 - level / 2, 0.5 + level / 2])
        return float(low), float(high)

    def __str__(self) -> str:
        return f"{len(self.settled)} samples, {int(self.settled.sum())} of them at rest"


def bootstrap(
    made: Fit,
    samples: int = 200,
    *,
    seed: int = 0,
    store: str | os.PathLike[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Bootstrap:
    """Fit again on rows, or clusters, drawn with replacement; each search begins at the estimates.

    Parameters
    ----------
    made : Fit
        A fit by "ml", "cmle" or "npl".
    samples : int
        How many samples.
    seed : int
        What they are drawn from.
    store : path
        A CSV file in which each sample is kept as soon as it is done; one that is there is taken up.
    executor : concurrent.futures.Executor
        Where samples are fitted: processes, or a cluster such as Dask's; here unless given. The answer is the same.
    progress : callable
        Called with a stage, how much is done, and of how much.

    Returns
    -------
    Bootstrap
        The estimates, and the fit with "bootstrap" among its kinds of standard errors.

    Raises
    ------
    InputError
        For a fit by "pl", whose first stage would have to be estimated again; where `store` is of another fit or seed,
        or has a line that is no sample; where fewer than two samples came to rest.
    """
    expect("made", made, Fit, "a fit, as `fit` makes it")
    expect_each(samples=samples, seed=seed, store=store, executor=executor, progress=progress)
    faults = Faults()
    if made.method == "pl":
        faults.add("made", "is by pl, and its beliefs would have to be estimated anew; fit it by ml, cmle or npl")
    if samples < 2:
        faults.add("samples", f"is {samples}; give at least 2")
    faults.raise_if_any()
    kept = Store.opened(made, seed, store)
    left = [number for number in range(samples) if number not in kept.done]
    for done, (number, found) in enumerate(_fitted(made, seed, left, executor), samples - len(left) + 1):
        kept.keep(number, found)
        if progress:
            progress("samples", done, samples)
    rows = np.array([kept.done[number] for number in range(samples)])
    estimates, settled = rows[:, 1:], rows[:, 0] == 1
    if settled.sum() < 2:
        raise InputError(f"{int(settled.sum())} of {samples} samples came to rest; there is no spread to speak of")
    spread = np.atleast_2d(np.cov(estimates[settled], rowvar=False))
    return Bootstrap(replace(made, vcovs={**made.vcovs, "bootstrap": spread}), estimates, settled)


def sampled(made: Fit, seed: int, number: int) -> list[float]:
    """Whether the search on a sample came to rest, 1 or 0, and the estimates."""
    groups = np.unique(made.seen.cluster)
    drawn = np.random.default_rng([seed, number]).choice(groups, len(groups))
    rows = np.concatenate([np.flatnonzero(made.seen.cluster == one) for one in drawn])
    searches = Searches(made.game, made.seen.taking(rows), made.selection, made.bound)
    if made.method == "npl":
        believed = [one[rows] for one in made.beliefs]
        found, _, _ = nested(searches, searches.to_beliefs(believed, made.theta), believed)
    else:
        at_rest = searches.local(made.theta)
        if at_rest is None:
            return [0.0, *map(float, made.theta)]
        found = at_rest
    return [float(found.settled), *map(float, found.point.theta)]


@dataclass
class Store:
    """What is done, by number, and the file in which it is kept, if any."""

    done: dict[int, list[float]]
    path: Path | None

    @classmethod
    def opened(cls, made: Fit, seed: int, path: str | os.PathLike[str] | None) -> Store:
        """What a file has, once it is known to be of this fit and seed; a new file where there is none."""
        if path is None:
            return cls({}, None)
        head, place = ["sample", "settled", *made.names, _mark(made, seed)], Path(path)
        if place.is_dir():
            raise InputError(f"store: {os.fspath(path)!r} is a folder; give a file in it")
        if not place.parent.is_dir():
            raise InputError(f"store: there is no folder {os.fspath(place.parent)!r}; make it, or give another file")
        if not place.exists():
            place.write_text(",".join(f'"{name}"' for name in head) + "\n", encoding="utf-8", newline="\n")
        text = place.read_text(encoding="utf-8", errors="replace")
        read = list(csv.reader(text.splitlines()))
        if not read or read[0] != head:
            raise InputError(f"store: {place.name} holds samples of another fit or seed; give another file")
        done = _samples(read, place.name)
        if not text.endswith("\n"):
            place.write_text(text + "\n", encoding="utf-8", newline="\n")
        return cls(done, place)

    def keep(self, number: int, found: list[float]) -> None:
        """Note a sample, and write it down at once."""
        self.done[number] = found
        if self.path is not None:
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(",".join(map(repr, [number, *found])) + ",end\n")


def _samples(read: list[list[str]], name: str) -> dict[int, list[float]]:
    """The samples below the head of a file; a line cut short by an interrupt has fewer numbers, and is done again."""
    done, faults = dict[int, list[float]](), Faults()
    for line, row in enumerate(read[1:], 2):
        if len(row) == len(read[0]):
            try:
                done[int(row[0])] = [float(one) for one in row[1:-1]]
            except ValueError:
                faults.add("store", f"line {line} of {name} holds no sample; delete it, and the sample is drawn again")
    faults.raise_if_any()
    return done


def _mark(made: Fit, seed: int) -> str:
    """What tells fits and seeds apart: a digest of data, estimates and how they were made."""
    parts = [made.seen.design.terms, made.seen.counts, made.seen.cluster.astype(float), made.theta]
    digest = sha256(repr((made.method, made.selection, made.bound, made.names, seed)).encode())
    for part in parts:
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()[:16]


def _fitted(
    made: Fit, seed: int, numbers: Iterable[int], executor: Executor | None
) -> Iterator[tuple[int, list[float]]]:
    """Samples as they are done, here or by the executor, which is kept supplied."""
    if executor is None:
        yield from ((number, sampled(made, seed, number)) for number in numbers)
        return
    left, pending = iter(numbers), dict[Future[list[float]], int]()
    try:
        while True:
            for number in islice(left, WAITING - len(pending)):
                pending[executor.submit(sampled, made, seed, number)] = number
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                yield pending.pop(future), future.result()
    finally:
        for future in pending:
            future.cancel()
