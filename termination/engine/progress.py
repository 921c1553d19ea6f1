"""How long work says how far it is: whoever asks is called with a stage, how much of it is done, and of how much."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
