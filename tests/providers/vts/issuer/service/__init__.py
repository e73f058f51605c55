"""Tests of Visa's issuer service."""
