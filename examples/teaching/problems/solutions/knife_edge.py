# %% [markdown]
# # A knife-edge
#
# On a map of equilibria, lines part regions. What is true on a line itself? Small changes of a number lead off it,
# and so what is true there alone should not be believed of the world. It is easily met all the same: people like
# round numbers, and edges are often at round numbers.
#
# Put your answers in place of `...`; `check` says at once whether they are right.

# %%
from checking import check, edge_war

import termination as tm

tm.solve(edge_war("7/10"))  # the war in which escalating costs him 7/10

# %% [markdown]
# **1.** Let escalating become dearer for him, from 7/10 on. At which cost do the equilibria change?

# %%
edge = "4/5"  # answer
check("edge 1", edge)

# %% [markdown]
# **2.** How many equilibria (families) are there at 79/100, at 4/5, and at 81/100?

# %%
below, at, above = 3, 4, 1  # answer
check("edge 2", (below, at, above))

# %% [markdown]
# **3.** How many of those on the edge are found on neither side of it?

# %%
alone = 2  # answer
check("edge 3", alone)

# %% [markdown]
# **4.** An analyst has set the cost to 4/5, a round number, and reports that talks may fail. Name a cost, as near to
# 4/5 as you like, at which they come about in every equilibrium.

# %%
cost = "801/1000"  # answer
check("edge 4", cost)
