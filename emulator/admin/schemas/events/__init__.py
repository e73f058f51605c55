"""Events that are made to happen, and inboxes in which what they cause is awaited."""
