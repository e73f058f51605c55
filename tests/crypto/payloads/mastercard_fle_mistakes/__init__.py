"""Tests of the catalogue of mistakes in field-level encryption."""
