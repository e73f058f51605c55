"""What issuers and Visa share in every world: the secret of opaque payment cards, and the keys of activation data.

Real ones are exchanged issuer by issuer; these are published, so whoever opens a wallet's payload finds them here too.
"""

from collections.abc import Mapping
from typing import Final

# Opaque payment cards that Visa's In-App Provisioning makes: key id, secret, and who speaks to whom (`iss`, `aud`).
OPC_KEY_ID: Final = "TSPEMULATOROPAQUECARDKEYNOTREAL0000000000000001EC"
OPC_SECRET: Final = "demo-shared-secret-for-opaque-cards"
OPC_ISSUER: Final = "e0000000-0000-4000-8000-0000000000aa"
OPC_AUDIENCE: Final = "e0000000-0000-4000-8000-0000000000bb"

# Two-key TDEA keys of 16 bytes by key set: the beginning of the issuer's card numbers, a dot, the key's index.
ACTIVATION_KEY_SET: Final = "401200.1"
ACTIVATION_KEYS: Final[Mapping[str, bytes]] = {ACTIVATION_KEY_SET: b"demo-activation!"}
