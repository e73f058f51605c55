"""Tests of emulator/crypto/payloads/visa."""
