"""The chapter on the less-hardline approach in peacetime: Priebe and others (2023)."""

from __future__ import annotations

from paper_replication.approach import cases, cover, emboldening, head, r01, r02, r03, r04, r05, r06, r07, r08, r09
from paper_replication.claims import Verdict
from paper_replication.sections import Chapter
from paper_replication.sources import PASSAGES, R

CHAPTER = Chapter(
    name="approach",
    title="Addressing a rival's interests: a formal reconstruction from abstract, key findings and part of the brief",
    source=f"Of {R.full} What is held of it: {R.held}. **Its authors give no formal model**: they state a framework, "
    "and ask under which conditions such an approach emboldens a rival. Game, letters, assumptions, theorems and "
    "numbers are ours; none should be cited as if it were theirs. R1 to R10 are our numbers for passages.",
    letters=head.contents,
    statements={f"H{i}": "termination/models/approach/theorems/chapter.py" for i in range(1, 9)},
    claims=tuple(module.CLAIM for module in (r01, r02, r03, r04, r05, r06, r07, r08, r09)),
    parts=(*emboldening.PARTS, *cover.PARTS, *cases.PARTS),
    literature=lambda: {case.name: case.told["sources"] for case in cases.CASES},
    unclaimed=((PASSAGES["R10"], Verdict.NOT_CAPTURED.value, "the model has no audiences at home, and no allies"),),
)
