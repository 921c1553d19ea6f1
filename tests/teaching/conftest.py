"""What the tests of the page share: the closed forms that it is built with, written once."""

from __future__ import annotations

from typing import Any

import compiling
import pytest


@pytest.fixture(scope="session")
def forms() -> dict[str, Any]:
    """Every set of closed forms, as data."""
    return compiling.compiled()
