"""Where the issuer of a token's card listens."""

from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import Caller
from tests.providers.vts.conftest import Observer


async def test_an_issuer_that_listens_nowhere_is_told_nothing(visa: Caller, behind: Observer) -> None:
    await behind.point_issuer_at("")

    await visa.change(await visa.token(), "suspend")

    assert await behind.notices() == []


async def test_an_issuer_hears_of_a_visa_token_once_and_only_from_visa(visa: Caller, behind: Observer, issuing: Bank) -> None:
    await visa.token()

    notices = await behind.notices()

    assert [(notice.api, notice.name, notice.receiver) for notice in notices] == [("vts.issuer", "token_created", "issuer:demo-issuer")]
    assert notices[0].url.startswith(issuing.url)
