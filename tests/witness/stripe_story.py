"""Tells `stripe_operations.json` through Stripe's library for Python: every step is called, and what it did is read back.

A step `is` a value to remember, puts a card into a wallet (`provision`), or is a `call`. Of a call, `gives` is what the answer
shows; `reads`, what a retrieval of the same object shows afterwards; `during`, a purchase about which an app is asked, and the
call is what the app does meanwhile. `as` names what comes of a step, and `$name` is what was named. A null is sent as an empty
text by the library for Node, and not at all by the one for Python.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from tests.outbound.receiver import Receiver

Admin = Callable[[str, str, Mapping[str, Any]], Awaitable[Any]]
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Teller:
    """`admin` calls the emulator's own API: method, path below `/_emulator/`, body."""

    v1: Any
    admin: Admin
    app: Receiver
    known: dict[str, Any] = field(default_factory=dict)

    async def tell(self, step: Step) -> None:
        """Do one step.

        Raises:
            AssertionError: an object does not show what the step says.
        """
        if "is" in step:
            self.known[step["as"]] = step["is"]
        elif "provision" in step:
            wish = {"card": self._filled(step["provision"]), "wallet": "apple_pay", "path": "green"}
            await self.admin("POST", "tokens", wish)
        elif "during" in step:
            await self._asked(step)
        else:
            self._note(step, await self._called(step))
            await self._read(step)

    async def _called(self, step: Step) -> Any:
        call = reduce(getattr, f"{step['call']}_async".split("."), self.v1)
        return await call(*self._filled(step["with"]))

    def _note(self, step: Step, answer: Any) -> None:
        self._shows(answer, step.get("gives", {}))
        first = answer.data[0] if answer.object == "list" else answer
        self.known.update({"last": first, **({step["as"]: first.id} if "as" in step else {})})

    async def _read(self, step: Step) -> None:
        if "reads" in step:
            last = self.known["last"]
            services = getattr(self.v1.issuing, f"{last.object.removeprefix('issuing.')}s")
            self._shows(await services.retrieve_async(last.id), step["reads"])

    async def _asked(self, step: Step) -> None:
        await self.admin("PUT", "stripe/realtime", {"url": self.app.url})
        self.app.arrived.clear()
        self.app.open.clear()
        buying = asyncio.create_task(self.v1.test_helpers.issuing.authorizations.create_async(self._filled(step["during"])))
        await self.app.arrived.wait()
        self.known["asked"] = json.loads(self.app.heard[-1].body)["data"]["object"]["id"]
        self._note(step, await self._called(step))
        self.app.open.set()
        await buying
        await self.admin("DELETE", "stripe/realtime", {})
        await self._read(step)

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        return self.known[value[1:]] if isinstance(value, str) and value.startswith("$") else value

    def _shows(self, shown: Any, expected: Mapping[str, Any]) -> None:
        assert {path: member(shown, path) for path in expected} == self._filled(expected)


def member(shown: Any, path: str) -> Any:
    """Return what stands at `data.0.id` of an object of the library; `length` is that of a list."""
    return reduce(_inner, path.split("."), shown)


def _inner(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return len(value) if name == "length" else value[int(name)]
    return value[name]
