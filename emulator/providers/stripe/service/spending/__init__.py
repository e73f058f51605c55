"""What cards spend: authorizations, transactions, disputes, and the ledger that all of them are entered in."""
