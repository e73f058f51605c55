"""How fast Visa's calls are answered, where this build has them."""

from pathlib import Path

from emulator.bootstrap import APIS
from scripts.benchmarks.figures import Figure, Options


def unmeasured(_folder: Path, _options: Options) -> Figure:
    """Not measured yet."""
    has = any(api.name.startswith(("vts", "visa")) for api in APIS)
    return Figure(None, "no load is written for Visa's API yet" if has else "this build does not have Visa's API")
