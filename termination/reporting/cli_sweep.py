"""The command `termination sweep`: axes from the command line, a table or CSV of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from termination.engine.arithmetic import exact
from termination.errors import Faults
from termination.reporting.cli_sources import derivation_line, played_once, read_source

if TYPE_CHECKING:
    import pandas as pd


@click.command(name="sweep")
@click.argument("source")
@click.option(
    "--axis",
    "axes",
    multiple=True,
    required=True,
    metavar="NAME=AXIS",
    help="start:stop:count, ends included, or values a,b,c; a type after a dot: NAME.TYPE=0:0.5:200.",
)
@click.option("--refine", "concept", metavar="CONCEPT", help="Extremes over what survives: intuitive, D1, D2 or NWBR.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["points", "equilibria"]),
    default="points",
    show_default=True,
    help="CSV with one row a point (extremes of probabilities), or one a point and equilibrium.",
)
@click.option("--exact", is_flag=True, help="Solve every point with the exact engine.")
def sweep_command(source: str, axes: Sequence[str], concept: str | None, form: str, exact: bool) -> None:
    """Solve a war at every point of a grid of parameters, as CSV.

    \b
    Examples
      termination sweep war.toml --axis escalation_cost=0.01:0.99:50 --refine D1
      termination sweep war.toml --axis prior=0.1,0.5,0.9
      termination sweep war.toml --axis signal_cost.high=0:0.5:20 > found.csv
    """
    from termination.analysis.sweep import sweep

    given = read_axes(axes)
    model = played_once(read_source(source))
    with derivation_line("sweeping") as progress:
        told = partial(progress, "points")
        grid = sweep(model, refinement=concept, method="exact" if exact else None, progress=told, **given)
    frame = grid.to_frame() if form == "equilibria" else grid.to_dataframe().reset_index()
    if form == "points":
        names = grid["families"].attrs["names"]
        for column in ("families", "survives"):
            frame[column] = ["; ".join(_named(int(mask), names)) for mask in frame[column]]
    click.echo(f"{grid.attrs['method']}; {grid['families'].size:,} points", err=True)
    click.echo(csv_text(frame), nl=False)


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as CSV text. Truth values are TRUE and FALSE, as R reads them and as `solve` writes them.

    >>> import pandas as pd
    >>> print(csv_text(pd.DataFrame({"cost": [0.5, 1.0], "knife_edge": [True, False]})))
    cost,knife_edge
    0.5,TRUE
    1.0,FALSE
    <BLANKLINE>
    """
    truths = frame.select_dtypes("bool")
    return frame.assign(**{str(name): truths[name].map({True: "TRUE", False: "FALSE"}) for name in truths}).to_csv(
        index=False, lineterminator="\n"
    )


def _named(mask: int, names: Sequence[str]) -> list[str]:
    return [name for bit, name in enumerate(names) if mask >> bit & 1]


def read_axes(texts: Sequence[str], counted: bool = True) -> dict[str, Any]:
    """Axes as `sweep` takes them, from "name=start:stop:count" or "name.type=a,b,c"; all faults at once.

    Where they are not `counted`, ranges: "name=from:to".

    >>> read_axes(["escalation_cost=0.1:0.9:3", "signal_cost.high=0.1,0.2"])
    {'escalation_cost': ('0.1', '0.9', 3), 'signal_cost': {'high': ['0.1', '0.2']}}
    >>> read_axes(["escalation_cost=0:1"], counted=False)
    {'escalation_cost': ('0', '1')}
    """
    expected = "NAME=start:stop:count or NAME=a,b,c" if counted else "NAME=from:to"
    faults = Faults()
    found: dict[str, Any] = {}
    for text in texts:
        name, sign, values = text.partition("=")
        name, _, label = name.strip().partition(".")
        if not sign or not values.strip():
            faults.add("--axis", f"{text!r}: expected {expected}")
            continue
        parts = [part.strip() for part in values.split(":")]
        axis: Any = [part.strip() for part in values.split(",")]
        if not counted:
            if len(parts) != 2:
                faults.add("--axis", f"{text!r}: expected {expected}")
                continue
            axis = tuple(parts)
        elif len(parts) > 1:
            if len(parts) != 3 or not parts[2].isdecimal():
                faults.add("--axis", f"{text!r}: expected start:stop:count, the count a whole number")
                continue
            axis = (parts[0], parts[1], int(parts[2]))
        for value in axis[:2] if isinstance(axis, tuple) else axis:
            with faults.at(f"--axis {name}={values}"):
                exact(value)
        known = found.get(name)
        if known is not None and not (label and isinstance(known, dict) and label not in known):
            faults.add("--axis", f"{name} is given twice; a value by type is given as {name}.TYPE")
        elif label:
            found.setdefault(name, {})[label] = axis
        else:
            found[name] = axis
    faults.raise_if_any()
    return found
