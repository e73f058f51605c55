"""Who made a change is kept with it."""

from tests.providers.mdes.caller import Caller
from tests.providers.mdes.customer_service.desk import OPERATOR, Desk, tokenized

OTHER = {"UserId": "B1", "UserName": "Jane Roe", "Organization": "Any Bank"}


async def test_every_change_has_its_own_operator(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    await desk.about("token/suspend", reference, ReasonCode="L")
    await desk.about("token/unsuspend", reference, ReasonCode="F", AuditInfo=OTHER)

    assert [line.get("AuditInfo") for line in await desk.history(reference)] == [None, OPERATOR, OTHER]


async def test_a_refused_change_leaves_neither_a_comment_nor_an_operator(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    await desk.refused("token/unsuspend", reference, ReasonCode="F", CommentText="Never mind")

    assert (await desk.about("token/comments", reference))["Comments"]["Comment"] == []
    assert len(await desk.history(reference)) == 1


async def test_a_change_of_the_requestors_between_two_of_the_issuers_has_no_operator(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await desk.about("token/suspend", reference, ReasonCode="L")
    await mdes.change("suspend", reference)
    await desk.about("updatetokenassurance", reference)

    assert [line.get("AuditInfo") for line in await desk.history(reference)] == [None, OPERATOR, None, OPERATOR]
