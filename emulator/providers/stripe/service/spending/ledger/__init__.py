"""The ledger: every movement of money is an entry, and a balance is the sum of its entries (docs.stripe.com/issuing/funding/balance)."""
