"""Every mistake of every catalogue is named by a live refusal and by `explain`, or stands here with the reason why none can be."""

from collections.abc import Iterable
from typing import Final

from emulator import bootstrap
from tests.flows.explained import gate, nodes, test_mdes, test_proofs, test_visa, test_visa_enveloped, test_visa_pushed
from tests.flows.explained.phone import test_activation, test_apple, test_mastercard, test_sessions
from tests.flows.explained.phone import test_visa as phone_visa
from tests.house.sources import expect_none

# The first part of the API's name, the part of the request, and the mistake.
Row = tuple[str, str, str]

READ_BY_THE_PHONE: Final = "Issuers hand this card to a wallet and not to MDES: the phone names the same rows."
SHAPE: Final = "The message's own checks refuse the member before; the phone, which has none, names the same row."
NO_LIMIT: Final = "How old a field may be is not published, so nobody who reads one looks; whoever calls the engine may say."
ONE_SERVER: Final = "Agentic commerce has one key for messages, so none of its others can have been taken in its place."
ONE_KEY: Final = "The phone opens Visa's cards with one key, which is 35 letters that are neither hex nor base64."

NOWHERE: Final[dict[Row, str]] = {
    ("mdes", "opaque payment card", "visa_opc_sent_as_mastercard"): READ_BY_THE_PHONE,
    ("mdes", "opaque payment card", "base64_applied_twice"): READ_BY_THE_PHONE,
    ("mdes", "opaque payment card", "not_base64"): READ_BY_THE_PHONE,
    ("mdes", "opaque payment card", "not_json"): READ_BY_THE_PHONE,
    ("mdes", "opaque payment card", "card_missing"): READ_BY_THE_PHONE,
    ("mdes", "opaque payment card", "tav_not_base64_string"): READ_BY_THE_PHONE,
    ("mdes", "tokenization authentication value", "tav_too_long"): SHAPE,
    ("vts", "opaque payment card", "card_member_missing"): SHAPE,
    ("vts", "opaque payment card", "month_or_year_format"): SHAPE,
    ("vts", "opaque payment card", "account_or_device_id_too_long"): SHAPE,
    ("vts", "encrypted field", "stale_iat"): NO_LIMIT,
    ("vts", "encrypted message", "encrypted_with_another_of_our_keys"): ONE_SERVER,
    ("admin", "Google and Samsung: Visa's encryption", "kek_from_decoded_secret"): ONE_KEY,
    ("admin", "Google and Samsung: Visa's encryption", "kek_is_raw_secret"): ONE_KEY,
    ("admin", "Google and Samsung: Visa's encryption", "kek_of_another_kid"): ONE_KEY,
}

# What the tests of tests/flows/explained are parametrized with; the mistake comes first in each of their rows.
TABLES: Final[dict[tuple[str, str], Iterable[tuple[object, ...]]]] = {
    **{("mdes", check): make() for check, make in (gate.REFUSED | gate.REMARKED).items()},
    ("mdes", "encryption"): nodes.MADE,
    ("mdes", "tokenization authentication value"): test_proofs.MADE,
    ("vts", "x-pay-token"): test_visa.TOKENS,
    ("vts", "encrypted field"): test_visa.FIELDS,
    ("vts", "opaque payment card"): test_visa_pushed.MADE,
    ("vts", "encrypted message"): (*test_visa_enveloped.REFUSED, *test_visa_enveloped.REMARKED),
    ("admin", "Apple: transport"): test_apple.TRANSPORT,
    ("admin", "Apple: encryption of the pass data"): (*test_apple.EPHEMERAL, *test_apple.SEALED),
    ("admin", "Apple: pass data"): test_apple.PASS_DATA,
    ("admin", "Apple: Visa's activation data"): test_activation.MADE,
    ("admin", "Google and Samsung: what the app says"): test_sessions.WORDS,
    ("admin", "Google and Samsung: Mastercard's opaque card"): test_mastercard.ENVELOPES,
    ("admin", "Google and Samsung: Mastercard's encryption"): test_mastercard.NODES,
    ("admin", "Google and Samsung: Visa's encryption"): phone_visa.FIELDS,
    ("admin", "Google and Samsung: Visa's opaque card"): phone_visa.CARDS,
    ("admin", "Mastercard's tokenization authentication value"): test_mastercard.TAVS,
    ("admin", "card"): phone_visa.UNFIT,
}
# Those that take more than a row to make, and the test that does.
ALONE: Final[dict[Row, object]] = {
    ("mdes", "body hash", "body_hash_of_plaintext"): test_mdes.test_a_hash_of_the_plaintext_is_named_live_and_by_explain,
    ("vts", "x-pay-token", "query_signed_decoded"): test_visa.test_a_text_with_the_query_decoded,
    ("vts", "x-pay-token", "body_signed_before_encryption"): test_visa_enveloped.test_a_body_that_was_signed_before_it_was_encrypted,
    ("admin", "session", "session_answered"): test_sessions.test_a_session_that_was_answered,
    ("admin", "session", "session_expired"): test_sessions.test_a_session_that_has_ended,
    ("admin", "Apple: Visa's activation data", "base64_applied_twice"): test_activation.test_a_number_that_was_encoded_twice,
    ("admin", "card", "last_digits_differ"): test_activation.test_a_number_that_ends_otherwise_than_the_wallet_shows,
    ("admin", "card", "no_issuer_owns_the_card"): phone_visa.test_a_card_that_no_issuer_owns,
}


def catalogued() -> set[Row]:
    """Every mistake that can be named; APIs of one provider share theirs."""
    return {
        (api.name.partition(".")[0], catalogue.check, row.cause)
        for api in bootstrap.APIS
        for catalogue in api.mistakes
        for row in catalogue.rows
    }


def made() -> set[Row]:
    """Every mistake that is made both ways."""
    return {(*part, str(row[0])) for part, rows in TABLES.items() for row in rows} | ALONE.keys()


def unmade(rows: set[Row], tests: set[Row], excused: set[Row]) -> list[Row]:
    """Mistakes that no test makes and nobody excuses, and excuses for what is made or is no mistake."""
    return sorted(rows - tests - excused) + sorted(excused & tests) + sorted(excused - rows)


def test_every_mistake_is_named_live_and_by_explain() -> None:
    assert len(catalogued()) > 300
    expect_none(unmade(catalogued(), made(), set(NOWHERE)))


def test_a_mistake_that_nobody_makes_and_an_excuse_for_one_that_is_made_are_found() -> None:
    one, two, three = ("a", "b", "one"), ("a", "b", "two"), ("a", "b", "three")

    assert unmade({one, two}, {two}, {two, three}) == [one, two, three]
