"""Cards in wallets."""
