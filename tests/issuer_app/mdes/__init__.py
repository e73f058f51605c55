"""Tests of the issuer at MDES."""
