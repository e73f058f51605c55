#!/usr/bin/env python3
"""Check that the issuer app and the emulator answer, and say what to do when they do not (development only)."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

TIMEOUT: Final = 5.0


@dataclass(frozen=True)
class Program:
    """One of the two programs: where it listens, what to ask it, and how to start it."""

    name: str
    flag: str
    default: str
    paths: tuple[str, ...]
    start: str


PROGRAMS: Final = (
    Program("emulator", "emulator", "http://127.0.0.1:8081", ("/_emulator/live", "/_emulator/ready"), "tsp-emulator serve"),
    Program("issuer app", "base", "http://127.0.0.1:8000", ("/health", "/api/v1/cards"), "python -m emulator.issuer_app serve"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and return the exit code: 1 if anything does not answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    for program in PROGRAMS:
        text = f"URL of the {program.name} (default: {program.default})"
        parser.add_argument(f"--{program.flag}", default=program.default, metavar="URL", help=text)
    parser.add_argument("--timeout", type=float, default=TIMEOUT, metavar="SECONDS", help=f"per call (default: {TIMEOUT:g})")
    options = parser.parse_args(arguments)
    well = [answers(program, getattr(options, program.flag), options.timeout) for program in PROGRAMS]
    print("All well." if all(well) else "Not well: see above.")
    return 0 if all(well) else 1


def answers(program: Program, url: str, timeout: float) -> bool:
    """Ask one program everything it should answer; print each outcome, and what to do about a bad one."""
    problems = [(path, problem_at(url.rstrip("/") + path, timeout)) for path in program.paths]
    for path, problem in problems:
        print(f"{'FAILED' if problem else 'OK':6} {program.name:10} {url}{path}" + (f": {problem}" if problem else ""))
    if any(problem for _, problem in problems):
        print(f"       Is the {program.name} running there? Start it: {program.start}. Elsewhere? Name it: --{program.flag} URL.")
        return False
    return True


def problem_at(url: str, timeout: float) -> str | None:
    """Return what is wrong at the URL, or None."""
    try:
        # Proxies are for the outside; both programs are next door.
        with build_opener(ProxyHandler({})).open(url, timeout=timeout) as response:
            response.read()
    except HTTPError as error:
        error.close()
        return f"HTTP status {error.code}"
    except TimeoutError:
        return f"no answer within {timeout:g} seconds"
    except (URLError, HTTPException, OSError) as error:
        return str(getattr(error, "reason", error))
    except ValueError:
        return "this is not a URL"
    return None


if __name__ == "__main__":
    sys.exit(main())
