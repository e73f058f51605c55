"""What the admin API does about tapes."""
