"""Armed scenarios at work: which one fires, and what it does to a call, a question, or a notice."""
