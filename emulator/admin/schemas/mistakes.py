"""Mistakes that refusals name."""

from pydantic import BaseModel, Field

from emulator.admin.schemas.scope import Asked


class ListMistakes(Asked):
    """Mistakes, all of them or some."""

    api: str | None = Field(None, max_length=100, description="those of this API only")
    cause: str | None = Field(None, max_length=100, description="those of this name only")


class MistakeSeen(BaseModel):
    """A mistake that developers are known to make: each is looked for when a request is refused."""

    api: str = Field(description="the API whose refusals name it")
    check: str = Field(description="the part of a request in which it is looked for")
    cause: str = Field(description="its name, as findings have it")
    fix: str = Field(description="what to do about it")


class MistakeList(BaseModel):
    """Mistakes, part by part, in the order in which they are looked for."""

    mistakes: list[MistakeSeen] = Field(description="mistakes")
