"""From bytes to fields and back: older spellings, unknown members, and the parts that travel encrypted."""
