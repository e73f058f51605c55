"""The kit of a world as text."""

from emulator.admin.service.credentials import demo
from emulator.admin.service.kit_text import as_text
from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_CONSUMER_KEY


def test_the_text_shows_credentials_and_fingerprints_and_no_private_key() -> None:
    keys = Keys(shipped("keys"))

    text = as_text(demo(keys, "http://127.0.0.1:8081"))

    assert DEMO_CONSUMER_KEY in text
    assert keys.pair("demo:mdes/request").fingerprints.spki_sha256 in text
    assert "50123456789" in text
    assert "PRIVATE KEY" not in text
    assert "worthless on purpose" in text
