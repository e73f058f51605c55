"""Card art and terms, and the ids under which they are handed out."""
