"""What goes wrong in Mastercard's field-level encryption, told by opening the node as the client sealed it."""

from emulator.crypto.payloads.mastercard_fle_mistakes.catalogue import CATALOGUE, explain

__all__ = ["CATALOGUE", "explain"]
