"""What holds in a war over time whatever the numbers: Y0 to Y10."""
