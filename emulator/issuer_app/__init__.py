"""The issuer app: a card issuer's own backend, which calls a token service as a customer would."""
