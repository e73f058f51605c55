"""Recorded tapes, judged by others: an independent validator against contracts/, Mastercard's own library for what is sealed."""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import pytest
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from emulator import bootstrap
from emulator.core.ids import TOKEN_RANGES
from emulator.core.provider import Provocation
from emulator.domain.decisions import PUBLISHED
from emulator.providers.mdes.digital_enablement.provocations import ARMED
from scripts.record_fixtures import main
from tests.witness.tapes import ROOT, own, sides, speaks_for_itself, spoken_in, tapes_of, validator

PROVIDERS: Final = ("mdes", "stripe", "vts")
KEYS: Final = ROOT / "fixtures" / "keys" / "mdes"
TAPES: Final = tapes_of("mdes")
INDEXES: Final = [path for name in PROVIDERS for path in sorted((ROOT / "contracts" / name).rglob("index.json"))]
# API, row and case of each tape.
RECORDED: Final = {
    (str(path.parent.parent.relative_to(ROOT / "fixtures")), path.parent.name, path.stem)
    for name in PROVIDERS
    for path in (ROOT / "fixtures" / name).rglob("*.json")
}
CARD_LIKE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9]{13,19}(?![0-9A-Za-z])")
# Account ranges are written like card numbers, filled up to nineteen digits with zeros, or nines where they end.
RANGE: Final = re.compile(r"[0-9]{4,10}0{9,15}|[2-6][0-9]{3,9}9{9,15}")

# Mastercard's own samples have a card that fails the check digit (github.com/Mastercard/mastercard-api-client-tutorial), and a
# correlation id that is as long as a card's number.
SAMPLES: Final = ("5123456789012345", "98765432101234")
# Numbers of which the documentation says what outcome they force: nobody's cards.
MAGIC: Final = "555555557777"

# Of a body's size, a signature that comes twice, keys that are drawn for each call or never kept, and two calls at one time.
APART: Final = {
    "payload_too_large",
    "413_invalid_request",
    "401_9121",
    "400_idempotency_error",
    "401_api_key_expired",
    "409_idempotency_key_in_use",
}
# Nothing here makes a settlement, a PIN never stands on a tape, and who approves or declines does so while a question waits.
WITHOUT: Final = {
    ("stripe", name)
    for name in ("retrieve_settlement", "update_settlement", "update_pin", "approve_authorization", "decline_authorization")
}

Json = Any

EVERY: Final = spoken_in("mdes")
# What MDES says and hears, and what its stories ask of the emulator itself.
OWN: Final = ("mdes", "admin")

every_tape = pytest.mark.parametrize(
    "tape", [json.loads(path.read_text()) for path in EVERY], ids=["/".join(path.parts[-2:]) for path in EVERY]
)


def sealed_parts(body: Json, opened: Json) -> Iterator[tuple[Json, Json]]:
    """Every encrypted node of a body beside the same node opened."""
    if isinstance(body, list):
        for one, other in zip(body, opened, strict=True):
            yield from sealed_parts(one, other)
    if isinstance(body, dict):
        if "encryptedKey" in body:
            yield body, opened
        for name in body.keys() & opened.keys():
            yield from sealed_parts(body[name], opened[name])


@cache
def key_named(fingerprint: str) -> str:
    """The private key whose certificate has this SHA-256."""
    certificates = {path: x509.load_pem_x509_certificate(path.read_bytes()) for path in KEYS.glob("*.crt")}
    known = {hashlib.sha256(one.public_bytes(Encoding.DER)).hexdigest(): path for path, one in certificates.items()}
    return str(known[fingerprint].with_suffix(".key"))


@cache
def opening(fingerprint: str) -> FieldLevelEncryptionConfig:
    """How the official library opens what was sealed for a certificate."""
    return FieldLevelEncryptionConfig(
        {
            "paths": {"$": {"toEncrypt": {}, "toDecrypt": {"node": "node.encryptedData"}}},
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": "SHA-256",
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
            "decryptionKey": key_named(fingerprint),
        }
    )


def opened_by_the_official_library(node: Json) -> Json:
    return decrypt_payload({"node": dict(node)}, opening(node["publicKeyFingerprint"]))["node"]["encryptedData"]


def strings(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    else:
        yield str(value)


def is_apart(promised: Provocation) -> bool:
    """Whether no tape can show a refusal, or it is an answer that somebody made up."""
    return promised.case in APART or promised.how == ARMED


def is_allowed(number: str) -> bool:
    return number in PUBLISHED or number.startswith((MAGIC, *SAMPLES, *TOKEN_RANGES.values())) or RANGE.fullmatch(number) is not None


def test_every_row_with_a_contract_has_a_tape() -> None:
    built = {
        (str(path.parent.relative_to(ROOT / "contracts")), row["name"])
        for path in INDEXES
        for index in [json.loads(path.read_text())]
        for row in (*index["operations"], *index["notices"])
        if row["files"]
    }

    assert built - WITHOUT - {(api, row) for api, row, _ in RECORDED} == set()


@every_tape
def test_a_tape_says_how_it_was_made(tape: Json) -> None:
    named = ["format", "provider", "operation", "case", "seed", "clock", "keys", "origin", "exchanges"]

    assert [name for name in tape if name not in {"settings", "source"}] == named
    assert tape["format"] == 1
    assert speaks_for_itself(tape)
    assert tape["provider"] == "flows" or tape["exchanges"][-1]["contract"].endswith(f"/{tape['operation']}")


def test_every_documented_refusal_of_every_api_has_a_tape() -> None:
    documented = {(api.name.replace(".", "/"), row.case) for api in bootstrap.APIS for row in api.provocations if not is_apart(row)}

    assert documented - {(api, case) for api, _, case in RECORDED} == set()


@every_tape
def test_what_travelled_holds_against_the_contracts(tape: Json) -> None:
    for contract, side in sides(tape, *OWN):
        if "body" in side:
            validator(contract).validate(side["body"])


@every_tape
def test_what_was_sealed_holds_against_the_contracts_when_it_is_opened(tape: Json) -> None:
    for contract, side in sides(tape, *OWN):
        if "opened" in side:
            validator(f"{contract}.opened").validate(side["opened"])


@every_tape
def test_the_official_library_opens_what_was_sealed_and_reads_the_same(tape: Json) -> None:
    pairs = [pair for _, side in sides(tape, *OWN) if "opened" in side for pair in sealed_parts(side["body"], side["opened"])]

    assert all(opened_by_the_official_library(node) == opened["encryptedData"] for node, opened in pairs)


def test_most_tapes_of_what_is_not_refused_hold_something_sealed() -> None:
    every = [json.loads(path.read_text()) for path in TAPES]
    tapes = [tape for tape in every if not tape["exchanges"][-1].get("refused")]

    assert sum(any("opened" in side for _, side in sides(tape, *OWN)) for tape in tapes) > len(tapes) / 2


@every_tape
def test_a_tape_holds_no_card_number_but_published_test_numbers(tape: Json) -> None:
    found = {number for text in strings(own(tape, *OWN)) for number in CARD_LIKE.findall(text)}

    assert {number for number in found if not is_allowed(number)} == set()


@pytest.mark.parametrize("text", ["4929000000006411", "pan=5123456789012346;", "5555555555554444,"])
def test_another_card_number_would_be_found(text: str) -> None:
    assert [is_allowed(number) for number in CARD_LIKE.findall(text)] == [False]


@every_tape
def test_a_tape_holds_no_signature_of_a_request(tape: Json) -> None:
    assert all("authorization" not in map(str.lower, side["headers"]) for _, side in sides(tape, *OWN))


def test_recording_again_gives_the_same_tapes(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--check"])

    assert code == 0, f"run scripts/record_fixtures, and review the difference:\n{capsys.readouterr().out}"
