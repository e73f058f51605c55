"""Who stands around the emulator: issuers that own cards, requestors that hold tokens."""

from dataclasses import dataclass, field

from emulator.domain.pan import Network, Pan


@dataclass(frozen=True, slots=True)
class AccountRange:
    """The cards from `low` to `high`, both padded to 19 digits, belong to one issuer."""

    low: str
    high: str
    network: Network

    def __post_init__(self) -> None:
        if not (len(self.low) == len(self.high) == 19 and (self.low + self.high).isdecimal() and self.low <= self.high):
            raise ValueError("an account range goes from one number of 19 digits to another that is not smaller")

    def holds(self, pan: Pan) -> bool:
        """Say whether the PAN, padded with zeros to 19 digits, lies in the range."""
        return self.low <= pan.reveal().ljust(19, "0") <= self.high


@dataclass(frozen=True, slots=True)
class Issuer:
    """A card issuer: its account ranges, where it listens, and the keys it gave the network.

    Keys are PEM texts, or names of demo keys (`demo:mdes/issuer`). `encryption` is the form in which it reads what is
    encrypted to it, `makes_codes` says that it sends its cardholders codes of its own.
    """

    id: str
    name: str
    ranges: tuple[AccountRange, ...]
    callback_url: str | None = None
    encryption_certificate: str | None = None
    tav_keys: tuple[str, ...] = ()
    encryption: str = "fle"
    makes_codes: bool = False

    @property
    def handle(self) -> str:
        """The name under which notices find it again."""
        return f"issuer:{self.id}"


@dataclass(frozen=True, slots=True)
class PushMethod:
    """One way into a requestor's app: `kind` is ANDROID, IOS or WEB."""

    kind: str
    uri: str


@dataclass(frozen=True, slots=True)
class Requestor:
    """A token requestor: a wallet or a merchant, known by an 11-digit id (TRID).

    `encryption` is the form in which it reads what is encrypted to it.
    """

    id: str
    name: str
    kind: str
    networks: tuple[Network, ...]
    wallet: str | None = None
    callback_url: str | None = None
    encryption_certificate: str | None = None
    push_methods: tuple[PushMethod, ...] = ()
    account_holder_data: tuple[str, ...] = ()
    logo_asset: str | None = None
    signs_pushes: bool = field(default=True)
    encryption: str = "fle"

    @property
    def handle(self) -> str:
        """The name under which notices find it again."""
        return f"requestor:{self.id}"


Party = Issuer | Requestor
