"""What holds in the opening game whatever the numbers: T0 to T16; and in doubt: B0 to B4."""
