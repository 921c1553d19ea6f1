"""The opening game in periods: fighting on is itself a message, and battles tell."""

#: The class in `game` that a user makes.
MODEL = "WarOverTime"
