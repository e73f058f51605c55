"""Disputes, seen through the official SDK."""
