"""The issuer's own wallet payloads, opened by other code."""
