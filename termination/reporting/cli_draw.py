"""Commands that draw one equilibrium into a file, its tree or its belief line; and how any command writes a figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termination.engine.sentences import printable
from termination.reporting.cli_sources import Unusable, played_once, print_answer, progress_line, read_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

    from termination.engine.families import Family
    from termination.engine.model import Model

#: What every command that draws can be told of how.
STYLE = click.option(
    "--style",
    type=click.Choice(["plain", "article", "slides"]),
    default="plain",
    show_default=True,
    help="Where it goes: article is a column with letters on its axes, slides are 10 by 5.6 in.",
)
_WHICH = click.option(
    "--equilibrium", "which", metavar="WHICH", default="", help="Its number, as solve lists them, or part of its name."
)
_REFINE = click.option("--refine", "concept", metavar="CONCEPT", help="Of those that survive, as in solve.")
_AGAINST = click.option("--against", metavar="TYPE", help="Where the receiver has types, which of them replies.")


@click.command()
@click.argument("source")
@_WHICH
@_REFINE
@_AGAINST
@click.option("--bare", is_flag=True, help="The game alone, without an equilibrium on it.")
@STYLE
@click.option(
    "--output", required=True, metavar="FILE", help="Where to: .pdf, .svg, .png; .tex for a TikZ picture to \\input."
)
def tree(
    source: str, which: str, concept: str | None, against: str | None, bare: bool, style: str, output: str
) -> None:
    """Draw the game tree with an equilibrium written on it.

    \b
    Examples
      termination tree war.toml --equilibrium 1 --output tree.pdf
      termination tree war.toml --refine D1 --style slides --output tree.png
      termination tree game.toml --bare --output tree.tex
    """
    from termination.reporting import plot

    if bare and (which or concept):
        raise click.UsageError("--bare draws no equilibrium; leave out --equilibrium and --refine")
    in_tex = Path(output).suffix.lower() == ".tex"
    if in_tex and style == "slides":
        raise click.UsageError(
            "--style slides is for .pdf, .svg and .png; a TikZ picture takes its type from the slides that it is put "
            "into: leave --style out"
        )
    model = played_once(read_source(source))
    one = model if bare else chosen(model, which, concept)
    if in_tex:
        width = plot.COLUMN if style == "article" else 5.0
        text = plot.tikz_tree(one, width=width, standalone=False, receiver_type=against)
        written(lambda: Path(output).write_text(text, encoding="utf-8", newline="\n"), output)
    else:
        save(lambda: plot.tree(one, style=style, receiver_type=against), output)
    print_answer(f"wrote {printable(output)}: {printable(title_of(one))}\n")


@click.command()
@click.argument("source")
@_WHICH
@_REFINE
@_AGAINST
@click.option("--of", metavar="TYPE", help="Of two types, whose probability the line measures.")
@STYLE
@click.option("--output", required=True, metavar="FILE", help="Where to: .pdf, .svg or .png.")
def beliefs(
    source: str, which: str, concept: str | None, against: str | None, of: str | None, style: str, output: str
) -> None:
    """Draw the belief line of an equilibrium: beliefs after each message, and where the best reply changes.

    \b
    Examples
      termination beliefs war.toml --equilibrium 1 --output beliefs.pdf
      termination beliefs war.toml --equilibrium 1 --style article --output b.pdf
    """
    from termination.reporting import plot

    one = chosen(played_once(read_source(source)), which, concept)
    save(lambda: plot.beliefs(one, of=of, style=style, receiver_type=against), output)
    print_answer(f"wrote {printable(output)}: {printable(title_of(one))}\n")


def chosen(model: Model, which: str, concept: str | None) -> Family:
    """The equilibrium that is meant: by number, by name, or the only one; `Unusable` with the list otherwise."""
    from termination.engine.enumerate import solve
    from termination.engine.refining.refine import refine

    with progress_line("solving"):
        found = solve(model)
        kept = refine(found, concept) if concept else found
    if which and not which.isdecimal():
        return kept.named(which)
    listed = "".join(f"\n  {i}  {printable(family.name)}" for i, family in enumerate(kept, 1))
    if which:
        if not 1 <= int(which) <= len(kept):
            raise Unusable(f"--equilibrium: there is no number {which}; there are{listed or ' none'}")
        return kept[int(which) - 1]
    if len(kept) != 1:
        some = f"{len(kept)} equilibria; say which by --equilibrium{listed}" if kept else "no equilibrium to draw"
        raise Unusable(f"there {'are' if kept else 'is'} {some}")
    return kept[0]


def title_of(one: Any) -> str:
    """The name of an equilibrium, or that it is the game alone."""
    return str(getattr(one, "name", "the game alone"))


def save(draw: Callable[[], Axes], output: str) -> None:
    """Draw, and write the figure to a file; `Unusable` where that cannot be done."""
    from termination.reporting import plot

    ax = draw()
    written(lambda: plot.save(ax, output), output)


def written(write: Callable[[], object], output: str) -> None:
    """Write; `Unusable` with the reason where the file cannot be."""
    try:
        write()
    except OSError as error:
        raise Unusable(f"{printable(output)}: {error.strerror or error}") from None


COMMANDS = (tree, beliefs)
