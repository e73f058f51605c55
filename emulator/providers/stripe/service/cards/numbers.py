"""Test numbers for cards: in ranges of our own, with the last digits that were asked for."""

import re
from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.domain.decisions import MARKER
from emulator.domain.pan import Network, Pan, check_digit, passes_luhn
from emulator.providers.stripe.service.books.kinds import Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter
from emulator.storage.unit import Unit

# The keys of metadata that ask for something no parameter of Stripe's can ask for.
LAST4: Final = "emulator_last4"
NETWORK: Final = "emulator_network"

# First digits of the numbers that we hand out (our own choice); Stripe's own test numbers begin with 4000 00 too.
RANGES: Final = {Network.VISA: "40000099", Network.MASTERCARD: "55555599"}
BRANDS: Final = {Network.VISA: "Visa", Network.MASTERCARD: "MasterCard"}

_DRAWS: Final = 64
_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for in the metadata; None leaves the digits to chance."""

    network: Network
    last4: str | None

    @classmethod
    def of(cls, metadata: Body) -> "Wish":
        """Read the wish.

        Raises:
            InvalidParameter: it cannot be granted.
        """
        last4, network = metadata.get(LAST4), metadata.get(NETWORK, Network.VISA)
        if last4 is not None and not re.fullmatch(r"\d{4}", last4, re.ASCII):
            raise InvalidParameter(f"{LAST4} takes four digits.", param=f"metadata[{LAST4}]")
        if network not in set(Network):
            raise InvalidParameter(f"{NETWORK} takes {' or '.join(sorted(Network))}.", param=f"metadata[{NETWORK}]")
        return cls(Network(network), last4)


async def draw(ctx: Context, unit: Unit, wish: Wish) -> Pan:
    """Return a number that no card of this world has.

    Raises:
        InvalidParameter: all numbers with these last digits are taken, as far as could be seen.
    """
    for _ in range(_DRAWS):
        digits = _candidate(ctx, wish)
        # Such numbers force an outcome (the table of magic numbers); nobody gets one by chance.
        if digits[8:12] != MARKER and await unit.cards.by_pan(Pan(digits)) is None:
            return Pan(digits)
    raise InvalidParameter(f"No free test number that ends in {wish.last4} was found.", param=f"metadata[{LAST4}]")


def _candidate(ctx: Context, wish: Wish) -> str:
    begin = RANGES[wish.network]
    if wish.last4 is None:
        payload = begin + ctx.ids.digits(_LENGTH - 1 - len(begin))
        return payload + check_digit(payload)
    drawn = begin + ctx.ids.digits(_LENGTH - 5 - len(begin))
    # One of the ten digits in between makes Luhn's sum come out.
    return next(digits for middle in "0123456789" if passes_luhn(digits := f"{drawn}{middle}{wish.last4}"))
