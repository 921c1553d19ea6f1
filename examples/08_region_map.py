"""For which combinations of his costs and her reputation are there talks?

The picture a paper would print: exact boundaries, the zones labelled by what happens in them, the war itself as a dot.
Writes region_map.pdf into the folder given, `figures` if none is: python examples/08_region_map.py FOLDER
"""

import sys
from pathlib import Path

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
found = tm.regions(war, x={"escalation_cost": (0, 1)}, y={"prior": (0, 1)}, refinement="D1")
for edge in found.boundaries:
    print("equilibria come or go at", edge.place)

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "figures")
folder.mkdir(exist_ok=True)
ax = tm.plot.regions(found, width=tm.plot.COLUMN)
print("wrote", tm.plot.save(ax, folder / "region_map.pdf").name)
