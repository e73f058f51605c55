"""Key pairs and the ring that finds them."""

import subprocess
import sys
from pathlib import Path

import pytest

from emulator.crypto.keys.keyring import KeyPair, Keyring, read_pair, ring
from tests.crypto.known import DEMO, ROLES, demo, private

RING = ring([demo("request"), demo("response")], {"PEPK-1": "request", "lost": "nobody"})
VISAS = ("server", "client", "jws")
SCRIPT = DEMO.parents[2] / "scripts" / "make_keys"


@pytest.mark.parametrize("kind", ["cert_sha1", "cert_sha256", "spki_sha1", "spki_sha256"])
@pytest.mark.parametrize("spell", [str.lower, str.upper])
def test_a_pair_is_found_by_each_kind_of_fingerprint_in_any_letter_case(kind: str, spell: type[str]) -> None:
    fingerprint = getattr(demo("response").fingerprints, kind)

    assert RING.find(spell(fingerprint)) is demo("response")


def test_a_pair_is_found_by_an_alias() -> None:
    assert RING.find("pepk-1") is demo("request")


@pytest.mark.parametrize("fingerprint", ["", "00", "lost", "request"])
def test_nothing_else_is_found(fingerprint: str) -> None:
    assert RING.find(fingerprint) is None


def test_a_pair_is_found_by_its_name() -> None:
    assert (RING.named("request"), RING.named("nobody")) == (demo("request"), None)


def test_a_ring_lists_all_that_it_finds() -> None:
    listed = list(RING.known())

    assert ("request", "cert_sha1", demo("request").fingerprints.cert_sha1) in listed
    assert ("request", "alias", "PEPK-1") in listed
    assert len(listed) == 2 * 4 + 2


def test_a_pem_is_parsed_on_first_use_and_once() -> None:
    unreadable = KeyPair("broken", b"no certificate", b"no key")
    sound = KeyPair("sound", demo("jws").certificate_pem, demo("jws").private_key_pem)

    assert Keyring((unreadable,)).named("broken") is unreadable
    assert sound.private_key is sound.private_key
    assert sound.certificate is sound.certificate


def test_a_pair_does_not_show_its_private_key() -> None:
    assert "PRIVATE" not in repr(demo("request"))


@pytest.mark.parametrize("name", ROLES)
def test_each_committed_demo_key_belongs_to_its_certificate(name: str) -> None:
    pair = demo(name)

    assert private(pair).public_key() == pair.public_key
    assert "NOT Mastercard" in pair.certificate.subject.rfc4514_string()
    assert pair.public_key.key_size == 2048


def test_a_certificate_alone_is_a_pair_without_a_private_key(tmp_path: Path) -> None:
    (tmp_path / "partner.crt").write_bytes(demo("issuer").certificate_pem)

    pair = read_pair(tmp_path, "partner")

    assert (pair.private_key, pair.public_key) == (None, demo("issuer").public_key)


def test_making_the_demo_keys_overwrites_nothing_unasked() -> None:
    before = (DEMO / "request.key").read_bytes()

    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)

    assert (done.returncode, "--force" in done.stderr) == (1, True)
    assert (DEMO / "request.key").read_bytes() == before


def test_making_keys_elsewhere_makes_a_whole_set(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--out", tmp_path], capture_output=True, text=True, check=True)

    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    assert made == sorted(path.relative_to(DEMO.parent) for path in DEMO.parent.rglob("*.*"))
    assert "worthless on purpose" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert done.stdout.count("wrote") == len([path for path in made if path.suffix == ".key"])
    assert read_pair(tmp_path / "mdes", "request").public_key != demo("request").public_key
