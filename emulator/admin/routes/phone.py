"""The fake phone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel

from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import phone as schemas
from emulator.admin.service import phone as service
from emulator.core.operation import AnyOperation, Operation

Handler = Callable[..., Awaitable[Any]]
PASS: Final = "/_emulator/phone/passes/{card}"


def _does(path: str, request: type[BaseModel], response: type[BaseModel], *, handler: Handler, summary: str) -> AnyOperation:
    """Return the row of something that is done; it is named like its handler."""
    return Operation(
        name=handler.__name__,
        method="POST",
        path=path,
        request=request,
        response=response,
        handler=handler,
        source=SOURCE,
        summary=summary,
        opens_units=True,
    )


def _shows(path: str, request: type[BaseModel], response: type[BaseModel], *, handler: Handler, summary: str) -> AnyOperation:
    """Return the row of something that is shown; it is named like its handler."""
    return replace(_does(path, request, response, handler=handler, summary=summary), method="GET", reads_only=True)


SESSIONS: Final = (
    _does(
        "/_emulator/phone/apple/requests",
        schemas.OpenAppleSession,
        schemas.AppleSession,
        handler=service.open_apple,
        summary="Open a session of Apple's wallet: certificates, nonce and signature for the app.",
    ),
    _does(
        "/_emulator/phone/apple/requests/{session}/complete",
        schemas.CompleteApple,
        schemas.AddResult,
        handler=service.complete_apple,
        summary="Hand a payload to Apple's wallet, and learn what becomes of it and why.",
    ),
    _does(
        "/_emulator/phone/google/requests",
        schemas.OpenSession,
        schemas.GoogleSession,
        handler=service.open_google,
        summary="Open a session of Google's wallet: wallet and device id for the app.",
    ),
    _does(
        "/_emulator/phone/google/requests/{session}/complete",
        schemas.CompletePush,
        schemas.AddResult,
        handler=service.complete_google,
        summary="Hand a payload to Google's wallet, and learn what becomes of it and why.",
    ),
    _does(
        "/_emulator/phone/samsung/requests",
        schemas.OpenSession,
        schemas.SamsungSession,
        handler=service.open_samsung,
        summary="Open a session of Samsung's wallet: wallet and device ids for the app.",
    ),
    _does(
        "/_emulator/phone/samsung/requests/{session}/complete",
        schemas.CompletePush,
        schemas.AddResult,
        handler=service.complete_samsung,
        summary="Hand a payload to Samsung's wallet, and learn what becomes of it and why.",
    ),
    _does(
        "/_emulator/phone/cards",
        schemas.EnterCard,
        schemas.AddResult,
        handler=service.enter_card,
        summary="Type a card into a wallet by hand.",
    ),
)

CARDS: Final = (
    _shows(
        "/_emulator/phone/devices",
        schemas.ListPasses,
        schemas.PhoneList,
        handler=service.list_phones,
        summary="List the phones of a namespace.",
    ),
    _does(
        "/_emulator/phone/lost",
        schemas.NamePhone,
        schemas.PassList,
        handler=service.lose_phone,
        summary="Put a phone into lost mode: its active cards are suspended.",
    ),
    _does(
        "/_emulator/phone/found",
        schemas.NamePhone,
        schemas.PassList,
        handler=service.find_phone,
        summary="End a phone's lost mode: its cards are resumed, those that others hold stay suspended.",
    ),
    _shows(
        "/_emulator/phone/passes",
        schemas.ListPasses,
        schemas.PassList,
        handler=service.list_passes,
        summary="List the cards on phones, newest first.",
    ),
    _shows(PASS, schemas.NamePass, schemas.PassWhole, handler=service.get_pass, summary="Show a card and how its holder can be verified."),
    _does(
        f"{PASS}/code",
        schemas.ChooseMethod,
        schemas.MethodSeen,
        handler=service.choose_method,
        summary="Have a code sent to the cardholder.",
    ),
    _does(f"{PASS}/activate", schemas.EnterCode, schemas.CodeTried, handler=service.enter_code, summary="Type in the code that was sent."),
    _does(f"{PASS}/tap", schemas.TapToPay, schemas.TapSeen, handler=service.tap_to_pay, summary="Pay at a shop with a card on the phone."),
    _does(f"{PASS}/suspend", schemas.NamePass, schemas.PassSeen, handler=service.suspend_pass, summary="Pause a card."),
    _does(f"{PASS}/resume", schemas.NamePass, schemas.PassSeen, handler=service.resume_pass, summary="Resume a card that was paused."),
    _does(f"{PASS}/remove", schemas.NamePass, schemas.PassSeen, handler=service.remove_pass, summary="Remove a card for good."),
)

OPERATIONS: Final[tuple[AnyOperation, ...]] = (*SESSIONS, *CARDS)
