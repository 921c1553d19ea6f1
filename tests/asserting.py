"""A test that ends without having asserted anything fails: a loop over nothing proves nothing.

A plugin, because it makes every assertion cost a little: `.ci/run` and `.ci/long` load it with
`-p tests.asserting -o enable_assertion_pass_hook=true`. Doctests, which compare what is printed, are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest

#: What asserts without an `assert`: exceptions and warnings that must come.
COUNTED = ("raises", "warns", "fail")
#: The same with Playwright's waiting, which is not counted but believed.
CALLS = frozenset({*COUNTED, "expect"})

_asserted = [0]


def pytest_configure() -> None:
    """Count the calls of pytest's own functions."""
    for name in COUNTED:
        setattr(pytest, name, _counting(getattr(pytest, name)))


def _counting(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def counted(*arguments: Any, **options: Any) -> Any:
        _asserted[0] += 1
        return function(*arguments, **options)

    return counted


@pytest.hookimpl
def pytest_assertion_pass(item: pytest.Item, lineno: int, orig: str, expl: str) -> None:
    """One more."""
    _asserted[0] += 1


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Run the test, and see whether it asserted anything."""
    before = _asserted[0]
    outcome = yield
    if _asserted[0] == before and "expect" not in pyfuncitem.function.__code__.co_names:
        pytest.fail("this test passed without having asserted anything", pytrace=False)
    return outcome
