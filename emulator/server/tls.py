"""TLS: with a certificate of a local authority that is made once, or with one's own; clients may be asked for theirs."""

import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from emulator.config import Settings
from emulator.core.callbacks.hosts import host_of
from emulator.crypto.keys import local_ca
from emulator.crypto.keys.local_ca import Pair

_OURS: Final = ("localhost", "127.0.0.1", "::1")
MAKERS: Final[Mapping[str, Callable[..., Pair]]] = {"local": local_ca.server, "expired": local_ca.expired_server}


class TlsError(Exception):
    """TLS cannot be set up; the text says what to mend."""


def context_of(settings: Settings, *, now: datetime) -> ssl.SSLContext | None:
    """Return what to listen with; None for plain HTTP.

    Raises:
        TlsError: a certificate or key is missing or cannot be read.
    """
    if settings.tls == "off":
        return None
    certificate, key = own_files(settings) if settings.tls == "own" else made_files(settings, now=now)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
        if settings.tls_client_ca:
            context.load_verify_locations(settings.tls_client_ca)
            context.verify_mode = ssl.CERT_REQUIRED
    except (OSError, ssl.SSLError) as error:
        raise TlsError(f"the TLS certificate, its key or the clients' CA cannot be read: {error}") from error
    return context


def own_files(settings: Settings) -> tuple[Path, Path]:
    """Return the files that the settings name."""
    if settings.tls_certificate is None or settings.tls_key is None:
        raise TlsError("--tls own needs --tls-certificate and --tls-key")
    return settings.tls_certificate, settings.tls_key


def made_files(settings: Settings, *, now: datetime) -> tuple[Path, Path]:
    """Return the files of a certificate made now, by the authority in the data directory, which is made where there is none."""
    folder = settings.data_dir / "tls"
    folder.mkdir(parents=True, exist_ok=True)
    names = [*_OURS, *(name for name in (settings.host, host_of(settings.public_url)) if name)]
    made = MAKERS[settings.tls](_authority(folder, now=now), names, now=now)
    return _write(folder, "server", made)


def _authority(folder: Path, *, now: datetime) -> Pair:
    certificate, key = folder / "ca.crt", folder / "ca.key"
    if not (certificate.exists() and key.exists()):
        _write(folder, "ca", local_ca.authority(now))
    return Pair(certificate.read_bytes(), key.read_bytes())


def _write(folder: Path, name: str, pair: Pair) -> tuple[Path, Path]:
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    certificate.write_bytes(pair.certificate)
    key.touch(mode=0o600)
    key.write_bytes(pair.key)
    return certificate, key
