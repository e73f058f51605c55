"""Request signatures: how each provider's clients sign, and why a signature does not verify."""
