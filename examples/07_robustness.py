"""My numbers are judgements. Does the conclusion hang on them?

Draw wars from a box around the calibration, a fifth up and down in every parameter, and count in how many of them each
conclusion about the war in the middle still holds. Own conclusions are functions of the sample.
"""

import termination as tm

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
print("A box of 20%:")
print(tm.robustness(war, box=0.2, refinement="D1", samples=4000, seed=1))

tense = {"escalation_cost": (0.5, 0.7)}
own = {"talks can happen": lambda sample: sample["pr_talks_max"] > 0}
print("Only the cost of escalating is uncertain, between 1/2 and 7/10:")
print(tm.robustness(war, box=tense, conclusions=own, refinement="D1", samples=4000, seed=1))
