"""How the tapes in fixtures/ are made: story books and published examples in, tapes out."""
