"""Tests of emulator/crypto/signatures."""
