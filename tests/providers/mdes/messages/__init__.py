"""Tests of the way between bytes and fields."""
