"""Tests of Visa's agentic."""
