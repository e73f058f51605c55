"""Tests of emulator/crypto/jose."""
