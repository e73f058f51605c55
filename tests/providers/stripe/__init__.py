"""Tests of Stripe Issuing, through the front door and the official SDK."""
