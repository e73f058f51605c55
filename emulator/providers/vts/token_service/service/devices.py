"""Binding a token to a device: the cardholder is verified first, and a passkey made."""

from dataclasses import replace
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.crypto.jose import base64url
from emulator.domain.cards import Card
from emulator.domain.codes import Method
from emulator.domain.errors import IllegalTransition
from emulator.domain.tokens import State, Token
from emulator.providers.vts import requestors
from emulator.providers.vts.records import provisionings
from emulator.providers.vts.records.provisionings import Device
from emulator.providers.vts.token_service.schemas import devices
from emulator.providers.vts.token_service.service.asking import ways_of
from emulator.providers.vts.token_service.service.step_up.ways import shown_ways
from emulator.storage.unit import Unit

# A token in these states may be bound.
BINDABLE: Final = frozenset({State.REQUESTED, State.ACTIVE})
MADE_UP_ID: Final = 24
NAME: Final = "Browser"
# The page itself is not emulated; its address is in the form of the real one.
PAGE: Final = "/vts/auth/authenticate"
PAYLOAD_BYTES: Final = 48


async def ask_for_ways(ctx: Context, message: devices.BindDevice) -> tuple[Method, ...]:
    """Return the ways to verify the token's holder."""

    async def work(unit: Unit) -> tuple[Token, Card]:
        token = _bindable(await requestors.own_token(ctx, unit, message.vProvisionedTokenID))
        return token, await card_of(unit, token)

    token, card = await ctx.house.unit(ctx, work)
    return await ways_of(ctx, token, card)


async def bind_device(ctx: Context, unit: Unit, message: devices.BindDevice) -> devices.DeviceChallenge:
    """Remember the device as one that waits, and show the ways to verify its holder; a device that waited before is dropped."""
    token = _bindable(await requestors.held_token(ctx, unit, message.vProvisionedTokenID))
    record = await provisionings.of_token(ctx, unit, token)
    device = Device(message.clientDeviceID or ctx.ids.letters(MADE_UP_ID), _name(message))
    kept = tuple(one for one in record.devices if one.bound and one.id != device.id)
    await provisionings.save(unit, replace(record, devices=(*kept, device), methods=ctx.asked, sends=0))
    return devices.DeviceChallenge(status="CHALLENGED", stepUpRequest=shown_ways(ctx.asked))


async def get_attestation_options(ctx: Context, unit: Unit, message: devices.GetAttestationOptions) -> devices.AttestationOptions:
    """Return what the passkey's page needs; it works for an active token alone."""
    token = await requestors.own_token(ctx, unit, message.vProvisionedTokenID)
    if token.state is not State.ACTIVE:
        raise IllegalTransition(token.state, "have a passkey")
    context = devices.AuthenticationContext(
        endpoint=f"{ctx.house.public_url}{PAGE}",
        identifier=ctx.ids.uuid(),
        payload=base64url.encode(ctx.chance(PAYLOAD_BYTES)),
        action=message.type,
        platformType="WEB",
        authenticationPreferencesEnabled=devices.PreferencesEnabled(responseMode="com_visa_web_message", responseType="code"),
    )
    return devices.AttestationOptions(authenticationContext=context)


def _bindable(token: Token) -> Token:
    if token.state not in BINDABLE:
        raise IllegalTransition(token.state, "be bound")
    return token


def _name(message: devices.BindDevice) -> str:
    agent = message.browserData.userAgent if message.browserData else None
    return (agent or NAME)[:64]
