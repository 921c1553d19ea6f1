"""The models: what the numbers of a game mean. One file a model."""
