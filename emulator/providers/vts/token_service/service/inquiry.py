"""Looking at cards, at tokens and at pictures; nothing is changed."""

import base64
from datetime import UTC

from emulator.core.context import Context
from emulator.core.message import Fields
from emulator.core.pictures import Picture
from emulator.domain.pan import Network
from emulator.domain.tokens import Token
from emulator.providers.vts import requestors, statuses
from emulator.providers.vts.content import shelf
from emulator.providers.vts.records import provisionings
from emulator.providers.vts.records.provisionings import Device
from emulator.providers.vts.token_service.schemas import cards, tokens
from emulator.providers.vts.token_service.schemas.unbuilt import Hello, HelloAnswer
from emulator.providers.vts.token_service.service import products
from emulator.storage.unit import Unit


async def get_card_metadata(ctx: Context, unit: Unit, message: cards.GetCardMetadata) -> cards.CardMetadata:
    """Return a card with the caller's tokens of it."""
    requestor = await requestors.calling(ctx, unit)
    card = await requestors.card_named(unit, message.vPanEnrollmentID)
    own = [token for token in await unit.tokens.of_card(card.reference) if token.requestor == requestor.id]
    return cards.CardMetadata(
        vPanEnrollmentID=card.reference,
        paymentInstrument=products.instrument_of(card),
        cardMetaData=products.metadata_of(card, await unit.parties.issuer(card.issuer)),
        tokens=[products.token_of_card(token) for token in own],
    )


async def get_content(_ctx: Context, _unit: Unit, message: cards.GetContent) -> cards.ContentAnswer:
    """Return a picture or a text in every form that it has."""
    content = shelf.content_with(message.guid)
    return cards.ContentAnswer(altText=content.words, contentType=content.kind, content=[_encoded(shelf.drawn(content))])


async def get_token(ctx: Context, unit: Unit, message: tokens.GetToken) -> tokens.TokenStatusAnswer:
    """Return where a token is in its life, and its devices."""
    token = await requestors.own_token(ctx, unit, message.vProvisionedTokenID)
    record = await provisionings.of_token(ctx, unit, token)
    return tokens.TokenStatusAnswer(
        tokenInfo=tokens.TokenSeen(tokenStatus=statuses.FOR_REQUESTORS[token.state], expirationDate=products.expiration(token.expiry)),
        deviceBindingInfoList=[_device(device) for device in record.devices] or None,
    )


async def asked_about(_ctx: Context, _unit: Unit, token: Token) -> Fields | None:
    """Return how a requestor asks about a token of the vault."""
    return {"vProvisionedTokenID": token.reference} if token.network is Network.VISA else None


async def hello(ctx: Context, _unit: Unit, _message: Hello) -> HelloAnswer:
    """Say hello to whoever has signed right."""
    return HelloAnswer(timestamp=f"{ctx.now.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", message="helloworld")


def _encoded(picture: Picture) -> cards.EncodedPicture:
    return cards.EncodedPicture(
        mimeType=picture.type, width=picture.width, height=picture.height, encodedData=base64.b64encode(picture.data).decode()
    )


def _device(device: Device) -> tokens.DeviceBound:
    return tokens.DeviceBound(clientDeviceID=device.id, deviceName=device.name, status="BOUND" if device.bound else "CHALLENGED")
