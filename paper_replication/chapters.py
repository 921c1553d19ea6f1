"""The chapters of the replication: another one costs one line."""

from __future__ import annotations

from paper_replication import approach, opening
from paper_replication.sections import Chapter

CHAPTERS: tuple[Chapter, ...] = (opening.CHAPTER, approach.CHAPTER)
