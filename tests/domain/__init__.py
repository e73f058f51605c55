"""Tests of what the domain says about cards and tokens."""
