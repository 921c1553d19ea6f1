"""`termination solve` for a game over time: which refinement, which selection, which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from termination.engine.model import OverTime
from termination.engine.progress import Progress
from termination.engine.stage.correspondence import Correspondence
from termination.engine.stage.course import Course
from termination.reporting.over_time import course_text, forecast_text, to_csv, to_json
from termination.reporting.tables import heading, paragraphs

if TYPE_CHECKING:
    from termination.models.scenarios import Scenario


def solved(scenario: Scenario, concept: str | None, selection: str | None, progress: Progress | None) -> Course:
    """The course of the game in a scenario. Stages are refined by D1 unless told otherwise."""
    assert isinstance(scenario.model, OverTime)
    refinement = concept or "D1"
    if selection is None:
        return scenario.model.solve(refinement=refinement, progress=progress)
    return scenario.model.solve(selection, refinement, progress)


def every(scenario: Scenario) -> Correspondence:
    """All equilibria of the first period of the game in a scenario."""
    assert isinstance(scenario.model, OverTime)
    return scenario.model.correspondence()


def written(scenario: Scenario, course: Course, form: str, brief: bool, in_words: bool) -> str:
    """The answer in the form that was asked for."""
    if form == "json":
        return to_json(course)
    if form == "csv":
        return to_csv(course)
    if in_words:
        assert isinstance(scenario.model, OverTime)
        told = "".join(map(paragraphs, scenario.model.account(course)))
    else:
        told = f"{forecast_text(course)}\n" if brief else course_text(course, title="")
    return "\n".join(part for part in (heading(scenario.title), told, paragraphs(scenario.notes)) if part)


def only_for_stages(option: str) -> click.UsageError:
    """What is said where an option asks for what only a game over time has."""
    return click.UsageError(f"{option} is for games over time, such as examples/over_time/war_over_time.toml")
