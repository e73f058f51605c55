"""Token Connect: an issuer pushes a card to a token requestor."""

from typing import Final

from emulator.core.provider import Api
from emulator.providers.mdes.messages.sending import ON_TAPE
from emulator.providers.mdes.paths import spellings
from emulator.providers.mdes.token_connect import provocations, routes
from emulator.providers.mdes.token_connect.wire import TokenConnectWire

API: Final = Api(
    name="mdes.token_connect",
    title="Mastercard MDES Token Connect",
    prefixes=tuple(
        f"{before}/mdes/{context}{service}"
        for before in ("", "/mtf")
        for context in ("", "static/", "mtf/", "itf/")
        for service in ("connect", "issuer-assets")
    ),
    operations=routes.OPERATIONS,
    wire=TokenConnectWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    spellings=spellings,
    provocations=provocations.PROVOCATIONS,
    on_tape=ON_TAPE,
)
