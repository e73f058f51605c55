"""Stripe Issuing as a customer."""
