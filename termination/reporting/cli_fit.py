"""The commands `termination fit` and `termination simulate`: a specification and data in, estimates or data out."""

from __future__ import annotations

import sys
from typing import Any

import click

from termination.errors import InputError
from termination.reporting.cli_sources import Unusable, error_text, print_answer, progress_line

FAILED = 1


@click.command(name="fit")
@click.argument("spec")
@click.argument("data")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "latex"]),
    default="table",
    show_default=True,
    help="A table to read; tidy rows as CSV; or a table for an article.",
)
@click.option("--errors", "kind", metavar="KIND", default="", help="The kind of standard errors; by default the first.")
@click.option(
    "--bootstrap", "samples", type=click.IntRange(min=2), metavar="N", help="Standard errors from N samples of rows."
)
@click.option("--store", metavar="FILE", help="Where samples are kept, to be taken up again after an interrupt.")
def fit_command(spec: str, data: str, form: str, kind: str, samples: int | None, store: str | None) -> None:
    """Fit the game that the file SPEC specifies to the CSV file DATA.

    The answer ends in a verdict. Exit status 1 where that is not an interior maximum. With --bootstrap standard errors
    are those of samples of rows, or of clusters where the data have them, unless --errors asks for others.

    \b
    Examples
      termination fit war-months.toml months.csv
      termination fit war-months.toml months.csv --format latex > table.tex
      termination fit war-months.toml months.csv --bootstrap 500 --store its.csv
    """
    from termination.estimate.bootstrap import bootstrap
    from termination.estimate.fit import fit
    from termination.reporting.fits import fits_latex

    if store is not None and samples is None:
        raise Unusable("--store keeps the samples of --bootstrap; say how many there are")
    specified, table = _read(spec), _table(data)
    try:
        with progress_line("fitting") as progress:
            made = fit(specified.game, table, progress=progress, **specified.options)
            if samples is not None:
                made, kind = bootstrap(made, samples, store=store, progress=progress).made, kind or "bootstrap"
    except InputError as error:
        raise Unusable(error_text(error, data)) from None
    if form == "csv":
        print_answer(made.to_frame(kind).to_csv(index=False, lineterminator="\n"))
    else:
        print_answer(fits_latex([made], [kind]) if form == "latex" else f"{made.to_text(kind)}\n")
    if not made.interior:
        click.echo(f"Error: {made.verdict}", err=True)
        sys.exit(FAILED)


@click.command(name="simulate")
@click.argument("spec")
@click.option("--n", "rows", type=click.IntRange(min=1), default=1000, show_default=True, help="How many rows.")
@click.option("--plays", type=click.IntRange(min=1), default=1, show_default=True, help="How many plays in each row.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="What the draws come from.")
def simulate_command(spec: str, rows: int, plays: int, seed: int) -> None:
    """Make data, as CSV, for the game that the file SPEC specifies, under the coefficients that it gives.

    \b
    Example
      termination simulate war-months.toml --n 1000 --seed 1 > months.csv
    """
    import pandas as pd

    from termination.estimate.simulate import simulate

    specified = _read(spec)
    covariates = specified.draw(rows, seed)
    with progress_line("drawing"):
        made = simulate(specified.game, covariates, specified.coefficients, plays, seed)
    print_answer(pd.DataFrame(made).to_csv(index=False, lineterminator="\n"))


def _read(path: str) -> Any:
    from termination.estimate.specification import read_specification

    try:
        return read_specification(path)
    except InputError as error:
        raise Unusable(error_text(error, path)) from None


def _table(path: str) -> Any:
    from termination.estimate.data import read_table

    try:
        return read_table(path)
    except InputError as error:
        raise Unusable(str(error)) from None
