"""Tests of emulator/crypto/payloads."""
