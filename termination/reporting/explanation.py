"""What an explanation is: prose with a title, which prints itself."""

from __future__ import annotations

from dataclasses import dataclass

from termination.reporting.notebook import heading_html, paragraph_html
from termination.reporting.tables import heading, paragraphs


@dataclass(frozen=True, repr=False)
class Explanation:
    """Prose with a title: `paragraphs` of its own, then `parts`. Prints as lines of text; notebooks show it as HTML."""

    title: str
    paragraphs: tuple[str, ...]
    parts: tuple[Explanation, ...] = ()

    def __str__(self) -> str:
        parts = [heading(self.title), *map(paragraphs, self.paragraphs), *map(str, self.parts)]
        return "\n".join(part for part in parts if part)

    def __repr__(self) -> str:
        return f"<Explanation: {self.title}>"

    def to_markdown(self) -> str:
        """The same as Markdown, the title a heading of the third level."""
        own = [f"### {self.title}", *self.paragraphs] if self.title else list(self.paragraphs)
        return "\n\n".join([*own, *(part.to_markdown().rstrip() for part in self.parts)]) + "\n"

    def _repr_html_(self) -> str:
        title = heading_html(self.title) if self.title else ""
        own = "".join(map(paragraph_html, self.paragraphs))
        inner = "".join(part._repr_html_() for part in self.parts)
        return f'<div style="max-width: 46em">{title}{own}{inner}</div>'
