"""Files: what they are is kept, what is in them is not (docs.stripe.com/api/files)."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.files import CreateFile, ListFiles, RetrieveFile
from emulator.providers.stripe.service.books.changes import add, newborn
from emulator.providers.stripe.service.books.kinds import FILE, Body
from emulator.providers.stripe.service.books.shelf import get
from emulator.providers.stripe.wire.pages import as_list, page
from emulator.storage.unit import Unit

# What the names of files of a media type end in, where they do not say it themselves.
ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf", "text/csv": "csv"}
_LONGEST_ENDING: Final = 5


async def create(ctx: Context, unit: Unit, message: CreateFile) -> Body:
    """Take a file."""
    body = newborn(ctx, FILE)
    del body["livemode"]
    upload = message.file
    return await add(
        unit,
        {
            **body,
            "expires_at": None,
            "filename": upload.filename,
            "links": as_list((), f"/v1/file_links?file={body['id']}", has_more=False),
            "purpose": message.purpose,
            "size": upload.size,
            "title": None,
            "type": _ending(upload.filename) or ENDINGS.get(upload.media_type),
            "url": f"{ctx.house.public_url}/v1/files/{body['id']}/contents",
        },
    )


async def retrieve(_ctx: Context, unit: Unit, message: RetrieveFile) -> Body:
    """Look at a file."""
    return await get(unit, FILE, message.file)


async def list_all(_ctx: Context, unit: Unit, message: ListFiles) -> Body:
    """List files."""
    return await page(unit, FILE, message)


def _ending(filename: str) -> str | None:
    _, dot, ending = filename.rpartition(".")
    return ending.lower() if dot and 0 < len(ending) <= _LONGEST_ENDING else None
