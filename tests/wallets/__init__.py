"""The fake phone, through its front door: payloads made by other code go in, and passes and reasons come out."""
