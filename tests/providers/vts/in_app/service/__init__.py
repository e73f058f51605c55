"""Tests of what In-App Provisioning does."""
