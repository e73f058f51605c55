"""Sessions of the phone's wallets, and the payloads that answer them."""

import base64
from datetime import timedelta
from typing import Any

from emulator.admin.schemas import phone as schemas
from emulator.admin.service.entry import act
from emulator.admin.service.phone import shown
from emulator.core.context import Context
from emulator.crypto.keys.apple_chain import write
from emulator.crypto.keys.certificates import certificate_pem
from emulator.domain.cards import Expiry
from emulator.domain.errors import InvalidField
from emulator.domain.pan import Pan
from emulator.wallets import authority, sessions
from emulator.wallets.apps import APPS, CONSTANTS, Wallet
from emulator.wallets.checks.case import Presented
from emulator.wallets.devices import APP_ID, phone_of
from emulator.wallets.phone import adding
from emulator.wallets.sessions import Opening, Session, Shown

USUAL = "usual"


async def open_apple(ctx: Context, _unit: None, message: schemas.OpenAppleSession) -> schemas.AppleSession:
    """Hand certificates, nonce and signature to the app."""
    opening = _opening(
        message,
        wallet=Wallet.APPLE,
        shown=Shown(message.cardholderName, message.primaryAccountSuffix),
        chain=None if message.chain == USUAL else message.chain,
        nonce_bytes=message.nonceBytes,
        merchant_ids=tuple(message.merchantIds),
    )
    session = await _begin(await act(ctx, message.namespace), opening)
    request = session.request
    return schemas.AppleSession(
        id=session.id,
        certificates=write(authority.chain(session.id, session.opened_at, oddity=session.chain).certificates),
        nonce=_base64(request.nonce),
        nonceHex=request.nonce.hex(),
        nonceSignature=_base64(request.nonce_signature),
        nonceSignatureHex=request.nonce_signature.hex(),
        rootCertificate=certificate_pem(authority.authority().root.certificate).decode(),
        cardholderName=request.cardholder_name,
        primaryAccountSuffix=request.suffix,
        openedAt=session.opened_at,
        expiresAt=session.until,
    )


async def open_google(ctx: Context, _unit: None, message: schemas.OpenSession) -> schemas.GoogleSession:
    """Hand the wallet's and the device's ids to the app."""
    session = await _begin(await act(ctx, message.namespace), _opening(message, wallet=Wallet.GOOGLE))
    phone = phone_of(session.world, session.device)
    return schemas.GoogleSession(
        id=session.id,
        walletId=phone.account,
        stableHardwareId=phone.hardware,
        clientAppID=APP_ID,
        tokenRequestorId=APPS[Wallet.GOOGLE].requestors[session.network],
        tokenServiceProvider=CONSTANTS[session.network],
        expiresAt=session.until,
    )


async def open_samsung(ctx: Context, _unit: None, message: schemas.OpenSession) -> schemas.SamsungSession:
    """Hand the wallet's and the device's ids to the app."""
    session = await _begin(await act(ctx, message.namespace), _opening(message, wallet=Wallet.SAMSUNG))
    phone = phone_of(session.world, session.device)
    return schemas.SamsungSession(
        id=session.id,
        walletUserId=phone.account,
        deviceId=phone.hardware,
        walletDmId=phone.manager,
        tokenRequestorId=APPS[Wallet.SAMSUNG].requestors[session.network],
        expiresAt=session.until,
    )


async def complete_apple(ctx: Context, _unit: None, message: schemas.CompleteApple) -> schemas.AddResult:
    """Answer a session of Apple's wallet."""
    return await _complete(ctx, message, Wallet.APPLE)


async def complete_google(ctx: Context, _unit: None, message: schemas.CompletePush) -> schemas.AddResult:
    """Answer a session of Google's wallet."""
    return await _complete(ctx, message, Wallet.GOOGLE)


async def complete_samsung(ctx: Context, _unit: None, message: schemas.CompletePush) -> schemas.AddResult:
    """Answer a session of Samsung's wallet."""
    return await _complete(ctx, message, Wallet.SAMSUNG)


async def enter_card(ctx: Context, _unit: None, message: schemas.EnterCard) -> schemas.AddResult:
    """Add a card that was typed in."""
    world = await act(ctx, message.namespace)
    pan = Pan(message.accountNumber)
    if pan.network is None:
        raise InvalidField("accountNumber", "no network that is known here has such numbers")
    typed = Presented(pan, Expiry.of(message.expiryMonth, message.expiryYear), message.cardholderName, vouched=False)
    return shown.result(await adding.add(world, adding.Wanted(message.wallet, message.device, typed)))


def _opening(message: schemas.OpenSession, **more: Any) -> Opening:
    patience = timedelta(seconds=message.patience_seconds)
    return Opening(network=message.network, device=message.device, patience=patience, **more)


async def _begin(world: Context, opening: Opening) -> Session:
    begun: Session = await world.house.unit(world, lambda unit: sessions.begin(world, unit, opening))
    return begun


async def _complete(ctx: Context, message: schemas.Complete, wallet: Wallet) -> schemas.AddResult:
    world = await act(ctx, message.namespace)
    payload = message.model_dump(exclude={"namespace", "session"}, exclude_none=True)
    return shown.result(await adding.complete(world, message.session, wallet=wallet, payload=payload))


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")
