"""Digital Enablement: a token requestor makes and manages its tokens."""

from dataclasses import replace
from typing import Final

from emulator.core.provider import Api, Deadline, View
from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from emulator.providers.mdes import mistakes
from emulator.providers.mdes.digital_enablement import provocations, routes, service
from emulator.providers.mdes.digital_enablement.service.wallet.phones import MdesWallets
from emulator.providers.mdes.digital_enablement.wire import DigitalEnablementWire
from emulator.providers.mdes.messages.sending import ON_TAPE
from emulator.providers.mdes.paths import spellings

# Who is told of tokens when a tape is played to an app: it reads what is encrypted to the demo client.
REQUESTOR: Final = Requestor("50123456789", "Emulated Wallet", "WALLET", (Network.MASTERCARD,), encryption_certificate="demo:mdes/response")

API: Final = Api(
    name="mdes.digital_enablement",
    title="Mastercard MDES Digital Enablement",
    # Whatever else begins with /mdes is answered by this API too: the gateway stands before them all.
    prefixes=("/mdes", "/mtf/mdes"),
    operations=routes.OPERATIONS,
    wire=DigitalEnablementWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    deadlines=(
        Deadline("unactivated_tokens", service.drop_unactivated, service.next_unactivated),
        Deadline("expired_tokens", service.renew_expired, service.next_expired),
    ),
    wallets=MdesWallets(),
    views=(View("token requestor", "get_token", service.asked_about),),
    spellings=spellings,
    on_tape=replace(ON_TAPE, listener=REQUESTOR),
    mistakes=mistakes.CATALOGUES,
    provocations=provocations.PROVOCATIONS,
)
