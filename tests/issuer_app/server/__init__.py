"""Tests of the issuer app over HTTP."""
