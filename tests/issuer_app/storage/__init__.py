"""Tests of what the issuer app keeps."""
