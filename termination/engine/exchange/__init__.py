"""To and from other people's programs: Gambit's .efg files, and the bimatrices that nashpy works on.

Text is the only bridge to Gambit: its Python interface changes between versions, the file format has stood since 1994
("The extensive game (.efg) file format", Gambit documentation). What a file says is read, never evaluated.
"""

from termination.engine.exchange.efg import MAX_BYTES, parse_efg, read_efg
from termination.engine.exchange.labels import LabelWarning
from termination.engine.exchange.strategic import (
    MAX_CELLS,
    behaviour_from_bimatrix,
    bimatrix,
    bimatrix_from_behaviour,
    pure_strategies,
    rescaled,
    rows_from_bimatrix,
    to_nashpy,
)
from termination.engine.exchange.writer import write_efg

__all__ = [
    "MAX_BYTES",
    "MAX_CELLS",
    "LabelWarning",
    "behaviour_from_bimatrix",
    "bimatrix",
    "bimatrix_from_behaviour",
    "parse_efg",
    "pure_strategies",
    "read_efg",
    "rescaled",
    "rows_from_bimatrix",
    "to_nashpy",
    "write_efg",
]
