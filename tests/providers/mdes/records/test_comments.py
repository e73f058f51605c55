"""Comments on tokens."""

from emulator.core.context import House
from emulator.providers.mdes.records import comments
from emulator.providers.mdes.records.comments import Comment
from emulator.storage.unit import Unit

AUDIT = {"UserId": "A1", "UserName": "John Smith", "Organization": "Any Bank"}


async def test_comments_of_a_token_come_back_oldest_first(house: House) -> None:
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> tuple[list[Comment], list[Comment]]:
        made = [await comments.add(ctx, unit, "D1", text=text, audit=AUDIT) for text in ("first", "second ☂")]
        await comments.add(ctx, unit, "D2", text="another", audit=AUDIT)
        return made, await comments.of_token(unit, "D1")

    made, found = await house.unit(ctx, work)

    assert found == made
    assert [(comment.text, comment.audit) for comment in found] == [("first", AUDIT), ("second ☂", AUDIT)]


async def test_a_comment_is_found_by_its_id(house: House) -> None:
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> tuple[Comment, Comment | None, Comment | None]:
        made = await comments.add(ctx, unit, "D1", text="x", audit=AUDIT)
        return made, await comments.get(unit, made.id), await comments.get(unit, "nobody")

    made, found, missing = await house.unit(ctx, work)

    assert (found, missing) == (made, None)
    assert len(made.id) == 9


async def test_an_id_that_is_taken_is_drawn_again(house: House) -> None:
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> tuple[str, str]:
        first = await comments.add(ctx, unit, "D1", text="x", audit=AUDIT)
        # The same stretch of chance once more: its first draw is taken.
        ctx.rewind()
        return first.id, (await comments.add(ctx, unit, "D1", text="y", audit=AUDIT)).id

    first, second = await house.unit(ctx, work)

    assert first != second
