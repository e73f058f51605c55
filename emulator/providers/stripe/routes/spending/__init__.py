"""The operations of what cards spend, by resource."""
