"""What holds in the opening game whatever the numbers: T0 to T15."""
