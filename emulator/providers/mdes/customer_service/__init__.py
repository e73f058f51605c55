"""Customer Service: an issuer looks after the tokens of its cards."""

from typing import Final

from emulator.core.provider import Api, View
from emulator.providers.mdes.customer_service import provocations, routes, service
from emulator.providers.mdes.customer_service.wire import CustomerServiceWire
from emulator.providers.mdes.messages.sending import ON_TAPE
from emulator.providers.mdes.paths import spellings

API: Final = Api(
    name="mdes.customer_service",
    title="Mastercard MDES Customer Service",
    prefixes=tuple(f"{before}/mdes/{context}csapi" for before in ("", "/mtf") for context in ("", "static/", "mtf/", "itf/")),
    operations=routes.OPERATIONS,
    wire=CustomerServiceWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    views=(View("issuer", "search", service.asked_about),),
    spellings=spellings,
    provocations=provocations.PROVOCATIONS,
    on_tape=ON_TAPE,
)
