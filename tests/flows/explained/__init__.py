"""Every mistake of the catalogues, made at the front door: a live refusal and `explain` name the same."""
