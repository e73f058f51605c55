"""The settings of the issuer app: every field is a flag and an ISSUER_APP_* variable."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from .errors import BadSetting

PREFIX: Final = "ISSUER_APP_"

# Worthless on purpose: they are published, and the emulator knows the same consumer key out of the box.
DEMO_CARD_KEY: Final = "00112233445566778899aabbccddeeff" * 2
DEMO_STRIPE_KEY: Final = "sk_test_tspemulatordemo"
DEMO_STRIPE_WEBHOOK_SECRET: Final = "whsec_tspemulatordemowebhooks"
DEMO_STRIPE_REALTIME_SECRET: Final = "whsec_tspemulatordemorealtime"
DEMO_CONSUMER_KEY: Final = "tspemulatordemo0" * 3 + "!" + "0123456789abcdef" * 3

DEMO_VISA_API_KEY: Final = "TSPEMULATORDEMOAPIKEYNOTREAL000001"
DEMO_VISA_SECRET: Final = "demo-shared-secret-for-signatures"  # published on purpose
DEMO_VISA_KEY_ID: Final = "TSPEMULATORDEMOENCRYPTIONKEY000001"
DEMO_VISA_KEY_SECRET: Final = "demo-shared-secret-for-encryption"  # published on purpose


def _matching(pattern: str, what: str) -> AfterValidator:
    """Return a check that refuses in words, where pydantic's own would print the pattern."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(f"{what} is needed")
        return value

    return AfterValidator(check)


def _tidy(url: str) -> str:
    parts = urlsplit(url)
    # Reading the port is what finds one that is none.
    if not parts.hostname or parts.port == 0:
        raise ValueError("a URL with a host and a port is needed")
    return url.rstrip("/")


HttpUrl = Annotated[
    str,
    _matching(r"https?://[^\s/?#@]+(/[^\s?#]*)?", "an http:// or https:// URL without credentials and query"),
    AfterValidator(_tidy),
]
TokenRequestorId = Annotated[str, _matching(r"[0-9]{11}", "a number of 11 digits")]
CardKey = Annotated[str, _matching(r"[0-9A-Fa-f]{64}", "a key of 64 hex digits")]


class Settings(BaseModel):
    """How the issuer app runs. Secrets, and a database URL that may hold one, stay out of its repr."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    port_file: Path | None = Field(default=None, description="file to write the bound port to")
    public_url: HttpUrl | None = Field(default=None, description="URL under which wallets reach this app; default: the bound address")
    database: str = Field(default="sqlite:///issuer.db", repr=False, description="SQLAlchemy URL: SQLite or PostgreSQL")
    emulator: HttpUrl = Field(default="http://127.0.0.1:8081", description="URL of the emulator, or of the provider")
    keys: Path = Field(default=Path("fixtures/keys"), description="folder of keys and certificates")
    consumer_key: str = Field(default=DEMO_CONSUMER_KEY, repr=False, description="OAuth consumer key at MDES")
    visa_api_key: str = Field(default=DEMO_VISA_API_KEY, min_length=1, description="API key at Visa")
    visa_shared_secret: str = Field(default=DEMO_VISA_SECRET, min_length=1, repr=False, description="secret that signs requests to Visa")
    visa_key_id: str = Field(default=DEMO_VISA_KEY_ID, min_length=1, description="id of the key that encrypts fields to Visa")
    visa_key_secret: str = Field(default=DEMO_VISA_KEY_SECRET, min_length=1, repr=False, description="secret behind that key")
    token_requestor_id: TokenRequestorId = Field(default="50123456789", description="token requestor that cards are pushed to")
    stripe_key: str = Field(default=DEMO_STRIPE_KEY, repr=False, description="secret key at Stripe")
    stripe_webhook_secret: str = Field(
        default=DEMO_STRIPE_WEBHOOK_SECRET, repr=False, description="secret of this app's webhook endpoint at Stripe"
    )
    stripe_realtime_secret: str = Field(
        default=DEMO_STRIPE_REALTIME_SECRET, repr=False, description="secret of this app's real-time endpoint at Stripe"
    )
    card_key: CardKey = Field(default=DEMO_CARD_KEY, repr=False, description="key that seals card numbers, 64 hex digits")
    timeout: float = Field(default=10.0, gt=0, le=300, description="seconds to wait for the provider")
    body_limit: int = Field(default=1 << 20, ge=1024, description="largest request body, bytes")

    @property
    def card_key_bytes(self) -> bytes:
        """The card key, 32 bytes."""
        return bytes.fromhex(self.card_key)

    @classmethod
    def read(cls, flags: Mapping[str, str | None], environment: Mapping[str, str]) -> Self:
        """Build the settings: a flag wins over its variable, the variable over the default. Raises BadSetting.

        An empty variable counts as not set.
        """
        given = {name: value for name in cls.model_fields if (value := environment.get(variable(name)))}
        given |= {name: value for name, value in flags.items() if value is not None}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name, problem = str(first["loc"][0]), first["msg"].removeprefix("Value error, ")
            raise BadSetting(f"Setting {flag(name)} ({variable(name)}): {problem}.") from None


def flag(name: str) -> str:
    """Return the command-line flag of a setting."""
    return "--" + name.replace("_", "-")


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def add_flags(parser: ArgumentParser, names: Iterable[str] = tuple(Settings.model_fields)) -> None:
    """Give the parser one flag for each named setting."""
    for name in names:
        field = Settings.model_fields[name]
        parser.add_argument(flag(name), metavar="VALUE", help=f"{field.description} [{variable(name)}]")


def given_flags(options: Namespace) -> dict[str, str | None]:
    """Return the parsed flags that are settings."""
    return {name: value for name, value in vars(options).items() if name in Settings.model_fields}
