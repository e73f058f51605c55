"""The parameters of every operation, and the objects that answer them, by resource."""
