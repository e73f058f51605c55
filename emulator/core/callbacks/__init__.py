"""Where apps are called back: hosts that may be, and inboxes for those that cannot."""
