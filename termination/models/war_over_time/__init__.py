"""The opening game in periods: fighting on is itself a message, and battles tell."""

PLACE = 3
MODEL = "WarOverTime"
