"""Run the issuer app: `python -m emulator.issuer_app serve`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
