"""The issuer app's OpenAPI document, asked of the program itself: it is another process here as it is everywhere."""

import json
import subprocess
import sys
from typing import Any, Final

COMMAND: Final = ("-m", "emulator.issuer_app", "openapi")


def openapi() -> dict[str, Any]:
    """Return the document that the issuer app prints.

    Raises:
        subprocess.CalledProcessError: the program failed; it has said why on stderr.
        ValueError: what it printed is not a JSON object.
    """
    printed = subprocess.run([sys.executable, *COMMAND], check=True, stdout=subprocess.PIPE).stdout  # noqa: S603  # our own program
    document = json.loads(printed)
    if not isinstance(document, dict):
        raise ValueError("the issuer app printed something else than an OpenAPI document")
    return document
