"""What Visa does for the wallets on phones."""
