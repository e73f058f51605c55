"""Tests of the PostgreSQL engine: units that meet, and connections that break."""
