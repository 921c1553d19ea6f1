"""What holds in the approach game whatever the numbers: H1 to H8."""
