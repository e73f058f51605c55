"""Visa and issuers: what it asks and tells them, and what they may ask and change."""

from typing import Final

from emulator.core.provider import Api, View
from emulator.providers.vts.issuer import routes, service
from emulator.providers.vts.issuer.wire import IssuerWire
from emulator.providers.vts.messages.sending import ON_TAPE

API: Final = Api(
    name="vts.issuer",
    title="Visa and issuers",
    prefixes=(routes.UPDATES,),
    operations=routes.OPERATIONS,
    wire=IssuerWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    on_tape=ON_TAPE,
    views=(View("issuer", "inquiry", service.asked_about),),
)
