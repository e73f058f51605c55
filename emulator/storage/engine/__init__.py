"""Engines: where units run, and the one door through which statements reach a database."""
