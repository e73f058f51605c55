"""Recorded tapes of Visa, judged by others: an independent validator against contracts/, and jwcrypto for what is sealed."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any, Final

import pytest
from jwcrypto import jwe, jws
from jwcrypto.jwk import JWK

from tests.witness.tapes import ROOT, own, sides, speaks_for_itself, spoken_in, tapes_of, validator

KEYS: Final = ROOT / "fixtures" / "keys"
TAPES: Final = tapes_of("vts")
EVERY: Final = spoken_in("vts")
# The demo's secrets and key ids, which `tsp-emulator keys` prints.
SECRETS: Final = {
    "TSPEMULATORDEMOAPIKEYNOTREAL000001": "demo-shared-secret-for-signatures",
    "TSPEMULATORDEMOENCRYPTIONKEY000001": "demo-shared-secret-for-encryption",
    "TSPEMULATOROPAQUECARDKEYNOTREAL0000000000000001EC": "demo-shared-secret-for-opaque-cards",
}
JWE_TEXT: Final = re.compile(r"[\w\-]+(\.[\w\-]+){4}")
JWS_TEXT: Final = re.compile(r"[\w\-]+(\.[\w\-]+){2}")
CARD_LIKE: Final = re.compile(r"(?<![0-9A-Za-z\-])4[0-9]{15}(?![0-9A-Za-z])")
# A published test number, those with an outcome of their own, tokens, and the cards that Stripe issues in test mode.
KEPT: Final = ("4111111111111111", "411111117777", "48953", "40000099")

Json = Any

every_tape = pytest.mark.parametrize(
    "tape", [json.loads(path.read_text()) for path in EVERY], ids=["/".join(path.parts[-2:]) for path in EVERY]
)


@cache
def demo_key(name: str) -> JWK:
    """A key of the demo, read once: reading a private one checks its primes."""
    return JWK.from_pem((KEYS / name).read_bytes())


def keys_for(header: Json) -> list[JWK]:
    """The keys that may open a token with this header: a shared secret's, or any of the private ones."""
    if header["alg"] == "A256GCMKW":
        return [JWK(kty="oct", k=jwe.base64url_encode(hashlib.sha256(SECRETS[header["kid"]].encode()).digest()))]
    return [demo_key(name) for name in ("vts/client.key", "vts/server.key", "mdes/issuer.key")]


def opened_by_another(text: str) -> Json:
    """What jwcrypto reads of a token, whichever of the demo keys it is for."""
    for key in keys_for(json.loads(jwe.base64url_decode(text.partition(".")[0]))):
        token = jwe.JWE(algs=["A256GCMKW", "A256GCM", "A128GCM", "RSA-OAEP-256"])
        with suppress(jwe.InvalidJWEData):
            token.deserialize(text, key=key)
            return json.loads(token.payload)
    raise AssertionError("no demo key opens it")


def verified_and_opened(text: str) -> Json:
    """What an issuer reads: Visa's signature verified, and what it covers opened."""
    outer = jws.JWS()
    outer.deserialize(text, key=demo_key("vts/jws.crt"), alg="RS256")
    return opened_by_another(outer.payload.decode())


def sealed_parts(body: Json, plain: Json) -> Iterator[tuple[str, Json]]:
    """Every encrypted text of a body beside what it is when it is opened."""
    if isinstance(body, dict) and list(body) == ["encData"]:
        yield body["encData"], plain
    elif isinstance(body, dict) and isinstance(plain, dict):
        for name in body.keys() & plain.keys():
            yield from sealed_parts(body[name], plain[name])
    elif isinstance(body, str) and body != plain:
        yield body, plain


def texts(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    else:
        yield str(value)


@every_tape
def test_a_tape_ends_with_what_it_is_about(tape: Json) -> None:
    assert tape["format"] == 1
    assert speaks_for_itself(tape)
    assert tape["provider"] == "flows" or tape["exchanges"][-1]["contract"].endswith(f"/{tape['operation']}")


@every_tape
def test_what_travelled_and_what_was_read_hold_against_the_contracts(tape: Json) -> None:
    for contract, side in sides(tape, "vts"):
        if "body" in side:
            validator(contract).validate(side["body"])
        if "opened" in side:
            validator(f"{contract}.opened").validate(side["opened"])


@every_tape
def test_another_library_opens_what_was_sealed_and_reads_the_same(tape: Json) -> None:
    pairs = [pair for _, side in sides(tape, "vts") if "opened" in side for pair in sealed_parts(side["body"], side["opened"])]

    for text, plain in pairs:
        read = opened_by_another(text) if JWE_TEXT.fullmatch(text) else verified_and_opened(text)
        assert read == plain
        assert JWE_TEXT.fullmatch(text) or JWS_TEXT.fullmatch(text)


def test_most_tapes_of_what_is_not_refused_hold_something_sealed() -> None:
    every = [json.loads(path.read_text()) for path in TAPES]
    tapes = [tape for tape in every if not tape["exchanges"][-1].get("refused")]

    assert sum(any("opened" in side for _, side in sides(tape, "vts")) for tape in tapes) > len(tapes) / 2


@every_tape
def test_a_tape_holds_no_card_number_but_published_ones_and_tokens(tape: Json) -> None:
    found = {number for text in texts(own(tape, "vts")) for number in CARD_LIKE.findall(text)}

    assert {number for number in found if not number.startswith(KEPT)} == set()
