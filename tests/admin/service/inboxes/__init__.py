"""Inboxes, read and awaited."""
