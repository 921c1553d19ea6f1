"""Can concessions bring an enemy to the table, whatever the numbers?

Not by examples: by proof. While escalation is tempting, nothing that only changes what the opener gains can bring talks
(T11); the statement is about all payoffs, and an SMT solver proves it. Drop the premise that escalation is tempting and
it finds a war in which the claim fails. Our formalisation of S5, S7 and S8, passages of Mastro & Siegel (2023), and of
S6, which is from a reader's summary. Needs Z3.
"""

import termination as tm

proof = tm.prove("T11")
print(f"{proof.theorem.name}, {proof.theorem.title}: {proof.status}")
for part in proof.parts:
    print(f"- {part.name}: {part.status}")

weaker = tm.prove("T11", without=["tempting"])
print("Without the premise that escalation is tempting:", weaker.status)
for part in weaker.parts:
    print(f"- {part.name}: the solver of games agrees with the counterexample: {part.confirmed}")
