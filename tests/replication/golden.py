"""The numbers that the report quotes, as golden.json keeps them. After a change that was meant to move them:

    python -m tests.replication.golden
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from paper_replication.chapters import CHAPTERS
from paper_replication.claims import Story
from paper_replication.sections import Table

FILE = Path(__file__).with_name("golden.json")


def numbers() -> dict[str, Any]:
    """Every number of an example or a candid word, and every row of a table, exactly."""
    found: dict[str, Any] = {}
    for claim in (claim for chapter in CHAPTERS for claim in chapter.claims):
        for story in (claim.example, claim.candour):
            found[f"{claim.name} {story.__name__}"] = plain(story())
    for part in (part for chapter in CHAPTERS for part in chapter.parts):
        for place, content in enumerate(part.contents()):
            if isinstance(content, Story):
                found[f"{part.name} {place}"] = plain(content)
            elif isinstance(content, Table):
                found[f"{part.name} {place}"] = [list(row) for row in content.rows]
    return found


def plain(story: Story) -> dict[str, str]:
    """Its numbers as text."""
    return {name: str(value) for name, value in story.numbers.items()}


if __name__ == "__main__":
    FILE.write_text(json.dumps(numbers(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
