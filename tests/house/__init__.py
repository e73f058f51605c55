"""The rules of this house, each with a proof that it can be broken."""
