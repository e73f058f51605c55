"""What Stripe keeps in its Dashboard, and what its networks decide."""

from emulator.admin.service.stripe.disputes import resolve_dispute
from emulator.admin.service.stripe.realtime import get_realtime, put_realtime, remove_realtime

__all__ = ["get_realtime", "put_realtime", "remove_realtime", "resolve_dispute"]
