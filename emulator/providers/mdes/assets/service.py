"""Handing out assets, in every API that has them."""

import base64

from emulator.core.context import Context
from emulator.core.pictures import Picture
from emulator.providers.mdes.assets import shelf
from emulator.providers.mdes.schemas import Asset, GetAsset, MediaContent
from emulator.storage.unit import Unit


async def get_asset(ctx: Context, _unit: Unit, message: GetAsset) -> Asset:
    """Return the asset in every form that it has."""
    return Asset(mediaContents=[_content(picture) for picture in shelf.asset_with(message.AssetId, ctx.keys)])


def _content(picture: Picture) -> MediaContent:
    return MediaContent(
        type=picture.type,
        data=base64.b64encode(picture.data).decode(),
        height=None if picture.height is None else str(picture.height),
        width=None if picture.width is None else str(picture.width),
    )
