"""JSON object signing and encryption: compact tokens and the keys that belong to them (RFC 7515 to 7518)."""
