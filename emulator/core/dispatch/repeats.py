"""Idempotent calls: the first with a key is done, the others are answered with what it was answered."""

from datetime import timedelta
from typing import Final

import orjson

from emulator.core.context import Context
from emulator.core.message import Response
from emulator.core.wire import Repeat, RepeatDiffersError, RepeatInFlightError
from emulator.storage.answers import KeptAnswer
from emulator.storage.unit import Unit

# A call that claimed its key and never answered has died; its key is free again after this long.
IN_FLIGHT: Final = timedelta(seconds=60)


async def kept(ctx: Context, unit: Unit, repeat: Repeat) -> Response | None:
    """Claim the key for this call, or return what an earlier call with it was answered.

    Raises:
        RepeatDiffersError: the key was used for another request.
        RepeatInFlightError: the first call with it has not ended.
    """
    known = await _claimed_by_another(ctx, unit, repeat)
    if known is None:
        return None
    if _outdated(ctx, known, repeat):
        await unit.answers.take_over(repeat.key, fingerprint=repeat.fingerprint, at=ctx.now)
        return None
    if known.fingerprint != repeat.fingerprint:
        raise RepeatDiffersError(repeat)
    if known.status is None:
        raise RepeatInFlightError(repeat)
    body, headers = orjson.loads(known.body)
    return Response(known.status, body.encode(), headers)


async def keep(ctx: Context, unit: Unit, *, repeat: Repeat, response: Response) -> None:
    """Keep the answer of the key that this call has claimed.

    Raises:
        RepeatInFlightError: the call took so long that another has taken the key over; what this one did must not be kept.
    """
    body = orjson.dumps([response.body.decode(), dict(response.headers)])
    if not await unit.answers.finish(repeat.key, claimed_at=ctx.now, status=response.status, body=body):
        raise RepeatInFlightError(repeat)


async def _claimed_by_another(ctx: Context, unit: Unit, repeat: Repeat) -> KeptAnswer | None:
    while not await unit.answers.claim(repeat.key, fingerprint=repeat.fingerprint, at=ctx.now):
        # Between the two looks the other may have let the key go; then it is for whoever claims it first.
        if known := await unit.answers.get(repeat.key):
            return known
    return None


def _outdated(ctx: Context, known: KeptAnswer, repeat: Repeat) -> bool:
    age = ctx.now - known.claimed_at
    return age > (IN_FLIGHT if known.status is None else repeat.kept_for)
