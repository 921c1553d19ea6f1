"""Why would a state that would gain from talks refuse to talk?

A war, written down in a dozen numbers. Both types of the opener gain from talks, and the opponent would not escalate
on what he knows. Refusal is an equilibrium all the same: a willingness to talk would be read as weakness. So are talks.
"""

import termination as tm

war = tm.OpeningGame(
    prior={"resilient": "2/5", "vulnerable": "3/5"},
    resilience={"resilient": 0.8, "vulnerable": 0.2},
    war_value={"resilient": 0.5, "vulnerable": 0.1},
    talks_value={"resilient": 0.59, "vulnerable": 0.5},
    escalation_harm=1,
    talks_exposure=0.8,  # how much of the harm still bites once she has opened
    escalation_gain=1,
    escalation_cost=0.7,
)

found = tm.solve(war)
print("Every equilibrium found:", found.complete)
for eq in found:
    print(f"- {eq.name}: talks with probability {eq.outcomes['talks']}")

refusal = found.named("pooling on closed, no escalation")
print("What she gains from talks:", {t: str(gain) for t, gain in war.talks_premium.items()})
print("He who sees her open believes she is vulnerable with probability", refusal.beliefs["open"]["vulnerable"])
print("and escalates with probability", refusal.receiver["open"]["escalate"])
