"""Under which conditions, in general, does a state stay closed although it would gain from talks?

One solved war is one point. The closed form of its equilibrium is the proposition: the strategies as formulas, and the
inequalities under which they are an equilibrium. `to_latex()` gives the text for the article.
"""

import termination as tm

war = tm.OpeningGame(
    prior={"resilient": "2/5", "vulnerable": "3/5"},
    resilience={"resilient": 0.8, "vulnerable": 0.2},
    war_value={"resilient": 0.5, "vulnerable": 0.1},
    talks_value={"resilient": 0.59, "vulnerable": 0.5},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.5,
)
(eq,) = tm.refine(tm.solve(war), "D1")
print(eq.name)

form = tm.conditions(war, eq)
print("It exists if and only if")
for inequality in form:
    print("   ", inequality)
print("The vulnerable opens with probability", form.sender["vulnerable"]["open"])
print("which is, in this war,", form.subs().sender["vulnerable"]["open"])
print("Closed is escalated against with probability", form.receiver["closed"]["escalate"])
print("If he escalated only against less than 3/10 of resilience:", form.subs({"rstar_closed": "3/10"}).exists)
print(form.to_latex().splitlines()[1])
