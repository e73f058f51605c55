"""What MDES writes down of its own, beside the vault: receipts, how tokens came about, payments."""
