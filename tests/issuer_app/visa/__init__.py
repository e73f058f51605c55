"""Tests of Visa as an issuer uses it."""
