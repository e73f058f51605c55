"""Every mistake in Visa's opaque payment card is named."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.payloads.visa.opc_mistakes import CATALOGUE, CHECK, REQUESTORS, explain
from tests.crypto.payloads.visa.cards import EXPECTED, INPUTS, KEYS, PAN, WALLET, card, made, with_part


def test_no_mistake_is_found_in_the_known_card() -> None:
    assert explain(EXPECTED["cases"]["google_opc"]["compact_jwe"], KEYS, WALLET) is None
    assert explain(made(), KEYS, WALLET) is None


def provider(**changes: object) -> dict[str, object]:
    members = {**WALLET.provider(is_verified=True), **changes}
    return card(provider={name: value for name, value in members.items() if value is not None})


MISTAKES: list[tuple[str, dict[str, object], str]] = [
    ("card_member_missing", card(accountNumber=None), "accountNumber"),
    ("month_or_year_format", card(expirationDate={"month": "12", "year": "29"}), "expiry"),
    ("provider_missing", card(provider=None), "clientWalletProvider, clientWalletAccountID, clientDeviceID"),
    ("provider_missing", provider(clientDeviceID=None), "lacks clientDeviceID"),
    ("account_or_device_id_too_long", provider(clientDeviceID="d" * 25), "clientDeviceID"),
    ("account_or_device_id_too_long", provider(clientWalletAccountID="a" * 25), "clientWalletAccountID"),
    ("account_or_device_id_too_long", provider(clientAppID="a" * 37), "clientAppID"),
    ("trid_of_another_wallet", provider(clientWalletProvider="40010043095"), "Samsung Pay"),
    ("provider_differs", provider(clientWalletProvider="40019999999"), "clientWalletProvider"),
    ("provider_differs", provider(clientDeviceID="another"), "clientDeviceID differs from the wallet's own."),
    ("provider_differs", provider(clientWalletAccountID=WALLET.account_id.lower()), "only by letter case"),
    ("provider_differs", provider(clientWalletAccountID=WALLET.account_id.lower()[:-1]), "wallet's own."),
    ("provider_differs", provider(clientDeviceID=WALLET.device_id[:23] + "\n"), "wallet's own."),
    ("provider_differs", provider(clientAppID="emulator-app\n"), "only by blanks or line ends"),
    ("provider_differs", provider(clientAppID=None), "clientAppID"),
]


@pytest.mark.parametrize(("cause", "members", "told"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_mistake_made_by_hand_is_named(cause: str, members: dict[str, object], told: str) -> None:
    finding = explain(made(members), KEYS, WALLET)

    assert finding is not None
    assert (finding.check, finding.cause) == (CHECK, cause)
    assert told in finding.message
    assert PAN not in str(finding)


def test_a_wallet_that_sent_no_app_id_does_not_compare_it() -> None:
    wallet = replace(WALLET, app_id=None)

    assert explain(made(), KEYS, wallet) is None


def test_a_difference_shows_both_values() -> None:
    finding = explain(made(provider(clientDeviceID="another")), KEYS, WALLET)

    assert finding is not None
    assert (finding.expected, finding.got, finding.difference) == (WALLET.device_id, "another", 0)


def test_a_field_that_does_not_open_is_explained_as_a_field() -> None:
    finding = explain(with_part(3, "AAAA"), KEYS, WALLET)

    assert finding is not None
    assert (finding.check, finding.cause) == ("encryption", "gcm_tag_mismatch")


def test_the_wallets_that_are_known_have_ids_of_eleven_digits() -> None:
    assert all(len(requestor) == 11 and requestor.isdigit() for requestor in REQUESTORS)


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {mistake.cause for mistake in CATALOGUE} == {cause for cause, *_ in MISTAKES}
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_the_vectors_hold_a_card_for_this_wallet() -> None:
    assert json.loads(INPUTS["cases"]["google_opc"]["plaintext_utf8"])["provider"]["clientWalletProvider"] in REQUESTORS


VALUES: Any = (
    st.none()
    | st.integers()
    | st.text(max_size=30)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)
)


@settings(deadline=None)
@given(
    members=st.dictionaries(
        st.sampled_from(["clientWalletProvider", "clientWalletAccountID", "clientDeviceID", "clientAppID"]), VALUES, min_size=1
    )
)
def test_any_provider_that_is_not_the_wallets_is_explained(members: dict[str, object]) -> None:
    finding = explain(made(provider(**members)), KEYS, WALLET)

    assert finding is not None
    assert finding.check == CHECK
