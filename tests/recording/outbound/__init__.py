"""Tests of what providers say first on a tape."""
