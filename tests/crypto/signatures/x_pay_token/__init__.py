"""Tests of emulator/crypto/signatures/x_pay_token."""
