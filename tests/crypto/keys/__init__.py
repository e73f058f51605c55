"""Tests of emulator/crypto/keys."""
