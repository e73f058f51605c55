"""The same, part by part."""
