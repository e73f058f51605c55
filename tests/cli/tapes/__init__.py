"""Tests of the commands about tapes."""
