"""Messages of an issuer to the holder of a token, shown by the wallet until they expire."""

from collections.abc import Mapping
from typing import Any, Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.holder_message", indexes=("token",))


async def keep(unit: Unit, token: str, identifier: str, *, message: Mapping[str, str]) -> None:
    """Keep a message, in place of an earlier one with the same identifier; `message` has the wire's own names."""
    key, body = f"{token}/{identifier}", {"token": token, **message}
    if not await unit.documents.add(KIND, key, body):
        await unit.documents.save(KIND, key, body)


async def of_token(unit: Unit, token: str) -> list[dict[str, Any]]:
    """Return the messages to a token's holder, oldest first."""
    return await unit.documents.by(KIND, "token", token)
