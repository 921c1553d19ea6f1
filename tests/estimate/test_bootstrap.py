"""The bootstrap: samples are the same wherever and whenever they are drawn, and spread as standard errors say."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from termination.errors import InputError, UnknownNameError
from termination.estimate.bootstrap import WAITING, Bootstrap, bootstrap
from termination.estimate.fit import fit
from termination.estimate.opening.game import OpeningProbit
from termination.estimate.result import Fit
from termination.estimate.simulate import simulate
from termination.estimate.starts import Searches

GAME = OpeningProbit(premium="x", reply="y", lam=0.8, outcome="what")
TRUTH = [-0.3, 0.8, -0.2, 0.7, 0.7, 1.5]


@cache
def made(rows: int = 400) -> Fit:
    return fit(GAME, _data(rows))


def _data(rows: int) -> dict[str, Any]:
    rng = np.random.default_rng(6)
    return simulate(GAME, {"x": rng.normal(size=rows), "y": rng.normal(size=rows)}, TRUTH, seed=6)


class Backwards(Executor):
    """Does nothing until it has all that it will be given, and then the last first."""

    def __init__(self, size: int) -> None:
        self.size, self.given = size, list[tuple[Future[Any], Callable[[], Any]]]()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append((future, partial(fn, *args, **kwargs)))
        if len(self.given) == self.size:
            for waiting, work in reversed(self.given):
                waiting.set_result(work())
        return future


def same(one: Bootstrap, other: Bootstrap) -> bool:
    return bool((one.estimates == other.estimates).all() and (one.settled == other.settled).all())


def test_samples_are_the_same_by_an_executor_and_in_two_sittings(tmp_path: Path) -> None:
    assert WAITING >= 6
    whole, executor = bootstrap(made(), 6, seed=3), Backwards(6)
    assert same(bootstrap(made(), 6, seed=3, executor=executor), whole)
    assert len(executor.given) == 6
    store = tmp_path / "samples.csv"
    bootstrap(made(), 4, seed=3, store=store)
    told: list[int] = []
    again = bootstrap(made(), 6, seed=3, store=store, progress=lambda stage, done, of: told.append(done))
    assert told == [5, 6]
    assert same(again, whole)
    assert not same(bootstrap(made(), 6, seed=4), whole)


def test_a_line_cut_short_is_done_again(tmp_path: Path) -> None:
    store = tmp_path / "samples.csv"
    whole = bootstrap(made(), 3, store=store)
    text = store.read_text(encoding="utf-8")
    store.write_text(text[:-30], encoding="utf-8")
    assert same(bootstrap(made(), 3, store=store), whole)
    assert len(store.read_text(encoding="utf-8").splitlines()) == 5


def test_a_sample_on_which_no_search_begins_is_kept_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted, store, local, begun = made(), tmp_path / "samples.csv", Searches.local, list[int]()

    def not_on_the_second(searches: Searches, theta: Any) -> Any:
        begun.append(len(begun))
        return None if len(begun) == 2 else local(searches, theta)

    monkeypatch.setattr(Searches, "local", not_on_the_second)
    whole = bootstrap(fitted, 3, store=store)
    assert whole.settled.tolist() == [True, False, True]
    assert (whole.estimates[1] == fitted.theta).all()
    assert same(bootstrap(fitted, 3, store=store), whole)
    assert len(begun) == 3


def test_a_file_that_is_not_its_own_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = tmp_path / "samples.csv"
    for text in ("", "notes of mine"):
        store.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"store: samples\.csv holds samples of another fit or seed"):
            bootstrap(made(), 2, store=store)
        assert store.read_text(encoding="utf-8") == text
    store.unlink()
    whole = bootstrap(made(), 3, store=store)
    head, *lines = store.read_text(encoding="utf-8").splitlines()
    store.write_text("\n".join([head, lines[0], lines[1].replace("1,", "one,", 1), *lines[2:]]), encoding="utf-8")
    with pytest.raises(InputError, match=r"store: line 3 of samples\.csv holds no sample; delete it"):
        bootstrap(made(), 3, store=store)
    told: list[tuple[int, int]] = []
    store.write_text("\n".join([head, lines[0], lines[2]]), encoding="utf-8")
    assert bootstrap(made(), 2, store=store, progress=lambda stage, done, of: told.append((done, of))).settled.all()
    assert told == [(2, 2)]
    assert same(bootstrap(made(), 3, store=store), whole)


@pytest.mark.thorough
def test_processes_do_it_too() -> None:
    with ProcessPoolExecutor(1) as executor:
        assert same(bootstrap(made(), 3, executor=executor), bootstrap(made(), 3))


@pytest.mark.thorough
def test_the_spread_is_about_the_standard_error() -> None:
    found = bootstrap(made(), 60, seed=1)
    ratio = np.sqrt(np.diag(found.made.vcov("bootstrap")) / np.diag(made().vcov()))
    assert ((ratio > 0.7) & (ratio < 1.5)).all()
    low, high = found.interval("premium: x")
    assert low < made().coefficients["premium: x"] < high
    assert found.made.kinds[-1] == "bootstrap"
    with pytest.raises(UnknownNameError, match="premium: x"):
        found.interval("premium")


def test_clusters_are_drawn_whole() -> None:
    data = _data(400)
    data["war"] = np.arange(400) // 200
    clustered = fit(GAME, data, cluster="war")
    found = bootstrap(clustered, 8, seed=2)
    assert len(np.unique(found.estimates.round(6), axis=0)) <= 3  # first twice, second twice, or both


@pytest.mark.thorough
def test_nested_pseudo_likelihood_has_one_too() -> None:
    nested = fit(GAME, _data(400), "npl")
    found = bootstrap(nested, 3)
    assert found.settled.all()
    assert found.made.kinds[0] == "nested"


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="made: is by pl, and its beliefs would have to be estimated anew"):
        bootstrap(fit(GAME, _data(400), "pl"), 5)
    with pytest.raises(InputError, match="samples: is 1; give at least 2"):
        bootstrap(made(), 1)
    with pytest.raises(InputError, match="store: expected a path of a CSV file, found int"):
        bootstrap(made(), 2, store=5)  # type: ignore[arg-type]
    packed = tmp_path / "packed.csv"
    packed.write_bytes(b"\x1f\x8b\xff")
    for place, said in (
        (tmp_path, "store: .* is a folder; give a file in it"),
        (tmp_path / "nowhere" / "samples.csv", "store: there is no folder .*nowhere'; make it, or give another file"),
        (packed, "store: packed.csv holds samples of another fit or seed; give another file"),
    ):
        with pytest.raises(InputError, match=said):
            bootstrap(made(), 2, store=place)
    with pytest.raises(InputError, match=r"executor: expected an executor of concurrent\.futures, found int"):
        bootstrap(made(), 2, executor=4)  # type: ignore[arg-type]
    store = tmp_path / "samples.csv"
    found = bootstrap(made(), 2, store=store)
    for level in (95, 1.0, 0.0, float("nan")):
        with pytest.raises(InputError, match=r"level: is .*; give a probability such as 0\.95"):
            found.interval("premium: x", level)
    with pytest.raises(InputError, match=r"store: samples\.csv holds samples of another fit or seed"):
        bootstrap(made(), 2, seed=1, store=store)
