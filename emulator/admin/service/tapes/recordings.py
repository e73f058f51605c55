"""Recordings of one world, begun and ended while the emulator runs."""

from typing import Any

from emulator.admin.schemas.exchanges import GetExchange
from emulator.admin.schemas.scope import Scoped
from emulator.admin.schemas.tapes.recordings import BeginRecording, OneRecording, RecordingList, RecordingSeen, TapeSeen
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges import UnknownExchange
from emulator.core.context import Context, Recorder
from emulator.domain.errors import DomainError, Unavailable
from emulator.recording.recorder import Recording
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
    return _tape(recorder, recorder.recordings[key], message.recording)


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


async def tape_exchange(ctx: Context, _unit: None, message: GetExchange) -> TapeSeen:
    """Return one exchange of the journal as a tape of its own.

    Raises:
        UnknownExchange: the journal does not hold it.
        SecretOnTape: it holds what may not be kept.
    """
    exchange = ctx.house.journal.find(message.exchange)
    if exchange is None or message.namespace not in {None, exchange.namespace}:
        raise UnknownExchange(message.exchange)
    return _tape(_recorder(ctx), Recording(exchange.id, exchange.namespace, exchange.at, [exchange]), exchange.id)


def _tape(recorder: Recorder, recording: Recording, case: str) -> TapeSeen:
    try:
        return TapeSeen.model_validate(recorder.tape(recording).as_json() | {"case": case})
    except StillSecret as error:
        raise SecretOnTape(str(error)) from None


def _recorder(ctx: Context) -> Recorder:
    if ctx.house.recorder is None:
        raise Unavailable("this emulator does not record")
    return ctx.house.recorder


def _key(namespace: str, name: str) -> str:
    return f"{namespace}/{name}"


def _seen(recording: Any) -> RecordingSeen:
    name = recording.name.rpartition("/")[2]
    return RecordingSeen(name=name, namespace=recording.namespace, began=recording.began, exchanges=len(recording.exchanges))
