"""Theorems about every equilibrium of a game with parameters: stated as formulas, proved, recorded."""
