"""The ledger, seen through the official SDK."""
