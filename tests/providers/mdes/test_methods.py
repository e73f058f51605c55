"""Ways to verify a cardholder have a name on each side."""

from emulator.domain.codes import Channel
from emulator.providers.mdes import methods

# Copied by hand from what Mastercard documents for issuers, and for its Customer Service.
NAMES = {
    "TEXT_TO_CARDHOLDER_NUMBER": "SMS",
    "EMAIL_TO_CARDHOLDER_ADDRESS": "EMA",
    "CARDHOLDER_TO_CALL_AUTOMATED_NUMBER": "ACC",
    "CARDHOLDER_TO_CALL_MANNED_NUMBER": "CLC",
    "CARDHOLDER_TO_VISIT_WEBSITE": "WEB",
    "CARDHOLDER_TO_USE_MOBILE_APP": "BAP",
    "ISSUER_TO_CALL_CARDHOLDER_NUMBER": "OBC",
}


def test_every_channel_has_the_names_that_mastercard_documents() -> None:
    assert {methods.TYPES[channel]: methods.SERVICE_CODES[channel] for channel in Channel} == NAMES
    assert methods.SHOWN_TYPES[Channel.APP] == "CARDHOLDER_TO_USE_ISSUER_MOBILE_APP"


def test_a_name_of_either_side_is_understood_and_others_are_passed_over() -> None:
    ways = [("CARDHOLDER_TO_USE_MOBILE_APP", "a"), ("CARDHOLDER_TO_USE_ISSUER_MOBILE_APP", "b"), ("BY_PIGEON", "c")]

    assert methods.named(ways) == [(Channel.APP, "a"), (Channel.APP, "b")]


def test_ways_named_twice_are_there_once_and_ids_count_from_one() -> None:
    ways = [(Channel.TEXT, "1"), (Channel.EMAIL, "2"), (Channel.TEXT, "1"), (Channel.TEXT, "3")]

    assert [(method.id, method.address) for method in methods.numbered(ways)] == [("1", "1"), ("2", "2"), ("3", "3")]


def test_without_channels_the_usual_ones_are_offered() -> None:
    assert [method.channel for method in methods.over(())] == [Channel.TEXT, Channel.EMAIL, Channel.AGENT]
    assert [method.channel for method in methods.over([Channel.APP])] == [Channel.APP]


def test_every_channel_leads_somewhere_that_a_message_can_hold() -> None:
    assert all(1 <= len(methods.ADDRESSES[channel]) <= 64 for channel in Channel)
