"""Running the replication: each claim proved, checked, worked and drawn; progress as it goes, results as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from matplotlib.axes import Axes

from paper_replication.claims import Claim, Count, Story
from paper_replication.drawing import svg
from paper_replication.points import Panel, panels
from paper_replication.proofs import Proof, cited, proved_again
from paper_replication.sections import Chapter, Part, Picture, Table

#: Draws on each side of a check.
FULL_DRAWS, QUICK_DRAWS = 100, 25


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do."""

    seed: int = 1
    quick: bool = False

    @property
    def draws(self) -> int:
        """Cases drawn on each side of a check."""
        return QUICK_DRAWS if self.quick else FULL_DRAWS


@dataclass(frozen=True)
class Drawing:
    """A figure as it is written: its file name, its bytes, its caption, what is drawn on it, and the module that drew
    it."""

    name: str
    svg: bytes
    caption: str
    panels: tuple[Panel, ...]
    module: str


@dataclass(frozen=True)
class ClaimResult:
    """All that became of a claim."""

    claim: Claim
    proofs: tuple[Proof, ...]
    counts: tuple[Count, ...]
    against: tuple[bool, ...]
    example: Story
    candour: Story
    drawing: Drawing

    @property
    def reproduced(self) -> bool:
        """Whether all that is said of it comes out again: proofs, cases drawn, counterexamples."""
        agree = all(count.agrees for count in self.counts)
        return all(proof.proved for proof in self.proofs) and agree and all(self.against)


@dataclass(frozen=True)
class PartResult:
    """A part, its figures drawn."""

    part: Part
    contents: tuple[Story | Table | Drawing, ...]


@dataclass(frozen=True)
class ChapterResult:
    """What became of the claims and parts of a chapter that were asked for."""

    chapter: Chapter
    claims: tuple[ClaimResult, ...]
    parts: tuple[PartResult, ...]


@dataclass(frozen=True)
class Results:
    """One run, and how long each step took."""

    settings: Settings
    chapters: tuple[ChapterResult, ...]
    seconds: tuple[tuple[str, float], ...]

    @property
    def claims(self) -> tuple[ClaimResult, ...]:
        """The claims of all chapters."""
        return tuple(result for chapter in self.chapters for result in chapter.claims)

    @property
    def reproduced(self) -> bool:
        """Whether every claim is reproduced."""
        return all(result.reproduced for result in self.claims)


def run(chapters: Sequence[Chapter], settings: Settings, say: Callable[[str], None]) -> Results:
    """Do all claims and parts of the chapters, saying what was done after each."""
    prove = cache(cited if settings.quick else proved_again)
    seconds: list[tuple[str, float]] = []

    def timed(name: str, start: float, words: str) -> None:
        seconds.append((name, perf_counter() - start))
        say(f"{name:<12} {words}  [{seconds[-1][1]:.1f} s]")

    done = []
    for chapter in chapters:
        claims, parts = [], []
        for claim in chapter.claims:
            start = perf_counter()
            claims.append(do_claim(claim, settings, prove))
            timed(claim.name, start, summary(claims[-1]))
        for part in chapter.parts:
            start = perf_counter()
            parts.append(PartResult(part, tuple(drawn(one, part) for one in part.contents())))
            timed(part.name, start, "tables and figures made")
        done.append(ChapterResult(chapter, tuple(claims), tuple(parts)))
    return Results(settings, tuple(done), tuple(seconds))


def do_claim(claim: Claim, settings: Settings, prove: Callable[[str], Proof]) -> ClaimResult:
    """Prove, check, work and draw one claim."""
    proofs = tuple(prove(name) for name in claim.theorems)
    counts = claim.check(settings.seed, settings.draws)
    against = tuple(one.stands for one in claim.against)
    drawing = picture(claim.name, claim.figure, claim.caption, claim.example.__module__)
    return ClaimResult(claim, proofs, counts, against, claim.example(), claim.candour(), drawing)


def drawn(content: Story | Table | Picture, part: Part) -> Story | Table | Drawing:
    """Contents of a part with their figures as files."""
    if isinstance(content, Picture):
        return picture(content.name, content.draw, content.caption, part.module)
    return content


def picture(name: str, draw: Callable[[], Axes], caption: str, module: str) -> Drawing:
    """A figure, drawn."""
    ax = draw()
    return Drawing(name, svg(ax), caption, panels(ax), module)


def summary(result: ClaimResult) -> str:
    """Proofs and checks of a claim in a line."""
    proved = sum(proof.proved for proof in result.proofs)
    agree, cases = tally(result.counts)
    return f"{proved} of {len(result.proofs)} theorems proved, {agree} of {cases} cases agree"


def tally(counts: Iterable[Count]) -> tuple[int, int]:
    """How many cases agree, of how many."""
    pairs = [(count.inside_agree + count.outside_agree, count.inside + count.outside) for count in counts]
    return sum(agree for agree, _ in pairs), sum(cases for _, cases in pairs)
