"""Faults of the machine: each has an outcome that is documented, and nothing acknowledged is lost."""
