"""The whole catalogue in the order in which a node is opened: form, key, content."""

from collections.abc import Mapping
from typing import Final

from emulator.crypto.diagnosis import Finding, Mistake, diagnose
from emulator.crypto.keys.keyring import Keyring
from emulator.crypto.payloads.mastercard_fle_mistakes import content, form, key
from emulator.crypto.payloads.mastercard_fle_mistakes.attempts import FleCase

CATALOGUE: Final[tuple[Mistake[FleCase], ...]] = (*form.ROWS, *key.ROWS, *content.ROWS)

UNREADABLE: Final = Finding(
    check="encryption",
    cause="content_unreadable",
    message="The key unwraps, but the content does not decrypt with it: encryptedData and encryptedKey are not of one message.",
    fix="Encrypt each message with a fresh key, and send its members together, unchanged.",
)


def explain(node: Mapping[str, object], keyring: Keyring, *, others: Keyring | None = None) -> Finding:
    """Name the mistake in a node that was refused, or whose plaintext is not JSON.

    `keyring` holds the keys that open such nodes, `others` the key pairs of other roles that a sender may mix in, with
    private halves where they are here. Costs a few milliseconds. The finding shows no plaintext and no key.
    """
    return diagnose(FleCase(node, keyring, others or Keyring()), CATALOGUE, otherwise=UNREADABLE)
