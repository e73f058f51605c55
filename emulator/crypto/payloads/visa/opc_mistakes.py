"""What goes wrong in Visa's opaque payment card: the field, the card inside, and the wallet it was made for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.payloads.visa import field_mistakes, fields, opc
from emulator.crypto.payloads.visa.fields import FieldKeys
from emulator.crypto.payloads.visa.opc import LIMITS, Card, OpcError, Wallet

CHECK: Final = "opaque_payment_card"

REQUESTORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "40010030273": "Apple Pay",
        "40010075001": "Google Pay",
        "40010077056": "Google Pay",
        "40010043095": "Samsung Pay",
        "40010069887": "Garmin Pay",
        "40010079547": "Tappy",
        "40010080419": "Fidesmo",
        "40010081763": "Swatch Pay",
    }
)
"""Token requestor ids of wallets at Visa (processors' documentation)."""


@dataclass(frozen=True)
class CardCase:
    """The plaintext of a card, the wallet that received it, and the names of wallets by token requestor id."""

    plaintext: bytes = field(repr=False)
    wallet: Wallet
    requestors: Mapping[str, str]

    @cached_property
    def outcome(self) -> Card | OpcError:
        """The card, or why there is none."""
        try:
            return opc.read_card(self.plaintext)
        except OpcError as error:
            return error

    @property
    def provider(self) -> Mapping[str, object]:
        """The member `provider` of the card; empty when there is none."""
        return self.outcome.provider if isinstance(self.outcome, Card) else opc.NO_MEMBERS


def explain(
    text: str, keys: FieldKeys, wallet: Wallet, *, others: Mapping[str, str] | None = None, requestors: Mapping[str, str] = REQUESTORS
) -> Finding | None:
    """Name the first mistake in an opaque payment card, or return None when it opens and is for this wallet.

    A finding about the encryption is that of `field_mistakes`; `others` are further secrets of the issuer by name.
    """
    found = field_mistakes.explain(text, keys, others=others)
    if found is not None:
        return found
    plaintext = fields.open_sealed(text, keys).plaintext
    return recognise(CardCase(plaintext, wallet, requestors), CATALOGUE, check=CHECK)


def _no_card(case: CardCase) -> Evidence | None:
    found = isinstance(case.outcome, OpcError) and case.outcome.cause != "month_or_year_format"
    return Evidence(f"The field opens, but holds no card: {case.outcome}.", expected="accountNumber, expirationDate") if found else None


def _expiry(case: CardCase) -> Evidence | None:
    found = isinstance(case.outcome, OpcError) and case.outcome.cause == "month_or_year_format"
    return Evidence("The expiry is written otherwise.", expected='{"month":"MM","year":"YYYY"}') if found else None


def _no_provider(case: CardCase) -> Evidence | None:
    missing = [name for name in case.wallet.members() if not isinstance(case.provider.get(name), str)]
    return Evidence(f"provider lacks {', '.join(missing)}.", expected=", ".join(case.wallet.members())) if missing else None


def _too_long(case: CardCase) -> Evidence | None:
    for name, limit in LIMITS.items():
        size = len(str(case.provider.get(name, "")))
        if size > limit:
            return Evidence(f"{name} is too long.", expected=f"at most {limit} characters", got=f"{size} characters")
    return None


def _other_wallet(case: CardCase) -> Evidence | None:
    sent = str(case.provider.get("clientWalletProvider"))
    if sent == case.wallet.requestor_id or sent not in case.requestors:
        return None
    return Evidence(f"The card was made for {case.requestors[sent]}.", expected=case.wallet.requestor_id, got=sent)


def _differs(case: CardCase) -> Evidence | None:
    wanted = case.wallet.members()
    if case.wallet.app_id is not None:
        wanted["clientAppID"] = case.wallet.app_id
    for name, value in wanted.items():
        sent = case.provider.get(name)
        if sent != value:
            return Evidence(f"{name} differs from the wallet's own{_how(str(sent), value)}.", expected=value, got=str(sent)[:100])
    return None


def _how(sent: str, value: str) -> str:
    if sent.strip() == value.strip():
        return ", only by blanks or line ends around it"
    return ", only by letter case" if sent.lower() == value.lower() else ""


CATALOGUE: Final[tuple[Mistake[CardCase], ...]] = (
    Mistake("card_member_missing", _no_card, "Encrypt an object with accountNumber, expirationDate and provider."),
    Mistake("month_or_year_format", _expiry, "Write the month with two digits and the year with four, as texts."),
    Mistake("provider_missing", _no_provider, "Add provider with the values that the wallet gave to the app."),
    Mistake("account_or_device_id_too_long", _too_long, "Pass the wallet's ids on as they are: neither encoded nor hashed."),
    Mistake("trid_of_another_wallet", _other_wallet, "Use the token requestor id of the wallet that asks."),
    Mistake(
        "provider_differs", _differs, "Pass the values that the wallet gave to the app on unchanged, for this very device and account."
    ),
)
