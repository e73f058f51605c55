"""Transactions, seen through the official SDK."""
