"""Customer Service, as an issuer uses it."""
