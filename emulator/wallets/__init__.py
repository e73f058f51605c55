"""The fake phone: it opens a wallet payload as Apple, Google or Samsung would, says what is wrong with it, and adds the card."""
