"""Tests of what is generated for other people's tools."""
