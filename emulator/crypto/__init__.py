"""Pure functions over bytes, one file per published standard; no HTTP, no clock, no hidden randomness."""
