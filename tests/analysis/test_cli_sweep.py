"""`termination sweep`: CSV of a grid, and its faults."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from termination.reporting.cli import main

WAR = str(Path(__file__).parents[2] / "examples" / "scenarios" / "costly_signal.toml")


def test_rows_by_point_and_by_equilibrium() -> None:
    axis = ["--axis", "escalation_cost=0.01:0.99:3", "--refine", "D1"]
    points = CliRunner().invoke(main, ["sweep", WAR, *axis])
    assert points.exit_code == 0
    assert points.stdout.splitlines()[0].startswith("escalation_cost,families,survives,knife_edge,pr_open_min")
    assert len(points.stdout.splitlines()) == 4
    rows = CliRunner().invoke(main, ["sweep", WAR, *axis, "--format", "equilibria", "--exact"])
    assert rows.exit_code == 0
    assert len(rows.stdout.splitlines()) > 4


def test_faults_leave_status_two() -> None:
    for axes in (["--axis", "escalation_cost=0.9:0.1:3"], ["--axis", "peace=1,2"], ["--axis", "escalation_cost"], []):
        assert CliRunner().invoke(main, ["sweep", WAR, *axes]).exit_code == 2
