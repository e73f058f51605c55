"""The command `phone`: the fake phone of a running emulator, and an issuer's endpoint to get payloads from."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from emulator.cli.command import FAILED, Command, UsageError

WALLETS: Final = ("apple", "google", "samsung")


def _flags(parser: argparse.ArgumentParser) -> None:
    from emulator.cli.calling import add_target

    parser.add_argument("action", choices=tuple(ACTIONS), help="what to do")
    parser.add_argument("card", nargs="?", metavar="CARD", help="add: URL of the issuer's payload endpoint; otherwise: id of a pass")
    parser.add_argument("--wallet", choices=WALLETS, default="apple", help="add: the wallet (default: apple)")
    parser.add_argument("--network", choices=("mastercard", "visa"), default="mastercard", help="add: the card's network")
    parser.add_argument("--name", default="", metavar="NAME", help="add: the cardholder's name that Apple's wallet shows")
    parser.add_argument("--suffix", default="", metavar="DIGITS", help="add: the last digits that Apple's wallet shows")
    parser.add_argument("--code", default="", metavar="CODE", help="activate: the code that the cardholder received")
    parser.add_argument("--amount", type=int, default=1000, help="tap: in minor units (default: 1000)")
    parser.add_argument("--device", default="phone", help="the phone's name (default: phone)")
    add_target(parser)


def _phone(options: argparse.Namespace) -> int:
    from emulator.cli.calling import target_of

    if options.action not in UNNAMED and not options.card:
        raise UsageError(f"phone {options.action} needs a CARD")
    return ACTIONS[options.action](target_of(options), options)


def _list(target: Any, options: argparse.Namespace) -> int:
    for held in target.get("phone/passes")["passes"]:
        _show(held)
    return 0


def _add(target: Any, options: argparse.Namespace) -> int:
    from emulator.cli.calling import post_elsewhere

    shown = {"cardholderName": options.name, "primaryAccountSuffix": options.suffix} if options.wallet == "apple" else {}
    session = target.post(f"phone/{options.wallet}/requests", {"network": options.network, "device": options.device, **shown})
    wish = {name: session[name] for name in HANDED[options.wallet]}
    made = post_elsewhere(options.card, {"wallet": f"{options.wallet}_pay", **wish})
    result = target.post(f"phone/{options.wallet}/requests/{session['id']}/complete", made.get("payload", made))
    sys.stdout.write(f"{result['path']}: {result['whatTheAppSees']['message']}\n")
    for step in result["checks"]:
        sys.stdout.write(f"  {'ok    ' if step['ok'] else 'FAILED'} {step['step']}{_why(step)}\n")
    if result["card"]:
        _show(result["card"])
    return FAILED if result["path"] == "red" else 0


def _why(step: Mapping[str, Any]) -> str:
    return "" if step["ok"] else f": {step['diagnosis']}: {step['message']} {step['fix']}"


def _tap(target: Any, options: argparse.Namespace) -> int:
    paid = target.post(f"phone/passes/{options.card}/tap", {"amount": options.amount})
    sys.stdout.write(f"{'approved' if paid['approved'] else 'declined'} {paid['cryptogram']}\n")
    return 0 if paid["approved"] else FAILED


def _activate(target: Any, options: argparse.Namespace) -> int:
    tried = target.post(f"phone/passes/{options.card}/activate", {"code": options.code})
    sys.stdout.write(f"{tried['outcome']}\n")
    return 0 if tried["outcome"] == "right" else FAILED


def _code(target: Any, options: argparse.Namespace) -> int:
    way = target.post(f"phone/passes/{options.card}/code", {})
    sys.stdout.write(f"sent by {way['channel']} to {way['address']}\n")
    return 0


def _moved(action: str) -> Callable[[Any, argparse.Namespace], int]:
    def move(target: Any, options: argparse.Namespace) -> int:
        _show(target.post(f"phone/passes/{options.card}/{action}", {}))
        return 0

    return move


def _phones(action: str) -> Callable[[Any, argparse.Namespace], int]:
    def move(target: Any, options: argparse.Namespace) -> int:
        for held in target.post(f"phone/{action}", {"device": options.device})["passes"]:
            _show(held)
        return 0

    return move


def _show(held: Mapping[str, Any]) -> None:
    state = f"{held['state']:<10}"
    sys.stdout.write(f"{held['id']}  {held['wallet']:<8} {held['network']:<11} *{held['suffix']}  {state} {held['device']}\n")


# What an app hands on to its backend, by wallet.
HANDED: Final[Mapping[str, tuple[str, ...]]] = {
    "apple": ("certificates", "nonce", "nonceSignature"),
    "google": ("walletId", "stableHardwareId", "clientAppID"),
    "samsung": ("walletUserId", "deviceId"),
}
UNNAMED: Final = frozenset({"list", "lost", "found"})
ACTIONS: Final[Mapping[str, Callable[[Any, argparse.Namespace], int]]] = {
    "list": _list,
    "add": _add,
    "code": _code,
    "activate": _activate,
    "tap": _tap,
    **{action: _moved(action) for action in ("suspend", "resume", "remove")},
    **{action: _phones(action) for action in ("lost", "found")},
}

PHONE: Final = Command("use the fake phone of a running emulator: add a card, pay, lose it", _flags, _phone)
