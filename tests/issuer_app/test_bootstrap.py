"""Putting the issuer app together."""

from pathlib import Path

import pytest

from emulator.issuer_app.bootstrap import IssuerApp, World, issuer_app, own_url, real_world
from emulator.issuer_app.errors import BadSetting, UnreadableCard
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage.models import VirtualCard


@pytest.mark.parametrize(
    ("given", "port", "url"),
    [
        ({}, None, "http://127.0.0.1:8000"),
        ({"port": 0}, 4711, "http://127.0.0.1:4711"),
        ({"host": "::1"}, 4711, "http://[::1]:4711"),
        ({"public_url": "https://issuer.example/x"}, 4711, "https://issuer.example/x"),
    ],
)
def test_the_app_knows_its_own_url(given: dict[str, str | int], port: int | None, url: str) -> None:
    assert own_url(Settings.model_validate(given), port) == url


async def test_cards_sealed_with_another_key_stop_the_start(app: IssuerApp, card: VirtualCard, world: World) -> None:
    other = Settings.model_validate({**app.settings.model_dump(), "card_key": "ff" * 32})

    with pytest.raises(UnreadableCard):
        async with issuer_app(other, world, "http://issuer.example"):
            pass


async def test_missing_keys_stop_the_start(settings: Settings, world: World, tmp_path: Path) -> None:
    without = settings.model_copy(update={"keys": tmp_path})

    with pytest.raises(BadSetting, match="tsp-emulator keys --out"):
        async with issuer_app(without, world, "http://issuer.example"):
            pass


def test_the_real_world_never_repeats_itself() -> None:
    world = real_world()

    assert world.new_id() != world.new_id()
    assert world.random(12) != world.random(12)
    assert world.now().utcoffset() is not None
