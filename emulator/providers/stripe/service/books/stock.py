"""What every account has from the beginning and nobody can make: the bundles that physical cards are made from."""

from collections.abc import Mapping
from typing import Any, Final

# One of each type (our own choice); what a bundle allows follows its type.
STANDARD: Final[dict[str, Any]] = {
    "id": "ics_EmulatorStnd01",
    "object": "issuing.physical_bundle",
    "features": {"card_logo": "unsupported", "carrier_text": "unsupported", "second_line": "optional"},
    "livemode": False,
    "name": "Emulator Standard",
    "status": "active",
    "type": "standard",
}
CUSTOM: Final[dict[str, Any]] = {
    **STANDARD,
    "id": "ics_EmulatorCstm01",
    "features": {"card_logo": "optional", "carrier_text": "optional", "second_line": "optional"},
    "name": "Emulator Custom",
    "type": "custom",
}
STOCK: Final[Mapping[str, dict[str, Any]]] = {bundle["id"]: bundle for bundle in (CUSTOM, STANDARD)}
