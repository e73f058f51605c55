"""What network and wallet said of a token: shown where it is expanded, for a day (docs.stripe.com/api/issuing/tokens/object)."""

from collections.abc import Callable, Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.networks import Names, names_of
from emulator.core.provisioning.circumstances import Circumstances, circumstances_of
from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from emulator.domain.tokens import Token
from emulator.providers.stripe.service.books.changes import seconds
from emulator.providers.stripe.service.books.kinds import Body
from emulator.storage.unit import Unit

SHOWN: Final = 86_400
# Visa's risk score of a token that nobody scored.
UNSCORED: Final = "00"
# Which version of its rules a wallet decided by (our own choice).
RULES: Final = "1"


async def network_data(ctx: Context, unit: Unit, body: Body) -> Body | None:
    """Return what network and wallet said, or None when the token is older than a day."""
    token = await unit.tokens.get(body["_vault"])
    if token is None or seconds(ctx) - body["created"] >= SHOWN:
        return None
    circumstances = await circumstances_of(unit, token) or Circumstances()
    requestor = await unit.parties.requestor(token.requestor)
    members = {
        "device": _device(circumstances),
        str(token.network): NETWORKS[token.network](token, await names_of(ctx, unit, token), requestor),
        "type": str(token.network),
        "wallet_provider": _advice(circumstances),
    }
    return {name: value for name, value in sorted(members.items()) if value}


def _device(circumstances: Circumstances) -> Body:
    device = circumstances.device
    members = {
        "device_fingerprint": device.fingerprint,
        "ip_address": device.ip_address,
        "location": device.location,
        "name": device.name,
        "phone_number": device.phone_number,
        "type": device.kind,
    }
    return {name: value for name, value in members.items() if value is not None}


def _advice(circumstances: Circumstances) -> Body:
    if not circumstances.advice:
        return {}
    return dict(sorted({"suggested_decision_version": RULES, **circumstances.advice}.items()))


def _references(token: Token, names: Names) -> Body:
    return {"card_reference_id": names.card, "token_reference_id": names.token, "token_requestor_id": token.requestor}


def _mastercard(token: Token, names: Names, requestor: Requestor | None) -> Body:
    references = _references(token, names)
    return {**references, "token_requestor_name": requestor.name} if requestor else references


def _visa(token: Token, names: Names, _requestor: Requestor | None) -> Body:
    return {**_references(token, names), "token_risk_score": UNSCORED}


NETWORKS: Final[Mapping[Network, Callable[[Token, Names, Requestor | None], Body]]] = {Network.MASTERCARD: _mastercard, Network.VISA: _visa}
