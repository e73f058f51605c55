"""Hostile input on every operation."""
