"""Tests of what the admin API does about tapes."""
