"""Agentic commerce: an agent pays with a token under a cardholder's mandate."""

from typing import Final

from emulator.core.provider import Api
from emulator.providers.vts import mistakes
from emulator.providers.vts.agentic import routes
from emulator.providers.vts.agentic.wire import AgenticWire
from emulator.providers.vts.messages.sending import ON_TAPE

API: Final = Api(
    name="vts.agentic",
    title="Visa Intelligent Commerce",
    prefixes=("/vacp",),
    operations=routes.OPERATIONS,
    wire=AgenticWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    on_tape=ON_TAPE,
    mistakes=(mistakes.TOKEN, mistakes.MESSAGES),
)
