"""The catalogue of mistakes, as refusals name them."""

from emulator.admin.schemas.explain import ListMistakes, MistakeList, MistakeSeen
from emulator.core.context import Context


async def list_mistakes(ctx: Context, _unit: None, message: ListMistakes) -> MistakeList:
    """Return every mistake, or those of one API or of one name."""
    rows = [
        MistakeSeen(api=api.name, check=catalogue.check, cause=row.cause, fix=row.fix)
        for api in ctx.house.apis
        for catalogue in api.mistakes
        for row in catalogue.rows
    ]
    wanted = [row for row in rows if message.api in {None, row.api} and message.cause in {None, row.cause}]
    return MistakeList(mistakes=wanted)
