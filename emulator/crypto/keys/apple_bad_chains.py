"""Chains that an issuer must refuse, and two unusual ones that it must accept: what a fake wallet sends to test an issuer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from emulator.crypto.chance import Chance
from emulator.crypto.keys import apple_pki
from emulator.crypto.keys.apple_pki import USUAL, Authority

LONG_AGO: Final = timedelta(days=365 * 5)
SOON: Final = timedelta(days=30)


@dataclass(frozen=True)
class Odd:
    """A chain in DER, and the cause with which a careful issuer refuses it; None when it must accept."""

    certificates: tuple[bytes, ...]
    cause: str | None


@dataclass(frozen=True)
class Workshop:
    """What odd chains are made from: a good authority, a source of bytes, and the time at which they are sent."""

    authority: Authority
    chance: Chance
    at: datetime

    def chain(self, profile: apple_pki.LeafProfile = USUAL, *, not_before: datetime | None = None) -> tuple[bytes, ...]:
        """Return the chain of a leaf of this profile."""
        leaf = apple_pki.issue_leaf(self.authority, chance=self.chance, not_before=not_before or self.at, profile=profile)
        return self.authority.chain(leaf)

    def stranger(self) -> Authority:
        """Return another authority of the same names."""
        return apple_pki.make_authority(chance=self.chance, not_before=self.at)


def _foreign_authority(workshop: Workshop) -> Odd:
    return Odd(replace(workshop, authority=workshop.stranger()).chain(), "chain_signature")


def _foreign_intermediate(workshop: Workshop) -> Odd:
    leaf, _ = workshop.chain()
    return Odd((leaf, workshop.stranger().intermediate.der), "chain_signature")


def _foreign_root(workshop: Workshop) -> Odd:
    return Odd((*workshop.chain(), workshop.stranger().root.der), None)


ODD: Final[Mapping[str, Callable[[Workshop], Odd]]] = {
    "expired_leaf": lambda workshop: Odd(workshop.chain(not_before=workshop.at - LONG_AGO), "leaf_expired"),
    "leaf_not_yet_valid": lambda workshop: Odd(workshop.chain(not_before=workshop.at + SOON), "leaf_not_yet_valid"),
    "marker_missing": lambda workshop: Odd(workshop.chain(replace(USUAL, marked=False)), "no_leaf_with_marker_oid"),
    "key_usage_wrong": lambda workshop: Odd(workshop.chain(replace(USUAL, key_encipherment=False)), "leaf_key_usage"),
    "leaf_only": lambda workshop: Odd(workshop.chain()[:1], "intermediate_missing"),
    "intermediate_only": lambda workshop: Odd(workshop.chain()[1:], "no_leaf_with_marker_oid"),
    "nothing": lambda _: Odd((), "no_leaf_with_marker_oid"),
    "foreign_authority": _foreign_authority,
    "foreign_intermediate": _foreign_intermediate,
    "reversed_order": lambda workshop: Odd(workshop.chain()[::-1], None),
    "foreign_root_sent": _foreign_root,
}
"""By name: each makes its chain anew."""
