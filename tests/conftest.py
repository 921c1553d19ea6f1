"""What every run of the tests says about itself, and which cases the newcomer's run leaves to `.ci/run`.

A test function with many cases says the same of each. The run that the README names takes a few of them, evenly spaced,
a few examples of a property, and no test marked `thorough`, so that a verdict comes in minutes and yet every module and
every oracle is touched. `--cases rest` runs what that leaves out, `--cases all` everything; `.ci/run` runs both. Which
cases are taken hangs on their order alone, never on time or chance. A file or a mark that is named is run whole; but
`-m long --cases sample`, which `.ci/run` runs too, takes the first case of every long test that has `MANY`. A long test
of fewer cases is one loop over thousands of games, of which no cheap part can be taken: only `.ci/long` runs it.
"""

from __future__ import annotations

import os
from collections import defaultdict

import pytest
from hypothesis import is_hypothesis_test

from tests import properties

#: How many cases of one test function the newcomer's run takes.
FEW = 2

#: From so many cases on, one case of a long test is cheap.
MANY = 10

_LEFT_OUT = {
    "not browser": "the page for a class in a browser (.ci/run installs what that needs and runs them: -m browser)",
    "not long": "larger counts of the same tests (.ci/long runs them: pytest -m long)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which cases of the tests to run."""
    parser.addoption(
        "--cases",
        choices=("few", "rest", "all", "sample"),
        default="few",
        help="of each test few cases, the rest, or all; with -m long a sample: the first case where there are many",
    )


def spaced(count: int, few: int = FEW) -> set[int]:
    """Positions of a few among many, evenly spaced, the first and the last among them; all where there are no more.

    >>> sorted(spaced(10, 3)), sorted(spaced(2, 3))
    ([0, 4, 9], [0, 1])
    """
    return set(range(count)) if count <= few else {round(i * (count - 1) / (few - 1)) for i in range(few)}


def taken(items: list[pytest.Item]) -> list[pytest.Item]:
    """What the newcomer's run takes: a few cases of every test function that is not marked `thorough`."""
    cases = defaultdict(list)
    for item in items:
        if item.get_closest_marker("thorough") is None:
            cases[getattr(item, "function", item)].append(item)
    return [group[i] for group in cases.values() for i in sorted(spaced(len(group)))]


def sampled(items: list[pytest.Item]) -> list[pytest.Item]:
    """The first case of every long test that has many."""
    cases = defaultdict(list)
    for item in items:
        if item.get_closest_marker("long") is not None:
            cases[getattr(item, "function", item)].append(item)
    return [group[0] for group in cases.values() if len(group) >= MANY]


def pytest_configure(config: pytest.Config) -> None:
    """How many examples of a property are tried, and that closed forms are not kept; before any test is read."""
    os.environ["TERMINATION_CACHE"] = ""  # nothing is kept from run to run, nor in the user's home
    properties.choose(few=config.getoption("--cases") == "few" and not is_whole(config))


def is_property(item: pytest.Item) -> bool:
    """Whether it is tried on examples that Hypothesis draws."""
    return is_hypothesis_test(getattr(item, "function", None))


def is_whole(config: pytest.Config) -> bool:
    """Whether this run takes all cases: told so, or asked for certain files, cases or marks rather than for everything.

    Compared as paths, since the workers of pytest-xdist are told the files of a run that named none.
    """
    everything = {config.rootpath / path for path in config.getini("testpaths")}
    asked = {config.invocation_params.dir / path for path in config.args}
    return config.getoption("--cases") == "all" or asked != everything or "not long" not in config.option.markexpr


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run is not asked for."""
    if config.getoption("--cases") == "sample":
        kept = sampled(items)
    elif is_whole(config):
        return
    elif config.getoption("--cases") == "few":
        few = set(taken(items))
        kept = [item for item in items if item in few]
    else:
        few = set(taken(items))
        kept = [item for item in items if item not in few or is_property(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tests that were left out are named: that all passed does not mean that all ran."""
    for words, tests in _LEFT_OUT.items():
        if words in config.option.markexpr:
            terminalreporter.write_line(f"left out: {tests}")
    if config.getoption("--cases") == "few" and not is_whole(config):
        terminalreporter.write_line("left out: more cases of the same tests (.ci/run runs them: pytest --cases rest)")
