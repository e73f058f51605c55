"""Where apps are called back: hosts that may be, inboxes for those that cannot, and a desk where somebody answers in their place."""
