"""Tests of Visa cards on phones."""
