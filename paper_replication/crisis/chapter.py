"""The chapter: what is estimated, the estimates, games with several equilibria, and a Monte Carlo.

A page of its own, since it stands on data and not on passages. Without the table it says in its title and under every
table of estimates that data are simulated, and prints no published figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from paper_replication.claims import Story
from paper_replication.crisis import estimates, several
from paper_replication.crisis.data import GAME, Crises
from paper_replication.report import content_blocks, html
from paper_replication.run import Drawing, picture
from paper_replication.sections import Picture, Table

REPRODUCED = "The crisis game and its table of sanctions: what was published, and what is computed here"
SIMULATED = "The crisis game on simulated data: nothing here reproduces a published estimate"
SOURCE = (
    "Lewis, J. B. & Schultz, K. A. (2003). Revealing preferences: empirical estimation of a crisis bargaining game "
    "with incomplete information. *Political Analysis* 11, 345-367. Crisman-Cox, C. & Gibilisco, M. (2021). "
    "Estimating signaling games in international relations: problems and solutions. *Political Science Research and "
    "Methods* 9, 565-582, [doi:10.1017/psrm.2019.58](https://doi.org/10.1017/psrm.2019.58)."
)


def title(crises: Crises) -> str:
    """What the chapter is called."""
    return REPRODUCED if crises.theirs else SIMULATED


def utilities() -> Table:
    """The game's utilities, and the terms of each."""
    meanings = {index.name: index.meaning for index in GAME.INDICES}
    rows = [(name, meanings[name], ", ".join(map(str, terms)) or f"fixed at {GAME.fixed[name]:g}")
            for name, terms in GAME.terms.items()]  # fmt: skip
    return Table("The utilities, and what each is linear in.", ("utility", "meaning", "terms"), tuple(rows))


def contents(crises: Crises) -> Sequence[str | Story | Table | Picture]:
    """The chapter in order; headings are text."""
    fits = estimates.fitted(crises)
    table = "the archive's table" if crises.theirs else "simulated data, for the archive's table was not given"
    return [
        "## What is estimated",
        Story(
            "A challenges B or keeps the status quo (sq); B concedes (cd) or resists; A stands firm (sf) or backs down "
            "(bd). A's payoffs of standing firm and of backing down and B's of A standing firm carry private standard "
            "normal shocks. Data: {table}, {rows} dyads and {plays} months.",
            {"table": table, "rows": len(crises.table["sq"]), "plays": int(fits["pl"].seen.plays)},
        ),
        utilities(),
        "## Estimates",
        estimates.coefficients(crises, fits),
        estimates.likelihoods(crises, fits),
        *estimates.differences(crises, fits),
        "## Several equilibria",
        Story(
            "The literature's example has S_A = C_B = 0, V_A = V_B = 1, a = -1.2, W_A = -1.9 and W_B = -2.9 + 0.1 x. "
            "Its equilibria are computed here by a road of their own, which shares no formula with the package.",
            {},
        ),
        several.counts(),
        Picture("crisis_equilibria", several.figure,
                "Computed, no data: every equilibrium of the literature's example along x. On grey ground the values "
                "of x in the Monte Carlo, whose games play the lowest equilibrium, the middle one or the highest."),
        "## Monte Carlo",
        several.monte_carlo(crises),
    ]  # fmt: skip


def write(crises: Crises, folder: Path) -> list[Path]:
    """Write the chapter as Markdown and as one page, and its figures; return what was written."""
    blocks, drawings = [f"# {title(crises)}", SOURCE], []
    for content in contents(crises):
        if isinstance(content, str):
            blocks.append(content)
            continue
        shown = content
        if isinstance(content, Picture):
            shown = picture(content.name, content.draw, content.caption, several.__name__)
        blocks += content_blocks(shown)
        drawings += [shown] if isinstance(shown, Drawing) else []
    text = "\n\n".join(blocks) + "\n"
    files = {f"figures/{one.name}.svg": one.svg for one in drawings}
    files |= {"crisis.md": text.encode(), "crisis.html": html(text, drawings, title(crises)).encode()}
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]
