"""A client's credentials by kind: from what an emulator hands out, or from the environment of somebody with his own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from emulator.core.worlds import DEMO_API_KEY, DEMO_CONSUMER_KEY, DEMO_SECRET_KEY, DEMO_SECRETS, DEMO_VISA_SECRETS
from emulator.domain.worlds import Credential

Json = Mapping[str, Any]
Environment = Mapping[str, str]

# The world that a client names: none, because its credential is all that it has.
ELSEWHERE: Final = "elsewhere"


class NoCredential(ValueError):
    """The environment names a file that cannot be read; its text is one sentence."""


def demo() -> dict[str, Credential]:
    """Return the credentials that every emulator takes in its home world."""
    return {
        "mdes": Credential("mdes", DEMO_CONSUMER_KEY, ELSEWHERE, DEMO_SECRETS),
        "visa": Credential("visa", DEMO_API_KEY, ELSEWHERE, DEMO_VISA_SECRETS),
        "stripe": Credential("stripe", DEMO_SECRET_KEY, ELSEWHERE, {}),
    }


def handed_out(answer: Json) -> dict[str, Credential]:
    """Read what `POST /_emulator/namespaces` answers; keys it does not hand out are the demo keys."""
    return {kind: read(answer[kind]) for kind, read in HANDED_OUT.items() if answer.get(kind)}


def of_environment(environment: Environment) -> dict[str, Credential]:
    """Read the variables that `tsp-emulator keys --out` writes to `.env`, for those who have credentials of their own.

    Raises:
        NoCredential: a variable names a file that cannot be read.
    """
    found = ((kind, read(environment)) for kind, read in OF_ENVIRONMENT.items())
    return {kind: credential for kind, credential in found if credential}


def _mdes(answer: Json) -> Credential:
    keys = {key["name"]: key for key in answer["keys"]}
    own = {name: keys[name] for name in ("signing", "response") if keys.get(name, {}).get("private_key")}
    certificates = {name: key["certificate"] for name, key in own.items()}
    private = {f"{name}_private": key["private_key"] for name, key in own.items()}
    return Credential("mdes", answer["consumer_key"], ELSEWHERE, {**DEMO_SECRETS, **certificates, **private})


# Secrets of Visa by the names under which they are handed out.
_VISA_NAMES: Final[Mapping[str, str]] = {
    "shared_secret": "shared_secret",
    "encryption_key_id": "encryption_key_id",
    "encryption_secret": "encryption_secret",
    "outbound_secret": "outbound_secret",
    "message_key_id": "mle_key_id",
    "requestor": "requestor",
}


def _visa(answer: Json) -> Credential:
    told = {ours: answer[theirs] for theirs, ours in _VISA_NAMES.items() if answer.get(theirs)}
    return Credential("visa", answer["api_key"], ELSEWHERE, {**DEMO_VISA_SECRETS, **told})


def _stripe(answer: Json) -> Credential:
    return Credential("stripe", answer["api_key"], ELSEWHERE, {})


HANDED_OUT: Final[Mapping[str, Callable[[Json], Credential]]] = {"mdes": _mdes, "visa": _visa, "stripe": _stripe}


def _mdes_of(environment: Environment) -> Credential | None:
    name = environment.get("MDES_CONSUMER_KEY")
    if not name:
        return None
    files = {"signing_private": "MDES_SIGNING_KEY", "request": "MDES_REQUEST_CERTIFICATE", "response_private": "MDES_RESPONSE_KEY"}
    own = {secret: _text(environment[variable]) for secret, variable in files.items() if environment.get(variable)}
    return Credential("mdes", name, ELSEWHERE, {**DEMO_SECRETS, **own})


def _visa_of(environment: Environment) -> Credential | None:
    name = environment.get("VISA_API_KEY")
    if not name:
        return None
    own = {ours: environment[f"VISA_{ours.upper()}"] for ours in _VISA_NAMES.values() if environment.get(f"VISA_{ours.upper()}")}
    return Credential("visa", name, ELSEWHERE, {**DEMO_VISA_SECRETS, **own})


def _stripe_of(environment: Environment) -> Credential | None:
    name = environment.get("STRIPE_API_KEY")
    return Credential("stripe", name, ELSEWHERE, {}) if name else None


OF_ENVIRONMENT: Final[Mapping[str, Callable[[Environment], Credential | None]]] = {
    "mdes": _mdes_of,
    "visa": _visa_of,
    "stripe": _stripe_of,
}


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoCredential(f"{path} cannot be read: {error}") from None
