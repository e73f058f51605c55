"""Inboxes: read, awaited, and emptied."""

from emulator.admin.service.inboxes.reading import empty_inbox, read_inbox

__all__ = ["empty_inbox", "read_inbox"]
