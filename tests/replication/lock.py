"""The versions with which the report was made last: what the extra `replication` brings in, all the way down. To write
them anew, in the environment in which the report is made:

    python -m tests.replication.lock
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FILE = ROOT / "paper_replication" / "requirements.lock"


def asked_for() -> list[Requirement]:
    """What the package and its extra `replication` ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    every = (*project["dependencies"], *extras["replication"], *extras["proofs"])
    return [one for one in map(Requirement, every) if one.name != project["name"]]


def collect(wanted: Iterable[Requirement], extras: Iterable[str], found: dict[str, str]) -> None:
    """Add what is wanted and all that it needs: version by name; what is not needed here is not installed."""
    for one in wanted:
        name = canonicalize_name(one.name)
        applies = one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in (*extras, ""))
        if not applies or name in found:
            continue
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = there.version
        collect(map(Requirement, there.requires or []), one.extras, found)


def lock() -> dict[str, str]:
    """Versions by name, in order of name."""
    found: dict[str, str] = {}
    collect(asked_for(), (), found)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    FILE.write_text("".join(f"{name}=={version}\n" for name, version in lock().items()), encoding="utf-8")
