"""The chapter on the less-hardline approach in peacetime: Priebe and others (2023)."""

from __future__ import annotations

from paper_replication.approach import cases, cover, emboldening, r01, r02, r03, r04, r05, r06, r07, r08, r09
from paper_replication.sections import Chapter

CHAPTER = Chapter(
    name="approach",
    title="Addressing a rival's interests: does a less-hardline approach embolden?",
    source="On Priebe, M., Frederick, B., Evans, A. T., Charap, S., Tarini, G. & Rooney, B. (2023), *Future U.S. "
    "Peacetime Policy Toward Russia: Exploring the Benefits and Costs of a Less-Hardline Approach*, RAND, "
    "[RRA1862-1](https://www.rand.org/pubs/research_reports/RRA1862-1.html). **Its authors give no formal model**: "
    "they state a framework, and ask under which conditions such an approach emboldens a rival. Game, letters, "
    "assumptions, theorems and numbers are ours, made from the abstract, the key findings and part of the brief; none "
    "should be cited as if it were theirs. R1 to R9 are our numbers for passages.",
    statements={f"H{i}": "termination/models/approach/theorems/chapter.py" for i in range(1, 9)},
    claims=tuple(module.CLAIM for module in (r01, r02, r03, r04, r05, r06, r07, r08, r09)),
    parts=(*emboldening.PARTS, *cover.PARTS, *cases.PARTS),
)
