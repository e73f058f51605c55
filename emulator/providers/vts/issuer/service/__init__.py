"""What issuers are told, and what they may ask and change."""

from emulator.providers.vts.issuer.service.changes import issuer_of_new_token, issuer_of_token, token_created, token_updated
from emulator.providers.vts.issuer.service.updates import asked_about, inquiry, life_cycle, ping

__all__ = ["asked_about", "inquiry", "issuer_of_new_token", "issuer_of_token", "life_cycle", "ping", "token_created", "token_updated"]
