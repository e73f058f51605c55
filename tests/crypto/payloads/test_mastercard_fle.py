"""Field-level encryption: known nodes, the official client in both directions, and hostile nodes."""

import json
from typing import Any

import pytest
from client_encryption.field_level_encryption import decrypt_payload, encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.keys.keyring import Keyring, ring
from emulator.crypto.payloads import mastercard_fle as fle
from tests.crypto.known import DEMO, demo, scripted, witness
from tests.crypto.payloads.nodes import PLAINTEXT, REQUESTS, known, node_of, witness_ring
from tests.witness import vectors

PAIR = demo("request")
FINGERPRINT = PAIR.fingerprints.cert_sha256


def sealed(digest: str | None = "SHA256", key_bytes: int = 16) -> dict[str, str]:
    return fle.seal(PLAINTEXT, PAIR.public_key, fingerprint=FINGERPRINT, digest=digest, chance=chance.seeded(b"fle"), key_bytes=key_bytes)


NODE = sealed()


@pytest.mark.parametrize("identifier", [case["id"] for case in vectors("mdes_fle")["cases"]])
def test_the_known_nodes_open(identifier: str) -> None:
    case = known(identifier)

    assert fle.open_sealed(node_of(case), witness_ring()).decode() == case["plaintext_utf8"]


@pytest.mark.parametrize("identifier", ["request_tokenize_sha256", "request_tokenize_sha512", "request_aes256", "request_pkcs1v15"])
def test_given_bytes_make_the_known_ciphertext(identifier: str) -> None:
    case = known(identifier)
    node = node_of(case)
    digest = node.get("oaepHashingAlgorithm")
    filler = {None: "01" * 237, "SHA256": "00" * 32, "SHA512": "00" * 64}[digest]

    made = fle.seal(
        case["plaintext_utf8"].encode(),
        witness("request").public_key,
        fingerprint=node["publicKeyFingerprint"],
        digest=digest,
        chance=scripted(case["aes_key_hex"], case["iv_hex"], filler),
        key_bytes=len(case["aes_key_hex"]) // 2,
    )

    assert {**made, "encryptedKey": ""} == {**node, "encryptedKey": ""}


@pytest.mark.parametrize(
    ("identifier", "error"),
    [
        ("wrong_fingerprint", fle.UnknownFingerprint),
        ("corrupted_encrypted_key", fle.WrongKey),
        ("wrong_digest_name", fle.WrongKey),
        ("truncated_ciphertext", fle.WrongLength),
        ("short_iv", fle.WrongLength),
    ],
)
def test_the_known_wrong_nodes_are_refused(identifier: str, error: type[fle.FleError]) -> None:
    with pytest.raises(error):
        fle.open_sealed(node_of(known(identifier, "negative")), witness_ring())


@pytest.fixture(params=["SHA-256", "SHA-512"])
def official(request: pytest.FixtureRequest) -> FieldLevelEncryptionConfig:
    """The official client's configuration as its tutorial has it, with one key pair for both directions."""
    return FieldLevelEncryptionConfig(
        {
            "paths": {"$": {"toEncrypt": {"card.encryptedData": "card"}, "toDecrypt": {"card": "card.encryptedData"}}},
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": request.param,
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
            "encryptionCertificate": str(DEMO / "request.crt"),
            "decryptionKey": str(DEMO / "request.key"),
        }
    )


@pytest.mark.parametrize("plaintext", [{"accountNumber": "5204247750001471", "name": "José"}, [{"pushAccountId": "1"}]])
def test_what_the_official_client_seals_opens(official: FieldLevelEncryptionConfig, plaintext: Any) -> None:
    node = encrypt_payload({"card": {"encryptedData": plaintext}}, official)["card"]

    assert json.loads(fle.open_sealed(node, REQUESTS)) == plaintext
    assert len(node) == 5


@pytest.mark.parametrize("digest", ["SHA256", "SHA512"])
@pytest.mark.parametrize("key_bytes", [16, 24, 32])
def test_the_official_client_opens_what_is_sealed(official: FieldLevelEncryptionConfig, digest: str, key_bytes: int) -> None:
    node = sealed(digest, key_bytes)

    assert decrypt_payload({"card": dict(node)}, official) == {"card": {"encryptedData": json.loads(PLAINTEXT)}}


@pytest.mark.parametrize("digest", ["SHA256", "SHA512", "SHA-256", "SHA-512", None])
def test_what_is_sealed_opens(digest: str | None) -> None:
    node = sealed(digest)

    assert fle.open_sealed(node, REQUESTS) == PLAINTEXT
    assert node.get("oaepHashingAlgorithm") == (digest and digest.replace("-", ""))


@pytest.mark.parametrize("kind", ["cert_sha1", "cert_sha256", "spki_sha1", "spki_sha256"])
@pytest.mark.parametrize("spell", [str.lower, str.upper])
def test_every_kind_of_fingerprint_is_accepted_in_any_letter_case(kind: str, spell: type[str]) -> None:
    node = {**NODE, "publicKeyFingerprint": spell(getattr(PAIR.fingerprints, kind))}

    assert fle.open_sealed(node, REQUESTS) == PLAINTEXT


def test_an_alias_is_accepted() -> None:
    keyring = ring([PAIR], {"4c4ead5927f0df8117f178eea9308daa58e27c2b": "request"})

    assert fle.open_sealed({**NODE, "publicKeyFingerprint": "4C4EAD5927F0DF8117F178EEA9308DAA58E27C2B"}, keyring) == PLAINTEXT


@pytest.mark.parametrize("name", ["SHA-256", "sha256", "SHA256"])
def test_the_digest_may_be_written_with_a_dash_or_small(name: str) -> None:
    assert fle.open_sealed({**NODE, "oaepHashingAlgorithm": name}, REQUESTS) == PLAINTEXT


@pytest.mark.parametrize("absent", [{"oaepHashingAlgorithm": ""}, {"oaepHashingAlgorithm": None}])
def test_a_blank_digest_means_pkcs1_v1_5(absent: dict[str, Any]) -> None:
    assert fle.open_sealed({**sealed(None), **absent}, REQUESTS) == PLAINTEXT


def test_the_same_chance_gives_the_same_node() -> None:
    assert sealed() == NODE


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"encryptedData": None}, fle.MissingField, "encryptedData"),
        ({"encryptedKey": 5}, fle.MissingField, "encryptedKey"),
        ({"publicKeyFingerprint": []}, fle.MissingField, "publicKeyFingerprint"),
        ({"encryptedData": "zz"}, fle.NotHex, "encryptedData"),
        ({"encryptedData": "abc"}, fle.NotHex, "encryptedData"),
        ({"encryptedKey": "00 00"}, fle.NotHex, "encryptedKey"),
        ({"iv": "é"}, fle.NotHex, "iv"),
        ({"iv": 7}, fle.MissingField, "iv"),
        ({"iv": "00" * 12}, fle.WrongLength, "iv"),
        ({"encryptedData": "00" * 16 * 8193}, fle.WrongLength, "encryptedData"),
        ({"oaepHashingAlgorithm": "SHA1"}, fle.UnknownDigest, "oaepHashingAlgorithm"),
        ({"oaepHashingAlgorithm": 1}, fle.MissingField, "oaepHashingAlgorithm"),
        ({"publicKeyFingerprint": "00"}, fle.UnknownFingerprint, "publicKeyFingerprint"),
        ({"encryptedKey": "00"}, fle.WrongKey, "encryptedKey"),
        ({"encryptedKey": "00" * 256}, fle.WrongKey, "encryptedKey"),
        ({"encryptedData": "00" * 32}, fle.WrongContent, "encryptedData"),
    ],
)
def test_a_node_that_does_not_open_says_which_member_is_to_blame(change: dict[str, Any], error: type[fle.FleError], field: str) -> None:
    with pytest.raises(error) as refused:
        fle.open_sealed({**NODE, **change}, REQUESTS)

    assert refused.value.field == field


def test_a_pair_without_its_private_key_opens_nothing() -> None:
    certificate_only = type(PAIR)("request", PAIR.certificate_pem)

    with pytest.raises(fle.UnknownFingerprint):
        fle.open_sealed(NODE, Keyring((certificate_only,)))


def test_sealing_with_another_digest_is_refused() -> None:
    with pytest.raises(fle.UnknownDigest):
        sealed("SHA1")


HEX = st.text("0123456789abcdefABCDEF", max_size=80)
VALUES = st.none() | st.integers() | st.text(max_size=20) | HEX | st.lists(st.integers(), max_size=2) | st.just("00" * 256)


@settings(max_examples=200, deadline=None)
@given(change=st.dictionaries(st.sampled_from([*NODE, "aad"]), VALUES, max_size=5))
def test_a_hostile_node_opens_or_is_refused(change: dict[str, Any]) -> None:
    try:
        fle.open_sealed({**NODE, **change}, REQUESTS)
    except fle.FleError as error:
        refused = error.cause
    else:
        refused = "opened"

    assert refused in {"opened", *(kind.cause for kind in fle.FleError.__subclasses__())}


@settings(deadline=None)
@given(node=st.dictionaries(st.text(max_size=5) | st.sampled_from(list(NODE)), VALUES, max_size=6))
def test_a_node_of_anything_is_refused(node: dict[str, Any]) -> None:
    with pytest.raises(fle.FleError):
        fle.open_sealed(node, REQUESTS)
