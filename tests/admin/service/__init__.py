"""Tests of what each operation of our own API does."""
