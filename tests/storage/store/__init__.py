"""Tests of a database as the rest of the house sees it: opened, entered, killed and opened again."""
