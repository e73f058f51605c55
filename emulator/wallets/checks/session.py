"""Mistakes in the order of things: a session takes one payload, in time, and only for a chain that may be trusted."""

from collections.abc import Callable
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.wallets import authority
from emulator.wallets.checks.case import Case, Check

CHECK: Final = "session"
CHAIN: Final = "chain"

Recognise = Callable[[Case], Evidence | None]


def explain(case: Case) -> Finding | None:
    """Name what is wrong with the answer's time or number."""
    return recognise(case, CATALOGUE, check=CHECK)


def explain_chain(case: Case) -> Finding | None:
    """Say that the issuer has answered a chain that it should have refused: the phone has sent it to see just that."""
    session = case.session
    if session.chain is None:
        return None
    odd = authority.chain(session.id, session.opened_at, oddity=session.chain)
    if odd.cause is None:
        return None
    return Finding(
        check=CHAIN,
        cause="bad_chain_accepted",
        message=f"The chain of this session is bad on purpose ({session.chain}), and the issuer made a payload for it.",
        fix="Check marker, key usage, signatures up to the pinned root, and validity, before anything is encrypted.",
        expected=f"a refusal: {odd.cause}",
        got="a payload",
    )


def _answered(case: Case) -> Evidence | None:
    return Evidence("The session was answered before.", expected="one payload") if case.session.answered else None


def _late(case: Case) -> Evidence | None:
    late = case.now - case.session.until
    return Evidence("The payload came too late.", expected="in time", got=f"{late} later") if case.now > case.session.until else None


CATALOGUE: Final[tuple[Mistake[Case], ...]] = (
    Mistake("session_answered", _answered, "Open a new session for every payload; a nonce is good once."),
    Mistake("session_expired", _late, "Answer while the wallet waits; make slow preparations before the session is opened."),
)

SESSION: Final = Check(CHECK, explain)
