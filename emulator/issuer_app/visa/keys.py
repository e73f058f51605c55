"""The issuer's keys at Visa, read from a folder, and the secrets that it shares with Visa."""

from dataclasses import dataclass, field
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from ..errors import BadSetting
from ..settings import Settings


@dataclass(frozen=True, slots=True, repr=False)
class VisaKeys:
    """Keys by use: verify what Visa signed, open what it encrypted to the issuer."""

    verifying: RSAKey
    opening: RSAKey


@dataclass(frozen=True, slots=True)
class Secrets:
    """What signs requests, and what encrypts their fields; the ids are those by which Visa knows them."""

    api_key: str
    shared_secret: str = field(repr=False)
    key_id: str
    key_secret: str = field(repr=False)


def load_keys(folder: Path) -> VisaKeys:
    """Read `folder/vts/jws.crt` and `folder/mdes/issuer.key`: an issuer has one pair for all networks here. Raises BadSetting."""
    try:
        return VisaKeys(
            verifying=RSAKey.import_key((folder / "vts" / "jws.crt").read_bytes()),
            opening=RSAKey.import_key((folder / "mdes" / "issuer.key").read_bytes()),
        )
    except (OSError, ValueError, JoseError) as error:
        raise BadSetting(
            f"Setting --keys (ISSUER_APP_KEYS): {folder} does not hold the keys of the issuer at Visa ({error}); "
            f"`tsp-emulator keys --out {folder}` writes them."
        ) from None


def secrets_of(settings: Settings) -> Secrets:
    """Return the secrets that the settings name."""
    return Secrets(settings.visa_api_key, settings.visa_shared_secret, settings.visa_key_id, settings.visa_key_secret)
