"""The Token Service: a token requestor makes and manages its tokens."""

from typing import Final

from emulator.core.provider import Api, Deadline, Reaction
from emulator.domain.tokens import TokenCreated
from emulator.providers.vts import mistakes, provocations
from emulator.providers.vts.messages.sending import ON_TAPE
from emulator.providers.vts.token_service import routes, service
from emulator.providers.vts.token_service.service.wallet.phones import VisaWallets
from emulator.providers.vts.token_service.wire import TokenServiceWire

API: Final = Api(
    name="vts.token_service",
    title="Visa Token Service",
    prefixes=("/vts", "/vdp"),
    operations=routes.OPERATIONS,
    wire=TokenServiceWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    on_tape=ON_TAPE,
    deadlines=(Deadline("unactivated_visa_tokens", service.drop_unactivated, service.next_unactivated),),
    reactions=(Reaction((TokenCreated,), service.note),),
    wallets=VisaWallets(),
    mistakes=(mistakes.TOKEN, mistakes.FIELDS, mistakes.CARD),
    provocations=provocations.told(provocations.TOKEN_SERVICE),
)
