"""What the tests of the page share: the closed forms and the interpreter that it is built with, made once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import compiling
import publish
import pytest


@pytest.fixture(scope="session")
def forms() -> dict[str, Any]:
    """The sets of closed forms, as data; each made when a test first asks for it."""
    return compiling.Compiled()


@pytest.fixture(scope="session")
def pyodide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the npm package that the page holds, as the first page says to install it."""
    where = tmp_path_factory.mktemp("pyodide")
    subprocess.run([shutil.which("npm") or "npm", "install", f"pyodide@{publish.PYODIDE}"], cwd=where, check=True)
    return where / "node_modules" / "pyodide"
