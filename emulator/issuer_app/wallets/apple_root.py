"""The root that the issuer pins for Apple's wallet, from its folder of keys."""

from pathlib import Path

from cryptography import x509

from ..errors import BadSetting


def apple_root(folder: Path) -> x509.Certificate:
    """Read `folder/apple/root.crt`, PEM. Raises BadSetting."""
    path = folder / "apple" / "root.crt"
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadSetting(
            f"Setting --keys (ISSUER_APP_KEYS): {path} is not the root that Apple's wallet is trusted by ({error}); "
            f"`tsp-emulator keys --out {folder}` writes it."
        ) from None
