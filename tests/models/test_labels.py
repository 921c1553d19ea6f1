"""What a model answers to a label it does not have: the labels there are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import termination as tm
from termination.engine.proving.prove import Counterexample
from termination.errors import UnknownNameError

WAR = tm.load_scenario("examples/scenarios/vietnam_1965.toml")
RIVALRY = tm.load_scenario("examples/scenarios/detente_1972.toml")
LOOK_UPS = {
    "a parameter by type": (WAR.prior, "'resilient', 'vulnerable'"),
    "bracketing resilience": (WAR.critical_resilience, "'closed', 'open'"),
    "assumptions of a war": (WAR.assumptions(), "'A1', 'A2', 'A3', 'A4'"),
    "regimes": (WAR.regimes(), "'open'"),
    "critical resolve": (RIVALRY.critical_resolve, "'hardline'"),
    "relief": (RIVALRY.effective_relief, "'hardline'"),
    "later risk": (RIVALRY.later_risk, "'hardline'"),
    "assumptions of a rivalry": (RIVALRY.assumptions(), "'B1', 'B2', 'B3', 'B4'"),
    "a counterexample": (Counterexample({"prior": 1, "escalation_cost": 2}, "every"), "'escalation_cost'"),
}


@pytest.mark.parametrize("case", LOOK_UPS)
def test_unknown_labels_get_the_list_of_known_ones(case: str) -> None:
    mapping, known = LOOK_UPS[case]
    assert isinstance(mapping, Mapping)
    with pytest.raises(UnknownNameError, match=known):
        _ = mapping["hihg"]
    assert "hihg" not in mapping
    assert mapping.get("hihg") is None
