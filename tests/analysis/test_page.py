"""The page on sweeps: its blocks run in order."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parents[2] / "docs" / "sweeps.md").read_text(encoding="utf-8")


def test_the_blocks_of_the_page_run_and_say_what_the_text_promises() -> None:
    names: dict[str, Any] = {}
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for block in blocks:
            exec(compile(block, "sweeps.md", "exec"), names)
    assert "as escalation_cost rises through 31/50" in printed.getvalue()
    assert "guarantee of at least 11/50 = g(1 - R(p)) - k" in printed.getvalue()
    assert names["grid"].attrs["method"].startswith("closed forms")
    assert names["small"].attrs["method"] == "exact"
    assert names["report"]["talks never happen"].low > 0.9
