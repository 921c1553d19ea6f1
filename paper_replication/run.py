"""Running the replication: each claim proved, checked, worked and drawn; progress as it goes, results as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from paper_replication.claims import Claim, Count, Story
from paper_replication.drawing import svg
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
    """A figure as it is written: its file name, its bytes, and its caption."""

    name: str
    svg: bytes
    caption: str


@dataclass(frozen=True)
class ClaimResult:
    """All that became of a claim."""

    claim: Claim
    proofs: tuple[Proof, ...]
    counts: tuple[Count, ...]
    example: Story
    candour: Story
    drawing: Drawing

    @property
    def holds(self) -> bool:
        """Whether everything is proved and every case drawn agrees."""
        return all(proof.proved for proof in self.proofs) and all(count.agrees for count in self.counts)


@dataclass(frozen=True)
class PartResult:
    """A part, its figures drawn."""

    part: Part
    contents: tuple[Story | Table | Drawing, ...]


@dataclass(frozen=True)
class Results:
    """One run, and how long each step took."""

    settings: Settings
    chapter: Chapter
    claims: tuple[ClaimResult, ...]
    parts: tuple[PartResult, ...]
    seconds: tuple[tuple[str, float], ...]

    @property
    def holds(self) -> bool:
        """Whether every claim's proofs and checks hold."""
        return all(result.holds for result in self.claims)


def run(
    chapter: Chapter,
    settings: Settings,
    claims: Sequence[Claim],
    parts: Sequence[Part],
    say: Callable[[str], None],
) -> Results:
    """Do the claims and parts asked for, saying what was done after each."""
    prove = cache(cited if settings.quick else proved_again)
    seconds: list[tuple[str, float]] = []
    claim_results, part_results = [], []
    for claim in claims:
        start = perf_counter()
        result = do_claim(claim, settings, prove)
        claim_results.append(result)
        seconds.append((claim.name, perf_counter() - start))
        say(f"{claim.name:<4} {summary(result)}  [{seconds[-1][1]:.1f} s]")
    for part in parts:
        start = perf_counter()
        part_results.append(PartResult(part, tuple(map(drawn, part.contents()))))
        seconds.append((part.name, perf_counter() - start))
        say(f"{part.name:<12} tables and figures made  [{seconds[-1][1]:.1f} s]")
    return Results(settings, chapter, tuple(claim_results), tuple(part_results), tuple(seconds))


def do_claim(claim: Claim, settings: Settings, prove: Callable[[str], Proof]) -> ClaimResult:
    """Prove, check, work and draw one claim."""
    proofs = tuple(prove(name) for name in claim.theorems)
    counts = claim.check(settings.seed, settings.draws)
    picture = Picture(claim.name, claim.figure, claim.caption)
    return ClaimResult(claim, proofs, counts, claim.example(), claim.candour(), drawn(picture))


def drawn(content: Story | Table | Picture) -> Story | Table | Drawing:
    """Contents with their figures as files."""
    if isinstance(content, Picture):
        return Drawing(content.name, svg(content.draw()), content.caption)
    return content


def summary(result: ClaimResult) -> str:
    """Proofs and checks of a claim in a line."""
    proved = sum(proof.proved for proof in result.proofs)
    agree, cases = tally(result.counts)
    return f"{proved} of {len(result.proofs)} theorems proved, {agree} of {cases} cases agree"


def tally(counts: Iterable[Count]) -> tuple[int, int]:
    """How many cases agree, of how many."""
    pairs = [(count.inside_agree + count.outside_agree, count.inside + count.outside) for count in counts]
    return sum(agree for agree, _ in pairs), sum(cases for _, cases in pairs)
