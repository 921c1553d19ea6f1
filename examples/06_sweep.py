"""How costly must escalation become for the enemy before talks are possible, and before they are certain?

Sweep the cost and look; then ask for the thresholds themselves, which are exact, with their formulas; then for the
smallest third party's guarantee that would do the same.
"""

import termination as tm
from termination.models.opening.questions.remedies import smallest_guarantee

war = tm.OpeningGame(
    prior={"resilient": "3/10", "vulnerable": "7/10"},
    resilience={"resilient": 0.8, "vulnerable": 0.2},
    war_value={"resilient": 0.5, "vulnerable": 0.1},
    talks_value={"resilient": 0.55, "vulnerable": 0.4},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.4,
)
grid = tm.sweep(war, escalation_cost=(0.1, 0.9, 9), refinement="D1")
print("cost   talks, at least and at most   escalation, at least and at most")
for cost in grid.escalation_cost:
    at = grid.sel(escalation_cost=cost)
    row = [f"{float(at[f'pr_{what}_{end}']):.3f}" for what in ("talks", "escalation") for end in ("min", "max")]
    print(f"{float(cost):.1f}    {row[0]}  {row[1]}                  {row[2]}  {row[3]}")

for threshold in tm.statics(war, refinement="D1").along("escalation_cost"):
    print(f"at {threshold.value} = {threshold.formula}")
for every in ("some", "every"):
    print(f"Talks in {every} equilibrium:", smallest_guarantee(war, every))
