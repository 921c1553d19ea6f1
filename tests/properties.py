"""How properties are tried: without deadlines, on the same examples in every run, few of them in a newcomer's run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

FEW, MANY = 5, 100

for _name, _count in (("few", FEW), ("many", MANY)):
    settings.register_profile(
        _name,
        max_examples=_count,
        deadline=None,
        derandomize=True,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def choose(few: bool) -> None:
    """Few examples of every property from here on, or as many as it asks for."""
    settings.load_profile("few" if few else "many")


def examples(count: int) -> settings:
    """So many examples; few where few are wanted of every property."""
    return settings(max_examples=min(count, FEW) if settings().max_examples == FEW else count)
