"""Tests of the demonstration accounts, and of the script that makes them."""
