"""Fits as tables for articles: one column a fit, several kinds of standard errors one below the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from termination.engine.typesetting import latex_text
from termination.errors import InputError, expect
from termination.estimate.result import METHODS, Fit

#: What encloses the standard errors of the first, second and third kind.
BRACKETS = (("(", ")"), ("[", "]"), (r"\{", r"\}"))


def fits_latex(fits: Sequence[Fit], kinds: Sequence[str] = ()) -> str:
    """A table in LaTeX (booktabs): estimates, and below each its standard errors of the kinds given, up to three.

    Raises `InputError` where there are more kinds, or what is given are no fits; `UnknownNameError` where a fit has no
    such kind.
    """
    expect("fits", fits, (list, tuple), "a list of fits, as `fit` makes them")
    for i, made in enumerate(fits):
        expect(f"fits[{i}]", made, Fit, "a fit, as `fit` makes it")
    expect("kinds", kinds, (list, tuple), "a list of kinds, such as ['observed', 'sandwich']")
    wanted = tuple(kinds) or ("",)
    if len(wanted) > len(BRACKETS):
        raise InputError(f"kinds: there are {len(wanted)}; a table has room for {len(BRACKETS)}")
    names = list(dict.fromkeys(name for made in fits for name in made.names))
    rows = []
    for name in names:
        index, _, term = name.partition(": ")
        cells = [f"${made.coefficients[name]:.3f}$" if name in made.names else "" for made in fits]
        rows.append(" & ".join([latex_text(f"{index}: {term}"), *cells]))
        for (left, right), kind in zip(BRACKETS, wanted, strict=False):
            errors = [_error(made, name, kind, left, right) for made in fits]
            rows.append(" & ".join(["", *errors]))
    feet = [
        " & ".join(["Log-likelihood", *(f"${made.log_likelihood:.3f}$" for made in fits)]),
        " & ".join(["Observations", *(f"{len(made.point.u)}" for made in fits)]),
    ]
    called = [latex_text(kind or _defaults(fits)) for kind in wanted]
    shown = [f"{left}{kind}{right}" for (left, right), kind in zip(BRACKETS, called, strict=False)]
    notes = [f"Standard errors: {', '.join(shown)}."]
    notes += [f"{latex_text(METHODS[made.method].capitalize())}: {latex_text(made.verdict)}." for made in fits]
    head = " & ".join(["", *(latex_text(made.method.upper()) for made in fits)])
    return "\n".join([
        rf"\begin{{tabular}}{{l{'r' * len(fits)}}}", r"\toprule", rf"{head} \\", r"\midrule",
        *(rf"{row} \\" for row in rows), r"\midrule", *(rf"{foot} \\" for foot in feet), r"\bottomrule",
        r"\end{tabular}", "", r"\par\footnotesize " + " ".join(notes), "",
    ])  # fmt: skip


def _defaults(fits: Sequence[Fit]) -> str:
    """The kind of standard errors that each fit has first, said once where it is one."""
    first = {made.method.upper(): made.kinds[0] for made in fits}
    if len({*first.values()}) == 1:
        return next(iter(first.values()))
    return ", ".join(f"{kind} for {method}" for method, kind in first.items())


def _error(made: Fit, name: str, kind: str, left: str, right: str) -> str:
    if name not in made.names:
        return ""
    error = np.sqrt(np.diag(made.vcov(kind)))[made.names.index(name)]
    return f"${left}{error:.3f}{right}$"
