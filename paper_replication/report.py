"""The report: results as Markdown, and as one HTML page with its figures in it.

Both, and the log, are functions of what was found: the same bytes on every run and on every machine with the same
versions. How long a run took stands in a file of its own.
"""

from __future__ import annotations

import os
import re
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from markdown_it import MarkdownIt

import termination as tm
from paper_replication import bibliography, points
from paper_replication.claims import Story
from paper_replication.numbers import codebook, numbers_csv
from paper_replication.proofs import CONTRADICTED, Part, second_solvers
from paper_replication.run import ChapterResult, ClaimResult, Drawing, PartResult, Results, tally
from paper_replication.sections import Table

TITLE = "War, talks and rivalry: a formal reconstruction from abstracts, a closing section and key findings"
LETTERS, THEOREMS = "Letters, payoffs and assumptions", "Theorems"
BIBLIOGRAPHY, MADE = "Bibliography", "How this was made"
#: Where the code and the guide lie, and how the report's folder leads there when it is the usual one.
CHECKOUT, ROOT = Path(__file__).parents[1], "../.."
#: The rule of `Claim.verdict`, for a reader.
VERDICTS = (
    "**Verdicts, by one rule.** *Supported*: no counterexample is known that has what the passage asks for; *as a "
    "possibility*, if it says no more than that something may be. *Supported, given A4*: every counterexample known "
    "lacks A4, that opening looks weak. *Supported in part*: one has A4 too, or something of the passage lies beyond "
    "the model. *Illustrated, not proved*: a history. *Not captured*: nothing of it is in the model. A passage that "
    "says what states do is taken to speak of every equilibrium that survives D1. “Reproduced” says that proofs, cases "
    "drawn and counterexamples came out again as stated here, not that the passage is true."
)
LIBRARIES = ("numpy", "sympy", "matplotlib", "xarray", "pandas", "markdown-it-py")


def write(results: Results, folder: Path, stem: str) -> list[Path]:
    """Write Markdown, HTML, figures, log, times, numbers and their codebook into `folder`; return what was written."""
    text = rebased(markdown(results), folder)
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    contents = {
        f"{stem}.md": text,
        f"{stem}.html": html(text, drawings(results)),
        f"{stem}.log": log(results),
        f"{stem}.times": times(results),
        f"{stem.replace('report', 'numbers', 1)}.csv": numbers_csv(results),
        f"{stem.replace('report', 'points', 1)}.csv": points.points_csv((d.name, d.panels) for d in drawings(results)),
        "codebook.md": codebook() + "\n" + points.codebook((d.name, d.module, d.panels) for d in drawings(results)),
    }
    written = []
    for drawing in drawings(results):
        written.append(folder / "figures" / f"{drawing.name}.svg")
        written[-1].write_bytes(drawing.svg)
    for name, content in contents.items():
        written.append(folder / name)
        written[-1].write_text(content, encoding="utf-8", newline="\n")
    return written


def rebased(text: str, folder: Path) -> str:
    """The report's links to the checkout as they lead there from this folder; a file that is not there is but named."""

    def led(found: re.Match[str]) -> str:
        words, path, place = found.groups()
        if not (CHECKOUT / path).exists():
            return words
        return f"[{words}]({quote(way_to(CHECKOUT / path, folder))}{place})"

    return re.sub(rf"\[([^\]\[]+)\]\({re.escape(ROOT)}/([^)#]+)(#[^)]*|)\)", led, text)


def way_to(file: Path, folder: Path) -> str:
    """From a folder to a file, in the form that links have; between drives, from the root."""
    if file.drive != folder.resolve().drive:
        return file.as_uri()
    return Path(os.path.relpath(file, folder.resolve())).as_posix()


def drawings(results: Results) -> Iterator[Drawing]:
    """Every figure of the report."""
    yield from (result.drawing for result in results.claims)
    for chapter in results.chapters:
        for part in chapter.parts:
            yield from (content for content in part.contents if isinstance(content, Drawing))


# -- Markdown --------------------------------------------------------------------------------------------------------


def markdown(results: Results) -> str:
    """The report as Markdown."""
    blocks = [f"# {TITLE}", how_to_read(results), *contents(results)]
    if results.claims:
        blocks += [anchor("claims"), "## The claims", str(overview(results))]
    for result in results.chapters:
        blocks += [anchor(result.chapter.name), f"## {result.chapter.title}", result.chapter.source]
        blocks += chapter_blocks(result, results)
    return "\n\n".join([*blocks, *literature(results), *colophon(results)]) + "\n"


def anchor(name: str) -> str:
    """A place to link to."""
    return f'<a id="{name}"></a>'


def to(name: str, words: str = "") -> str:
    """A link to a place of the report."""
    return f"[{words or name}](#{name})"


def contents(results: Results) -> Iterator[str]:
    """What there is, with links."""
    lines = [f"- {to('claims', 'The claims at a glance')}"] if results.claims else []
    for result in results.chapters:
        name = result.chapter.name
        lines += [f"- {to(name, result.chapter.title)}", f"  - {to(f'{name}_letters', LETTERS)}"]
        lines += [f"  - {to(part.part.name, part.part.title)}" for part in result.parts]
        if result.claims:
            lines += [f"  - Claims: {' '.join(to(one.claim.name) for one in result.claims)}"]
            lines += [f"  - {to(f'{name}_theorems', THEOREMS)}"]
    yield "## Contents"
    yield "\n".join([*lines, f"- {to('bibliography', BIBLIOGRAPHY)}", f"- {to('made', MADE)}"])


def chapter_blocks(chapter: ChapterResult, results: Results) -> Iterator[str]:
    """Letters; what the claims come to together; the claims; the theorems."""
    name = chapter.chapter.name
    yield from (anchor(f"{name}_letters"), f"### {LETTERS}")
    for content in chapter.chapter.letters():
        yield from content_blocks(content)
    for part in chapter.parts:
        yield from (anchor(part.part.name), f"### {part.part.title}")
        yield from part_blocks(part, chapter)
    for result in chapter.claims:
        yield from claim_blocks(result, chapter, results.settings.seed)
    if chapter.claims:
        yield from (anchor(f"{name}_theorems"), f"### {THEOREMS}", str(proof_table(chapter)))


def how_to_read(results: Results) -> str:
    """What this is, what stands where, and what the words of the table mean."""
    how = "cited from the records shipped with the package" if results.settings.quick else "proved again in this run"
    return "\n\n".join((
        "**What this is.** A formal reconstruction of what the literature concludes, made from the parts of it that "
        "are held: abstracts, a closing section, key findings, part of a brief, and a reader's summary, which is not "
        "the authors' text. The tier of a claim says whose words its passage is. Whoever has the technical sections "
        "can set their propositions beside ours.",
        "**How to read it.** Each claim is a passage of the literature in our words, the formal statement we make of "
        f"it, its machine proof ({how}), an independent numerical check, an example to be followed by hand, a figure, "
        "and what speaks against it. In a check, cases are drawn at random inside a condition and outside it and "
        "solved exactly; the conditions are written from the words of the model, with nothing in common with the "
        "proofs or the solver. What is stated for any number of types is proved by machine for two and for three, with "
        f"an argument for any number in [the theorems]({ROOT}/docs/theorems.md).",
        VERDICTS,
        "Letters, payoffs and assumptions stand at the head of each chapter; more of them in the guide, on [opening "
        f"talks]({ROOT}/docs/model.md) and on [less-hardline approaches]({ROOT}/docs/approach.md). What the models do "
        f"not capture: [DISCREPANCIES.md]({ROOT}/paper_replication/DISCREPANCIES.md).",
    ))  # fmt: skip


def overview(results: Results) -> Table:
    """The claims at a glance, and the passages that have none."""
    rows = []
    for chapter in results.chapters:
        rows += [claim_row(result) for result in chapter.claims]
        if chapter.claims:
            rows += [(one.name, why, one.tier, verdict, "", "", "") for one, verdict, why in chapter.chapter.unclaimed]
    headers = ("claim", "what it says", "tier", "verdict", "theorems", "cases drawn", "reproduced")
    return Table("", headers, tuple(rows))


def claim_row(result: ClaimResult) -> tuple[str, ...]:
    """One claim at a glance."""
    claim, (agree, cases) = result.claim, tally(result.counts)
    theorems = ", ".join(f"{proof.name}{'' if proof.proved else ' NOT PROVED'}" for proof in result.proofs)
    proved = "proved" if all(proof.proved for proof in result.proofs) else "open"
    backing = f"uses {theorems} ({proved}); the record is not proved" if claim.of_record else f"{theorems}: {proved}"
    reproduced = "yes" if result.reproduced else "NO"
    name, drawn = f"[{claim.name}](#{claim.name})", f"{agree} of {cases} agree"
    return name, claim.title, claim.passage.tier, claim.verdict.value, backing, drawn, reproduced


def part_blocks(result: PartResult, chapter: ChapterResult) -> Iterator[str]:
    """The contents of a part in order, and the claims that it brings together."""
    for content in result.contents:
        yield from content_blocks(content)
    present = {one.claim.name for one in chapter.claims}
    links = ", ".join(to(name) if name in present else name for name in result.part.claims)
    yield f"Claims: {links}. {source(result.part.module, f'--part {result.part.name}')}"


def content_blocks(content: Story | Table | Drawing) -> Iterator[str]:
    """Text, table or figure."""
    if isinstance(content, Drawing):
        yield figure(content)
    else:
        yield str(content)
    if isinstance(content, Table) and content.caption:
        yield f"*{content.caption}*"


def claim_blocks(result: ClaimResult, chapter: ChapterResult, seed: int) -> Iterator[str]:
    """One claim."""
    claim = result.claim
    yield anchor(claim.name)
    yield f"### {claim.name}. {claim.title[0].upper()}{claim.title[1:]} ({claim.verdict.value})"
    yield f"> {claim.passage.words} ({claim.passage.citation}; in our words.)\n>\n> *Tier: {claim.passage.tier}.*"
    yield f"**Formal statement.** {claim.statement}"
    yield proofs(result)
    yield f"**Numerical check** (seed {seed})."
    yield str(check_table(result))
    yield from (f"Disagrees: `{count.disagreement}`" for count in result.counts if count.disagreement)
    yield f"**Example.** {result.example}"
    yield figure(result.drawing)
    yield f"**In candour.** {result.candour}"
    yield from against(result)
    links = [to(one.part.name, one.part.title) for one in chapter.parts if claim.name in one.part.claims]
    links = [*links, to("claims", "all claims")]
    yield f"See {', '.join(links)}. {source(claim.example.__module__, f'--claim {claim.name}')}"


def proofs(result: ClaimResult) -> str:
    """What of a claim is proved by machine: its theorems, each told once, at the end of the chapter."""
    obligations = [part for proof in result.proofs for part in proof.parts]
    done = sum(part.status == "proved" for part in obligations)
    said = "; ".join(f"{to(proof.name)}, {proof.title}" for proof in result.proofs)
    counted = f"{said}. {done} of {len(obligations)} obligations proved; by a second solver, {again(obligations)}."
    if result.claim.of_record:
        return f"**Theorems used**, proved by machine: {counted} What is said of the record is not proved."
    return f"**Machine proof.** {counted}"


def again(parts: Sequence[Part]) -> str:
    """How many of the files a second solver confirms, and what else it made of them."""
    files = [part.second or "not read" for part in parts if part.file]
    confirmed = [one for one in files if one.startswith("confirmed")]
    steps = confirmed.count("confirmed in steps")
    others = sorted(set(files) - set(confirmed))
    told = (f"{files.count(one)} {one.upper() if one == CONTRADICTED else one}" for one in others)
    known = f"{len(confirmed)} of {len(files)} files confirmed"
    return ", ".join([known, *([f"{steps} of them in steps"] if steps else []), *told])


def against(result: ClaimResult) -> Iterator[str]:
    """What decides the verdict."""
    claim = result.claim
    said = [f"{one.words}{' A4 fails there.' if one.lacks else ''}{'' if stands else ' NOT REPRODUCED.'}"
            for one, stands in zip(claim.against, result.against, strict=True)]  # fmt: skip
    said += [f"Beyond the model: {claim.beyond}."] if claim.beyond else []
    if said:
        yield f"**Why {claim.verdict.value}.** {' '.join(said)}"


def proof_table(chapter: ChapterResult) -> Table:
    """What is proved, with links to its formulas, its code, and the claims that rest on it."""
    found = {proof.name: proof for result in chapter.claims for proof in result.proofs}
    rows = []
    for name, file in chapter.chapter.statements.items():
        if name in found:
            proof, users = found[name], [one.claim.name for one in chapter.claims if name in one.claim.theorems]
            scripts = [f"[{part.identifier}]({ROOT}/{part.file})" for part in proof.parts if part.file]
            done = sum(part.status == "proved" for part in proof.parts)
            rows.append(
                (f"{anchor(name)}{name}, {proof.title}", proof.words, f"{done} of {len(proof.parts)} proved",
                 again(proof.parts), folded(scripts), link(file), f"`termination prove {name}`",
                 " ".join(map(to, users)))
            )  # fmt: skip
    headers = ("theorem", "statement", "obligations", "second solver", "formulas", "code", "again", "claims")
    return Table("", headers, tuple(rows))


def folded(links: Sequence[str]) -> str:
    """Links that open at a click, a word on how many there are until then."""
    if not links:
        return ""
    return f"<details><summary>{len(links)} file{'s' * (len(links) > 1)}</summary>{' '.join(links)}</details>"


def check_table(result: ClaimResult) -> Table:
    """What was drawn, and what agrees."""
    rows = []
    for count in result.counts:
        rows.append(("inside", count.words, str(count.inside), str(count.inside_agree)))
        rows.append(("outside", count.otherwise, str(count.outside), str(count.outside_agree)))
    return Table("", ("side", "what is said", "drawn", "agree"), tuple(rows))


def figure(drawing: Drawing) -> str:
    """A figure with its caption."""
    return f"![{drawing.caption}](figures/{drawing.name}.svg)\n\n*{drawing.caption}*"


def source(module: str, option: str) -> str:
    """Which file made it, and how to have it made again."""
    return f"Code: {link(module.replace('.', '/') + '.py')}. Again: `python -m paper_replication {option}`"


def link(path: str) -> str:
    """A link to a file of the checkout."""
    return f"[{Path(path).name}]({ROOT}/{path})"


def literature(results: Results) -> list[str]:
    """What is cited, with DOIs."""
    return [
        anchor("bibliography"),
        f"## {BIBLIOGRAPHY}",
        "Literature on the cases is named as their scenario files name it. A DOI stands where it was looked up; where "
        "there is none, none was verified.",
        str(bibliography.table([result.chapter for result in results.chapters])),
    ]


def colophon(results: Results) -> list[str]:
    """Versions and seed, and where the run times are."""
    python = ".".join(map(str, sys.version_info[:3]))
    proof_library = [] if results.settings.quick else ["z3-solver"]
    versions = [f"Python {python}", f"termination {tm.__version__}"]
    versions += [f"{name} {version(name)}" for name in (*LIBRARIES, *proof_library)]
    mode = "quick" if results.settings.quick else "full"
    return [
        anchor("made"),
        f"## {MADE}",
        f"A {mode} run, seed {results.settings.seed}, {results.settings.draws} cases drawn on each side of each check. "
        f"{', '.join(versions)}.",
        f"The second solver is {second_solvers()}, of another kind than Z3 and by other authors; it read the files "
        "when the records were made, and its answers are cited. In steps: it was asked several smaller questions, "
        "which together answer that of the file. Obligations without a file are decided by algebra.",
        "How long each step took is in the file beside this one that ends in `.times`, and differs from run to run.",
    ]


def log(results: Results) -> str:
    """What was done, and what came of it."""
    lines = []
    for result in results.claims:
        agree, cases = tally(result.counts)
        outcome = "reproduced" if result.reproduced else "NOT REPRODUCED"
        lines.append(f"{result.claim.name:<12} {outcome}: {agree} of {cases} cases agree")
        lines += [f"{proof.name:<12} {'proved' if proof.proved else 'NOT PROVED'}" for proof in result.proofs]
    lines += [f"{part.part.name:<12} made" for chapter in results.chapters for part in chapter.parts]
    return "\n".join(lines) + "\n"


def times(results: Results) -> str:
    """How long each step took, and all of them: what differs from run to run."""
    total = sum(seconds for _, seconds in results.seconds)
    return "".join(f"{name:<12} {seconds:8.2f} s\n" for name, seconds in (*results.seconds, ("all", total)))


# -- HTML ------------------------------------------------------------------------------------------------------------

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
STYLE = """
body { font: 16px/1.5 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.25; }
h2 { border-bottom: 1px solid #bbb; margin-top: 3rem; } h3 { margin-top: 2.5rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; line-height: 1.35; margin: 1rem 0; }
th, td { border: 1px solid #ccc; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
th { background: #f2f2f2; } img { max-width: 100%; display: block; margin: 1rem auto 0; }
blockquote { border-left: 4px solid #7FB9DE; margin-left: 0; padding-left: 1rem; } code { font-size: 0.9em; }
a { color: #0072B2; }
nav { font: 14px/1.4 Helvetica, Arial, sans-serif; } nav h2 { border: 0; margin: 0; font-size: 1.1rem; }
summary { cursor: pointer; white-space: nowrap; }
ul { padding-left: 1.4rem; } .caption { font-style: italic; font-size: 14px; color: #333; margin-top: 0.4rem; }
@media screen and (min-width: 78rem) { /* contents at the side, wherever one is on the page */
  body { margin-left: max(19rem, calc(50vw - 22rem)); margin-right: 2rem; }
  nav { position: fixed; inset: 0 auto 0 0; width: 16rem; padding: 2rem 0.5rem 2rem 1rem; overflow-y: auto; }
  nav ul { padding-left: 1rem; }
}
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; } tr, img, blockquote { break-inside: avoid; }
  .wide { overflow: visible; padding-right: 1px; } .caption { font-size: 9pt; }
  table { font-size: 7.5pt; width: 100%; } td, th { overflow-wrap: break-word; }
  img { max-height: 11cm; }
}
@media (max-width: 50rem) { .wide table { width: max-content; max-width: 48rem; } }
"""


def html(text: str, drawn: Iterable[Drawing], title: str = TITLE) -> str:
    """The Markdown as a page that needs no other file to be seen."""
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    for drawing in drawn:
        data = b64encode(drawing.svg).decode("ascii")
        body = body.replace(f'src="figures/{drawing.name}.svg"', f'src="data:image/svg+xml;base64,{data}"')
    body = re.sub(r"<p><em>(.*?)</em></p>", r'<p class="caption">\1</p>', body)
    listed = r'<h2>Contents</h2>.*?href="#made">.*?</ul>'
    body = re.sub(listed, r'<nav aria-label="Contents">\g<0></nav>', body, count=1, flags=re.DOTALL)
    body = re.sub(r"<table>(.*?)</table>", r'<div class="wide"><table>\1</table></div>', body, flags=re.DOTALL)
    head = f'<meta charset="utf-8">{VIEWPORT}<title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>\n{body}</body></html>\n'
