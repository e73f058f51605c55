"""The tables."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy.dialects import sqlite

from emulator.issuer_app.storage.models import Instant, Record


def test_a_moment_comes_back_in_utc() -> None:
    kept, dialect = Instant(), sqlite.dialect()
    moment = datetime(2026, 11, 24, 14, 0, tzinfo=timezone(timedelta(hours=2)))

    stored = kept.process_bind_param(moment, dialect)

    assert stored == datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001  # stored without a zone
    assert kept.process_result_value(stored, dialect) == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_no_moment_stays_no_moment() -> None:
    assert (Instant().process_bind_param(None, sqlite.dialect()), Instant().process_result_value(None, sqlite.dialect())) == (None, None)


def test_the_tables_have_these_names() -> None:
    assert set(Record.metadata.tables) == {
        *("users", "accounts", "virtual_cards", "provisionings", "wallet_payloads", "card_tokens", "seen_notices", "sent_codes"),
    }
