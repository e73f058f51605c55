"""A token's state and kind in Visa's words."""

import pytest

from emulator.domain.tokens import State, TokenKind
from emulator.providers.vts import statuses

# What a requestor reads, and what an issuer reads of the same.
WORDS = [
    (State.REQUESTED, "INACTIVE", "INACTIVE"),
    (State.ACTIVE, "ACTIVE", "ACTIVE"),
    (State.SUSPENDED, "SUSPENDED", "SUSPENDED"),
    (State.DELETED, "DELETED", "DEACTIVATED"),
]


@pytest.mark.parametrize(("state", "requestors", "issuers"), WORDS)
def test_a_state_has_a_word_for_each_side(state: State, requestors: str, issuers: str) -> None:
    assert (statuses.FOR_REQUESTORS[state], statuses.FOR_ISSUERS[state]) == (requestors, issuers)


@pytest.mark.parametrize(
    ("protection", "kind"),
    [("SECURE_ELEMENT", TokenKind.EMBEDDED_SE), ("CLOUD", TokenKind.CLOUD), ("SOFTWARE", TokenKind.CLOUD), (None, TokenKind.CLOUD)],
)
def test_protection_says_where_a_token_lives(protection: str | None, kind: TokenKind) -> None:
    assert statuses.kind_of(protection) is kind


@pytest.mark.parametrize(
    ("kind", "presentations", "type_"),
    [
        (TokenKind.EMBEDDED_SE, ("ECOM",), "SECURE_ELEMENT"),
        (TokenKind.STATIC, (), "CARD_ON_FILE"),
        (TokenKind.CLOUD, ("CLOUD_HCE",), "HCE"),
        (TokenKind.CLOUD, ("AI_AGENT", "ECOM"), "ECOMMERCE"),
        (TokenKind.CLOUD, (), "HCE"),
        (TokenKind.CLOUD, ("NEW_WORD",), "HCE"),
    ],
)
def test_an_issuer_has_a_name_for_it(kind: TokenKind, presentations: tuple[str, ...], type_: str) -> None:
    assert statuses.type_of(kind, presentations) == type_
