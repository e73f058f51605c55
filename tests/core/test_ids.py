"""Identifiers have the providers' forms, are spread evenly, and repeat under the same stream of chance."""

import re
import string
import uuid
from collections import Counter
from collections.abc import Callable

import pytest

from emulator.core.ids import Ids
from emulator.crypto.chance import Chance, seeded, system
from emulator.domain.pan import Network, passes_luhn

# Patterns of the identifiers that Mastercard's public samples show.
FORMS: dict[str, tuple[Callable[[Ids], str], str]] = {
    "tokenUniqueReference": (Ids.token_unique_reference, r"DWSPMC[0-9]{10}[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"),
    "panUniqueReference": (Ids.pan_unique_reference, r"FWSPMC[0-9]{10}[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"),
    "paymentAccountReference": (lambda ids: ids.payment_account_reference(Network.MASTERCARD), r"5001[0-9A-Z]{25}"),
    "Visa's PAR": (lambda ids: ids.payment_account_reference(Network.VISA), r"V001[0-9A-Z]{25}"),
    "token number": (lambda ids: ids.token_number(Network.MASTERCARD).reveal(), r"54809[0-9]{11}"),
    "Visa's token number": (lambda ids: ids.token_number(Network.VISA).reveal(), r"48953[0-9]{11}"),
    "digits": (lambda ids: ids.digits(11), r"[0-9]{11}"),
    "letters": (lambda ids: ids.letters(40), r"[0-9A-Za-z]{40}"),
    "uuid": (Ids.uuid, r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
}


@pytest.mark.parametrize(("make", "form"), FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("chance", [system, seeded(b"1"), bytes, lambda n: b"\xf7" * n], ids=["system", "seeded", "zeros", "highest"])
def test_an_id_has_the_form_that_the_provider_publishes(make: Callable[[Ids], str], form: str, chance: Chance) -> None:
    assert re.fullmatch(form, make(Ids(chance)))


def test_references_of_mdes_have_48_characters_and_a_par_29() -> None:
    ids = Ids(system)
    made = (ids.token_unique_reference(), ids.pan_unique_reference(), ids.payment_account_reference(Network.VISA))

    assert [len(text) for text in made] == [48, 48, 29]


@pytest.mark.parametrize("chance", [system, bytes, lambda n: b"\xff" * n], ids=["system", "zeros", "ones"])
def test_uuids_are_of_version_4(chance: Chance) -> None:
    made = uuid.UUID(Ids(chance).uuid())

    assert (made.version, made.variant) == (4, uuid.RFC_4122)


@pytest.mark.parametrize("network", Network)
def test_token_numbers_pass_luhn_and_belong_to_their_network(network: Network) -> None:
    ids = Ids(seeded(b"luhn"))
    numbers = [ids.token_number(network) for _ in range(200)]

    assert all(passes_luhn(number.reveal()) and number.network is network for number in numbers)
    assert len(set(numbers)) == 200


@pytest.mark.parametrize(
    ("draw", "alphabet"),
    [
        (Ids.digits, string.digits),
        (Ids.alphanumeric, string.digits + string.ascii_uppercase),
        (Ids.letters, string.digits + string.ascii_letters),
    ],
)
def test_every_letter_comes_up_equally_often(draw: Callable[[Ids, int], str], alphabet: str) -> None:
    each = 2_000
    drawn = Counter(draw(Ids(seeded(b"even")), each * len(alphabet)))

    # Chi squared, with 61 degrees of freedom at most: 120 is passed by chance once in a hundred thousand times.
    assert set(drawn) == set(alphabet)
    assert sum((count - each) ** 2 / each for count in drawn.values()) < 120


def test_every_byte_maps_to_a_letter_without_favour() -> None:
    def every_byte(length: int) -> bytes:
        return bytes(range(256)) * (length // 256 + 1)

    drawn = Counter(Ids(every_byte).digits(250))

    assert set(drawn.values()) == {25}


@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_as_many_letters_come_as_were_asked_for(count: int) -> None:
    ids = Ids(seeded(b"count"))

    assert [len(draw(count)) for draw in (ids.digits, ids.alphanumeric, ids.letters)] == [count] * 3


def test_one_stream_makes_the_same_ids_again() -> None:
    def some(key: bytes) -> list[str]:
        ids = Ids(seeded(key))
        return [ids.uuid(), ids.token_unique_reference(), ids.digits(6), ids.letters(9), ids.token_number(Network.VISA).reveal()]

    assert some(b"a") == some(b"a")
    assert not set(some(b"a")) & set(some(b"b"))
