"""Contracts in use: found by name, held against messages, against each other, against a target, and against what an app used."""
