"""Two worlds used at once never see each other's cards and tokens."""

from concurrent.futures import ThreadPoolExecutor

from tests.flows.customer import MERCHANT, Customer
from tests.flows.processes import Program

CLIENTS = 8
CALLS = 6


def live_in(url: str, consumer_key: str, number: str) -> list[str]:
    """Tokenize, look and search again and again; return the references that were made."""
    customer = Customer(url, consumer_key)
    made: list[str] = []
    for _ in range(CALLS):
        made.append(customer.tokenize(number)["tokenUniqueReference"])
        assert customer.status(made[-1]) == "ACTIVE"
        source = customer.sealed_order(number)["fundingAccountInfo"]
        found = customer.post("searchTokens", {"requestId": "1", "tokenRequestorId": MERCHANT, "fundingAccountInfo": source}).json()
        assert made[-1] in {token["tokenUniqueReference"] for token in found["tokens"]}
    return made


def test_two_worlds_used_at_once_never_meet(emulator_on: Program) -> None:
    owner = Customer(emulator_on.url)
    worlds = [owner.admin("POST", "namespaces") for _ in range(2)]
    names = [world["namespace"] for world in worlds]
    keys = [world["mdes"]["consumer_key"] for world in worlds]
    number = "5204731600014784"

    with ThreadPoolExecutor(CLIENTS) as pool:
        jobs = [pool.submit(live_in, emulator_on.url, keys[n % 2], number) for n in range(CLIENTS)]
        made = [set().union(*(job.result() for job in jobs[side::2])) for side in range(2)]

    assert not made[0] & made[1]
    for side in range(2):
        seen = {token["reference"] for token in owner.admin("GET", "tokens", namespace=names[side], limit=500)["tokens"]}
        assert seen == made[side]
        assert len(owner.admin("GET", "cards", namespace=names[side])["cards"]) == 1
        stranger = Customer(emulator_on.url, keys[1 - side])
        for reference in sorted(made[side])[:3]:
            refused = stranger.call("getToken", {"tokenUniqueReference": reference})
            assert refused["errorCode"] == "INVALID_TOKEN_UNIQUE_REFERENCE"
    assert owner.admin("GET", "tokens")["tokens"] == []
