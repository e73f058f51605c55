"""Facts from outside the project: known-answer vectors that independent implementations made or confirm."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

VECTORS: Final = Path(__file__).parent / "vectors"


@cache
def vectors(name: str) -> Any:
    """Return the content of `vectors/<name>.json`."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
