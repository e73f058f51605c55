"""The life of an MDES token, told from Mastercard's published description: what each call answers, and where the token is then.

States, suspenders and what an issuer may do when are those of developer.mastercard.com (MDES Customer Service and MDES
Pre-Digitization, life cycle of a token). Where it is silent, an issuer's call that changes nothing is a mistake, and a
requestor's is answered with the current state.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

INACTIVE, ACTIVE, SUSPENDED, DEACTIVATED = "INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"
ISSUER, REQUESTOR, CARDHOLDER = "ISSUER", "TOKEN_REQUESTOR", "CARDHOLDER"
# Where a token lies: with a merchant's other cards, in an app on a device, or in Apple's wallet.
SERVER, DEVICE, APPLE = "server", "device", "apple"
PLACES: Final = (SERVER, DEVICE, APPLE)

DONE: Final = "DONE"
BARRED: Final = "INVALID_TOKEN_STATUS"
ATTEMPTS: Final = 3


@dataclass(frozen=True)
class Standing:
    """Where a token is in its life; `attempts` are those left for the code of one that waits."""

    place: str
    status: str
    suspenders: frozenset[str] = frozenset()
    attempts: int = 0
    deleted_by_consumer: bool = False


Rule = Callable[[Standing], tuple[str, Standing]]
"""What a call answers, and where the token is then."""


@dataclass(frozen=True, order=True)
class Call:
    """Who does what to a token."""

    actor: str
    action: str


def waiting(place: str) -> Standing:
    """A new token whose holder has been sent a code."""
    return Standing(place, INACTIVE, attempts=ATTEMPTS)


def active(place: str) -> Standing:
    """A token that can pay."""
    return Standing(place, ACTIVE)


def held(token: Standing, suspenders: frozenset[str]) -> Standing:
    """The token as these parties leave it."""
    return replace(token, status=SUSPENDED if suspenders else ACTIVE, suspenders=suspenders)


def ended(token: Standing, by: str) -> Standing:
    """The token after somebody deleted it; only what a consumer deletes from a device can come back."""
    return Standing(token.place, DEACTIVATED, deleted_by_consumer=by == CARDHOLDER and token.place != SERVER)


def is_living(token: Standing) -> bool:
    return token.status in {ACTIVE, SUSPENDED}


def meddles(token: Standing, by: str) -> bool:
    """The holder of an Apple Pay token can neither suspend nor resume what the issuer suspends."""
    return token.place == APPLE and by == CARDHOLDER and ISSUER in token.suspenders


def requestor_suspends(by: str) -> Rule:
    def rule(token: Standing) -> tuple[str, Standing]:
        allowed = is_living(token) and not meddles(token, by)
        return (DONE, held(token, token.suspenders | {by})) if allowed else (BARRED, token)

    return rule


def requestor_unsuspends(by: str) -> Rule:
    def rule(token: Standing) -> tuple[str, Standing]:
        allowed = is_living(token) and not meddles(token, by)
        return (DONE, held(token, token.suspenders - {by})) if allowed else (BARRED, token)

    return rule


def requestor_deletes(by: str) -> Rule:
    return lambda token: (BARRED, token) if token.status == DEACTIVATED else (DONE, ended(token, by))


def pays(token: Standing) -> tuple[str, Standing]:
    return (DONE if token.status == ACTIVE else BARRED), token


def types_the_code(token: Standing) -> tuple[str, Standing]:
    if token.status != INACTIVE:
        return BARRED, token
    return ("SUCCESS", active(token.place)) if token.attempts else ("INCORRECT_CODE_RETRIES_EXCEEDED", token)


def types_another_code(token: Standing) -> tuple[str, Standing]:
    if token.status != INACTIVE:
        return BARRED, token
    tried = replace(token, attempts=max(token.attempts - 1, 0))
    return ("INCORRECT_CODE" if tried.attempts else "INCORRECT_CODE_RETRIES_EXCEEDED"), tried


def issuer_activates(token: Standing) -> tuple[str, Standing]:
    allowed = token.status == INACTIVE or token.deleted_by_consumer
    return (DONE, active(token.place)) if allowed else (BARRED, token)


def issuer_suspends(token: Standing) -> tuple[str, Standing]:
    allowed = is_living(token) and ISSUER not in token.suspenders
    return (DONE, held(token, token.suspenders | {ISSUER})) if allowed else (BARRED, token)


def issuer_unsuspends(token: Standing) -> tuple[str, Standing]:
    """It lifts its own suspension; of an Apple Pay token that it does not suspend, the cardholder's."""
    if ISSUER in token.suspenders:
        return DONE, held(token, token.suspenders - {ISSUER})
    if token.place == APPLE and CARDHOLDER in token.suspenders:
        return DONE, held(token, token.suspenders - {CARDHOLDER})
    return BARRED, token


def issuer_deletes(token: Standing) -> tuple[str, Standing]:
    return (BARRED, token) if token.status == DEACTIVATED else (DONE, ended(token, ISSUER))


def issuer_changes_a_living_one(token: Standing) -> tuple[str, Standing]:
    return (DONE if is_living(token) else BARRED), token


def issuer_sends_another_code(token: Standing) -> tuple[str, Standing]:
    return (DONE, waiting(token.place)) if token.status == INACTIVE else (BARRED, token)


RULES: Final[Mapping[Call, Rule]] = {
    Call(REQUESTOR, "suspend"): requestor_suspends(REQUESTOR),
    Call(REQUESTOR, "unsuspend"): requestor_unsuspends(REQUESTOR),
    Call(REQUESTOR, "delete"): requestor_deletes(REQUESTOR),
    Call(REQUESTOR, "transact"): pays,
    Call(CARDHOLDER, "suspend"): requestor_suspends(CARDHOLDER),
    Call(CARDHOLDER, "unsuspend"): requestor_unsuspends(CARDHOLDER),
    Call(CARDHOLDER, "delete"): requestor_deletes(CARDHOLDER),
    Call(CARDHOLDER, "right code"): types_the_code,
    Call(CARDHOLDER, "wrong code"): types_another_code,
    Call(ISSUER, "token/activate"): issuer_activates,
    Call(ISSUER, "token/suspend"): issuer_suspends,
    Call(ISSUER, "token/unsuspend"): issuer_unsuspends,
    Call(ISSUER, "token/delete"): issuer_deletes,
    Call(ISSUER, "token/update"): issuer_changes_a_living_one,
    Call(ISSUER, "updatetokenassurance"): issuer_changes_a_living_one,
    Call(ISSUER, "token/resendactivationcode"): issuer_sends_another_code,
}

Cell = tuple[Standing, Call]


def standings(place: str) -> frozenset[Standing]:
    """Every place in life that a token can come to."""
    found, new = frozenset[Standing](), frozenset({waiting(place)})
    while new:
        found |= new
        new = frozenset(rule(token)[1] for token in new for rule in RULES.values()) - found
    return found


def cells(place: str) -> frozenset[Cell]:
    """Every call at every place in life."""
    return frozenset((token, call) for token in standings(place) for call in RULES)


def sweep(place: str) -> Iterator[tuple[Call, ...]]:
    """Lives of a token, each from its beginning, that meet every cell between them."""
    unmet = cells(place)
    while unmet:
        token, life = waiting(place), list[Call]()
        while way := shortest(token, unmet):
            for call in way:
                unmet -= {(token, call)}
                token = RULES[call](token)[1]
            life += way
        yield tuple(life)


def shortest(start: Standing, unmet: frozenset[Cell]) -> tuple[Call, ...]:
    """The fewest calls whose last one is in a cell that is not met yet; none where no such cell can be reached any more."""
    seen, waysides = {start}, deque[tuple[Standing, tuple[Call, ...]]]([(start, ())])
    while waysides:
        token, way = waysides.popleft()
        # What leaves a token where it is comes first: it can be tried before the token goes on.
        for call in sorted(RULES, key=lambda call: RULES[call](token)[1] != token):
            if (token, call) in unmet:
                return (*way, call)
            after = RULES[call](token)[1]
            if after not in seen:
                seen.add(after)
                waysides.append((after, (*way, call)))
    return ()
