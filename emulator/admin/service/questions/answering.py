"""What the emulator wants to know of the app, answered in the app's place by whoever looks."""

from pydantic import ValidationError

from emulator.admin.schemas.questions import AnswerQuestion, ListQuestions, QuestionList, QuestionSeen
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges.shown import Show, content
from emulator.core.callbacks.desk import Waiting
from emulator.core.context import Context
from emulator.domain.errors import DomainError, InvalidField
from emulator.logs import mask


class UnknownQuestion(DomainError):
    """No such question waits."""

    def __init__(self, question_id: str) -> None:
        super().__init__(f"no question {question_id} waits: it never did, it was answered, or its time was over")


async def list_questions(ctx: Context, _unit: None, message: ListQuestions) -> QuestionList:
    """Show what waits in a world, or await it."""
    world = await look(ctx, message.namespace)
    await ctx.house.desk.next(message.namespace, seconds=message.wait)
    return _listed(world, str if message.reveal else mask)


async def answer_question(ctx: Context, _unit: None, message: AnswerQuestion) -> QuestionList:
    """Answer one, and show what is left; an answer that is none leaves the question waiting."""
    world = await look(ctx, message.namespace)
    waiting = ctx.house.desk.find(message.namespace, message.question)
    if waiting is None:
        raise UnknownQuestion(message.question)
    try:
        answer = None if message.answer is None else waiting.question.response.model_validate(message.answer)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InvalidField(".".join(["answer", *map(str, first["loc"])]), first["msg"]) from None
    waiting.answer.set_result(answer)
    return _listed(world, mask)


def _listed(world: Context, show: Show) -> QuestionList:
    waiting = world.house.desk.of(world.namespace.id)
    return QuestionList(questions=[_seen(one, show) for one in waiting if not one.answer.done()])


def _seen(waiting: Waiting, show: Show) -> QuestionSeen:
    return QuestionSeen(
        id=waiting.id,
        api=waiting.api,
        name=waiting.question.name,
        asked_at=waiting.asked_at,
        until=waiting.until,
        default=waiting.question.default,
        message=content(waiting.message, show),
        contract=waiting.question.response.model_json_schema(),
    )
