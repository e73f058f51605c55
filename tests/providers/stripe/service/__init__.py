"""Tests of the package of this name in Stripe Issuing."""
