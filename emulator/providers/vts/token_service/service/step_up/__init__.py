"""Verifying a cardholder: show the ways, send a code over one of them, and see whether it comes back."""
