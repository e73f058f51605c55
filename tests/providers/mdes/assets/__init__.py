"""Tests of the pictures and keys of MDES."""
