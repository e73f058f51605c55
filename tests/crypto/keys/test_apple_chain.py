"""The check that an issuer owes to a chain of certificates."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.keys import apple_chain, apple_pki
from emulator.crypto.keys.apple_chain import CATALOGUE, ChainError
from tests.crypto.keys.authority import AUTHORITY, LEAF, NOON, known
from tests.crypto.known import demo
from tests.witness import vectors

VECTORS = vectors("apple_ecc_v2")
CHAINS = VECTORS["inputs"]["chains"]
VERIFIED_AT = datetime.fromisoformat(VECTORS["inputs"]["verification_time"])
GOOD = apple_chain.write(AUTHORITY.chain(LEAF))
ROOT = AUTHORITY.root.certificate


@pytest.mark.parametrize("name", CHAINS)
def test_every_known_chain_is_judged_as_it_must_be(name: str) -> None:
    expected = VECTORS["expected"]["chains"][name]
    root = known(CHAINS[name]["pinned_root"])

    finding = apple_chain.explain(CHAINS[name]["certificates_base64_der"], root=root, now=VERIFIED_AT)

    assert (finding is None, finding and finding.cause) == (expected["accepted"], expected.get("diagnosis"))


def test_the_key_of_a_good_chain_is_the_leafs() -> None:
    key = apple_chain.trusted_key(GOOD, root=ROOT, now=NOON)

    assert key == LEAF.private_key.public_key()


def test_the_order_of_the_list_does_not_matter_and_a_sent_root_does_not_count() -> None:
    stranger = apple_pki.make_authority(chance=chance.seeded(b"stranger"), not_before=NOON)

    assert apple_chain.explain(GOOD[::-1], root=ROOT, now=NOON) is None
    assert apple_chain.explain([*GOOD, *apple_chain.write([AUTHORITY.root.der, stranger.root.der])], root=ROOT, now=NOON) is None


def forged(**differs: Any) -> list[str]:
    """A chain whose leaf or intermediate is made by hand."""
    builder = x509.CertificateBuilder().serial_number(7).not_valid_before(NOON).not_valid_after(NOON + timedelta(days=9))
    marker = x509.UnrecognizedExtension(apple_pki.MARKER, apple_pki.MARKER_VALUE)
    usage = apple_pki.key_usage(LEAF.certificate)
    assert usage is not None
    intermediate = differs.get("intermediate", AUTHORITY.intermediate.certificate)
    key = differs.get("key", LEAF.private_key.public_key())
    leaf = (
        builder.subject_name(LEAF.certificate.subject)
        .issuer_name(intermediate.subject)
        .public_key(key)
        .add_extension(marker, critical=True)
        .add_extension(usage, critical=True)
        .sign(AUTHORITY.intermediate.private_key, hashes.SHA256())
    )
    return apple_chain.write([certificate.public_bytes(serialization.Encoding.DER) for certificate in (leaf, intermediate)])


def other_intermediate(*, name: x509.Name, usage: x509.KeyUsage | None = None) -> x509.Certificate:
    key = AUTHORITY.intermediate.private_key
    builder = x509.CertificateBuilder().serial_number(8).not_valid_before(NOON).not_valid_after(NOON + timedelta(days=9))
    named = builder.subject_name(name).issuer_name(ROOT.subject).public_key(key.public_key())
    whole = named if usage is None else named.add_extension(usage, critical=True)
    return whole.sign(AUTHORITY.root.private_key, hashes.SHA256())


PEM = LEAF.certificate.public_bytes(serialization.Encoding.PEM)
DAY = timedelta(days=1)
YOUNG = apple_pki.issue_leaf(AUTHORITY, chance=chance.seeded(b"young"), not_before=NOON + 30 * DAY)
OLD_AUTHORITY = apple_pki.make_authority(chance=chance.seeded(b"old"), not_before=NOON - apple_pki.CA_LIFETIME)
OLD = apple_chain.write(OLD_AUTHORITY.chain(apple_pki.issue_leaf(OLD_AUTHORITY, chance=chance.seeded(b"l"), not_before=NOON)))
RENEWED = apple_pki.make_authority(chance=chance.seeded(b"authority"), not_before=NOON + 3 * DAY)
INTERMEDIATE_NAME = AUTHORITY.intermediate.certificate.subject
LEAF_USAGE = apple_pki.key_usage(LEAF.certificate)

MISTAKES: list[tuple[str, list[str], datetime]] = [
    ("pem_instead_of_der", [PEM.decode(), GOOD[1]], NOON),
    ("pem_instead_of_der", [base64.b64encode(PEM).decode(), GOOD[1]], NOON),
    ("not_a_certificate", ["AAAA", GOOD[1]], NOON),
    ("not_a_certificate", [GOOD[0], "é"], NOON),
    ("not_a_certificate", [GOOD[0].replace("+", "-").replace("/", "_"), GOOD[1]], NOON),
    ("no_leaf_with_marker_oid", GOOD[1:], NOON),
    ("no_leaf_with_marker_oid", [], NOON),
    ("leaf_key_not_p256", forged(key=demo("request").public_key), NOON),
    ("leaf_key_not_p256", forged(key=ec.generate_private_key(ec.SECP384R1()).public_key()), NOON),
    ("leaf_key_usage", apple_chain.write([known("leaf_without_keyEncipherment").public_bytes(serialization.Encoding.DER)]), NOON),
    ("intermediate_missing", GOOD[:1], NOON),
    ("intermediate_name", forged(intermediate=other_intermediate(name=ROOT.subject)), NOON),
    ("intermediate_key_usage", forged(intermediate=other_intermediate(name=INTERMEDIATE_NAME, usage=LEAF_USAGE)), NOON),
    ("intermediate_key_usage", forged(intermediate=other_intermediate(name=INTERMEDIATE_NAME)), NOON),
    ("chain_signature", [GOOD[0], OLD[1]], NOON),
    ("leaf_expired", GOOD, NOON + 800 * DAY),
    ("leaf_not_yet_valid", apple_chain.write(AUTHORITY.chain(YOUNG)), NOON),
    ("intermediate_not_yet_valid", [GOOD[0], *apple_chain.write([RENEWED.intermediate.der])], NOON),
]


@pytest.mark.parametrize(("cause", "texts", "now"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_chain_that_must_not_be_trusted_is_told_why(cause: str, texts: list[str], now: datetime) -> None:
    finding = apple_chain.explain(texts, root=ROOT, now=now)

    assert finding is not None
    assert (finding.check, finding.cause) == ("chain", cause)
    with pytest.raises(ChainError):
        apple_chain.trusted_key(texts, root=ROOT, now=now)


@pytest.mark.parametrize(
    ("cause", "root", "texts", "now"),
    [
        ("intermediate_expired", OLD_AUTHORITY.root.certificate, OLD, NOON + DAY),
        ("root_not_yet_valid", RENEWED.root.certificate, GOOD, NOON),
        (
            "root_expired",
            apple_pki.make_authority(chance=chance.seeded(b"authority"), not_before=NOON - 8000 * DAY).root.certificate,
            GOOD,
            NOON,
        ),
    ],
)
def test_a_chain_is_as_good_as_its_authority(cause: str, root: x509.Certificate, texts: list[str], now: datetime) -> None:
    finding = apple_chain.explain(texts, root=root, now=now)

    assert finding is not None
    assert finding.cause == cause


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    made = {cause for cause, *_ in MISTAKES} | {"intermediate_expired", "root_not_yet_valid", "root_expired"}

    assert {mistake.cause for mistake in CATALOGUE} == made
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


# The part of the leaf that is signed: outside it, an encoding may vary without any harm.
SIGNED = LEAF.der.index(LEAF.certificate.tbs_certificate_bytes)
AT = st.integers(SIGNED, SIGNED + len(LEAF.certificate.tbs_certificate_bytes) - 1)
FLIPS = st.lists(st.tuples(AT, st.integers(1, 255)), min_size=1, max_size=3, unique_by=lambda flip: flip[0])


def flipped(flips: list[tuple[int, int]]) -> str:
    der = bytearray(LEAF.der)
    for at, bits in flips:
        der[at] ^= bits
    return base64.b64encode(bytes(der)).decode()


@settings(deadline=None, max_examples=400)
@given(flips=FLIPS)
def test_a_leaf_in_which_anything_signed_changed_is_refused(flips: list[tuple[int, int]]) -> None:
    with pytest.raises(ChainError):
        apple_chain.trusted_key([flipped(flips), GOOD[1]], root=ROOT, now=NOON)


@settings(deadline=None)
@given(
    texts=st.lists(
        st.text(max_size=30) | st.binary(max_size=30).map(base64.b64encode).map(bytes.decode) | st.sampled_from(GOOD), max_size=3
    )
)
def test_anything_hostile_is_explained_or_is_the_good_chain(texts: list[str]) -> None:
    finding = apple_chain.explain(texts, root=ROOT, now=NOON)

    assert (finding is None) is (set(texts) == set(GOOD))
