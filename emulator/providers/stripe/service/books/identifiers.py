"""Ids in Stripe's form: a prefix, then characters that tell time, account and chance apart.

Every id in the official fixtures (github.com/stripe/openapi) has 24 characters behind its prefix, of which the 7th to the
16th are the same for all objects of an account; ids of designs and bundles have 14 and no part of the account in them.
"""

import hashlib
import string
from functools import lru_cache
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.service.books.kinds import PERSONALIZATION_DESIGN, PHYSICAL_BUNDLE, ObjectType

# In the order of ASCII, so that ids sort by time.
ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
SHORT: Final = (PERSONALIZATION_DESIGN, PHYSICAL_BUNDLE)

ACCOUNT_PART: Final = 10
_TIME_PART: Final = 5
# 2020-01-01; five characters count the seconds of 29 years from then.
_EPOCH: Final = 1_577_836_800


def identifier(ctx: Context, of: ObjectType) -> str:
    """Return a new id; ids made in different seconds sort by time."""
    if of in SHORT:
        return of.prefix + ctx.ids.letters(14)
    return f"{of.prefix}1{_time(int(ctx.now.timestamp()))}{account_part(ctx.namespace.id)}{ctx.ids.letters(8)}"


def account_id(ctx: Context) -> str:
    """Return the id of the account that this world is."""
    return f"acct_1{_text(_number(f'account {ctx.namespace.id}'), 5)}{account_part(ctx.namespace.id)}"


@lru_cache(maxsize=1024)
def account_part(namespace: str) -> str:
    """Return the characters that all ids of a world share."""
    return _text(_number(namespace), ACCOUNT_PART)


def _time(seconds: int) -> str:
    return _text(seconds - _EPOCH, _TIME_PART)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _text(number: int, length: int) -> str:
    drawn = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        drawn.append(ALPHABET[rest])
    return "".join(reversed(drawn))
