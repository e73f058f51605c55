"""Worlds kept as they stand."""
