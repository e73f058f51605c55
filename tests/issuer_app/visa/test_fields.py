"""Encrypted fields: another library opens them."""

from emulator.issuer_app.visa.fields import sealed

from .stand_in import KEY_ID, KEY_SECRET, opened


def test_another_library_opens_a_field() -> None:
    text = sealed({"nameOnCard": "JOSÉ DOE"}, key_id=KEY_ID, secret=KEY_SECRET)

    assert opened(text) == {"nameOnCard": "JOSÉ DOE"}


def test_no_two_are_alike() -> None:
    texts = {sealed({}, key_id=KEY_ID, secret=KEY_SECRET) for _ in range(2)}

    assert len(texts) == 2
