"""What issuers and Visa share in every world: of the forms that both sides need."""

import re

from emulator.core import issuer_secrets


def test_the_opaque_cards_key_id_and_parties_have_the_forms_of_published_samples() -> None:
    uuid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

    assert len(issuer_secrets.OPC_KEY_ID) == 49
    assert uuid.fullmatch(issuer_secrets.OPC_ISSUER)
    assert uuid.fullmatch(issuer_secrets.OPC_AUDIENCE)


def test_the_usual_key_set_is_there_and_its_key_is_one_of_two_key_tdea() -> None:
    assert len(issuer_secrets.ACTIVATION_KEYS[issuer_secrets.ACTIVATION_KEY_SET]) == 16
    assert re.fullmatch(r"[0-9]{6}\.[0-9]", issuer_secrets.ACTIVATION_KEY_SET)
