"""Questions: ask the app now, wait no longer than allowed, and say when the declared default stood in for its answer."""

import logging
import time
from datetime import timedelta
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from emulator.core.callbacks.desk import Waiting
from emulator.core.context import Asked, Context, House
from emulator.core.journal import Exchange
from emulator.core.message import JSON_HEADERS, Outgoing, Response
from emulator.core.operation import Question
from emulator.core.provider import Api
from emulator.core.scenarios.firing import Meeting
from emulator.core.scenarios.outgoing import as_armed, met
from emulator.core.wire import ProtocolError
from emulator.crypto.diagnosis import Finding, Refused
from emulator.domain.parties import Party
from emulator.domain.scenarios import Fault, Place, Scenario
from emulator.outbound.post import Post, Reply

log = logging.getLogger(__name__)

DEFAULT_TAKEN: Final = "DefaultTaken"

_SILENT: Final = Finding(
    check="question",
    cause="timed_out",
    message="the app is silent, as a scenario says",
    fix="clear the scenario when the app is to be asked again",
)
_SILENT_BY_HAND: Final = Finding(
    check="question",
    cause="timed_out",
    message="it was said by hand that the app is silent",
    fix="answer the question in place of the app, or clear the scenario that holds it",
)


class NoAnswer(Exception):
    """The app did not answer, or not with an answer; `finding` says how."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Questions:
    """Asks on behalf of one house."""

    def __init__(self, house: House, post: Post | None = None) -> None:
        self._house = house
        self._post = post or Post(house.settings)

    async def ask(self, ctx: Context, question: Question, *, party: Party, message: Any) -> Asked:
        """Return the answer, or why the default stands in; both stand in the journal. Called outside any unit."""
        api = next(api for api in self._house.apis if question in api.questions)
        own = self._house.context(ctx.namespace, cause=f"{ctx.cause}/{question.name}")
        own.exchange = self._house.journal.next_id()
        armed = await met(own, Meeting(Place.QUESTION, api.name, question.name, message.model_dump(mode="json", by_alias=True)))
        if armed and armed.fault is Fault.BY_HAND:
            return await self._by_hand(own, api, question, party=party, message=message)
        if armed and (instead := _instead(question, armed)):
            return self._ended(own, api, question, outgoing=_unsent(party, message), reply=Reply(None), answer=instead)
        try:
            outgoing = as_armed(own, lambda: api.wire.prepare_question(own, question, party=party, message=message))
        except (ProtocolError, Refused, ValueError, OSError) as error:
            return self._ended(own, api, question, outgoing=_unsent(party, message), reply=Reply(None), answer=_unsendable(party, error))
        reply = await self._post.send(outgoing, timeout=self._patience(question))
        return self._ended(own, api, question, outgoing=outgoing, reply=reply, answer=_read(own, api, question, reply=reply))

    async def _by_hand(self, ctx: Context, api: Api, question: Question, *, party: Party, message: BaseModel) -> Asked:
        """Put a question on the desk in place of sending it, and wait until it is answered there or its time is over."""
        outgoing, began = _unsent(party, message), time.perf_counter()
        seconds = (ctx.fired.seconds if ctx.fired else 0) or self._patience(question)
        until = ctx.wall + timedelta(seconds=seconds)
        waiting = Waiting(ctx.exchange, ctx.namespace.id, api.name, question, outgoing.opened, asked_at=ctx.wall, until=until)
        try:
            answer = await self._house.desk.wait(waiting, seconds=seconds) or NoAnswer(_SILENT_BY_HAND)
        except TimeoutError:
            answer = NoAnswer(_nobody(seconds))
        body = b"" if isinstance(answer, NoAnswer) else answer.model_dump_json(by_alias=True, exclude_none=True).encode()
        reply = Reply(200 if body else None, body, JSON_HEADERS, micros=int((time.perf_counter() - began) * 1_000_000))
        return self._ended(ctx, api, question, outgoing=outgoing, reply=reply, answer=answer)

    def _patience(self, question: Question) -> float:
        return self._house.settings.question_seconds or question.deadline

    async def close(self) -> None:
        """Let go of every connection."""
        await self._post.close()

    def _ended(
        self, ctx: Context, api: Api, question: Question, *, outgoing: Outgoing, reply: Reply, answer: BaseModel | NoAnswer
    ) -> Asked:
        asked = Asked(answer)
        if isinstance(answer, NoAnswer):
            ctx.tolerate(_default_taken(question, answer.finding))
            asked = Asked(None, answer.finding.message, answer.finding.cause)
        log.info("question.asked", extra={"question": question.name, "status": reply.status, "default": asked.why})
        self._house.journal.append(
            Exchange(
                id=ctx.exchange,
                namespace=ctx.namespace.id,
                api=api.name,
                operation=question.name,
                at=ctx.wall,
                request=outgoing,
                response=None if reply.status is None else Response(reply.status, reply.body, reply.headers),
                opened_request=outgoing.opened,
                opened_response=ctx.opened_response,
                findings=ctx.findings,
                error=DEFAULT_TAKEN if asked.why else None,
                micros=reply.micros,
            )
        )
        return asked


def _instead(question: Question, armed: Scenario) -> BaseModel | NoAnswer | None:
    """Return the answer that a scenario gives for the app, or the silence that it keeps for it."""
    if armed.fault is Fault.SILENCE:
        return NoAnswer(_SILENT)
    if armed.answer is None:
        return None
    try:
        return question.response.model_validate_json(armed.answer.body)
    except ValidationError as error:
        return NoAnswer(_invalid(error))


def _nobody(seconds: float) -> Finding:
    return Finding(
        check="question",
        cause="timed_out",
        message=f"nobody answered by hand within {seconds:g} seconds",
        fix="answer sooner, or let the scenario wait longer (`seconds`)",
    )


def _unsent(party: Party, message: BaseModel) -> Outgoing:
    return Outgoing("POST", party.callback_url or "", {}, b"", opened=message.model_dump_json(by_alias=True).encode())


def _read(ctx: Context, api: Api, question: Question, *, reply: Reply) -> BaseModel | NoAnswer:
    if reply.failure or reply.status is None:
        return NoAnswer(reply.failure or _nonsense("it sent nothing"))
    try:
        fields = api.wire.read_answer(ctx, question, Response(reply.status, reply.body, reply.headers))
        return question.response.model_validate(fields)
    except ProtocolError as error:
        return NoAnswer(error.finding)
    except ValidationError as error:
        return NoAnswer(_invalid(error))


def _invalid(error: ValidationError) -> Finding:
    first = error.errors(include_url=False)[0]
    return _nonsense(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


def _nonsense(what: str) -> Finding:
    return Finding(
        check="question",
        cause="nonsense_answer",
        message=f"the app's answer is not one: {what}",
        fix="compare it with the question's response contract",
    )


def _unsendable(party: Party, error: Exception) -> NoAnswer:
    return NoAnswer(
        Finding(
            check="question",
            cause="not_prepared",
            message=f"the question could not be sealed and signed: {error}",
            fix=f"check the keys and the callback URL that are registered for {party.handle}",
        )
    )


def _default_taken(question: Question, why: Finding) -> Finding:
    return Finding(
        check=why.check,
        cause=why.cause,
        message=f"{why.message}; so the default was taken: {question.default}",
        fix=why.fix,
        expected=why.expected,
        got=why.got,
        difference=why.difference,
    )
