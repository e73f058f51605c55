"""Passes and results of the phone as our own API shows them."""

import base64
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from emulator.admin.schemas.phone import AddResult, AppSees, MethodSeen, PassSeen, StepSeen
from emulator.core.pictures import png
from emulator.domain.codes import Method
from emulator.domain.pan import Network
from emulator.wallets.checks.case import Step
from emulator.wallets.phone.adding import Result
from emulator.wallets.phone.passes import Held

# A card of 85.6 by 54 millimetres (ISO/IEC 7810 ID-1), a quarter of the size that wallets ask for.
WIDTH, HEIGHT = 384, 243
STRIPE: Final = 48
# Indexes into the palette of core/pictures.
GROUNDS: Final[Mapping[Network, tuple[int, int]]] = {Network.MASTERCARD: (0, 3), Network.VISA: (2, 1)}


def result(done: Result) -> AddResult:
    """Return what became of a card."""
    held = done.held
    return AddResult(
        path=done.path,
        state=held.token.state if held else None,
        tokenReference=held.token.reference if held else None,
        card=PassSeen(**card(held)) if held else None,
        whatTheAppSees=AppSees(wallet=done.seen.wallet, code=done.seen.code, message=done.seen.message),
        checks=[step(one) for one in done.steps],
    )


def step(taken: Step) -> StepSeen:
    """Return one step, with what was found wrong."""
    found = taken.finding
    if found is None:
        return StepSeen(step=taken.step, ok=True)
    return StepSeen(
        step=taken.step, ok=False, diagnosis=found.cause, message=found.message, expected=found.expected, got=found.got, fix=found.fix
    )


def card(held: Held) -> dict[str, Any]:
    """Return the members of a pass."""
    return {
        "id": held.of.id,
        "wallet": held.of.wallet,
        "device": held.of.device,
        "title": held.of.title,
        "art": art(held.of.network),
        "network": held.of.network,
        "suffix": held.of.suffix,
        "deviceAccountSuffix": held.of.number_suffix,
        "token": held.of.token,
        "state": held.token.state,
        "suspendedBy": sorted(held.token.holders),
    }


def method(way: Method) -> MethodSeen:
    """Return one way to verify a cardholder."""
    return MethodSeen(id=way.id, channel=way.channel, address=way.address, carriesCodes=way.carries_codes)


@cache
def art(network: Network) -> str:
    """Return the picture of a network's cards as a data URL (RFC 2397): abstract, and nobody's trade mark."""
    ground, stripe = GROUNDS[network]
    picture = png(WIDTH, HEIGHT, lambda _x, y: stripe if STRIPE <= y < 2 * STRIPE else ground)
    return f"data:{picture.type};base64,{base64.b64encode(picture.data).decode('ascii')}"
