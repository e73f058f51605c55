"""In-App Provisioning: an issuer gets a wallet's payload for a card."""

from typing import Final

from emulator.core.provider import Api
from emulator.providers.vts import mistakes, provocations
from emulator.providers.vts.in_app import routes
from emulator.providers.vts.in_app.wire import InAppWire
from emulator.providers.vts.messages.sending import ON_TAPE

API: Final = Api(
    name="vts.in_app",
    title="Visa In-App Provisioning",
    prefixes=("/inapp", "/universal"),
    operations=routes.OPERATIONS,
    wire=InAppWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    on_tape=ON_TAPE,
    mistakes=(mistakes.TOKEN, mistakes.FIELDS),
    provocations=provocations.told(provocations.IN_APP),
)
