"""The opening probit: whether talks are opened, and whether the opponent then escalates."""
