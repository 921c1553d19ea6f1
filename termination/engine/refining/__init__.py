"""Which equilibria a refinement keeps, exactly, and the deviation that removes each of the others."""
