"""Encrypted members: the vectors and the official library in both directions, and every way to spoil them."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload

from emulator.core.context import House
from emulator.core.keys import Keys
from emulator.core.wire import Unreadable
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.errors import DomainError, InvalidField, StaleData
from emulator.providers.mdes import sealing
from tests.providers.mdes.caller import DIGITIZATION, KEYS, Caller, FrontDoor, Message, codes, fle, jwe
from tests.providers.observer import Observer

VECTORS: Final = Path(__file__).parents[2] / "witness" / "vectors"
FLE: Final = json.loads((VECTORS / "mdes_fle.json").read_text())
JWE: Final = json.loads((VECTORS / "mdes_jwe.json").read_text())
OWN: Final = json.loads((VECTORS / "mdes_keys.json").read_text())["keys"]
PLACE: Final = "fundingAccountInfo.encryptedPayload"
REQUESTS: Final = [case for case in FLE["cases"] if case["direction"] == "client_to_mdes"]


@pytest.fixture
def vector_keys(house: House, tmp_path: Path) -> House:
    """The house with the vectors' keys in place of the demo keys, in a summer when their payloads are valid."""
    folder = tmp_path / "mdes"
    folder.mkdir()
    for role in ("request", "response", "issuer", "signing", "jws"):
        (folder / f"{role}.key").write_text(OWN[role]["private_key_pem"])
        (folder / f"{role}.crt").write_text(OWN[role]["certificate_pem"])
    (folder / "tav.crt").write_text(OWN["issuer"]["certificate_pem"])
    house.keys = Keys(tmp_path)
    house.wall = lambda: datetime.fromisoformat("2026-01-01T00:10:00+00:00")
    return house


@pytest.mark.parametrize("case", REQUESTS, ids=lambda case: case["id"])
def test_what_the_official_library_sealed_is_opened(vector_keys: House, case: dict[str, Any]) -> None:
    ctx = vector_keys.context(vector_keys.home)

    opened = sealing.opened(ctx, case["message"], [case["node_path"]])

    node = opened
    for name in case["node_path"].split("."):
        node = node[name]
    assert node == {"encryptedData": case["plaintext"]}


@pytest.mark.parametrize("case", JWE["cases"], ids=lambda case: case["id"])
def test_a_jwe_is_opened(vector_keys: House, case: dict[str, Any]) -> None:
    ctx = vector_keys.context(vector_keys.home)

    opened = sealing.opened(ctx, {"x": case["message"]}, ["x"])

    assert opened["x"]["encryptedData"] == case["plaintext"]


def test_a_jwe_with_a_changed_tag_is_refused(vector_keys: House) -> None:
    ctx, (case,) = vector_keys.context(vector_keys.home), JWE["negative"]

    with pytest.raises(Unreadable) as refused:
        sealing.opened(ctx, {"x": case["message"]}, ["x"])

    assert refused.value.finding.cause == "jwe_tag_mismatch"


SPOILT: Final = {
    "wrong_fingerprint": Unreadable,
    "corrupted_encrypted_key": Unreadable,
    "wrong_digest_name": Unreadable,
    "truncated_ciphertext": Unreadable,
    "short_iv": InvalidField,
}


@pytest.mark.parametrize("case", [case for case in FLE["negative"] if case["id"] in SPOILT], ids=lambda case: case["id"])
def test_a_spoilt_vector_is_refused(vector_keys: House, case: dict[str, Any]) -> None:
    ctx = vector_keys.context(vector_keys.home)

    with pytest.raises((Unreadable, DomainError)) as refused:
        sealing.opened(ctx, case["message"], [PLACE])

    assert refused.type is SPOILT[case["id"]]


def test_a_payload_is_refused_once_its_end_has_passed(vector_keys: House) -> None:
    (case,) = (case for case in FLE["negative"] if case["id"] == "expired_payload")
    message = next(known["message"] for known in REQUESTS if known["id"] == case["use_case"])
    vector_keys.wall = lambda: datetime.fromisoformat(case["clock"])

    with pytest.raises(StaleData):
        sealing.opened(vector_keys.context(vector_keys.home), message, [PLACE])


@pytest.mark.parametrize("digest", ["SHA256", "SHA512"])
def test_the_official_library_opens_what_is_sealed(house: House, digest: str) -> None:
    ctx, pair = house.context(house.home), house.keys.pair("demo:mdes/response")
    ctx.sealing["digest"] = digest

    sealed = sealing.sealed(ctx, {"tokenDetail": {"a": 1, "encryptedData": {"b": "é"}}}, ["tokenDetail"], to=pair)

    assert sealed["tokenDetail"]["iv"] != "00" * 16
    assert decrypt_payload(deepcopy(sealed), fle()) == {"tokenDetail": {"a": 1, "encryptedData": {"b": "é"}}}


def test_every_object_of_a_list_is_sealed_for_itself(house: House) -> None:
    ctx, pair = house.context(house.home), house.keys.pair("demo:mdes/issuer")
    message = {"tokens": [{"a": {"encryptedData": 1}}, {"a": None}, {}, {"a": {"encryptedData": 2}}]}

    sealed = sealing.sealed(ctx, message, ["tokens.*.a"], to=pair)

    first, nothing, empty, last = sealed["tokens"]
    assert (nothing, empty) == ({"a": None}, {})
    assert first["a"]["encryptedKey"] != last["a"]["encryptedKey"]


def flipped(hexadecimal: str) -> str:
    return ("1" if hexadecimal[0] == "0" else "0") + hexadecimal[1:]


def node_of(message: Message) -> Message:
    node: Message = message["fundingAccountInfo"]["encryptedPayload"]
    return node


def changing(name: str, change: Callable[[str], str]) -> Callable[[Message], Message]:
    def spoil(message: Message) -> Message:
        node_of(message)[name] = change(node_of(message)[name])
        return message

    return spoil


def dropping(name: str) -> Callable[[Message], Message]:
    def spoil(message: Message) -> Message:
        del node_of(message)[name]
        return message

    return spoil


@pytest.mark.parametrize(
    ("spoil", "code", "cause"),
    [
        (changing("publicKeyFingerprint", flipped), "CRYPTOGRAPHY_ERROR", "unknown_fingerprint"),
        (changing("oaepHashingAlgorithm", lambda _: "SHA512"), "CRYPTOGRAPHY_ERROR", "oaep_hash_mismatch"),
        (changing("encryptedKey", flipped), "CRYPTOGRAPHY_ERROR", None),
        (changing("encryptedData", lambda text: text[:-32]), "CRYPTOGRAPHY_ERROR", None),
        (changing("encryptedData", lambda text: text[:-2]), "CRYPTOGRAPHY_ERROR", "ciphertext_not_block_multiple"),
        (changing("encryptedData", lambda text: "zz" + text), "CRYPTOGRAPHY_ERROR", "encryptedData_not_hex"),
        (dropping("iv"), "CRYPTOGRAPHY_ERROR", "iv_missing_but_not_zero"),
        (dropping("oaepHashingAlgorithm"), "CRYPTOGRAPHY_ERROR", "oaep_hash_missing_but_oaep_used"),
        (dropping("publicKeyFingerprint"), "MISSING_REQUIRED_FIELD", "publicKeyFingerprint_missing"),
        (dropping("encryptedKey"), "MISSING_REQUIRED_FIELD", "encryptedKey_missing"),
        (changing("iv", lambda text: text[:-2]), "INVALID_FIELD_LENGTH", "iv_length"),
    ],
)
async def test_what_is_spoilt_is_refused_and_explained(
    mdes: Caller, behind: Observer, spoil: Callable[[Message], Message], code: str, cause: str | None
) -> None:
    answer = await mdes.post(f"{DIGITIZATION}/tokenize", mdes.tokenize_message(), spoil=spoil)

    assert (answer.status, codes(answer), answer.body["supportsAuthentication"]) == (200, [code], False)
    assert (len(behind.causes), behind.findings[0].check) == (1, "encryption")
    assert cause in {None, behind.causes[0]}
    assert answer.headers["X-Emulator-Explanation"]


@pytest.mark.parametrize("value", [{"a.b.c.d.e": 1}, ["a.b", "c.d.e"], 1.5, None, True])
async def test_an_encrypted_part_that_is_no_text_is_refused(mdes: Caller, value: object) -> None:
    message = {**mdes.tokenize_message(), "fundingAccountInfo": {"encryptedPayload": {"encryptedData": value}}}

    answer = await mdes.send("POST", f"{DIGITIZATION}/tokenize", json.dumps(message).encode())

    assert (answer.status, codes(answer)) == (200, ["MISSING_REQUIRED_FIELD"])


async def test_encrypting_with_the_response_certificate_is_recognised(client: FrontDoor, behind: Observer) -> None:
    answer = await Caller(client, fle(certificate="response")).tokenize()

    assert (codes(answer), len(behind.findings)) == (["CRYPTOGRAPHY_ERROR"], 1)
    assert "response" in behind.findings[0].message + f"{behind.findings[0].got}"


async def test_a_jwe_for_another_key_is_refused(mdes: Caller, client: FrontDoor, behind: Observer) -> None:
    sealer = Caller(client, jwe())
    message = sealer.sealed(sealer.tokenize_message())
    node_of(message)["encryptedData"] = (
        "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMDAifQ" + ".AA.AAAAAAAAAAAAAAAA.AA." + "A" * 22
    )

    answer = await mdes.send("POST", f"{DIGITIZATION}/tokenize", json.dumps(message).encode())

    assert (codes(answer), behind.causes) == (["CRYPTOGRAPHY_ERROR"], ["jwe_unknown_kid"])


def test_the_plain_texts_behind_a_body_are_found_for_explanations(house: House) -> None:
    sealed = encrypt_payload({"id": 1, "cardInfo": {"encryptedData": {"a": 1}}}, fle())

    plain = [json.loads(text) for text in sealing.plain_texts(house.keys, json.dumps(sealed).encode())]

    assert plain == [{"id": 1, "cardInfo": {"encryptedData": {"a": 1}}}, {"a": 1}]


@pytest.mark.parametrize("body", [b"", b"{", b'{"cardInfo": {"encryptedData": "00"}}'])
def test_a_body_that_does_not_open_has_no_plain_texts(house: House, body: bytes) -> None:
    assert list(sealing.plain_texts(house.keys, body)) == []


def test_the_key_pair_that_clients_encrypt_to_is_the_committed_one(house: House) -> None:
    pair: KeyPair = house.keys.pair(sealing.REQUEST_KEY)

    assert pair.certificate_pem == (KEYS / "request.crt").read_bytes()
