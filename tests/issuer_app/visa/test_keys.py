"""The issuer's keys and secrets at Visa."""

import shutil
from pathlib import Path

import pytest

from emulator.issuer_app.errors import BadSetting
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.visa.keys import load_keys, secrets_of

from ..stand_in import KEYS

FILES = ("vts/jws.crt", "mdes/issuer.key")


def test_the_demo_keys_load() -> None:
    keys = load_keys(KEYS)

    assert (keys.opening.is_private, keys.verifying.is_private) == (True, False)
    assert "RSAKey" not in repr(keys)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [None, b"", b"nonsense"])
def test_a_key_that_is_missing_or_broken_is_one_sentence(tmp_path: Path, name: str, content: bytes | None) -> None:
    for known in FILES:
        (tmp_path / known).parent.mkdir()
        shutil.copy(KEYS / known, tmp_path / known)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(BadSetting, match="does not hold the keys of the issuer at Visa") as refusal:
        load_keys(tmp_path)

    assert "\n" not in str(refusal.value)


def test_secrets_do_not_show() -> None:
    secrets = secrets_of(Settings(visa_shared_secret="hidden-one", visa_key_secret="hidden-two"))

    assert secrets.shared_secret == "hidden-one"
    assert "hidden" not in repr(secrets)
