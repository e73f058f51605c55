"""The cryptogram of one payment."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.errors import IllegalTransition
from emulator.domain.tokens import State, Token
from emulator.providers.vts import requestors
from emulator.providers.vts.records import payments, provisionings
from emulator.providers.vts.records.payments import Payment
from emulator.providers.vts.token_service.schemas import tokens
from emulator.providers.vts.token_service.service import products
from emulator.providers.vts.token_service.service.provision import secret_of
from emulator.storage.unit import Unit

CRYPTOGRAM_BYTES: Final = 20
# The holder of a bound device was verified; nothing else says so here (our own choice).
AUTHENTICATED: Final = "05"
NOT_AUTHENTICATED: Final = "07"


async def get_payment_data(ctx: Context, unit: Unit, message: tokens.GetPaymentData) -> tokens.PaymentData:
    """Give out a cryptogram that is good for one payment; only an active token pays."""
    token = paying(await requestors.held_token(ctx, unit, message.vProvisionedTokenID))
    card = await card_of(unit, token)
    payment = await prepared(ctx, unit, token, client_id=message.clientPaymentDataID)
    return tokens.PaymentData(
        vPaymentDataID=payment.id,
        paymentInstrument=tokens.PayingInstrument(
            last4=card.pan.suffix, paymentType=tokens.PaymentType(cardBrand="VISA"), paymentAccountReference=card.par
        ),
        tokenInfo=tokens.PayingToken(
            encTokenInfo=secret_of(token), last4=token.number.suffix, expirationDate=products.expiration(token.expiry)
        ),
        cryptogramInfo=tokens.Cryptogram(
            cryptogram=payment.cryptogram, eci=AUTHENTICATED if payment.eci == AUTHENTICATED else NOT_AUTHENTICATED
        ),
    )


def paying(token: Token) -> Token:
    """Let a token pass that may pay.

    Raises:
        IllegalTransition: it is not active.
    """
    if token.state is not State.ACTIVE:
        raise IllegalTransition(token.state, "pay")
    return token


async def prepared(ctx: Context, unit: Unit, token: Token, *, client_id: str, purchase: Mapping[str, Any] | None = None) -> Payment:
    """Draw a cryptogram, count it, and write down that it was given out, with the purchase where it is known."""
    counted = replace(token, atc=token.atc + 1)
    await unit.tokens.save(counted)
    record = await provisionings.of_token(ctx, unit, token)
    payment = Payment(
        id=ctx.ids.hex_uuid(),
        token=token.reference,
        client_id=client_id,
        cryptogram=base64.b64encode(ctx.chance(CRYPTOGRAM_BYTES)).decode(),
        eci=AUTHENTICATED if any(device.bound for device in record.devices) else NOT_AUTHENTICATED,
        atc=counted.atc,
        at=ctx.now.isoformat(),
        purchase=purchase or {},
    )
    await payments.add(unit, payment)
    return payment
