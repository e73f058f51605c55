"""Where apps are called back."""
