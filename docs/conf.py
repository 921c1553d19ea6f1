"""How the guide is built: Sphinx reads the Markdown pages by MyST and the API reference out of the docstrings.

Docstrings are Markdown in the house's own dialect, which reads well in a terminal: single backticks are code, sections
are underlined, an entry of a section is "name : what it is". Here they become reStructuredText.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from docutils.nodes import SkipNode  # noqa: E402
from docutils.utils.math import latex2mathml  # noqa: E402
from make_figures import make_all  # noqa: E402

import termination  # noqa: E402

project = "termination"
author = "The termination developers"
release = version = termination.__version__
copyright = author

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_figures", "_templates"]
templates_path = ["_templates"]
html_math_renderer = "mathml"
#: Of these classes the reference tells what a reader calls; the rest is for whoever writes a model. Of others, all.
_CALLED = {
    "SignalingGame": "from_function, game, describe, events",
    "FoldedGame": "resolutions, game, end, ending, reached, amounts",
    "OpeningGame": "from_payoffs, with_, parameters, game, assumptions, regimes, talks_conditions, "
    "expected_resilience, critical_resilience",
    "ApproachGame": "with_, parameters, game, offer, assumptions, core_beats_limited, expected_relief, deterioration",
    "WarOverTime": "solve, with_, parameters, at, stages, rules",
    "ParametricGame": "with_",
    "Sweep": "to_frame",
}
autosummary_context = {"called": _CALLED}
html_theme = "furo"
html_title = "termination"
html_copy_source = html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
html_static_path = ["_static"]
html_css_files = ["guide.css"]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
maximum_signature_line_length = 88
python_use_unqualified_type_names = True
suppress_warnings = ["config.cache"]
pygments_style, pygments_dark_style = "friendly", "native"


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.add_html_math_renderer("mathml", (_inline_math, None), (_displayed_math, None))
    app.connect("builder-inited", lambda app: make_all())
    app.connect("autodoc-process-docstring", _rewrite)
    app.connect("autodoc-process-signature", _whole_numbers)


def _inline_math(visitor: Any, node: Any) -> None:
    """Mathematics as MathML, which every browser sets by itself: no script, no font, no network."""
    visitor.body.append(latex2mathml.tex2mathml(node.astext(), as_block=False))
    raise SkipNode


def _displayed_math(visitor: Any, node: Any) -> None:
    visitor.body.append(f'<div class="math">{latex2mathml.tex2mathml(node.astext(), as_block=True)}</div>')
    raise SkipNode


def _whole_numbers(
    app: Any, what: str, name: str, obj: Any, options: Any, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """Defaults as they would be written: 0, not Fraction(0, 1)."""
    return signature and re.sub(r"Fraction\((-?\d+), 1\)", r"\1", signature), returns


def _rewrite(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    lines[:] = list(restructured(lines))


def restructured(lines: list[str]) -> Iterator[str]:
    """The lines of a docstring as reStructuredText."""
    for paragraph in re.split(r"\n\s*\n", "\n".join(lines).strip("\n")):
        own = paragraph.split("\n")
        if own[0].lstrip().startswith(">>>"):
            yield from own
        elif len(own) > 1 and re.fullmatch(r"-{3,}", own[1].strip()):
            yield f"**{own[0].strip()}**"
            yield ""
            yield from _entries(own[2:])
        elif all(line.startswith("    ") for line in own):
            yield from ["::", "", *own]
        elif own[0].startswith("- "):
            yield from _inline(paragraph).split("\n")
        else:
            yield from _inline(paragraph).split("\n")
        yield ""


def _entries(lines: list[str]) -> Iterator[str]:
    """The entries of a section: "name : what it is", with further lines indented; or just sentences."""
    for entry in re.split(r"\n(?=\S)", "\n".join(lines)):
        name, colon, rest = entry.partition(" : ")
        words = " ".join((rest if colon else entry).split())
        if colon and "\n" not in name:
            yield f"``{name}``"
            yield f"    {_inline(words)}"
        else:
            yield _inline(words)
            if words.startswith("["):
                yield ""  # a numbered source: a paragraph each


def _inline(text: str) -> str:
    """Code in backticks stays code; all else is words."""
    plain_and_code = re.split(r"`([^`]+)`", text)
    plain_and_code[::2] = [_escaped(plain) for plain in plain_and_code[::2]]
    plain_and_code[1::2] = [f"``{' '.join(code.split())}``" for code in plain_and_code[1::2]]
    return "".join(plain_and_code)


def _escaped(plain: str) -> str:
    """Words with nothing in them that means anything, but for *titles* between asterisks."""
    parts = re.split(r"(?<![\w*])(\*[A-Za-z][^*\n]*[A-Za-z]\*)(?![\w*])", plain)
    return "".join(part if i % 2 else re.sub(r"([\\*_|])", r"\\\1", part) for i, part in enumerate(parts))
