"""Commands that study one model beyond its equilibria: their formulas, what moves them, maps, how far they reach."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from termination.engine.sentences import printable
from termination.engine.table import line_width
from termination.reporting.cli_draw import STYLE, save
from termination.reporting.cli_sources import (
    Unusable,
    derivation_line,
    played_once,
    print_answer,
    read_source,
    symbolic,
)
from termination.reporting.cli_sweep import read_axes

_REFINE = click.option("--refine", "concept", metavar="CONCEPT", help="Count what survives: intuitive or D1.")


@click.command()
@click.argument("source")
@click.option("--latex", is_flag=True, help="As LaTeX, for an article; needs amsmath.")
@click.option("--proposition", is_flag=True, help="As propositions in LaTeX, hypotheses included; amsmath and amsthm.")
def conditions(source: str, latex: bool, proposition: bool) -> None:
    """Say when each equilibrium exists and survives, as formulas in the model's parameters.

    The formulas hold wherever their condition does, not only at the numbers in the file. The letters in them are
    listed at the end.

    \b
    Examples
      termination conditions game.toml
      termination conditions war.toml --latex > formulas.tex
      termination conditions game.toml --proposition > propositions.tex
    """
    from termination.engine.enumerate import solve
    from termination.engine.symbolic import NoClosedFormError
    from termination.engine.symbolic import conditions as closed_form
    from termination.reporting.expressions import form_text, legend
    from termination.reporting.propositions import PREAMBLE
    from termination.reporting.propositions import proposition as stated

    if latex and proposition:
        raise click.UsageError("--latex and --proposition are two forms of one answer; give one of them")
    model = symbolic(source)
    tex = latex or proposition
    found = [PREAMBLE] if proposition else []
    with derivation_line("deriving"):
        for family in solve(model):
            try:
                form = closed_form(model, family)
            except NoClosedFormError as error:
                before = "% " if tex else ""
                found.append(f"{before}{family.name}\n{before}  {printable(str(error))}\n")
            else:
                shown = stated(form, preamble=False) if proposition else f"\\[\n{form.to_latex()}\n\\]\n"
                found.append(f"% {family.name}\n{shown}" if tex else form_text(form, family.name))
    said = legend(model)
    print_answer("\n".join([*found, *([said] if said and not tex else [])]))


@click.command()
@click.argument("source")
@_REFINE
def statics(source: str, concept: str | None) -> None:
    """Say how every quantity moves with every parameter, and where equilibria come and go.

    Slopes are exact, at the numbers in the file; thresholds are all there are in the domain of each parameter.

    \b
    Examples
      termination statics war.toml
      termination statics game.toml --refine D1
    """
    from termination.analysis.statics import statics as derive
    from termination.reporting.expressions import statics_text

    model = played_once(read_source(source))
    with derivation_line("deriving") as progress:
        found = derive(model, refinement=concept, progress=progress)
    print_answer(statics_text(found))


@click.command(name="map")
@click.argument("source")
@click.option(
    "--axis",
    "axes",
    multiple=True,
    required=True,
    metavar="NAME=FROM:TO",
    help="A parameter and its range, twice: across, then up. One type's: NAME.TYPE=0:0.5.",
)
@_REFINE
@STYLE
@click.option("--output", metavar="FILE", help="Draw it: .pdf, .svg or .png.")
def map_command(source: str, axes: Sequence[str], concept: str | None, style: str, output: str | None) -> None:
    """Map two parameters: the exact lines at which equilibria come and go, as text, and as a figure with --output.

    \b
    Examples
      termination map game.toml --axis cost=0:5 --axis share=0:1
      termination map war.toml --axis prior=0:1 --axis coercion=0:1 --output a.pdf
    """
    from termination.analysis.boundaries import regions
    from termination.reporting.stakes import letters_text

    given = read_axes(axes, counted=False)
    if len(axes) != 2 or len(given) != 2:
        raise click.UsageError("a map has two parameters: give --axis twice")
    (x, along), (y, up) = given.items()
    model = played_once(read_source(source))
    with derivation_line("mapping"):
        found = regions(model, x={x: along}, y={y: up}, refinement=concept)
    said = [printable(one) for one in (*found.sentences(), found.caveat) if one]
    text = "\n".join(fill(one, line_width(), subsequent_indent="  ", break_on_hyphens=False) for one in said)
    if output:
        from termination.reporting import plot

        save(lambda: plot.regions(found, style=style), output)
    letters = letters_text(model, found.caveat)
    print_answer("\n".join(filter(None, [(text or "No equilibrium comes or goes inside this box.") + "\n", letters])))


@click.command()
@click.argument("source")
@click.option("--share", default="20%", show_default=True, help="How far every parameter moves either way.")
@click.option(
    "--box", "boxes", multiple=True, metavar="NAME=FROM:TO", help="Move this alone, over this range; may be repeated."
)
@click.option("--draws", type=click.IntRange(min=1), default=10_000, show_default=True, help="How many draws.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed, the same answer.")
@_REFINE
def robustness(source: str, share: str, boxes: Sequence[str], draws: int, seed: int, concept: str | None) -> None:
    """Say in what share of a box of parameters around a file's numbers each conclusion holds.

    \b
    Examples
      termination robustness war.toml --refine D1
      termination robustness game.toml --box cost=0.5:2 --draws 2000
    """
    from termination.analysis.robustness import robustness as reach
    from termination.engine.arithmetic import exact

    box: Any = read_axes(boxes, counted=False) if boxes else None
    if box is None:
        plain = share.strip()
        size = exact(plain.removesuffix("%"), "--share") / (100 if plain.endswith("%") else 1)
        if not 0 < size < 1:
            raise click.UsageError("--share is more than 0 and less than 100%")
        box = float(size)
    model = played_once(read_source(source))
    with derivation_line("drawing"):
        found = reach(model, box=box, samples=draws, seed=seed, refinement=concept)
    print_answer(f"{found}\n")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False))
def new(file: str) -> None:
    """Write a commented file to start a game of your own from. An existing FILE is left as it is.

    The game in it has named parameters and payoffs as formulas in them, and can be solved as it stands.

    \b
    Example
      termination new game.toml && termination solve game.toml
    """
    from termination.models.own_games import skeleton

    try:
        with Path(file).open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(skeleton())
    except FileExistsError:
        raise Unusable(f"{printable(file)}: is there already, and was left as it is; give another name") from None
    except OSError as error:
        raise Unusable(f"{printable(file)}: {error.strerror}") from None


#: In the order in which help lists them.
COMMANDS = (new, conditions, statics, map_command, robustness)
