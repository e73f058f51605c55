"""One-time codes of every provider: sent, sent once more, replaced, tried, and listed for whoever plays the cardholder."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.codes import TERMS, Channel, Code, CodeSent, Method, Outcome, Purpose, Terms, outcome_of, settled
from emulator.domain.errors import ExpiredCode
from emulator.domain.parties import Issuer
from emulator.domain.tokens import Token
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("code", indexes=("token",))


class Maker(StrEnum):
    """Who makes and checks the digits."""

    NETWORK = "network"
    ISSUER = "issuer"


def maker_of(issuer: Issuer | None) -> Maker:
    """Return who makes the code of an activation: the issuer where it says so, else the network."""
    return Maker.ISSUER if issuer and issuer.makes_codes else Maker.NETWORK


async def send(ctx: Context, unit: Unit, token: Token, *, method: Method, purpose: Purpose, maker: Maker = Maker.NETWORK) -> Code:
    """Send a code to the cardholder: the one that is alive once more, or the first one.

    Raises:
        ExpiredCode: there was one, and it is spent; `replace` makes another one. Only a code for authentication that
            nobody tried in time may be followed by a new one at once.
    """
    last = await current(unit, token.reference, purpose)
    if last and last.alive(ctx.now):
        return await _kept(unit, last.again(method), token)
    if last and not last.used and (purpose is Purpose.ACTIVATION or last.left == 0):
        raise ExpiredCode("the last code is spent, and the cardholder cannot have another one")
    return await _new(ctx, unit, token, method=method, purpose=purpose, maker=maker, terms=TERMS[purpose])


async def replace(
    ctx: Context,
    unit: Unit,
    token: Token,
    *,
    method: Method,
    purpose: Purpose,
    maker: Maker = Maker.NETWORK,
    terms: Terms | None = None,
) -> Code:
    """Send a new code with a new end, whatever became of the last one, which is good no more; `terms` are the network's own."""
    return await _new(ctx, unit, token, method=method, purpose=purpose, maker=maker, terms=terms or TERMS[purpose])


async def current(unit: Unit, token: str, purpose: Purpose) -> Code | None:
    """Return the last code that was made for a token, spent or not."""
    made = [body for body in await unit.documents.by(KIND, "token", token) if body["purpose"] == purpose]
    return _code(made[-1]) if made else None


async def attempt(ctx: Context, unit: Unit, code: Code, *, digits: str) -> Outcome:
    """Try a code that the network made, and count the attempt."""
    return await judge(unit, code, outcome_of(code, digits, at=ctx.now))


async def judge(unit: Unit, code: Code, outcome: Outcome) -> Outcome:
    """Keep what an attempt came to; for a code of the issuer's, the issuer says what that is."""
    await unit.documents.save(KIND, code.id, _body(settled(code, outcome)))
    return outcome


async def latest(unit: Unit, *, most: int) -> list[Code]:
    """Return up to `most` codes of a world, newest first: what cardholders have received."""
    return [_code(body) for _, body in await unit.documents.older(KIND, most=most)]


async def of_token(unit: Unit, token: str) -> list[Code]:
    """Return the codes of one token, newest first."""
    return [_code(body) for body in reversed(await unit.documents.by(KIND, "token", token))]


async def _new(ctx: Context, unit: Unit, token: Token, *, method: Method, purpose: Purpose, maker: Maker, terms: Terms) -> Code:
    code = Code(
        id=f"otp_{ctx.ids.hex_uuid()}",
        token=token.reference,
        purpose=purpose,
        digits=ctx.ids.digits(terms.digits) if maker is Maker.NETWORK else None,
        method=method,
        made_at=ctx.now,
        expires_at=ctx.now + terms.validity,
        left=terms.attempts,
    )
    await unit.documents.add(KIND, code.id, _body(code))
    await unit.emit(CodeSent(code, token))
    return code


async def _kept(unit: Unit, code: Code, token: Token) -> Code:
    await unit.documents.save(KIND, code.id, _body(code))
    await unit.emit(CodeSent(code, token))
    return code


def _body(code: Code) -> dict[str, Any]:
    return {**asdict(code), "made_at": code.made_at.isoformat(), "expires_at": code.expires_at.isoformat()}


def _code(body: dict[str, Any]) -> Code:
    method = body["method"]
    return Code(
        **{
            **body,
            "purpose": Purpose(body["purpose"]),
            "method": Method(method["id"], Channel(method["channel"]), method["address"]),
            "made_at": datetime.fromisoformat(body["made_at"]),
            "expires_at": datetime.fromisoformat(body["expires_at"]),
        }
    )
