"""My model is another one. Can it be solved too, and can others check the answer?

A crisis: a challenger, resolved or bluffing, mobilises or stays quiet, and the defender stands firm or yields. Any game
of one informed sender and one receiver will do. Payoffs are functions here; nested lists would do as well. The game
goes out as a Gambit file, which other solvers read, and comes back the same.
Writes crisis.efg into the folder given, `figures` if none is: python examples/09_your_own_game.py FOLDER
"""

import sys
from fractions import Fraction
from pathlib import Path

import termination as tm

PRIZE, MOBILISING = 1, Fraction(1, 4)
WAR = {"resolved": Fraction(1, 2), "bluffing": Fraction(-1, 2)}  # what a fight is worth to the challenger


def challenger(kind, message, reply):
    """What the crisis brings the challenger: the prize, a fight, or nothing; less the cost of mobilising."""
    if message == "quiet":
        return 0
    return (PRIZE if reply == "yield" else WAR[kind]) - MOBILISING


def defender(kind, message, reply):
    """What it brings the defender, who would fight a bluffer and yield to the resolved."""
    if message == "quiet":
        return PRIZE
    if reply == "yield":
        return 0
    return Fraction(1, 2) if kind == "bluffing" else Fraction(-1, 2)


crisis = tm.SignalingGame.from_function(
    types=["resolved", "bluffing"],
    prior=["1/3", "2/3"],
    messages=["quiet", "mobilise"],
    responses=["stand firm", "yield"],
    sender=challenger,
    receiver=defender,
)
found = tm.solve(crisis)
for eq in found:
    print(f"{eq.name}: the bluffer mobilises with probability {eq.sender['bluffing']['mobilise']},", end=" ")
    print(f"the defender yields with probability {eq.receiver['mobilise']['yield']}")
    print("largest gain from a deviation:", eq.certificate.max_regret)

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "figures")
folder.mkdir(exist_ok=True)
(folder / "crisis.efg").write_text(tm.write_efg(crisis), encoding="utf-8")
back = tm.read_efg(folder / "crisis.efg")
print("the same equilibria from the file:", [eq.name for eq in tm.solve(back)] == [eq.name for eq in found])
