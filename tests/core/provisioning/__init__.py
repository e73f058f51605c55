"""Cards into the vault, tokens out of it."""
