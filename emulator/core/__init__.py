"""One request through the house: messages, operations, and the one path that all of them take."""
