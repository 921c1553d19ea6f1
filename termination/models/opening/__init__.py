"""The negotiation-opening game: two belligerents, one of whom may open talks and be thought weak for it."""

PLACE = 1
MODEL, BY_CELLS = "OpeningGame", "PayoffOpeningGame"
IN_FORMULAS = "in_symbols", "SymbolicOpeningGame"
