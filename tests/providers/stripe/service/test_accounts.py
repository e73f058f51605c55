"""The account that a key belongs to."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import WitnessedClient

pytestmark = pytest.mark.exercises("stripe.retrieve_account", "stripe.retrieve_account_named")


async def test_a_key_has_one_account(connection: tuple[stripe.StripeClient, WitnessedClient], ada: Any) -> None:
    accounts = connection[0].v1.accounts

    account = await accounts.retrieve_current_async()

    assert await accounts.retrieve_async(account.id) == account
    assert (account.id[:5], account.id[-10:]) == ("acct_", ada.id.removeprefix("ich_1")[5:15])
    assert account.capabilities
    assert account.capabilities.card_issuing == "active"


async def test_another_account_is_not_shown(connection: tuple[stripe.StripeClient, WitnessedClient]) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such account: 'acct_nope'"):
        await connection[0].v1.accounts.retrieve_async("acct_nope")
