"""`python -m emulator` is the command `tsp-emulator`."""

from emulator.cli import main

raise SystemExit(main())
