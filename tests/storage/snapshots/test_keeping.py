"""Every table whose rows belong to a world is in a snapshot, and its content is checked before it is believed."""

import zlib

import pytest

from emulator.storage.snapshots.keeping import PUT, TAKE, read
from emulator.storage.tables import METADATA


def test_every_table_of_worlds_is_taken_and_put_back() -> None:
    others = {"schema_version", "snapshots"}

    assert set(TAKE) == set(PUT) == {table.name for table in METADATA.sorted_tables} - others


@pytest.mark.parametrize(
    "content", [b"", b"no zlib", zlib.compress(b"[]"), zlib.compress(b'{"w": {"unheard_of": []}}'), zlib.compress(b"{")]
)
def test_what_is_no_snapshot_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(content)
