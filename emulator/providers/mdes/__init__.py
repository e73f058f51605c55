"""Mastercard Digital Enablement Service: what its APIs share, and a folder for each of them."""
