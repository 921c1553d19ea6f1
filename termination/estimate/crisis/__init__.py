"""The crisis game: a challenge, resistance, and whether the challenger then stands firm."""
