"""The chapter on opening talks in war: Mastro & Siegel (2023), a reader's summary of it, and Mastro (2019)."""

from __future__ import annotations

from paper_replication.opening import (
    cases,
    conditions,
    head,
    hinges,
    in_doubt,
    inference,
    instruments,
    m01,
    m02,
    mediators,
    over_time,
    s01,
    s02,
    s03,
    s04,
    s05,
    s06,
    s07,
    s08,
    s09,
    s10,
    s11,
    s12,
    s13,
    s14,
)
from paper_replication.sections import Chapter
from paper_replication.sources import MS, RS, M

_FOLDER = "termination/models/opening/theorems"
_FILES = {
    "refusal": ("T0", "T4", "T14", "T15"),
    "conditions": ("T1", "T2", "T3", "T5", "T6", "T7"),
    "remedies": ("T8", "T9", "T10", "T11", "T12", "T13"),
}

_OVER_TIME = ("Y2", "Y9")

CHAPTER = Chapter(
    name="opening",
    title="Talking to the enemy: a formal reconstruction from an abstract and a closing section, claim by claim",
    source=f"Of {MS.full} What is held of it: {MS.held}. S6, S10, S11, S13 and S14 are from {RS.short}: {RS.full} M1 "
    f"and M2 are from {M.full} What is held of it: {M.held}. **The formalisation is ours**: no statement, formula or "
    "number here is the authors', and none should be cited as if it were. S1 to S14, M1 and M2 are our numbers for "
    "passages.",
    letters=head.contents,
    statements={
        **{name: f"{_FOLDER}/{file}.py" for file, names in _FILES.items() for name in names},
        **dict.fromkeys(_OVER_TIME, "termination/models/war_over_time/theorems/periods.py"),
    },
    claims=tuple(
        module.CLAIM for module in (s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11, s12, s13, s14, m01, m02)
    ),
    parts=(
        *conditions.PARTS,
        *inference.PARTS,
        *instruments.PARTS,
        *mediators.PARTS,
        *cases.PARTS,
        *hinges.PARTS,
        *in_doubt.PARTS,
        *over_time.PARTS,
    ),
    literature=cases.literature,
)
