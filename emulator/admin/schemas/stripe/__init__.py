"""What Stripe keeps in its Dashboard, and what its networks decide: no call of Stripe's own API reaches either."""

from emulator.admin.schemas.stripe.disputes import DisputeSeen, ResolveDispute
from emulator.admin.schemas.stripe.realtime import PutRealtime, RealtimeSeen

__all__ = ["DisputeSeen", "PutRealtime", "RealtimeSeen", "ResolveDispute"]
