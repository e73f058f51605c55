"""The demo secrets that the issuer shares with Visa: published, and worthless on purpose."""

from typing import Final

from .visa_activation import ActivationKey
from .visa_opaque_card import OpaqueCardSecret

DEMO_OPAQUE_CARD: Final = OpaqueCardSecret("TSPEMULATOROPAQUECARDKEYNOTREAL0000000000000001EC", "demo-shared-secret-for-opaque-cards")
DEMO_ACTIVATION: Final = ActivationKey("401200.1", b"demo-activation!")
