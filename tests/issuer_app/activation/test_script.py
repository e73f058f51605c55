"""The script that makes the demonstration accounts, as a person runs it."""

from pathlib import Path

from aiohttp.test_utils import unused_port

from ..programs import run, script
from ..stand_in import StandIn
from ..visa.stand_in import CARD_ID

ACTIVATE = script("activate_and_provision")


async def test_it_prints_banner_cards_summary_note_and_ids(tmp_path: Path, mdes: StandIn, mdes_url: str) -> None:
    ended = await run(tmp_path, ACTIVATE, "--emulator", mdes_url)

    names = (mdes.receipt(1), CARD_ID.format(1), "ic_1")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "==========================================================",
        "  DEVELOPMENT ONLY: simulated accounts, cards and tokens.",
        "  DO NOT USE IN PRODUCTION.",
        "==========================================================",
        "",
        *(f"Created virtual card id={n} for account id={n} (token={name})" for n, name in enumerate(names, 1)),
        "",
        "Processed 3 accounts. 3 virtual cards created/updated.",
        "Note: tokens are simulated. They come from the emulator, and no payment network knows them.",
        "",
        "Card ids for API testing:",
        *(f"  card id={n} (last4=100{n})" for n in (1, 2, 3)),
    ]
    assert (tmp_path / "issuer.db").exists()


async def test_a_second_run_updates(tmp_path: Path, mdes: StandIn, mdes_url: str) -> None:
    database = f"sqlite:///{tmp_path}/other.db"
    await run(tmp_path, ACTIVATE, "--emulator", mdes_url, "--database", database)

    ended = await run(tmp_path, ACTIVATE, "--emulator", mdes_url, "--database", database)

    assert f"Updated virtual card id=1 for account id=1 (token={mdes.receipt(2)})" in ended.out
    assert "Created" not in ended.out
    assert not (tmp_path / "issuer.db").exists()


async def test_without_an_emulator_it_says_how_to_start_one_and_changes_nothing(tmp_path: Path, mdes_url: str) -> None:
    await run(tmp_path, ACTIVATE, "--emulator", mdes_url)
    before = (tmp_path / "issuer.db").read_bytes()

    ended = await run(tmp_path, ACTIVATE, "--emulator", f"http://127.0.0.1:{unused_port()}")

    assert (ended.code, "tsp-emulator serve" in ended.err, "Traceback" in ended.err) == (1, True, False)
    assert (tmp_path / "issuer.db").read_bytes() == before


async def test_without_an_emulator_no_database_is_made(tmp_path: Path) -> None:
    ended = await run(tmp_path, ACTIVATE, "--emulator", f"http://127.0.0.1:{unused_port()}")

    assert (ended.code, list(tmp_path.iterdir())) == (1, [])


async def test_a_refusing_emulator_is_quoted(tmp_path: Path, mdes: StandIn, mdes_url: str) -> None:
    mdes.answer = {"errors": [{"source": "MDES", "reasonCode": "PAN_INELIGIBLE"}]}

    ended = await run(tmp_path, ACTIVATE, "--emulator", mdes_url)

    assert (ended.code, ended.err) == (1, "ERROR: MDES refused: PAN_INELIGIBLE\n")


async def test_a_bad_setting_ends_with_2(tmp_path: Path, mdes_url: str) -> None:
    ended = await run(tmp_path, ACTIVATE, "--emulator", mdes_url, "--database", "nonsense")

    assert (ended.code, ended.err.count("\n")) == (2, 1)
