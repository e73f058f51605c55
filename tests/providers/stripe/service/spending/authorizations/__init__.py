"""Authorizations, seen through the official SDK."""
