"""Tests of the issuer app, against a stand-in for MDES."""
