"""The kit of a world as text for people."""

from collections.abc import Iterator, Mapping
from typing import Final

from emulator.admin.service.credentials import MEANINGS, Kit
from emulator.crypto.keys import pkcs12


def as_text(kit: Kit) -> str:
    """Return the kit as text for people; private keys are left to the files."""
    sections = [
        f"tsp-emulator credentials of namespace {kit.namespace} (worthless on purpose: nothing real trusts them)",
        f"URL           {kit.url}",
        *_mdes_text(kit),
        *_visa_text(kit),
        *(("Stripe", f"  secret key    {kit.secret_key}") if kit.secret_key else ()),
        "Token requestors",
        *(f"  {party.id}  {party.name} ({party.kind.lower()})" for party in kit.requestors),
        "Issuers",
        *(f"  {party.id}  {party.name}, listens at {party.callback_url or 'no URL'}" for party in kit.issuers),
    ]
    return "\n".join(sections) + "\n"


def _mdes_text(kit: Kit) -> Iterator[str]:
    if not kit.consumer_key:
        return
    yield "Mastercard MDES"
    yield f"  consumer key  {kit.consumer_key}"
    yield f"  key store     mdes/signing.p12, alias {pkcs12.SANDBOX_ALIAS}, password {pkcs12.SANDBOX_PASSWORD}"
    for name, pair in kit.pairs.items():
        yield f"  mdes/{name}.crt: {MEANINGS[name]}"
        yield from (f"    {kind:<12}{value}" for kind, value in pair.fingerprints.items())


# What a client is told of its credential at Visa, by the names under which it is kept.
_VISA_LINES: Final[Mapping[str, str]] = {
    "shared_secret": "shared secret",
    "encryption_key_id": "encryption key id",
    "encryption_secret": "encryption secret",
    "outbound_secret": "outbound secret",
    "mle_key_id": "message key id",
    "requestor": "token requestor id",
}


def _visa_text(kit: Kit) -> Iterator[str]:
    if not kit.visa:
        return
    yield "Visa"
    yield f"  {'API key':<20}{kit.visa.name}"
    yield from (f"  {words:<20}{kit.visa.secrets[name]}" for name, words in _VISA_LINES.items() if name in kit.visa.secrets)
    yield from (f"  vts/{name}.crt: {MEANINGS[name]}" for name in kit.visa_pairs)
