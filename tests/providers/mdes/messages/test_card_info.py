"""The older member for the newer one."""

from typing import Any

from emulator.providers.mdes.messages.card_info import regrouped, renamed


def test_the_older_member_takes_the_place_of_the_newer() -> None:
    old = {"requestId": "1", "cardInfo": {"encryptedData": "00", "iv": "11", "panUniqueReference": "F"}}

    assert renamed(old) == {
        "requestId": "1",
        "fundingAccountInfo": {"panUniqueReference": "F", "encryptedPayload": {"encryptedData": "00", "iv": "11"}},
    }


def test_a_reference_alone_needs_no_encrypted_part() -> None:
    assert renamed({"cardInfo": {"panUniqueReference": "F"}}) == {"fundingAccountInfo": {"panUniqueReference": "F"}}


def test_a_message_without_the_older_member_or_with_both_stays_as_it_is() -> None:
    messages: list[dict[str, Any]] = [{"a": 1}, {"cardInfo": {}, "fundingAccountInfo": {}}, {"cardInfo": "text"}]

    assert [renamed(message) for message in messages] == messages


def test_a_flat_card_is_put_into_groups() -> None:
    flat = {"accountNumber": "1", "expiryMonth": "2", "cardholderName": "JANE", "source": "CARD_ON_FILE"}

    assert regrouped({"encryptedData": flat}) == {
        "encryptedData": {
            "source": "CARD_ON_FILE",
            "cardAccountData": {"accountNumber": "1", "expiryMonth": "2"},
            "accountHolderData": {"accountHolderName": "JANE"},
        }
    }


def test_a_card_that_is_in_groups_already_stays_as_it_is() -> None:
    nodes: list[dict[str, Any]] = [{"encryptedData": {"cardAccountData": {}}}, {"encryptedData": []}, {"encryptedData": "text"}]

    assert [regrouped(node) for node in nodes] == nodes
