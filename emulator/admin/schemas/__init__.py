"""The messages of our own API."""
