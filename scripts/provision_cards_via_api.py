#!/usr/bin/env python3
"""Fetch wallet payloads from the running issuer app and print one line per card (development only)."""

import argparse
import json
import sys
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import ProxyHandler, build_opener

APP: Final = "http://127.0.0.1:8000"
TIMEOUT: Final = 15.0


class CardFailed(Exception):
    """A card could not be provisioned; the text says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and return the exit code: 1 if any card could not be provisioned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default=APP, metavar="URL", help=f"URL of the issuer app (default: {APP})")
    parser.add_argument("--card-ids", nargs="+", required=True, metavar="ID", help="cards to provision")
    parser.add_argument("--wallet", help="wallet to ask for (default: the one that the app prefers)")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, metavar="SECONDS", help=f"per card (default: {TIMEOUT:g})")
    options = parser.parse_args(arguments)
    done = sum(provisioned(card, options) for card in options.card_ids)
    print(f"\n{done} of {len(options.card_ids)} cards provisioned. Tokens are simulated.")
    return 0 if done == len(options.card_ids) else 1


def provisioned(card: str, options: argparse.Namespace) -> bool:
    """Print the line of one card, or why there is none; say whether it worked."""
    query = "?" + urlencode({"wallet": options.wallet}) if options.wallet else ""
    url = f"{options.base.rstrip('/')}/api/v1/cards/{quote(card, safe='')}/wallet_payload{query}"
    try:
        print(line_of(card, fetch(url, options.timeout)))
    except CardFailed as failure:
        print(f"Card {card}: FAILED: {failure}", file=sys.stderr)
        return False
    return True


def line_of(card: str, payload: dict[str, Any]) -> str:
    """Return what is printed for a card. Raises CardFailed when the answer is not a wallet payload."""
    try:
        return (
            f"Card {card}: {payload['cardholder_name']}, last4 {payload['last4']}, "
            f"expires {payload['exp_month']:02d}/{payload['exp_year']}, token {payload['provisioning_token']}"
        )
    except (KeyError, ValueError, TypeError):
        raise CardFailed("the answer is not a wallet payload; is this the issuer app?") from None


def fetch(url: str, timeout: float) -> dict[str, Any]:
    """Return the JSON object at the URL. Raises CardFailed."""
    try:
        # Proxies are for the outside; the app is next door.
        with build_opener(ProxyHandler({})).open(url, timeout=timeout) as response:
            answer = json.load(response)
    except HTTPError as error:
        raise CardFailed(f"{error.code} {reason_in(error)}") from None
    except TimeoutError:
        raise CardFailed(f"no answer within {timeout:g} seconds") from None
    except (URLError, HTTPException, OSError) as error:
        raise CardFailed(f"the issuer app does not answer ({getattr(error, 'reason', error)}); is it running?") from None
    except ValueError:
        raise CardFailed("the URL or its answer cannot be read; is this the issuer app?") from None
    return answer if isinstance(answer, dict) else {}


def reason_in(error: HTTPError) -> str:
    """Return the sentence in a refusal."""
    with error:
        try:
            return str(json.load(error)["error"])
        except (ValueError, KeyError, TypeError):
            return str(error.reason)


if __name__ == "__main__":
    sys.exit(main())
