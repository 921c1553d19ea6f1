"""Games fitted to observed play, with every equilibrium known at every observation."""
