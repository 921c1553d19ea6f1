# %% [markdown]
# # The two conditions for talks
#
# She is weak or strong, at war, and may open herself to talks or stay closed; the enemy may escalate or hold. Talks
# come about where she opens and he holds. Two things can bring that about: that escalating does not pay him, or a
# signal that the strong alone care to send. The mechanism is that of Mastro & Siegel (2023); the formalisation and
# all numbers here are ours.
#
# Put your answers in place of `...`; `check` says at once whether they are right. Numbers may be fractions, as text:
# `"1/3"`.

# %%
from checking import check, war

import termination as tm

tm.solve(war())

# %% [markdown]
# **1.** The first condition asks whether escalating against an opening pays on what he knows beforehand. By how much
# does it hold, or fail (a negative number)? Escalating against a type of resilience r gains him 1 - r and costs him k
# = 2/5. Three in ten are strong, with r = 4/5; the weak have r = 1/5.

# %%
margin = "-11/50"  # answer
check("conditions 1", margin)

# %% [markdown]
# **2.** A mediator makes it costlier by m to escalate against whoever opens. What is the least m with which there are
# talks in some equilibrium?

# %%
least = "11/50"  # answer
check("conditions 2", least)

# %% [markdown]
# **3.** Without a mediator, there is a signal. From which cost on do the weak not care to imitate it, and up to which
# do the strong care to send it, for the sake of talks and to be spared an escalation? With harm d = 4/5 for the weak
# and 1/5 for the strong, a share of 4/5 of it that an opening exposes to, and a premium of talks of 1/20 for the
# strong.

# %%
weak_from, strong_up_to = "16/25", "1/20"  # answer
check("conditions 3", (weak_from, strong_up_to))

# %% [markdown]
# **4.** Find costs of the signal, for the weak and for the strong, at which the strong get talks for sure in every
# equilibrium that survives D1. There are many.

# %%
weak_cost, strong_cost = "9/10", "1/50"  # answer
check("conditions 4", (weak_cost, strong_cost))

# %% [markdown]
# **5.** With costs of 9/10 and 1/50: with which probability do the weak signal and open, and how likely is somebody
# who does held to be strong?

# %%
weak_signal, held_strong = 0, 1  # answer
check("conditions 5", (weak_signal, held_strong))
