"""Issuer outbound: what MDES tells a card's issuer."""

from typing import Final

from emulator.core.provider import Api
from emulator.providers.mdes.issuer import routes
from emulator.providers.mdes.issuer.wire import IssuerWire
from emulator.providers.mdes.messages.sending import ON_TAPE

API: Final = Api(
    name="mdes.issuer",
    title="Mastercard MDES to the issuer (Pre-Digitization)",
    prefixes=(),
    operations=routes.OPERATIONS,
    wire=IssuerWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    on_tape=ON_TAPE,
)
