"""The chapter on the crisis game: its own road to equilibria, what it says of simulated data, and of an archive."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import special

from paper_replication import __main__ as command
from paper_replication.crisis import chapter, several
from paper_replication.crisis.data import FIRST_STAGE, GAME, LOGGED, ROUNDED, Crises, made_up, read
from termination.estimate.roots import isolate


@pytest.mark.parametrize("x", [-3.0, 0.0, 0.5, 1.0, 2.0, 3.0])
def test_equilibria_by_its_own_road_are_those_of_the_package(x: float) -> None:
    war = several.LEVEL + several.SLOPE * x
    row = [several.S_A, several.V_A, several.C_B, several.W_A, war, several.A, several.V_B]
    found = isolate(several.GAME.maps(np.array([row])))
    assert found.complete.all()
    assert several.equilibria(x) == pytest.approx(special.ndtr(found.z), abs=1e-8)


def write(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(columns)
        lines.writerows(zip(*columns.values(), strict=True))


def archive(folder: Path) -> Path:
    """An archive of the form of theirs, with nothing of theirs in it."""
    made = dict(made_up().table)
    resists = np.clip((made["sf"] + made["bd"] + 1) / (made["cd"] + made["sf"] + made["bd"] + 2), 0.01, 0.99)
    stands = np.clip((made["sf"] + 1) / (made["sf"] + made["bd"] + 2), 0.01, 0.99)
    write(folder / "sanctions.csv", {**made, **dict(zip(FIRST_STAGE, (resists, stands), strict=True))})
    write(folder / "published_estimates.csv", dict.fromkeys(("PL", "NPL", "CMLE"), ROUNDED))
    runs = {"M": [50, 50], "T": [25, 200], "PL": [9, 8], "NPL": [7, 6], "CMLE": [5, 4], "tML": [3, 2]}
    write(folder / "published_mc_meq.csv", runs)
    return folder / "sanctions.csv"


def page(crises: Crises, folder: Path) -> str:
    written = chapter.write(crises, folder)
    assert {path.name for path in written} == {"crisis.md", "crisis.html", "crisis_equilibria.svg"}
    assert 'src="data:image/svg+xml;base64,' in (folder / "crisis.html").read_text(encoding="utf-8")
    return (folder / "crisis.md").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_on_simulated_data_title_and_captions_say_so_and_nothing_published_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several, "DRAWS", 1)
    text = page(made_up(), tmp_path)
    assert text.startswith("# The crisis game on simulated data: nothing here reproduces a published estimate\n")
    captions = list(re.findall(r"^\*([^*].*)\*$", text, flags=re.MULTILINE))
    neither = ("The utilities, and", "Equilibria of the literature's example", "Computed, no data")
    assert len(captions) == 6
    assert all(line.startswith(("Simulated data.", *neither)) for line in captions)
    assert sum(line.startswith("Simulated data.") for line in captions) == 3
    assert "published" not in "".join(line for line in text.splitlines() if line.startswith("|"))
    assert not any(f"{value:.4f}" in text for value in LOGGED.values())


@pytest.mark.thorough
def test_with_an_archive_its_figures_stand_beside_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "DRAWS", 1)
    folder = os.environ.get("TERMINATION_DATA")
    text = page(read(Path(folder) / "sanctions.csv" if folder else archive(tmp_path)), tmp_path)
    assert text.startswith("# The crisis game and its table of sanctions")
    assert "| coefficient " in text
    assert "PL published | PL here" in re.sub(" +", " ", text)
    assert f"{LOGGED['cmle']:.10f}" in text
    assert "unique at 418 of 418 dyads" in text
    if folder:
        assert "-3927.9095112760" in text
        assert "gives 0.4700 here" in text
        assert "sigInt 0.2.0 gives 1.30" in text


def test_a_row_of_the_monte_carlo_that_was_not_published_is_left_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "errors", lambda games, plays: (10, 0.5))
    known = {"M": 50.0, "T": 200.0, "CMLE": 5.0, "NPL": 7.0, "PL": 9.0, "tML": 3.0}
    table = several.monte_carlo(Crises({}, published={}, monte_carlo=[known]))
    assert [row[5:] for row in table.rows] == [("", "", "", ""), ("5.00", "7.00", "9.00", "3.00")]
    assert {len(row) for row in table.rows} == {len(table.headers)}


def test_what_an_archive_lacks_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = archive(tmp_path)
    (tmp_path / "published_mc_meq.csv").unlink()
    with pytest.raises(ValueError, match=r"there is no file published_mc_meq\.csv"):
        read(table)
    write(tmp_path / "published_estimates.csv", {"PL": [1.0], "NPL": [1.0], "CMLE": [1.0]})
    with pytest.raises(ValueError, match="has 1 rows; there are 20 coefficients"):
        read(table)
    write(table, {name: [1] for name in (*GAME.OUTCOMES, *GAME.columns)})
    with pytest.raises(ValueError, match=r"sanctions\.csv has no column PRhat, PFhat"):
        read(table)
    assert command.main(["--sanctions", str(tmp_path / "none.csv"), "--output", str(tmp_path / "out")]) == 2
    assert "there is no file none.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
