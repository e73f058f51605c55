"""What the issuer encrypts to MDES opens with MDES's key, and with no other."""

import pytest

from emulator.issuer_app.mdes.answering import sealed
from emulator.issuer_app.mdes.keys import load_keys
from emulator.issuer_app.mdes.schemas import AccountStanding

from ..stand_in import KEYS, opened, private_key

PLAIN = AccountStanding(accountStatus="ACTIVE")


def test_an_answer_opens_with_the_key_of_mdes_and_leaves_out_what_has_no_value() -> None:
    answer = sealed(PLAIN, load_keys(KEYS).answer_sealing)

    assert opened(answer.model_dump(), private_key("request")) == {"accountStatus": "ACTIVE"}


def test_an_answer_does_not_open_with_the_issuers_own_key() -> None:
    answer = sealed(PLAIN, load_keys(KEYS).answer_sealing)

    with pytest.raises(ValueError, match="Decryption failed"):
        opened(answer.model_dump(), private_key("issuer"))
