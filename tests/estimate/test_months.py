"""War months: what is made up is read and fitted, and every fault of a table is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from termination.errors import InputError
from termination.estimate.fit import fit
from termination.estimate.opening.months import PRACTICE, SCHEMA, TRUTH, made_up_months, read_months, schema


@pytest.mark.thorough
def test_made_up_months_are_read_and_their_truth_found_again() -> None:
    table = read_months(made_up_months(seed=1))
    assert len(table) == 40 * 48
    made = fit(PRACTICE, table)
    assert made.verdict.startswith("interior")
    errors = np.sqrt(np.diag(made.vcov()))
    assert (np.abs(made.theta - np.array(TRUTH)) < 3.5 * errors).all()


def test_no_dyads_no_months_and_more_than_all_unknown_are_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        made_up_months(0, -1, 1.5)
    assert [str(fault) for fault in caught.value.faults] == [
        "dyads: is 0, must be 1 at least", "months: is -1, must be 1 at least", "unknown: is 1.5, must be from 0 to 1"
    ]  # fmt: skip
    with pytest.raises(InputError, match="months: expected a whole number, found float"):
        made_up_months(2, 3.5)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="unknown: expected a share from 0 to 1, found str"):
        made_up_months(2, 3, "0.1")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="seed: expected a whole number, found float"):
        made_up_months(2, 3, seed=1.5)  # type: ignore[arg-type]
    assert len(made_up_months(1, 1)) == 1


def test_what_is_read_from_a_file_is_what_was_written(tmp_path: Path) -> None:
    made = made_up_months(dyads=3, months=14, unknown=0.3, seed=2)
    made.to_csv(tmp_path / "months.csv", index=False)
    read, direct = read_months(tmp_path / "months.csv"), read_months(made)
    assert read["what"].tolist() == direct["what"].tolist()
    assert read["month"].tolist()[11:14] == ["1900-12", "1901-01", "1901-02"]
    for row in direct.itertuples():
        reply = "unknown" if np.isnan(row.escalation) else "escalate" if row.escalation else "hold"
        assert row.what == f"{row.posture}_{reply}"
    assert {"closed_unknown", "open_unknown"} <= {*direct["what"]}


@pytest.mark.parametrize(
    ("column", "row", "value", "said"),
    [
        ("month", 3, "1951-13", "month: is 1951-13 in row 3; a month is written as 1951-07"),
        ("month", 1, "1900-01", "month: the month of row 1 stands there twice"),
        ("posture", 2, "talks", "posture: is talks in row 2; a posture is open or closed"),
        ("escalation", 4, 2, "escalation: is 2.0 in row 4"),
        ("war", 5, None, "war: is .* in row 5; each row needs one"),
        ("guarantee", 0, 3, "guarantee: is 3 in row 0; yes is 1 and no is 0"),
        ("trend", 6, np.nan, "trend: missing or infinite in row 6"),
    ],
)
def test_a_wrong_cell_is_named(column: str, row: int, value: Any, said: str) -> None:
    table = made_up_months(dyads=2, months=10).astype({"guarantee": float})
    table.loc[row, column] = value
    with pytest.raises(InputError, match=said):
        read_months(table)


def test_all_faults_come_at_once() -> None:
    table = made_up_months(dyads=2, months=10).drop(columns=["posture", "war"]).assign(mediator=2)
    with pytest.raises(InputError) as caught:
        read_months(table)
    assert [fault.where for fault in caught.value.faults] == ["war", "posture", "mediator"]


def test_escalation_must_be_known_after_both_postures(tmp_path: Path) -> None:
    table = made_up_months(dyads=4, months=20)
    table.loc[table["posture"] == "closed", "escalation"] = np.nan
    with pytest.raises(InputError, match="never known after closed months; it must be measured alike"):
        read_months(table)
    with pytest.raises(InputError, match="there is no file"):
        read_months("no such.csv")
    for content, said in ((b"caf\xe9", "is not text in UTF-8; save it as CSV in UTF-8"), (b"", "No columns to parse")):
        (tmp_path / "months.csv").write_bytes(content)
        with pytest.raises(InputError, match=f"months.csv: {said}"):
            read_months(tmp_path / "months.csv")
    with pytest.raises(InputError, match="source: expected a path"):
        read_months(3)  # type: ignore[arg-type]


def test_the_table_of_columns_names_each() -> None:
    assert [line.split()[0] for line in schema().splitlines()[2:]] == [one.name for one in SCHEMA]


@pytest.mark.parametrize("kind", [bool, object, "boolean", "Int64", float])
def test_escalation_may_be_a_truth_value(kind: Any) -> None:
    table = made_up_months(dyads=3, months=14, unknown=0, seed=3)
    asked = table.assign(escalation=table["escalation"].astype(bool).astype(kind))
    assert read_months(asked)["what"].tolist() == read_months(table)["what"].tolist()
    if kind not in (bool, float):
        asked.loc[5, "escalation"] = None
        assert read_months(asked)["what"].iloc[5].endswith("_unknown")


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="source: columns of different lengths"):
        read_months({"war": ["first", "first"], "dyad": ["A and B"]})
    with pytest.raises(InputError, match="source: its columns are lists, with a value for each row"):
        read_months({"war": "first", "dyad": "A and B"})
