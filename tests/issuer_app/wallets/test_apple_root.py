"""The root that issuers pin."""

from pathlib import Path

import pytest

from emulator.config import shipped
from emulator.issuer_app.errors import BadSetting
from emulator.issuer_app.wallets.apple_root import apple_root
from tests.issuer_app.wallets.session import ROOT


def test_the_committed_root_is_the_phones_own() -> None:
    assert apple_root(shipped("keys")) == ROOT


def test_a_missing_root_says_what_writes_it(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="tsp-emulator keys --out"):
        apple_root(tmp_path)
