"""What nobody has published the body of says that it is not supported, and is told apart from what is not there."""

import pytest

from emulator.core.operation import Fidelity
from emulator.providers.vts.token_service import API
from tests.providers.vts.caller import TOKENS, Caller
from tests.providers.vts.conftest import Observer

# As processors' documentation and public integrations name them.
KNOWN = [
    ("PUT", "/vts/clients/client-1"),
    *[
        ("POST", f"{TOKENS}/{'0' * 32}/{name}")
        for name in ("confirmProvisioning", "replenish", "confirmReplenishment", "replenishODA", "confirmAssociation")
    ],
    ("GET", "/vts/panData"),
    ("GET", "/vts/paymentTxns"),
]


@pytest.mark.parametrize(("method", "path"), KNOWN, ids=lambda part: part.rpartition("/")[2])
async def test_an_operation_that_is_not_built_says_so(visa: Caller, behind: Observer, method: str, path: str) -> None:
    answer = await visa.send(method, path, b"" if method == "GET" else b"{}")

    assert (answer.status, answer.reason, behind.causes) == (403, "notAllowed", ["not_built"])


async def test_what_is_not_there_is_not_found(visa: Caller, behind: Observer) -> None:
    answer = await visa.get("/vts/nowhere")

    assert (answer.status, answer.reason, behind.causes) == (404, "notFound", ["no_such_operation"])


def test_every_stub_is_called() -> None:
    stubs = [row for row in API.operations if row.fidelity is Fidelity.STUB]

    assert len(stubs) == len(KNOWN)
