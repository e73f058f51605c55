"""Tests of Visa's token service service."""
