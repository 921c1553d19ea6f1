"""The shipped closed forms are what the derivation gives, to the byte, and so is the page that lists them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import termination.models.closed_forms as home
from termination.models.closed_forms import SHIPPED, build, shipped

FOLDER = Path(home.__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "closed_forms.md"


def source(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def test_the_game_without_the_signal_is_rebuilt_to_the_byte() -> None:
    pytest.importorskip("z3")
    assert build.module_text(2, False, "A1") == source("without_signal")


@pytest.mark.parametrize("key", list(SHIPPED), ids=SHIPPED.get)
def test_single_families_are_rebuilt_to_the_byte(key: tuple[int, bool, str]) -> None:
    """A family of each module, chosen by chance among those in which two messages are sent."""
    pytest.importorskip("z3")
    forms = [form for form in shipped(*key) if len(form.pattern.sent) == 2]
    form = Random(str(key)).choice(forms)
    assert build.form_text(*key, form.pattern) + "\n" in source(SHIPPED[key])


@pytest.mark.long
@pytest.mark.parametrize("key", list(SHIPPED), ids=SHIPPED.get)
def test_every_module_is_rebuilt_to_the_byte(key: tuple[int, bool, str]) -> None:
    assert build.module_text(*key) == source(SHIPPED[key])


def test_the_page_lists_them() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert build.PAGE_MARK + text.partition(build.PAGE_MARK)[2] == build.page_list()


def test_the_lists_are_short_enough_to_read() -> None:
    assert [len(shipped(*key)) for key in ((2, False, "A1"), (2, True, "A1"), (3, False, "A1"))] == [6, 18, 21]
    assert all(len(form.condition) <= 8 for form in shipped(2, True, "A1"))
