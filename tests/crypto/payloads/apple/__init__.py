"""Tests of emulator/crypto/payloads/apple."""
