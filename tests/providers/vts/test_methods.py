"""Ways to verify a cardholder: every way that an issuer may name has a name for requestors."""

import pytest

from emulator.domain.codes import Channel
from emulator.providers.vts import methods

# The words of both lists, as processors' documentation has them, each with what it is.
PAIRS = [
    ("cell_phone", "OTPSMS"),
    ("email", "OTPEMAIL"),
    ("bank_app", "APP-TO-APP"),
    ("customer_service", "CUSTOMERSERVICE"),
    ("outbound_call", "OUTBOUNDCALL"),
]


@pytest.mark.parametrize(("issuers", "requestors"), PAIRS)
def test_an_issuers_word_has_its_counterpart(issuers: str, requestors: str) -> None:
    assert methods.FOR_REQUESTORS[methods.CHANNELS[issuers]] == requestors


def test_every_channel_of_the_house_has_a_name_and_an_address() -> None:
    assert set(methods.FOR_REQUESTORS) == set(methods.ADDRESSES) == set(Channel)


def test_ways_have_ids_in_order_and_nobodys_addresses() -> None:
    ways = methods.over((Channel.EMAIL, Channel.APP))

    assert [(way.id, way.channel) for way in ways] == [("id-1", Channel.EMAIL), ("id-2", Channel.APP)]
    assert all(".example" in way.address or "example." in way.address for way in ways)
