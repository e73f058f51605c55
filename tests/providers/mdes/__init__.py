"""Tests of MDES, called as its clients call it."""
