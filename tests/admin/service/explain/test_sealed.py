"""Every message that travels sealed is found in the rows."""

from emulator import bootstrap
from emulator.admin.service.explain.sealed import sealed_messages


def test_the_messages_of_every_sealing_api_are_found_once() -> None:
    found = list(sealed_messages(bootstrap.APIS))

    places = {message.at.rpartition(".")[0] for message in found}
    assert {"mdes.digital_enablement", "mdes.customer_service", "mdes.issuer"} <= places
    assert len({message.kind for message in found}) == len(found) > 5


def test_a_message_says_what_is_wrong_with_a_value() -> None:
    for message in sealed_messages(bootstrap.APIS):
        if (error := message.problems({"nothing": "of it"})) is not None:
            assert error.error_count() > 0
