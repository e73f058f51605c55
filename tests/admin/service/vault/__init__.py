"""Cards, tokens and codes through our own API."""
