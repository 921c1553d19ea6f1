"""There are several equilibria. Which of them rest on beliefs that nobody would hold?

Refinements ask who could have sent an unexpected message. First in the textbook's game, where somebody has quiche for
breakfast; then in a war: is joint refusal only an artefact of odd beliefs? It is not. It survives D1.
"""

import termination as tm
from termination.models.catalog import load

beer_quiche = load("beer-quiche").game
print("Beer and quiche:")
for eq in (found := tm.solve(beer_quiche)):
    print("-", eq.name)
kept = tm.refine(found, "intuitive")
print("The intuitive criterion keeps:", ", ".join(eq.name for eq in kept))
for verdict in kept.rejected:
    print(verdict)

war = tm.OpeningGame(
    prior={"resilient": "2/5", "vulnerable": "3/5"},
    resilience={"resilient": 0.8, "vulnerable": 0.2},
    war_value={"resilient": 0.5, "vulnerable": 0.1},
    talks_value={"resilient": 0.59, "vulnerable": 0.5},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.7,
)
print("A war, by concept, the outcomes that survive:")
for concept in ("intuitive", "D1", "D2", "NWBR"):
    names = {eq.name.removesuffix(" (in part)") for eq in tm.refine(tm.solve(war), concept)}
    print(f"- {concept}: refusal {'survives' if 'pooling on closed, no escalation' in names else 'fails'},", end=" ")
    print(f"talks {'survive' if 'pooling on open, no escalation' in names else 'fail'}")
