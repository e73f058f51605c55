"""Visa's payloads: encrypted fields and cards, encrypted messages, signed messages to issuers, and activation data."""
