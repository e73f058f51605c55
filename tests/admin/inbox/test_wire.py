"""An inbox answers at its own path and a few below it."""

from emulator.admin.inbox.wire import DEEPEST, spellings


def test_every_depth_that_a_receiver_may_append_is_spelt() -> None:
    paths = list(spellings("/_emulator/inbox/{name}"))

    assert paths[0] == "/_emulator/inbox/{name}"
    assert paths[-1].count("{part") == DEEPEST
