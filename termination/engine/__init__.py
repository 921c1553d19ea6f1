"""Finite signaling games: exact equilibria, verification, refinement. This layer has never heard of war."""
