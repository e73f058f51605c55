"""Tests of what MDES tells issuers."""
