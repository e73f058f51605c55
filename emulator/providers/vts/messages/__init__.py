"""From a request's bytes to the members of its message and back, on both sides of the wire."""
