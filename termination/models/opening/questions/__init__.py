"""What is asked of this model alone, with the machines of `analysis`: how much of a remedy is needed."""
