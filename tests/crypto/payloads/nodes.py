"""Encrypted nodes of the vectors, and the rings that open them."""

from functools import reduce
from typing import Any, Final

from emulator.crypto.keys.keyring import Keyring, ring
from tests.crypto.known import demo, witness
from tests.witness import vectors

PLAINTEXT: Final = '{"accountNumber":"5204247750001471","accountHolderName":"José Doe"}'.encode()
REQUESTS: Final = ring([demo("request")])
OTHERS: Final = ring([demo("response"), demo("issuer"), demo("signing")])


def known(identifier: str, group: str = "cases") -> Any:
    """Return a case of the field-level encryption vectors."""
    return next(case for case in vectors("mdes_fle")[group] if case["id"] == identifier)


def node_of(case: Any) -> Any:
    """Return the encrypted node inside the case's message."""
    path = case.get("node_path", "fundingAccountInfo.encryptedPayload")
    return reduce(lambda node, name: node[name], path.split("."), case["message"])


def witness_ring() -> Keyring:
    """Return the ring that opens every node of the vectors, of both directions."""
    return ring([witness("request"), witness("response")])
