"""A payload alone: its layers, the keys that open them, and its plaintext against the messages that it may be."""

from dataclasses import asdict
from typing import Any

import orjson

from emulator.admin.schemas.exchanges import ProblemSeen
from emulator.admin.schemas.explain import ExplainPayload, LayerSeen, PayloadExplanation, SchemaSeen
from emulator.admin.service.entry import look
from emulator.admin.service.exchanges import finding_seen
from emulator.admin.service.explain.sealed import SealedMessage, sealed_messages
from emulator.core.context import Context
from emulator.core.dispatch.path import problems_of
from emulator.core.issuer_secrets import OPC_KEY_ID, OPC_SECRET
from emulator.crypto.layers import Candidates, Layer, Peeled
from emulator.domain.worlds import Credential
from emulator.logs import mask


async def explain_payload(ctx: Context, _unit: None, message: ExplainPayload) -> PayloadExplanation:
    """Take a payload apart, and compare what is inside with the messages that travel sealed."""
    world = await look(ctx, message.namespace)
    credentials = await ctx.house.store.read(world.namespace.id, lambda unit: unit.worlds.credentials(world.namespace.id))
    peeled = Peeled(_candidates(ctx, credentials))
    inside = peeled.open(message.payload)
    is_open = any(layer.problem is None for layer in peeled.layers)
    show = str if message.reveal else mask
    return PayloadExplanation(
        layers=[_seen(layer) for layer in peeled.layers],
        plaintext=orjson.loads(show(orjson.dumps(inside).decode())) if is_open or not peeled.layers else None,
        schemas=_compared(peeled.insides or [inside], list(sealed_messages(ctx.house.apis))),
    )


def _candidates(ctx: Context, credentials: list[Credential]) -> Candidates:
    secrets = {OPC_KEY_ID: OPC_SECRET}
    for credential in credentials:
        if credential.kind == "visa":
            secrets[credential.name] = credential.secrets["shared_secret"]
            secrets[credential.secrets["encryption_key_id"]] = credential.secrets["encryption_secret"]
    return Candidates(tuple(ctx.keys.pool()), secrets)


def _seen(layer: Layer) -> LayerSeen:
    problem = finding_seen(layer.problem, mask) if layer.problem else None
    return LayerSeen(**{**asdict(layer), "problem": problem})


def _compared(insides: list[Any], messages: list[SealedMessage]) -> list[SchemaSeen]:
    """Return the messages that were inside; or the one that comes nearest to what was."""
    objects = [value for value in insides if isinstance(value, dict)]
    held = [_held(message) for message in messages if any(message.is_it(value) for value in objects)]
    wrong = [(message, error) for message in messages if objects and (error := message.problems(objects[-1]))]
    if held or not wrong:
        return held
    # Nearest is the one that knows most of the members, and of those the one of which least is wrong.
    message, error = min(wrong, key=lambda row: (-row[0].knows(objects[-1]), row[1].error_count()))
    problems = [ProblemSeen(member=one.member, why=one.why) for one in problems_of(error)]
    return [SchemaSeen(message=message.name, at=message.at, holds=False, problems=problems)]


def _held(message: SealedMessage) -> SchemaSeen:
    return SchemaSeen(message=message.name, at=message.at, holds=True, problems=[])
