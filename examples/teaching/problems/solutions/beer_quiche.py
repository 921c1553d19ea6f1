# %% [markdown]
# # Beer and quiche
#
# A man is either surly or a wimp, and orders breakfast: beer, or quiche. Somebody watches, and may duel with him. The
# surly like beer, wimps like quiche, and nobody likes a duel, which the other man wants with a wimp alone (Cho &
# Kreps 1987, *Quarterly Journal of Economics* 102(2), 179-221).
#
# Put your answers in place of `...`; `check` says at once whether they are right. Numbers may be fractions, as text:
# `"1/3"`. Think first: the engine would tell you most of it.

# %%
from checking import beer_quiche, check

import termination as tm

game = beer_quiche("9/10")  # nine of ten men are surly
game

# %% [markdown]
# **1.** How many equilibria are there? Count families: where something is free within an equilibrium, it is one.

# %%
count = 2  # answer
check("beer 1", count)

# %% [markdown]
# **2.** In one equilibrium both order quiche. What holds it together is what would be thought of a man who orders
# beer. How likely, at most, may he be thought to be surly?

# %%
at_most = "1/2"  # answer
check("beer 2", at_most)

# %% [markdown]
# **3.** The intuitive criterion rules one of them out. On what do they pool there?

# %%
ruled_out = "quiche"  # answer
check("beer 3", ruled_out)

# %% [markdown]
# **4.** Which type could not gain from the message that nobody sends there, whatever were thought of it?

# %%
cannot_gain = "wimp"  # answer
check("beer 4", cannot_gain)

# %% [markdown]
# **5.** The surly become rarer. From which probability of the surly on, and not below, is there an equilibrium in
# which both drink beer?

# %%
from_here_on = "1/2"  # answer
check("beer 5", from_here_on)

# %% [markdown]
# **6.** Two of five are surly. In the only equilibrium wimps mix. With which probability does a wimp drink beer, and
# with which is a beer drinker challenged?

# %%
beer, duel = "2/3", "1/2"  # answer
check("beer 6", (beer, duel))
