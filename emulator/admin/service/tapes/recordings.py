"""Recordings of one world, begun and ended while the emulator runs."""

from typing import Any

from emulator.admin.schemas.scope import Scoped
from emulator.admin.schemas.tapes.recordings import BeginRecording, OneRecording, RecordingList, RecordingSeen, TapeSeen
from emulator.admin.service.entry import look
from emulator.core.context import Context, Recorder
from emulator.domain.errors import DomainError, Unavailable
from emulator.recording.redaction import StillSecret


class UnknownRecording(DomainError):
    """There is no such recording in this world."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no recording called {name} in this namespace")


class SecretOnTape(DomainError):
    """The recording holds what may not be kept, so it becomes no tape."""


async def begin_recording(ctx: Context, _unit: None, message: BeginRecording) -> RecordingSeen:
    """Begin a recording."""
    world = await look(ctx, message.namespace)
    recording = _recorder(ctx).begin(_key(message.namespace, message.name), world.namespace.id, ctx.wall)
    return _seen(recording)


async def list_recordings(ctx: Context, _unit: None, message: Scoped) -> RecordingList:
    """List the recordings of a world."""
    world = await look(ctx, message.namespace)
    every = _recorder(ctx).recordings.values()
    return RecordingList(recordings=[_seen(recording) for recording in every if recording.namespace == world.namespace.id])


async def get_recording(ctx: Context, _unit: None, message: OneRecording) -> TapeSeen:
    """Return what a recording holds so far, as a tape.

    Raises:
        UnknownRecording: there is none of this name.
        SecretOnTape: it holds what may not be kept.
    """
    recorder = _recorder(ctx)
    key = _key(message.namespace, message.recording)
    if key not in recorder.recordings:
        raise UnknownRecording(message.recording)
    try:
        tape = recorder.tape(recorder.recordings[key])
    except StillSecret as error:
        raise SecretOnTape(str(error)) from None
    return TapeSeen.model_validate(tape.as_json() | {"case": message.recording})


async def end_recording(ctx: Context, _unit: None, message: OneRecording) -> TapeSeen:
    """End a recording and return its tape; one that may not be kept is ended all the same.

    Raises:
        UnknownRecording: there is none of this name.
        SecretOnTape: it holds what may not be kept.
    """
    try:
        return await get_recording(ctx, _unit, message)
    finally:
        _recorder(ctx).recordings.pop(_key(message.namespace, message.recording), None)


def _recorder(ctx: Context) -> Recorder:
    if ctx.house.recorder is None:
        raise Unavailable("this emulator does not record")
    return ctx.house.recorder


def _key(namespace: str, name: str) -> str:
    return f"{namespace}/{name}"


def _seen(recording: Any) -> RecordingSeen:
    name = recording.name.rpartition("/")[2]
    return RecordingSeen(name=name, namespace=recording.namespace, began=recording.began, exchanges=len(recording.exchanges))
