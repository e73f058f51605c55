"""What is set in Stripe's Dashboard, and what its networks decide."""

from typing import Final

from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import scope, stripe
from emulator.admin.service import stripe as service
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="get_realtime",
        method="GET",
        path="/_emulator/stripe/realtime",
        request=scope.Scoped,
        response=stripe.RealtimeSeen,
        handler=service.get_realtime,
        source=SOURCE,
        summary="Show who is asked about Stripe's authorizations in real time.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="put_realtime",
        method="PUT",
        path="/_emulator/stripe/realtime",
        request=stripe.PutRealtime,
        response=stripe.RealtimeSeen,
        handler=service.put_realtime,
        source=SOURCE,
        summary="Have an endpoint asked about Stripe's authorizations in real time.",
        opens_units=True,
    ),
    Operation(
        name="remove_realtime",
        method="DELETE",
        path="/_emulator/stripe/realtime",
        request=scope.Scoped,
        response=stripe.RealtimeSeen,
        handler=service.remove_realtime,
        source=SOURCE,
        summary="Have nobody asked: what passes the checks is approved.",
        opens_units=True,
    ),
    Operation(
        name="resolve_dispute",
        method="POST",
        path="/_emulator/stripe/disputes/{dispute}/resolve",
        request=stripe.ResolveDispute,
        response=stripe.DisputeSeen,
        handler=service.resolve_dispute,
        source=SOURCE,
        summary="End a dispute of Stripe's that was submitted: won or lost.",
        opens_units=True,
    ),
)
