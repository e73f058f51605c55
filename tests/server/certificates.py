"""Certificates as people have them: made by OpenSSL's own program, in files."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

USAGE: Final = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n"


@dataclass(frozen=True)
class Files:
    """A certificate and its key; `both` holds one after the other."""

    certificate: Path
    key: Path

    @property
    def both(self) -> Path:
        """One file with both."""
        joined = self.certificate.with_suffix(".pem")
        joined.write_bytes(self.certificate.read_bytes() + self.key.read_bytes())
        return joined


def openssl(*words: str | Path) -> None:
    """Run OpenSSL. Raises `CalledProcessError`."""
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)  # noqa: S607  # openssl, wherever it is


def authority(folder: Path, name: str) -> Files:
    """Make a certificate authority."""
    made = Files(folder / f"{name}.crt", folder / f"{name}.key")
    new = ("req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "30", "-subj", f"/CN={name}")
    openssl(*new, "-keyout", made.key, "-out", made.certificate)
    return made


def leaf(folder: Path, name: str, by: Files) -> Files:
    """Have an authority certify a key for this machine, as a server and as a client."""
    made, asked, usage = Files(folder / f"{name}.crt", folder / f"{name}.key"), folder / f"{name}.csr", folder / f"{name}.ext"
    usage.write_text(USAGE)
    openssl("req", "-new", "-newkey", "rsa:2048", "-noenc", "-subj", f"/CN={name}", "-keyout", made.key, "-out", asked)
    signer = ("-CA", by.certificate, "-CAkey", by.key, "-CAcreateserial")
    openssl("x509", "-req", "-in", asked, *signer, "-days", "30", "-extfile", usage, "-out", made.certificate)
    return made
