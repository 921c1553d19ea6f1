"""Proofs in steps, by the record that they prove: how they are asked is in `proof`, the arguments in the others."""

from tests.oracles.steps import approach, doubt, over_time, signal, talks

PROOFS = {**talks.PROOFS, **signal.PROOFS, **doubt.PROOFS, **approach.PROOFS, **over_time.PROOFS}
