"""Which hosts the emulator may call: this machine, and those that the user has named."""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from emulator.config import Settings
from emulator.crypto.diagnosis import Finding

_EVERYWHERE: Final = "*"


def is_loopback(host: str) -> bool:
    """Say whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Return a URL's host in lower case; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def refusal(settings: Settings, url: str) -> Finding | None:
    """Return why this URL may not be called, or None: a callback URL that a client registers must not reach into a network."""
    host = host_of(url)
    named = {name.strip().lower() for name in settings.callback_hosts.split(",")} | {host_of(settings.issuer_url)}
    if not host or is_loopback(host) or host in named or _EVERYWHERE in named:
        return None
    return Finding(
        check="delivery",
        cause="host_not_allowed",
        message=f"{host} is not this machine, and nobody has said that it may be called",
        fix=f"start the emulator with --callback-hosts {host} when it is yours",
    )
