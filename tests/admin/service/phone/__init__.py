"""The phone's calls, as our own API answers them."""
