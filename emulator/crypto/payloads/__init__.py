"""Encrypted and signed payloads, one file per published form, each with the catalogue of what goes wrong in it."""
