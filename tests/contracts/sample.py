"""A small API in the shape of the real ones: a sealed request, a sealed answer, a page of parameters, a notice, a stub."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from emulator.core.context import Context
from emulator.core.message import Fields, Outgoing, Request, Response
from emulator.core.operation import AnyOperation, Fidelity, Notice, Operation, Question
from emulator.core.provider import Api
from emulator.core.wire import Wire
from emulator.domain.errors import DomainError, UnknownCard, UnknownToken
from emulator.domain.notices import Receiver
from emulator.domain.parties import Party
from emulator.domain.tokens import TokenCreated
from emulator.domain.worlds import Credential
from emulator.storage.unit import Unit

SOURCE: Final = "https://developer.example/beans"


class Bean(BaseModel):
    """What is inside the tin."""

    colour: str = Field(description="as painters name it")
    weight: int | None = Field(None, ge=1, description="grams")


class Tin(BaseModel):
    """A sealed tin."""

    model_config = ConfigDict(json_schema_extra={"x-sealed": True, "examples": [{"label": "L1", "encryptedData": {"colour": "red"}}]})

    label: str
    encryptedData: Bean


class Shelf(BaseModel):
    """Where tins stand."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tin": {"label": "L1", "encryptedData": {"colour": "red"}}}]})

    tin: Tin


class StoreTin(BaseModel):
    """Put a tin on a shelf."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"requestId": "1", "shelf": {"tin": {"label": "L1", "encryptedData": {"colour": "red"}}}},
            ]
        }
    )

    requestId: str = Field(max_length=64)
    shelf: Shelf
    remark: str | None = None


class TinStored(BaseModel):
    """The shelf is fuller now."""

    label: str
    tins: list[Tin] = []


class FindTin(BaseModel):
    """Look for a tin."""

    label: str
    colour: str | None = None
    most: int


class RenameTin(BaseModel):
    """Give a tin another label."""

    label: str
    new_label: str


class Refusal(BaseModel):
    """Why not."""

    reason: str


class Choice(BaseModel):
    """Which shelf."""

    shelf: int


class SampleWire(Wire):
    """Offers what contracts and tables read of a wire, and speaks no further."""

    error_model = Refusal
    refusals: Mapping[type[DomainError], Any] = {UnknownToken: (404, "GONE"), UnknownCard: (404, "NO|CARD")}
    retries = (1,)

    def claim(self, request: Request) -> tuple[str, str] | None:
        raise NotImplementedError

    def authenticate(self, ctx: Context, request: Request, credential: Credential | None) -> None:
        raise NotImplementedError

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        raise NotImplementedError

    def encode(self, ctx: Context, operation: AnyOperation, answer: BaseModel) -> Response:
        raise NotImplementedError

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        raise NotImplementedError

    def prepare_question(self, ctx: Context, question: Question, party: Party, *, message: BaseModel) -> Outgoing:
        raise NotImplementedError

    def read_answer(self, ctx: Context, question: Question, answer: Response) -> Fields:
        raise NotImplementedError

    def prepare_notice(self, ctx: Context, notice: Notice, party: Party, *, url: str, body: bytes) -> Outgoing:
        raise NotImplementedError


async def nobody_answers(ctx: Context, unit: Unit, message: BaseModel) -> Any:
    """Stands where a handler stands: these rows are read, never called."""
    raise NotImplementedError


async def nobody_listens(unit: Unit, event: TokenCreated) -> Iterable[Receiver]:
    """Stands where an audience stands."""
    raise NotImplementedError


STORE: Final = Operation(
    name="store_tin",
    method="POST",
    path="/shelves/store",
    request=StoreTin,
    response=TinStored,
    handler=nobody_answers,
    source=SOURCE,
    summary="Store a tin",
    sealed_request=("shelf.tin",),
    sealed_response=("tins.*",),
)
FIND: Final = Operation(
    name="find_tin",
    method="GET",
    path="/tins/{label}",
    request=FindTin,
    response=TinStored,
    handler=nobody_answers,
    source=SOURCE,
    summary="Find a tin",
    fidelity=Fidelity.PARTIAL,
    sealed_response=("tins.*",),
)
RENAME: Final = Operation(
    name="rename_tin",
    method="POST",
    path="/tins/{label}",
    request=RenameTin,
    response=Choice,
    handler=nobody_answers,
    source=SOURCE,
    summary="Rename a tin",
)
PAINT: Final = Operation(
    name="paint_tin",
    method="POST",
    path="/tins/paint",
    request=RenameTin,
    response=Choice,
    handler=nobody_answers,
    source=SOURCE,
    summary="Paint a tin",
    fidelity=Fidelity.STUB,
)
FILLED: Final = Notice(
    name="shelf_filled",
    path="/filled",
    events=(TokenCreated,),
    message=Shelf,
    audience=nobody_listens,
    body=nobody_answers,
    source=SOURCE,
    summary="A shelf was filled",
    sealed=("tin",),
)
WHICH: Final = Question(
    name="which_shelf",
    path="/which",
    request=Shelf,
    response=Choice,
    deadline=5.0,
    default="the first",
    source=SOURCE,
    summary="Which shelf shall it be",
    sealed_request=("tin",),
)
API: Final = Api(
    name="pantry.shelves",
    title="Pantry: shelves",
    prefixes=("/",),
    operations=(STORE, FIND, RENAME, PAINT),
    wire=SampleWire(),
    notices=(FILLED,),
    questions=(WHICH,),
)
