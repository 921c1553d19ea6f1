"""The chapter on opening talks in war: Mastro & Siegel (2023), and two claims of Mastro (2019)."""

from __future__ import annotations

from paper_replication.opening import (
    cases,
    conditions,
    instruments,
    m01,
    m02,
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
)
from paper_replication.sections import Chapter

_FOLDER = "termination/models/opening/theorems"
_FILES = {
    "refusal": ("T0", "T4", "T14", "T15"),
    "conditions": ("T1", "T2", "T3", "T5", "T6", "T7"),
    "remedies": ("T8", "T9", "T10", "T11", "T12", "T13"),
}

CHAPTER = Chapter(
    name="opening",
    title="Talking to the enemy: the conditions for opening talks, claim by claim",
    source="A replication of what is concluded in Mastro, O. S. & Siegel, D. A. (2023), Talking to the enemy: "
    "Explaining the emergence of peace talks in interstate war, *Journal of Theoretical Politics* 35(3), 182-203, "
    "[doi:10.1177/09516298231185112](https://doi.org/10.1177/09516298231185112), and in Mastro, O. S. (2019), *The "
    "Costs of Conversation*, Cornell University Press. **The formalisation is ours**, made from the article's "
    "abstract, its closing section and a published summary: no statement, formula or number here is the article's, "
    "and none should be cited as if it were. S1 to S12 and M1, M2 are our numbers for passages.",
    statements={name: f"{_FOLDER}/{file}.py" for file, names in _FILES.items() for name in names},
    claims=tuple(
        module.CLAIM for module in (s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11, s12, m01, m02)
    ),
    parts=(*conditions.PARTS, *instruments.PARTS, *cases.PARTS),
)
