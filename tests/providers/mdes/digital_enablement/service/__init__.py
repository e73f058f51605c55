"""Tests of what Digital Enablement does."""
