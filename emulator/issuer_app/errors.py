"""Everything the issuer app refuses, each in one sentence that a caller may read."""


class IssuerAppError(Exception):
    """A refusal; its text is fit for the caller and never holds a card number or a secret."""


class BadSetting(IssuerAppError):
    """The program cannot start as it was told to."""


class UnreadableCard(IssuerAppError):
    """A stored card number does not open under the configured card key."""

    def __init__(self) -> None:
        super().__init__("The card key does not open the stored cards: set ISSUER_APP_CARD_KEY to the key they were sealed with.")


class DatabaseSilent(IssuerAppError):
    """The database does not answer."""

    def __init__(self) -> None:
        super().__init__("The database does not answer.")


class NotFound(IssuerAppError):
    """The thing that was asked for does not exist."""


class CardNotFound(NotFound):
    """No card has this id."""

    def __init__(self) -> None:
        super().__init__("Card not found")


class AccountNotFound(NotFound):
    """No account has this id."""

    def __init__(self) -> None:
        super().__init__("Account not found")


class CardNotActive(IssuerAppError):
    """The card, or the account behind it, is not in use."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Card is not active: {why}")


class UnknownWallet(IssuerAppError):
    """The card's provider makes no payload for this wallet."""

    def __init__(self, provider: str, known: list[str]) -> None:
        super().__init__(f"Provider {provider} has no payload for this wallet; it has: {', '.join(known)}.")


class BadWalletSession(IssuerAppError):
    """What the phone handed over is missing, or cannot be read."""


class UntrustedChain(IssuerAppError):
    """The certificates that the phone handed over must not be encrypted to."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The wallet's certificates cannot be trusted: {why}.")


class ProviderUnreachable(IssuerAppError):
    """Nobody listens where the provider should, or the connection broke."""

    def __init__(self, provider: str, url: str) -> None:
        super().__init__(f"{provider} cannot be reached at {url}: is the emulator running?")


class ProviderSilent(IssuerAppError):
    """The provider did not answer in time."""

    def __init__(self, provider: str, seconds: float) -> None:
        super().__init__(f"{provider} did not answer within {seconds:g} seconds.")


class ProviderRefused(IssuerAppError):
    """The provider answered, and did not do what it was asked; `reason` is its own code, or ours for an unreadable answer."""

    def __init__(self, provider: str, reason: str, description: str | None) -> None:
        super().__init__(f"{provider} refused: {reason}" + (f" ({description})" if description else ""))
        self.reason = reason


class NoticeRefused(IssuerAppError):
    """A notice cannot be taken; `code` is one of the error codes that MDES lets an issuer answer."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code

    @classmethod
    def bad_value(cls, field: str) -> "NoticeRefused":
        """Refuse a field's value."""
        return cls("INVALID_FIELD_VALUE", f"Invalid Field Value - {field}")


class WebhookRefused(IssuerAppError):
    """A webhook of Stripe's is not signed with the endpoint's secret, is too old, or is no event."""
