"""Whether the emulator lives, is ready, and which one it is."""

from typing import Literal

from pydantic import BaseModel, Field


class Live(BaseModel):
    """The process answers."""

    status: Literal["live"] = Field("live", description="always `live`")


class Ready(BaseModel):
    """The process can do its work."""

    status: Literal["ready"] = Field("ready", description="always `ready`; an emulator that is not answers 503")
    storage: Literal["readable"] = Field("readable", description="the database answers")
    courier: Literal["delivering"] = Field("delivering", description="notices are delivered by themselves")
    timekeeper: Literal["settling"] = Field("settling", description="what falls due by itself is done")


class ApiName(BaseModel):
    """One API that this emulator answers."""

    name: str = Field(description="its short name, as `exchanges` has it")
    title: str = Field(description="its name for people")
    operations: list[str] = Field(description="the names of its operations")


class Version(BaseModel):
    """Which emulator this is."""

    version: str = Field(description="version of tsp-emulator")
    apis: list[ApiName] = Field(description="what it answers")
