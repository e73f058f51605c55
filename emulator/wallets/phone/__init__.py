"""What happens with cards on a phone: they are added, verified, paid with, paused and removed."""
