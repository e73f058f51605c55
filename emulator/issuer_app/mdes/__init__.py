"""Mastercard MDES as an issuer uses it: Token Connect outgoing, issuer services incoming, both with the official libraries."""
