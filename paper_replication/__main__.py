"""The command: `python -m paper_replication`, with `--quick`, `--claim S3`, `--part instruments`; with
`--payoffs FILE`; with `--crisis` or `--sanctions FILE`."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

#: What is needed beyond the package: the module, and whether a quick run needs it too.
NEEDED = {"markdown_it": True, "z3": False}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 0 if everything is reproduced, 1 if not, 2 if it cannot be run."""
    start = perf_counter()
    options = parser().parse_args(arguments)
    missing = [name for name, always in NEEDED.items() if (always or not options.quick) and find_spec(name) is None]
    if missing:
        print(f"paper_replication: {', '.join(missing)} not installed; to install: {advice()}", file=sys.stderr)
        return 2
    if options.crisis or options.sanctions:
        return on_crises(options)
    return on_payoffs(options) if options.payoffs else replicate(options, start)


def on_crises(options: argparse.Namespace) -> int:
    """Write the chapter on the crisis game: on the table of a file, or on data made up."""
    from paper_replication.crisis.chapter import title, write
    from paper_replication.crisis.data import made_up, read

    try:
        crises = read(options.sanctions) if options.sanctions else made_up()
    except (ValueError, OSError) as error:
        print(f"paper_replication: {error}", file=sys.stderr)
        return 2
    written = write(crises, options.output)
    print(f"{title(crises)}\nRead {' or '.join(str(path) for path in written if path.stem == 'crisis')}")
    return 0


def on_payoffs(options: argparse.Namespace) -> int:
    """Try the claims on the payoffs of a file, write what comes out, and print it."""
    from paper_replication.opening.own_payoffs import account, enter

    try:
        entered = enter(options.payoffs)
    except (ValueError, OSError) as error:
        print(f"paper_replication: {options.payoffs}: {error}", file=sys.stderr)
        return 2
    told, well = account(options.payoffs.name, *entered)
    options.output.mkdir(parents=True, exist_ok=True)
    written = options.output / "payoffs.md"
    written.write_text(told, encoding="utf-8", newline="\n")
    print(f"{told}\nWritten to {written}")
    return 0 if well else 1


def advice() -> str:
    """The command that installs it for the Python that is running, whose environment need not have a pip of its own."""
    own, base = sys.executable, getattr(sys, "_base_executable", sys.executable)
    pip = [own, "-m", "pip"] if find_spec("pip") else [base, "-m", "pip", "--python", own]
    return shlex.join([*pip, "install", "-e", f"{Path(__file__).parents[1]}[replication]"])


def parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    made = argparse.ArgumentParser(prog="python -m paper_replication", description="Reproduce the claims, one by one.")
    made.add_argument("--quick", action="store_true", help="fewer draws; proofs cited from the shipped records")
    made.add_argument("--claim", action="append", default=[], metavar="NAME", help="this claim only, such as S3")
    made.add_argument("--part", action="append", default=[], metavar="NAME", help="this part only, such as instruments")
    made.add_argument(
        "--payoffs", type=Path, metavar="FILE", help="the claims on your own payoffs, from a scenario file"
    )
    made.add_argument("--crisis", action="store_true", help="the chapter on estimation, on simulated data")
    made.add_argument("--sanctions", type=Path, metavar="FILE", help="the same on the archive's table, sanctions.csv")
    made.add_argument("--seed", type=int, default=1, help="of the draws in the checks (default: 1)")
    made.add_argument("--output", type=Path, default=Path(__file__).parent / "output", help="folder to write to")
    return made


def replicate(options: argparse.Namespace, start: float) -> int:
    """Run, write, and print the table of claims."""
    from paper_replication.chapters import CHAPTERS
    from paper_replication.report import overview, write
    from paper_replication.run import Settings, run

    names = [name for chapter in CHAPTERS for name in chapter.names]
    wanted = {name.lower() for name in (*options.claim, *options.part)}
    unknown = sorted(wanted - {name.lower() for name in names})
    if unknown:
        print(f"paper_replication: no {', '.join(unknown)}; there are {', '.join(names)}", file=sys.stderr)
        return 2
    chosen = [name for name in names if name.lower() in wanted]
    chapters = [one for chapter in CHAPTERS if (one := chapter.only(chosen or names))]
    results = run(chapters, Settings(options.seed, options.quick), say=lambda line: print(line, flush=True))
    written = write(results, options.output, "_".join(["report", *chosen]))
    if results.claims:
        print(f"\n{overview(results)}")
    pages = " or ".join(str(path) for path in written if path.stem != "codebook" and path.suffix in (".md", ".html"))
    outcome = "All is reproduced." if results.reproduced else "SOMETHING IS NOT REPRODUCED."
    print(f"\n{outcome} {perf_counter() - start:.0f} s. Read {pages}")
    return 0 if results.reproduced else 1


if __name__ == "__main__":
    sys.exit(main())
