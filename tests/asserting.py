"""A test that ends without having asserted anything fails: a loop over nothing proves nothing.

A plugin, because it makes every assertion cost a little: `.ci/run` and `.ci/long` load it with
`-p tests.asserting -o enable_assertion_pass_hook=true`. Doctests, which compare what is printed, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

#: Calls of a test module that assert without an `assert`: exceptions and warnings that must come, Playwright's waiting.
CALLS = frozenset({"raises", "warns", "expect", "fail"})

_asserted = [0]


@pytest.hookimpl
def pytest_assertion_pass(item: pytest.Item, lineno: int, orig: str, expl: str) -> None:
    """One more."""
    _asserted[0] += 1


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Run the test, and see whether it asserted anything."""
    before = _asserted[0]
    outcome = yield
    called = CALLS & set(pyfuncitem.function.__code__.co_names)
    if _asserted[0] == before and not called:
        pytest.fail("this test passed without having asserted anything", pytrace=False)
    return outcome
