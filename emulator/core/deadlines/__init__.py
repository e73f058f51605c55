"""What happens by itself when its time has come: when it is due, and how it is settled."""
