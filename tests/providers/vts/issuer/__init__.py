"""Tests of Visa's issuer."""
