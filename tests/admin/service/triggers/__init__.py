"""Events made to happen."""
