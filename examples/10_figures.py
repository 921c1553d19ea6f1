"""How do I show this to a seminar?

The figures that formal theorists draw, each of one result: the tree with an equilibrium on it, the belief line, who
would pay for the signal, all equilibria against a parameter. In colour, legible in grey, at the width of a column or of
a slide. Writes five PDF files and one for LaTeX into the folder given: python examples/10_figures.py FOLDER
"""

import sys
from pathlib import Path

import termination as tm
from termination import plot

war = tm.OpeningGame(
    prior={"resilient": "3/10", "vulnerable": "7/10"},
    resilience={"resilient": 0.8, "vulnerable": 0.2},
    war_value={"resilient": 0.5, "vulnerable": 0.1},
    talks_value={"resilient": 0.55, "vulnerable": 0.4},
    escalation_harm=1,
    talks_exposure=0.8,
    escalation_gain=1,
    escalation_cost=0.4,
    signal_cost={"resilient": 0.04, "vulnerable": 0.7},
)
silent = war.with_(signal_cost=None)
eq = tm.solve(war).named("signal and open")
refusal = tm.refine(tm.solve(silent), "D1")[0]

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "figures")
folder.mkdir(exist_ok=True)
figures = {
    "tree": plot.tree(refusal, style="slides"),
    "beliefs": plot.beliefs(eq, width=plot.COLUMN),
    "signal": plot.chart(war, width=plot.COLUMN),
    "talks": plot.correspondence(
        silent, "escalation_cost", "1/10", "9/10", 5, outcome="talks", refinement="D1", width=plot.COLUMN
    ),
    "payoffs": plot.payoffs(silent, "escalation_cost", "1/10", "9/10", 5, refinement="D1", width=plot.COLUMN),
}
for name, ax in figures.items():
    print("wrote", plot.save(ax, folder / f"{name}.pdf").name)
(folder / "tree.tex").write_text(plot.tikz_tree(refusal), encoding="utf-8")
print("wrote tree.tex")
