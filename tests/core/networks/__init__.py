"""What networks and processors do for wallets."""
