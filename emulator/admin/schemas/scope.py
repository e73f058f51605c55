"""What requests of this API have in common: the world they are about, pages, and the form of a refusal."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from emulator.admin.schemas.message import AdminMessage

NamespaceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_.:-]+$")]


class Asked(AdminMessage):
    """A request: what it does not know is refused, so that a mistyped name is noticed."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Asked):
    """A request that says nothing."""


class Scoped(Asked):
    """A request about one world."""

    namespace: NamespaceId = Field("default", description="the world it is about")


class Paged(Scoped):
    """A request for one page, newest first."""

    limit: int = Field(50, ge=1, le=500, description="how many to return at most")
    cursor: str | None = Field(None, max_length=400, description="`next_cursor` of the page before; none for the first page")


class Page(AdminMessage):
    """One page, newest first."""

    next_cursor: str | None = Field(description="`cursor` of the next page; null when this is the last one")


class FieldProblem(AdminMessage):
    """One member of a request that is not as it must be."""

    field: str = Field(description="the member, with dots between levels")
    pointer: str = Field(description="the same as a JSON pointer (RFC 6901), in the form of a URI fragment")
    problem: str = Field(description="what is wrong with it")


class Problem(AdminMessage):
    """A refusal (RFC 9457, media type application/problem+json)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "there is no namespace called ns_1",
                "code": "unknown_namespace",
                "fix": None,
                "errors": [],
            }
        }
    )

    type: str = Field("about:blank", description="always `about:blank`: `code` tells problems apart")
    title: str = Field(description="the phrase of the HTTP status")
    status: int = Field(description="the HTTP status")
    detail: str = Field(description="what is the matter, in one sentence")
    code: str = Field(description="what is the matter, in one word for programs")
    fix: str | None = Field(None, description="what to do about it, where that is known")
    errors: list[FieldProblem] = Field(default_factory=list, description="the members that are not as they must be")
