"""Wallet payloads that the issuer makes itself: for Apple's, Google's and Samsung's wallets, of Mastercards and Visa cards."""
