"""TeX, for tests: compile what the package writes and list what sticks out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

#: What the LaTeX that the package writes may need; part of Debian's texlive-latex-base and -recommended.
PACKAGES = ("amsmath.sty", "amsthm.sty", "array.sty", "booktabs.sty", "longtable.sty", "hyperref.sty", "geometry.sty")

#: An article as it comes: the class's own margins, lines of 345 pt.
ARTICLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath,amsthm,array,booktabs,longtable}
\setlength{\parindent}{0pt}
\begin{document}
%s
\end{document}
"""


def why_not() -> str:
    """Why nothing can be compiled here; "" where it can."""
    if shutil.which("pdflatex") is None or shutil.which("kpsewhich") is None:
        return "TeX is not installed: no pdflatex (Debian: texlive-latex-recommended)"
    found = {name: subprocess.run(["kpsewhich", name], capture_output=True, check=False) for name in PACKAGES}
    missing = [name for name, run in found.items() if run.returncode]
    return f"TeX is installed without {', '.join(missing)} (Debian: texlive-latex-recommended)" if missing else ""


needs_tex = pytest.mark.skipif(bool(why_not()), reason=why_not() or "TeX is here")


def overfull(document: str, folder: Path, runs: int = 2) -> list[str]:
    """Compile the document, which must go through; returns what is wider than its line, with where."""
    (folder / "document.tex").write_text(document, encoding="utf-8")
    for _ in range(runs):  # longtable settles its columns
        run = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "document.tex"],
            cwd=folder, capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout[-3000:]
    log = (folder / "document.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log
    assert "invalid in math mode" not in log
    return re.findall(r"Overfull \\hbox[^\n]*\n[^\n]*", log)
