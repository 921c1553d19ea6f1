"""The command: `python -m paper_replication`, `--quick`, `--claim S3`, `--part instruments`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

#: What is needed beyond the package: the module, and whether a quick run needs it too.
NEEDED = {"markdown_it": True, "z3": False}
ADVICE = "python -m pip install -e '.[replication]'"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 0 if every proof and every check holds, 1 if not, 2 if it cannot be run."""
    start = perf_counter()
    options = parser().parse_args(arguments)
    missing = [name for name, always in NEEDED.items() if (always or not options.quick) and find_spec(name) is None]
    if missing:
        print(f"paper_replication: {', '.join(missing)} not installed; install with {ADVICE}", file=sys.stderr)
        return 2
    return replicate(options, start)


def parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    made = argparse.ArgumentParser(prog="python -m paper_replication", description="Replicate the claims, one by one.")
    made.add_argument("--quick", action="store_true", help="fewer draws; proofs cited from the shipped records")
    made.add_argument("--claim", action="append", default=[], metavar="NAME", help="this claim only, such as S3")
    made.add_argument("--part", action="append", default=[], metavar="NAME", help="this part only, such as instruments")
    made.add_argument("--seed", type=int, default=1, help="of the draws in the checks (default: 1)")
    made.add_argument("--output", type=Path, default=Path(__file__).parent / "output", help="folder to write to")
    return made


def replicate(options: argparse.Namespace, start: float) -> int:
    """Run, write, and print the table of claims."""
    from paper_replication.opening import CHAPTER
    from paper_replication.report import overview, write
    from paper_replication.run import Settings, run

    wanted = [name.lower() for name in (*options.claim, *options.part)]
    known = {one.name.lower(): one for one in (*CHAPTER.claims, *CHAPTER.parts)}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"paper_replication: no {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    chosen = [known[name] for name in dict.fromkeys(wanted)] or list(known.values())
    claims, parts = ([one for one in chosen if one in of] for of in (CHAPTER.claims, CHAPTER.parts))
    settings = Settings(options.seed, options.quick)
    results = run(CHAPTER, settings, claims, parts, say=lambda line: print(line, flush=True))
    stem = "_".join(["report", *(one.name for one in chosen)] if wanted else ["report"])
    written = write(results, options.output, stem)
    if claims:
        print(f"\n{overview(results)}")
    print(f"\n{'All hold.' if results.holds else 'SOMETHING FAILS.'} {perf_counter() - start:.0f} s. "
          f"Read {' or '.join(str(path) for path in written if path.suffix in ('.md', '.html'))}")  # fmt: skip
    return 0 if results.holds else 1


if __name__ == "__main__":
    sys.exit(main())
