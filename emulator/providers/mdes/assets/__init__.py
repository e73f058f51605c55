"""Pictures and keys that other messages point to by id."""
