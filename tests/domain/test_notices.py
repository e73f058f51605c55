"""A notice is kept in words that the database and the outside may read."""

from emulator.domain.notices import Delivery


def test_a_notice_waits_arrives_or_fails() -> None:
    assert [state.value for state in Delivery] == ["pending", "delivered", "failed"]
