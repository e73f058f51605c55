"""Key pairs with names, and the ring that finds one by fingerprint or alias; a PEM is parsed on first use, never per call."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509 import Certificate

from emulator.crypto.keys import certificates, rsa
from emulator.crypto.keys.certificates import Fingerprints


@dataclass(frozen=True)
class KeyPair:
    """A certificate under a name, with its private key where we hold it.

    The private half is read without proving its numbers again, so give it only keys that this program made.
    """

    name: str
    certificate_pem: bytes = field(repr=False)
    private_key_pem: bytes | None = field(default=None, repr=False)

    @cached_property
    def certificate(self) -> Certificate:
        """The certificate. Raises `UnreadableKey`."""
        return certificates.load_certificate(self.certificate_pem)

    @property
    def is_bare(self) -> bool:
        """Whether a public key was given in place of a certificate: signatures can be checked with it, and it has no fingerprints."""
        return b"PUBLIC KEY-----" in self.certificate_pem

    @cached_property
    def public_key(self) -> RSAPublicKey:
        """The key that the certificate carries, or the public key given in its place. Raises `UnreadableKey`."""
        if self.is_bare:
            return rsa.load_public_key(self.certificate_pem)
        return certificates.public_key(self.certificate)

    @cached_property
    def private_key(self) -> RSAPrivateKey | None:
        """The private key, or None where only the other side holds it. Raises `UnreadableKey`."""
        return None if self.private_key_pem is None else rsa.load_own_private_key(self.private_key_pem)

    @cached_property
    def fingerprints(self) -> Fingerprints:
        """The four names by which clients may call this pair."""
        return certificates.fingerprints(self.certificate)


def read_pair(directory: Path, name: str) -> KeyPair:
    """Read `<name>.crt`, and `<name>.key` where it exists, from a directory. Raises `OSError` when there is no certificate."""
    private = directory / f"{name}.key"
    certificate = (directory / f"{name}.crt").read_bytes()
    return KeyPair(name, certificate, private.read_bytes() if private.exists() else None)


@dataclass(frozen=True)
class Keyring:
    """Key pairs to choose from; `aliases` maps further fingerprints (any text) to the names of pairs."""

    pairs: tuple[KeyPair, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_fingerprint(self) -> dict[str, KeyPair]:
        index = {value: pair for pair in self.pairs for _, value in pair.fingerprints.items()}
        named = {pair.name: pair for pair in self.pairs}
        index.update({alias.lower(): named[name] for alias, name in self.aliases.items() if name in named})
        return index

    def find(self, fingerprint: str) -> KeyPair | None:
        """Return the pair with this fingerprint (SHA-1 or SHA-256, of certificate or key) or alias, in any letter case."""
        return self._by_fingerprint.get(fingerprint.lower())

    def named(self, name: str) -> KeyPair | None:
        """Return the pair with this name."""
        return next((pair for pair in self.pairs if pair.name == name), None)

    def known(self) -> Iterator[tuple[str, str, str]]:
        """Give (name, kind, fingerprint) of everything that `find` finds: what an explanation lists."""
        for pair in self.pairs:
            for kind, value in pair.fingerprints.items():
                yield pair.name, kind, value
        for alias, name in self.aliases.items():
            yield name, "alias", alias


def ring(pairs: Iterable[KeyPair], aliases: Mapping[str, str] | None = None) -> Keyring:
    """Make a ring of `pairs`."""
    return Keyring(tuple(pairs), dict(aliases or {}))
