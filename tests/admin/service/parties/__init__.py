"""Tests of parties and credentials."""
