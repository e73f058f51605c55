"""One emulator on each engine for all of them: whatever one example breaks, the next one meets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.hostile.sender import Sender
from tests.flows.hostile.values import BODY_LIMIT
from tests.flows.processes import running


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sender]:
    """One emulator on each engine for all of them: whatever one example breaks, the next one meets."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    database = request.getfixturevalue("postgres_url") if request.param == "postgres" else f"sqlite:///{folder / 'emulator.db'}"
    options = ("--database", database, "--body-limit", str(BODY_LIMIT), "--issuer-url", "http://127.0.0.1:9", "--log-level", "error")
    with running("emulator", *options, folder=folder) as program:
        yield Sender(program.url)
        assert "Traceback" not in program.said, program.said
