"""Faults of what is sealed or signed, done to the bytes that are about to leave."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from emulator.core.context import Context
from emulator.core.message import Outgoing
from emulator.crypto import spoiling
from emulator.crypto.diagnosis import Finding
from emulator.crypto.spoiling import Spoil
from emulator.domain.scenarios import Fault

SPOILERS: Final[Mapping[Fault | None, Spoil]] = {
    Fault.MALFORMED_JSON: spoiling.malformed_json,
    Fault.BROKEN_TAG: spoiling.broken_tag,
    Fault.WRONG_KID: spoiling.wrong_kid,
    Fault.WRONG_KEY: spoiling.wrong_key,
}


def spoilt(ctx: Context, fault: Fault | None, body: bytes) -> bytes:
    """Return the body as the fault leaves it; where there is nothing to spoil in it, that is remarked on."""
    changed = SPOILERS[fault](body, ctx.chance)
    if changed == body:
        ctx.tolerate(_nothing(f"{fault}"))
    return changed


def spoilt_outgoing(ctx: Context, fault: Fault | None, outgoing: Outgoing) -> Outgoing:
    """Return what is sent as the fault leaves it."""
    if fault is Fault.BAD_SIGNATURE:
        headers = spoiling.bad_signature(outgoing.headers)
        if headers == dict(outgoing.headers):
            ctx.tolerate(_nothing(fault))
        return replace(outgoing, headers=headers)
    return replace(outgoing, body=spoilt(ctx, fault, outgoing.body)) if fault in SPOILERS else outgoing


def _nothing(fault: str) -> Finding:
    return Finding(
        check="scenario",
        cause="nothing_to_spoil",
        message=f"{fault} has changed nothing: nothing in this message is sealed or signed in a way that it knows",
        fix="arm it for a message that is",
    )
