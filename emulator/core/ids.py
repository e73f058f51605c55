"""Identifiers in the providers' own forms, drawn from a request's own stream of chance."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from emulator.crypto.chance import Chance
from emulator.domain.pan import Network, Pan, check_digit

_ALPHANUMERIC: Final = string.digits + string.ascii_uppercase

# First digits of the device account numbers we hand out, per network (our own choice; real ranges are assigned).
TOKEN_RANGES: Final = {Network.MASTERCARD: "54809", Network.VISA: "48953"}

# First four characters of a payment account reference: the BIN controller (EMVCo). Visa's begins with V.
PAR_PREFIXES: Final = {Network.MASTERCARD: "5001", Network.VISA: "V001"}


@dataclass(frozen=True, slots=True)
class Ids:
    """Makes every identifier of one request or one piece of background work."""

    chance: Chance

    def uuid(self) -> str:
        """A version 4 UUID (RFC 9562) in lower case."""
        text = self.hex_uuid()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def hex_uuid(self) -> str:
        """The same without dashes."""
        number = int.from_bytes(self.chance(16), "big")
        number = number & ~(0xF << 76) | (0x4 << 76)
        number = number & ~(0x3 << 62) | (0x2 << 62)
        return f"{number:032x}"

    def digits(self, count: int) -> str:
        """`count` decimal digits."""
        return self._draw(string.digits, count)

    def alphanumeric(self, count: int) -> str:
        """`count` digits and upper-case letters."""
        return self._draw(_ALPHANUMERIC, count)

    def letters(self, count: int) -> str:
        """`count` digits and letters of both cases: the alphabet of nonces and secrets."""
        return self._draw(string.digits + string.ascii_letters, count)

    def token_unique_reference(self) -> str:
        """48 characters, the form of MDES samples: `DWSPMC`, ten digits, a version 4 UUID without dashes."""
        return f"DWSPMC0000000001{self.hex_uuid()}"

    def pan_unique_reference(self) -> str:
        """The same with `F` in front."""
        return f"FWSPMC0000000001{self.hex_uuid()}"

    def token_reference(self, network: Network) -> str:
        """What the network calls a new token: MDES's tokenUniqueReference, Visa's vProvisionedTokenID (32 hex digits)."""
        return TOKEN_REFERENCES[network](self)

    def card_reference(self, network: Network) -> str:
        """What the network calls a new card: MDES's panUniqueReference, Visa's vPanEnrollmentID (32 hex digits)."""
        return CARD_REFERENCES[network](self)

    def payment_account_reference(self, network: Network) -> str:
        """29 characters: the network's four, then 25 (EMVCo)."""
        return PAR_PREFIXES[network] + self.alphanumeric(25)

    def token_number(self, network: Network) -> Pan:
        """A 16-digit device account number in the network's token range, Luhn-valid."""
        payload = TOKEN_RANGES[network] + self.digits(10)
        return Pan(payload + check_digit(payload))

    def _draw(self, alphabet: str, count: int) -> str:
        letters, thrown_away = _fair(alphabet)
        drawn = b""
        while len(drawn) < count:
            drawn += self.chance(count + 8).translate(letters, thrown_away)
        return drawn[:count].decode()


@cache
def _fair(alphabet: str) -> tuple[bytes, bytes]:
    """Return the letter of each byte, and the bytes that stand for none: with them the first letters would come up more often."""
    size = len(alphabet)
    letters = bytes(ord(alphabet[byte % size]) for byte in range(256))
    return letters, bytes(range(256 - 256 % size, 256))


TOKEN_REFERENCES: Final[Mapping[Network, Callable[[Ids], str]]] = {
    Network.MASTERCARD: Ids.token_unique_reference,
    Network.VISA: Ids.hex_uuid,
}
CARD_REFERENCES: Final[Mapping[Network, Callable[[Ids], str]]] = {
    Network.MASTERCARD: Ids.pan_unique_reference,
    Network.VISA: Ids.hex_uuid,
}
