"""What Stripe refuses; which status and code go with it is the wire's affair."""

from emulator.domain.errors import DomainError


class Refused(DomainError):
    """A refusal in Stripe's own words; `param` names the parameter at fault (`billing[address][city]`), where one is."""

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param


class InvalidParameter(Refused):
    """A parameter has a value that does not go with the account, or with the other parameters."""


class MissingParameter(InvalidParameter):
    """A parameter that these circumstances need is missing."""

    def __init__(self, param: str) -> None:
        super().__init__(f"Missing required param: {param}.", param=param)


class NoSuchObject(Refused):
    """Nothing has the id in the path."""

    def __init__(self, called: str, object_id: str, *, param: str) -> None:
        super().__init__(f"No such {called}: '{object_id}'", param=param)


class NoSuchReference(NoSuchObject):
    """Nothing has the id that a parameter names."""


class NotExpandable(Refused):
    """The call asks to expand what cannot be expanded."""

    def __init__(self, message: str) -> None:
        super().__init__(message, param="expand")


class TooDeeplyExpanded(NotExpandable):
    """The call asks to expand more than four levels."""


class IllegalMove(Refused):
    """The object's state does not allow what is asked; kept under the idempotency key, because the call was carried out."""


class NotAllowed(Refused):
    """The account may not do this."""
