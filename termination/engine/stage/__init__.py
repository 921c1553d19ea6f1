"""Signaling games played in periods: a stage some of whose outcomes continue, at the belief that it has led to."""
