"""What every run of the tests says about itself."""

from __future__ import annotations

import pytest

_LEFT_OUT = {
    "not browser": "the teaching app in a browser (.ci/run installs what they need and runs them: pytest -m browser)",
    "not long": "larger counts of the same tests (.ci/long runs them: pytest -m long)",
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tests that were left out are named: that all passed does not mean that all ran."""
    for words, tests in _LEFT_OUT.items():
        if words in config.option.markexpr:
            terminalreporter.write_line(f"left out: {tests}")
