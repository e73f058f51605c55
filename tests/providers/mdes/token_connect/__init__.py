"""Tests of Token Connect."""
