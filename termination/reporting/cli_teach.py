"""`termination teach`: the page for a class, as a folder of files; what is on it lies with the examples.

The page is about models that the package knows by name, and nothing in `reporting` may: so it is made by the examples'
own modules, which are found beside the package in a checkout, and in it where it was installed from a wheel.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from termination.reporting.cli_sources import Unusable, print_answer, progress_line

PACKAGE = Path(__file__).parents[1]


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument("scenarios", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--pyodide",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the npm package pyodide, as `npm install pyodide@314.0.7` makes it: node_modules/pyodide.",
)
def teach(out: Path, scenarios: tuple[Path, ...], pyodide: Path) -> None:
    """Write a page for a class into the folder OUT: sliders, maps, a tour, and the exact engine in the browser.

    OUT is files and nothing else: put it on any web server, or serve it from this machine. A link to it leads to a
    war and its settings. No other host is asked for anything. Opened as a file it cannot work, for browsers do not let
    a page read the files beside it.

    SCENARIOS are scenario files of your own, put on the page beside those that ship.

    \b
    Example
      npm install pyodide@314.0.7
      termination teach page --pyodide node_modules/pyodide
      python -m http.server --bind 127.0.0.1 --directory page
    """
    with progress_line("writing the page"):
        written = _publisher().publish(out, pyodide, scenarios)
    print_answer(f"Written: {len(written)} files. See it: python -m http.server --bind 127.0.0.1 --directory {out}\n")


def _publisher() -> Any:
    """The module that makes the page."""
    homes = [home / "examples" / "teaching" for home in (PACKAGE, PACKAGE.parent)]
    found = next((home for home in homes if (home / "publish.py").is_file()), None)
    if found is None:
        where = " nor in ".join(map(str, homes))
        raise Unusable(f"what the page is made of is neither in {where}: install the package whole")
    sys.path.insert(0, str(found))
    return import_module("publish")
