"""A unit: everything one request does to the truth, kept together or not at all."""

from collections.abc import Awaitable, Callable
from typing import Any

from emulator.domain.once import Once
from emulator.storage.answers import Answers
from emulator.storage.cards import Cards
from emulator.storage.documents import Documents
from emulator.storage.engine.statements import Rows
from emulator.storage.notices import Notices
from emulator.storage.parties import Parties
from emulator.storage.scenarios import Scenarios
from emulator.storage.snapshots.keeping import Snapshots
from emulator.storage.tokens import Tokens
from emulator.storage.worlds import Worlds

Announce = Callable[["Unit", Any], Awaitable[None]]


class Unit:
    """One world's rows inside one transaction; `emit` is the only way into the outbox."""

    def __init__(self, rows: Rows, namespace: str, announce: Announce) -> None:
        self.rows = rows
        self.namespace = namespace
        self._announce = announce

    @Once
    def tokens(self) -> Tokens:
        """The tokens."""
        return Tokens(self.rows, self.namespace)

    @Once
    def cards(self) -> Cards:
        """The cards."""
        return Cards(self.rows, self.namespace)

    @Once
    def parties(self) -> Parties:
        """Issuers and token requestors."""
        return Parties(self.rows, self.namespace)

    @Once
    def notices(self) -> Notices:
        """The outbox."""
        return Notices(self.rows, self.namespace)

    @Once
    def documents(self) -> Documents:
        """What only one provider knows."""
        return Documents(self.rows, self.namespace)

    @Once
    def answers(self) -> Answers:
        """Answers kept for repeated calls."""
        return Answers(self.rows, self.namespace)

    @Once
    def scenarios(self) -> Scenarios:
        """Armed scenarios."""
        return Scenarios(self.rows, self.namespace)

    @Once
    def worlds(self) -> Worlds:
        """All namespaces, this one among them."""
        return Worlds(self.rows)

    @Once
    def snapshots(self) -> Snapshots:
        """Worlds as they stood."""
        return Snapshots(self.rows)

    async def emit(self, event: Any) -> None:
        """Say that something happened: whoever must hear of it gets a notice, in this unit."""
        await self._announce(self, event)
