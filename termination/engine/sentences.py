"""Words in sentences, one spelling for all that speaks: a name, a verdict, a theorem, an explanation, a table."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """Words in a sentence; none is the empty text.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    return f" {conjunction} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def sentence(text: str) -> str:
    """With a capital letter at the start.

    >>> sentence("she sends a message.")
    'She sends a message.'
    """
    return text[:1].upper() + text[1:]


def printable(text: str) -> str:
    r"""The text on one line, with control characters written out, so that no label can disturb a terminal.

    >>> printable("dug\nin")
    'dug\\nin'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
