"""What is asked of this model alone, with the machines of `analysis`: when an approach emboldens."""
