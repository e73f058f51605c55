"""Everything the domain refuses; every API has an answer for each of these in its own table."""


class DomainError(Exception):
    """A refusal in the domain's own words; what a client reads is the wire's affair."""


class InvalidField(DomainError):
    """A field has a value that this operation cannot take."""

    def __init__(self, name: str, problem: str = "value") -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


class StaleData(InvalidField):
    """A validity end named by the client has passed, or lies too far ahead."""


class UnknownToken(DomainError):
    """No such token in this world."""


class UnknownCard(DomainError):
    """No such card in this world."""


class UnknownRequestor(DomainError):
    """No such token requestor in this world."""


class UnknownAsset(DomainError):
    """No asset has this id."""


class ForeignToken(DomainError):
    """The token belongs to another requestor."""


class IllegalTransition(DomainError):
    """The token's state does not allow the action."""

    def __init__(self, state: str, action: str) -> None:
        super().__init__(f"a token that is {state} cannot {action}")
        self.state = state
        self.action = action


class IneligibleCard(DomainError):
    """The card cannot be tokenized: no account range, or its range is not enabled."""


class IneligibleDevice(DomainError):
    """The device, or the app on it, may not hold tokens."""


class IneligiblePair(DomainError):
    """Card and device are fine, but not with each other."""


class InvalidPan(DomainError):
    """The network does not know this PAN."""


class MissingExpiry(DomainError):
    """The card needs an expiry date and none was given."""


class ExpiredCard(DomainError):
    """The card's last valid month is over."""


class TooManyTokens(DomainError):
    """The card has as many tokens as it may have."""


class ProvisionFailed(DomainError):
    """The token could not be delivered."""


class IssuerSilent(DomainError):
    """The issuer did not decide in time, and nobody decides in its place."""


class ReceiptRefused(DomainError):
    """A push receipt is unknown, used, expired, or reserved for another requestor."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the receipt is {why}")
        self.why = why


class IncorrectTav(DomainError):
    """The tokenization authentication value does not vouch for this card."""


class UnknownMethod(DomainError):
    """The cardholder cannot be verified in this way."""


class ExpiredCode(DomainError):
    """There is no code any more that could be tried, or sent once more."""


class WrongStep(DomainError):
    """The step does not belong where the verification of the cardholder stands."""


class DuplicateTask(DomainError):
    """The requestor has used this task id before."""


class UnknownTask(DomainError):
    """The requestor has no such task."""


class Unavailable(DomainError):
    """The emulator cannot do this at the moment: its storage refused."""
