"""The Token Service: a token requestor makes and manages its tokens."""

from dataclasses import replace
from typing import Final

from emulator.core.provider import Api, Deadline, Reaction, View
from emulator.core.worlds import DEMO_API_KEY, DEMO_VISA_SECRETS
from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from emulator.domain.tokens import TokenCreated
from emulator.providers.vts import mistakes, provocations
from emulator.providers.vts.messages.sending import ON_TAPE
from emulator.providers.vts.token_service import routes, service
from emulator.providers.vts.token_service.service.wallet.phones import VisaWallets
from emulator.providers.vts.token_service.wire import SECRET, Listener, TokenServiceWire

# Who is told of tokens when a tape is played to an app: what it hears is signed as for the demo client.
WALLET: Final = Listener(Requestor("50123456789", "Emulated Wallet", "WALLET", (Network.VISA,)), DEMO_API_KEY, DEMO_VISA_SECRETS[SECRET])

API: Final = Api(
    name="vts.token_service",
    title="Visa Token Service",
    prefixes=("/vts", "/vdp"),
    operations=routes.OPERATIONS,
    wire=TokenServiceWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    on_tape=replace(ON_TAPE, listener=WALLET),
    deadlines=(Deadline("unactivated_visa_tokens", service.drop_unactivated, service.next_unactivated),),
    reactions=(Reaction((TokenCreated,), service.note),),
    views=(View("token requestor", "get_token", service.asked_about),),
    wallets=VisaWallets(),
    mistakes=(mistakes.TOKEN, mistakes.FIELDS, mistakes.CARD),
    provocations=provocations.told(provocations.TOKEN_SERVICE),
)
