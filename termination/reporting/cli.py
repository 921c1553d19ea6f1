"""The command line: read a file, run the library, print the answer.

Exit status 0: done. 1: a statement, or a check of the answer, failed. 2: the input or the command cannot be used. 130:
interrupted. The answer goes to standard output in one piece at the end; errors, warnings and progress go to standard
error, so that nothing half done is ever taken for an answer.

A new command is one function below, with `@main.command()`.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termination.engine.sentences import printable
from termination.engine.table import lines_of
from termination.errors import TerminationError, TerminationWarning
from termination.reporting import cli_draw, cli_study
from termination.reporting.cli_fit import fit_command, simulate_command
from termination.reporting.cli_sources import (
    Unusable,
    cleared_line,
    derivation_line,
    error_text,
    played_once,
    print_answer,
    progress_line,
    read_source,
    symbolic,
    terminal_width,
)
from termination.reporting.cli_sweep import sweep_command
from termination.reporting.cli_teach import teach
from termination.version import __version__

if TYPE_CHECKING:
    from termination.engine.equilibria import Equilibria
    from termination.engine.proving.prove import TheoremProof
    from termination.models.scenarios import Scenario

FAILED, INTERRUPTED, CLOSED_PIPE = 1, 130, 141

_SOURCE_HELP = """\b
SOURCE is one of
  war.toml       a scenario file: a war, or any signaling game
  game.efg       a signaling game in Gambit's format
  catalog:NAME   a game from the catalog; `termination catalog` lists them
"""


class _Program(click.Group):
    """The group of commands, which turns the library's exceptions and warnings into lines on standard error."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _warnings_as_lines(), lines_of(terminal_width()):
                return super().invoke(ctx)
        except TerminationError as error:
            raise Unusable(error_text(error)) from None
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever read the answer has seen enough; keep Python from complaining when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(CLOSED_PIPE)


@contextmanager
def _warnings_as_lines() -> Iterator[None]:
    """The package's warnings as single lines on standard error; all others as Python shows them."""
    shown = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        if issubclass(category, TerminationWarning):
            click.echo(f"{cleared_line()}Warning: {printable(str(message))}", err=True)
        else:
            shown(message, category, *where, **more)

    with warnings.catch_warnings():
        warnings.simplefilter("always", TerminationWarning)
        warnings.showwarning = show
        yield


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="termination")
def main() -> None:
    """Solve, check and prove formal models of how wars come to the negotiating table.

    A war is written down in a small file; one command lists every perfect Bayesian equilibrium of the
    negotiation-opening game, exactly: who opens, who signals, when the opponent escalates, what he believes, and
    which of the two conditions for talks holds. Any finite signaling game is solved in the same way.

    \b
    Examples
      termination solve examples/scenarios/vietnam_1968.toml
      termination solve war.toml --refine D1
      termination solve war.toml --format csv > equilibria.csv
      termination check war.toml
      termination prove T7
      termination appendix appendix.tex
      termination new game.toml
      termination COMMAND --help

    Exit status: 0 done; 1 a statement or a check failed; 2 the input or the command cannot be used.
    """
    sys.set_int_max_str_digits(0)  # inputs are bounded; the digits of an exact answer are as many as it takes


@main.command(epilog=_SOURCE_HELP)
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table to read; everything, exactly, as JSON; or tidy rows as CSV, for R and the like.",
)
@click.option(
    "--refine",
    "concept",
    metavar="CONCEPT",
    help="Keep what survives: intuitive, D1, D2, NWBR, divinity, undefeated and others; any other word lists them.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Vertices and families the search may hold at once; past it the answer says what it leaves out. A game over "
    "time is always searched whole.",
)
@click.option(
    "--select",
    "selection",
    metavar="NAME",
    help="Of a game over time: which equilibrium of each period is played, such as talks (the default) or refusal. "
    "There --refine is D1 unless it is none.",
)
@click.option(
    "--every",
    is_flag=True,
    help="Of a game over time in one or two periods: every equilibrium of the first, whatever is played next.",
)
@click.option("--brief", is_flag=True, help="Only the list of equilibria, without what each consists of.")
@click.option("--quiet", is_flag=True, help="Nothing but the answer: no title, notes, stakes, legend or progress.")
@click.option("--explain", "in_words", is_flag=True, help="Tell each equilibrium, and each verdict, in plain English.")
def solve(
    source: str,
    form: str,
    concept: str | None,
    limit: int | None,
    selection: str | None,
    every: bool,
    brief: bool,
    quiet: bool,
    in_words: bool,
) -> None:
    """List every perfect Bayesian equilibrium of a war or a game.

    The verdict comes first, where the model has words for it; then the equilibria; then what is at stake, where the
    model can say: for an opening game how tempting escalation is after each posture, the assumptions and whether they
    hold, the two conditions for talks and by what margin. The letters in these are listed at the end. Lines are as
    long as the terminal's, up to 100 columns; 80 in a file.

    \b
    Examples
      termination solve war.toml
      termination solve war.toml --refine D1
      termination solve war.toml --brief --quiet
      termination solve catalog:beer-quiche --refine intuitive
      termination solve war.toml --format json > equilibria.json
      termination solve war.toml --refine D1 --explain
      termination solve war_over_time.toml --select refusal
      termination solve two_periods.toml --every
    """
    from termination.engine.enumerate import DEFAULT_LIMIT
    from termination.engine.enumerate import solve as solve_model
    from termination.engine.model import OverTime
    from termination.engine.refining.concepts import concept_named
    from termination.engine.refining.refine import refine as refine_by
    from termination.reporting.cli_over_time import only_for_stages

    if in_words and form != "table":
        raise click.UsageError("--explain writes prose; leave out --format")
    if brief and (in_words or form != "table"):
        raise click.UsageError("--brief shortens the table; leave out --format and --explain")
    if every and (concept or selection or brief or in_words or form != "table"):
        raise click.UsageError("--every refines and selects nothing and writes a table; it goes with --quiet alone")
    refined = concept is not None and concept.lower() != "none"
    name = concept_named(concept) if concept and refined else ""  # before any work, so that a wrong name costs none
    scenario = read_source(source)
    if isinstance(scenario.model, OverTime):
        if every:
            _every(scenario, quiet)
        else:
            _solve_over_time(scenario, form, concept, selection, brief, quiet, in_words)
        return
    if selection is not None or every:
        raise only_for_stages("--every" if every else "--select")
    with progress_line("solving", quiet) as progress:
        found = solve_model(scenario.model, limit=limit or DEFAULT_LIMIT, progress=progress)
        kept = refine_by(found, name) if name else found
        write = _prose if in_words else _brief if brief else _FORMATS[form]
        text = write(scenario, kept, quiet)
    print_answer(text)
    if not all(family.certificate.valid for family in kept):
        click.echo("Error: the verifier does not confirm every family; please report this game", err=True)
        sys.exit(FAILED)


def _solve_over_time(
    scenario: Scenario, form: str, concept: str | None, selection: str | None, brief: bool, quiet: bool, in_words: bool
) -> None:
    from termination.reporting.cli_over_time import solved, written

    with progress_line("solving", quiet) as progress:
        course = solved(scenario, concept, selection, progress)
        scenario = replace(scenario, title="", notes="") if quiet else scenario
        text = written(scenario, course, form, brief, in_words)
    print_answer(text)
    if not course.certificate.valid:
        click.echo("Error: the verifier does not confirm every period; please report this game", err=True)
        sys.exit(FAILED)


def _every(scenario: Scenario, quiet: bool) -> None:
    from termination.reporting.cli_over_time import every
    from termination.reporting.over_time import every_text

    with progress_line("solving", quiet):
        found = every(scenario)
    print_answer(every_text(found, "" if quiet else scenario.title))
    if not found.certificate.valid:
        click.echo("Error: the verifier does not confirm every equilibrium; please report this game", err=True)
        sys.exit(FAILED)


@main.command(epilog=_SOURCE_HELP)
@click.argument("source")
def check(source: str) -> None:
    """Validate a file without solving it, and judge what is in it.

    Every fault is listed, with its key and what is expected there; with a fault the exit status is 2. Without fault
    it says which assumptions of the theorems are met, and where one is not, what follows and what would help.

    \b
    Example
      termination check war.toml
    """
    scenario = read_source(source)
    print_answer(_content(source, scenario))


@main.command(epilog=_SOURCE_HELP)
@click.argument("source")
@click.option(
    "--with",
    "peer",
    metavar="PROGRAM",
    help="gambit (with the extra of that name) or nashpy. By default Gambit where it is installed, else nashpy.",
)
@click.option(
    "--all/--some",
    "exhaustive",
    default=None,
    help="All extreme Nash equilibria, however long it takes; or the pure ones, and with Gambit one more. By default "
    "all where the game is small.",
)
def compare(source: str, peer: str | None, exhaustive: bool | None) -> None:
    """Ask another program, Gambit or nashpy, for its Nash equilibria, and judge them.

    A Nash equilibrium asks nothing of replies to messages that nobody sends; a perfect Bayesian one asks for a belief
    that supports them. Each point that the other program lists is told apart and matched with the equilibria that
    `termination solve` finds.

    \b
    Examples
      termination compare game.efg
      termination compare catalog:beer-quiche --with nashpy
    """
    from termination.engine.compare import compare as compare_model
    from termination.reporting.tables import comparison_text

    scenario = read_source(source)
    with progress_line("asking the other program"):
        found = compare_model(played_once(scenario), peer, exhaustive=exhaustive)
    print_answer(comparison_text(found, scenario.title))


@main.command()
@click.argument("name", required=False)
def catalog(name: str | None) -> None:
    """List published games with known answers, and models of the canon; with NAME, write one out as a scenario file.

    \b
    Examples
      termination catalog
      termination solve catalog:beer-quiche --refine D1
      termination solve catalog:kurizaki-2007
      termination catalog beer-quiche > mine.toml
    """
    from termination.engine.table import Table
    from termination.models.catalog import canon, find, names
    from termination.models.scenarios import write_scenario
    from termination.reporting.tables import paragraphs

    if name is not None:
        entry = find(name)
        print_answer(write_scenario(entry.model, notes=entry.notes, sources=[entry.citation]))
        return
    lines = []
    for what, slugs in (
        ("Published games with known answers; `termination solve catalog:NAME` solves one.", names()),
        ("Models of crises, wars and diplomacy, in finite versions that show the published result.", canon.names()),
    ):
        # Authors and year are enough in a list; `check catalog:NAME` has the rest.
        cells = [(e.slug, e.title, f"{e.citation.partition(')')[0]})") for e in map(find, slugs)]
        lines += [paragraphs(what), Table(cells, ("name", "game", "source")).to_text(), ""]
    print_answer("\n".join(lines))


@main.command()
@click.argument("name", required=False)
@click.option("--without", "dropped", metavar="A", multiple=True, help="Drop an assumption by name; may be repeated.")
@click.option("--list", "listing", is_flag=True, help="List the statements and prove nothing.")
def prove(name: str | None, dropped: tuple[str, ...], listing: bool) -> None:
    """Prove the theorems of the models over all their parameters, or the one called NAME.

    Without one of its assumptions a theorem may fail; then the numbers at which it does are given, exactly. Needs the
    SMT solver (extra `proofs`); where it is missing, the error says the command that installs it. Exit status 0 if
    everything asked for is proved, 1 if not.

    \b
    Examples
      termination prove --list
      termination prove
      termination prove T7
      termination prove T4 --without A4
    """
    from termination.models.theorems import chapters, names
    from termination.models.theorems import prove as prove_one
    from termination.reporting.proofs import proof_text, proofs_text, theorems_text

    if listing:
        print_answer(theorems_text(chapters()))
        return
    if dropped and name is None:
        raise click.UsageError("--without needs the NAME of a theorem")
    if name is not None:
        with progress_line(f"proving {printable(name)}"):
            proofs = [prove_one(name, without=dropped)]
        print_answer(proof_text(proofs[0]))
    else:
        proofs = _proved(names())
        print_answer(proofs_text(chapters(), proofs))
    if not all(proof.proved for proof in proofs):
        sys.exit(FAILED)


def _proved(wanted: Collection[str]) -> list[TheoremProof]:
    """These theorems proved one after another, the line saying at which it is."""
    from termination.models.theorems import prove as prove_one

    proofs = []
    with progress_line() as progress:
        for done, each in enumerate(wanted):
            progress(f"proving {each}", done, len(wanted))
            proofs.append(prove_one(each))
    return proofs


@main.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--game", "source", metavar="SOURCE", default="", help="Of a game of your own in a file, not of models.")
@click.option("--model", metavar="NAME", default="", help="Only the chapter of one model, named as in scenario files.")
@click.option("--prove", "afresh", is_flag=True, help="Prove everything now, rather than report the records that ship.")
@click.option("--fragment", is_flag=True, help="Only the sections, to \\input in an article of your own.")
def appendix(file: str, source: str, model: str, afresh: bool, fragment: bool) -> None:
    """Write a formal appendix in LaTeX: game, notation, assumptions, theorems, equilibria, and the machine checks.

    Without --prove the checks are those recorded with this version, and the same bytes are written every time. An
    existing FILE is overwritten. Exit status 1 if --prove leaves anything unproved; the file then says what.

    With --game it is that of a game of your own: the game as entered, its letters, and its equilibria as propositions
    with all their hypotheses.

    \b
    Examples
      termination appendix appendix.tex && pdflatex appendix.tex
      termination appendix appendix.tex --model opening --fragment
      termination appendix appendix.tex --game game.toml
    """
    from termination.models.theorems import chapter, names
    from termination.reporting.appendix import appendix as written

    if file.lower().endswith((".toml", ".efg")):
        raise click.UsageError(f"FILE is what is written, and {file} is a game; write --game {file} after another FILE")
    if source and (model or afresh):
        raise click.UsageError("--model and --prove are of models with theorems; leave them out beside --game")
    if source:
        game = symbolic(source)
        with derivation_line("deriving"):
            text = written(game, standalone=not fragment)
        _write(file, text)
        return
    wanted = chapter(model).theorems if model else names()
    proofs = _proved(wanted) if afresh else None
    _write(file, written(model, proofs, standalone=not fragment))
    if proofs and not all(one.proved for one in proofs):
        sys.exit(FAILED)


def _write(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Unusable(f"{printable(file)}: {error.strerror}") from None


def _content(source: str, scenario: Scenario) -> str:
    from math import inf

    from termination.engine.model import OverTime, words_of
    from termination.engine.sentences import sentence
    from termination.reporting.stakes import judgement_text
    from termination.reporting.tables import heading, paragraphs

    if isinstance(scenario.model, OverTime):
        stages = scenario.model.stages()
        count = scenario.model.periods
        many = "periods without end" if count == inf else f"{count} period{'s' * (count > 1)}"
        what = f"A game over time: {many}" + f" in {len(stages[0])} public states" * (len(stages[0]) > 1)
        return "\n".join([heading(scenario.title), f"{what}.", f"{printable(source)}: nothing is wrong", ""])
    game = scenario.model.game()
    what = sentence(words_of(scenario.model).game)
    replies = sum(map(len, game.response_sets))
    sizes = f"{len(game.types)} types, {len(game.messages)} messages and {replies} replies in all"
    said = paragraphs(f"{what} of {sizes}.") + f"{printable(source)}: nothing is wrong\n"
    sources = "".join(map(paragraphs, scenario.sources))
    judged = judgement_text(scenario.model)
    return "\n".join(filter(None, [heading(scenario.title), paragraphs(scenario.notes), sources, said, judged]))


def _table(scenario: Scenario, equilibria: Equilibria, quiet: bool) -> str:
    from termination.reporting.stakes import letters_text, stakes_text
    from termination.reporting.tables import equilibria_text

    answer = equilibria_text(equilibria, title="")
    if quiet:
        return answer
    model = played_once(scenario)
    stakes = stakes_text(model)
    title, notes = _about(scenario)
    return _joined(title, answer, notes, stakes, letters_text(model, stakes))


def _brief(scenario: Scenario, equilibria: Equilibria, quiet: bool) -> str:
    from termination.reporting.tables import brief_text

    return _joined(*([] if quiet else _about(scenario)[:1]), brief_text(equilibria))


def _prose(scenario: Scenario, equilibria: Equilibria, quiet: bool) -> str:
    from termination.reporting.explain import explain

    told = str(replace(explain(equilibria), title=""))
    title, notes = ("", "") if quiet else _about(scenario)
    return _joined(title, told, notes)


def _about(scenario: Scenario) -> tuple[str, str]:
    """What a file says of itself: title and notes."""
    from termination.reporting.tables import heading, paragraphs

    return heading(scenario.title), paragraphs(scenario.notes)


def _joined(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _json(scenario: Scenario, equilibria: Equilibria, quiet: bool) -> str:
    return equilibria.to_json()


def _csv(scenario: Scenario, equilibria: Equilibria, quiet: bool) -> str:
    from termination.reporting.serial import to_csv

    return to_csv(equilibria)


_FORMATS: dict[str, Callable[[Scenario, Equilibria, bool], str]] = {"table": _table, "json": _json, "csv": _csv}


for command in (sweep_command, fit_command, simulate_command, *cli_study.COMMANDS, *cli_draw.COMMANDS, teach):
    main.add_command(command)
