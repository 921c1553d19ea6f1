"""What could a state that can hold out do to talk without being thought weak?

Something costly that only the highly resilient care to do. Escalation is tempting here: without a signal there are no
talks at all. A signal brings them to the resilient if she would pay for it and the vulnerable would not.
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
print("Without a signal, talks at best:", max(eq.outcomes["talks"] for eq in tm.solve(war)))

for cost in ("1/25", "1/10", "1/5"):
    signalled = war.with_(signal_cost={"resilient": cost, "vulnerable": 0.7})
    kept = tm.refine(tm.solve(signalled), "D1")
    talks = {eq.name: eq.outcomes["talks"] for eq in kept}
    print(f"It costs the resilient {cost}:")
    for name, probability in talks.items():
        print(f"- {name}: talks with probability {probability}")

easy = war.with_(signal_cost={"resilient": "1/25", "vulnerable": "1/2"})
print("If the vulnerable can afford it too:")
for eq in tm.refine(tm.solve(easy), "D1"):
    print(f"- {eq.name}: she signals with probability {eq.sender['vulnerable']['signal, open']}")
