"""The words over the assertions that every record of a game has, by which steps pick them."""

PROBABILITIES = "strategies and beliefs"
BAYES = "beliefs follow Bayes' rule"
SENDER = "the sender is rational"
RECEIVER = "the receiver is rational"
D1 = "the equilibrium survives D1"
PRIOR = "p_i"
TEMPTING = "escalation is tempting"
