"""The issuer's keys at MDES."""

import shutil
from pathlib import Path

import pytest

from emulator.issuer_app.errors import BadSetting
from emulator.issuer_app.mdes.keys import load_keys

from ..stand_in import KEYS


def test_the_demo_keys_load() -> None:
    keys = load_keys(KEYS)

    assert (keys.signing.key_size, keys.tav.key_size) == (2048, 2048)
    assert "PRIVATE" not in repr(keys)


@pytest.mark.parametrize("name", ["signing.p12", "request.crt", "issuer.key", "tav.key"])
@pytest.mark.parametrize("content", [None, b"", b"nonsense", b"-----BEGIN nonsense"])
def test_a_key_that_is_missing_or_broken_is_one_sentence(tmp_path: Path, name: str, content: bytes | None) -> None:
    folder = tmp_path / "mdes"
    folder.mkdir()
    for known in ("signing.p12", "request.crt", "issuer.key", "tav.key"):
        shutil.copy(KEYS / "mdes" / known, folder)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)

    with pytest.raises(BadSetting, match="does not hold the keys of the issuer") as refusal:
        load_keys(tmp_path)

    assert "\n" not in str(refusal.value)
