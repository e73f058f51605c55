"""Settings: one frozen model, every field a flag and an EMULATOR_* variable."""

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Auth(StrEnum):
    """What happens to a request whose signature does not hold."""

    STRICT = "strict"
    LENIENT = "lenient"
    OFF = "off"


class Settings(BaseModel):
    """How one emulator runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field("localhost", description="address to listen on; `localhost` means IPv4 and IPv6 loopback")
    port: int = Field(8081, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    workers: int = Field(1, ge=1, le=64, description="processes that serve the port: one database, a journal each")
    port_file: Path | None = Field(None, description="file that gets the bound port when the emulator is ready")
    database: str = Field("", repr=False, description="database URL; default: an SQLite file in the data directory")
    data_dir: Path = Field(Path(".tsp-emulator"), description="directory for what the emulator keeps")
    seed: int | None = Field(None, description="makes everything the emulator draws reproducible")
    auth: Auth = Field(Auth.STRICT, description="strict: refuse what is not signed right; lenient: accept and warn; off")
    public_url: str = Field("", description="URL that clients use, when it is not the one listened on (signatures cover it)")
    issuer_url: str = Field("http://127.0.0.1:8000", description="where the demo issuer receives what the networks send")
    callback_hosts: str = Field(
        "", description="hosts beyond this machine that may be called back, with commas between; `*` for all; that of issuer_url always may"
    )
    callback_certificate: Path | None = Field(None, description="PEM file with the client certificate and key shown to apps (mutual TLS)")
    callback_ca: Path | None = Field(None, description="PEM file with the CA that vouches for apps' certificates; default: the system's")
    tls: Literal["off", "local", "own", "expired"] = Field(
        "off",
        description="off: plain HTTP; local: a certificate of a CA made in the data directory; own; expired: one that ended yesterday",
    )
    tls_certificate: Path | None = Field(None, description="certificate chain as PEM, for `--tls own`")
    tls_key: Path | None = Field(None, description="its private key as PEM")
    tls_client_ca: Path | None = Field(None, description="CA as PEM; given, clients must show a certificate of it")
    client_seconds: float = Field(
        30.0, gt=0, le=3_600, description="how long a client may take to send the head of its first request, and each body"
    )
    connection_limit: int = Field(2_000, ge=1, description="connections served at a time; whoever comes beyond that is told to wait")
    body_limit: int = Field(1_048_576, ge=1_024, description="largest request body in bytes")
    journal_size: int = Field(2_000, ge=1, description="how many exchanges the journal keeps")
    journal_bytes: int = Field(67_108_864, ge=1_000_000, description="how many bytes the journal keeps")
    admin_token: str = Field("", repr=False, description="what the admin API asks for when the emulator listens beyond loopback")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="debug, info, warning or error")
    log_format: str = Field("console", pattern="^(console|json)$", description="console or json")
    deadline_interval: float = Field(1.0, gt=0, le=3_600, description="seconds between looks for what newly falls due by itself")
    max_skew_seconds: int = Field(300, ge=0, description="OAuth timestamps further off are remarked on")
    question_seconds: float = Field(0, ge=0, description="how long the app may think about a question; 0: as long as each provider lets it")
    mdes_types: Literal["spec", "sandbox"] = Field("spec", description="types in MDES answers: as described, or as its sandbox sends them")
    mdes_error_status: Literal["200", "spec"] = Field("200", description="HTTP status of MDES errors: as observed, or 500 as described")
    mdes_error_shape: Literal["array", "object"] = Field("array", description="MDES errors: `errors` as observed, or `Errors` as described")
    mdes_unknown_fields: Literal["ignore", "refuse"] = Field("ignore", description="members of MDES requests that no message knows")
    visa_replay: Literal["refuse", "allow"] = Field("refuse", description="Visa requests with an x-pay-token that was used before")
    visa_silence: Literal["00", "85", "05"] = Field(
        "85", description="what Visa decides when an issuer is silent: 00 approve, 85 verify the cardholder, 05 decline"
    )
    visa_lengths: Literal["lenient", "strict"] = Field(
        "lenient", description="lengths that Visa's own In-App samples break: passed over, or refused as described"
    )
    visa_signature: Literal["PS256", "RS256"] = Field(
        "PS256", description="how Visa signs what it encrypts to issuers; PS256 is salted anew each time, whatever the seed"
    )
    visa_extra_fields: Literal["none", "sandbox"] = Field(
        "none", description="members that no client knows, strewn into Visa's answers as its sandbox does"
    )
    stripe_opening_balance: int = Field(
        1_000_000, ge=0, description="what every Stripe account can spend from the start, in cents of each currency; 0: nothing"
    )
    stripe_authorization_cap: int = Field(
        1_000_000, ge=0, description="the most that one Stripe authorization may come to, in cents; 0: as much as there is"
    )
    stripe_daily_limit: int = Field(
        0, ge=0, description="what a new Stripe card without limits of its own may spend a day, in cents; 0: as much as there is"
    )
    stripe_apple_pay: Literal["eligible", "missing_agreement", "unsupported_region"] = Field(
        "eligible", description="whether Apple Pay takes new Stripe cards, or why not"
    )
    stripe_google_pay: Literal["eligible", "missing_agreement", "unsupported_region"] = Field(
        "eligible", description="whether Google Pay takes new Stripe cards, or why not"
    )
    stripe_canceled_tokens: Literal["delete", "keep"] = Field("delete", description="tokens of a Stripe card that is canceled")
    stripe_replaced_tokens: Literal["move", "delete"] = Field(
        "move", description="tokens of a Stripe card that another one with the same number replaces"
    )

    @field_validator("public_url", "issuer_url")
    @classmethod
    def _no_trailing_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def database_url(self) -> str:
        """The database to open."""
        return self.database or f"sqlite:///{(self.data_dir / 'emulator.db').resolve()}"


def shipped(name: str) -> Path:
    """Return the directory `name` (contracts, keys, seeds, tapes) as installed, or as it lies in a checkout."""
    here = Path(__file__).parent
    installed = here / "_shipped" / name
    if installed.is_dir():
        return installed
    top = here.parent
    return {"contracts": top / "contracts", "tapes": top / "fixtures"}.get(name, top / "fixtures" / name)
