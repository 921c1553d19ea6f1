"""An address of a page as what it says: a value for each key, given once.

Which of two values of one key was meant, and what an empty one stands for, is not guessed.
"""

from __future__ import annotations

from urllib.parse import parse_qsl


def said_in(address: str) -> tuple[dict[str, str], list[str]]:
    """What an address says, and a fault for each key without a value, which is then left out, or with more than one.

    >>> said_in("#war=refusal&step=1&step=2")
    ({'war': 'refusal', 'step': '1'}, ["'step' is given twice or more, as 1 and 2: leave one"])
    """
    values: dict[str, list[str]] = {}
    for key, value in parse_qsl(address.lstrip("#?"), keep_blank_values=True):
        values.setdefault(key, []).append(value)
    faults = [f"{key!r} is given twice or more, as {' and '.join(all_)}: leave one"
              for key, all_ in values.items() if len(all_) > 1]  # fmt: skip
    faults += [f"{key!r} has no value" for key, (first, *_) in values.items() if not first]
    return {key: first for key, (first, *_) in values.items() if first}, faults


__all__ = ["said_in"]
