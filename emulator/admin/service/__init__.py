"""What each operation of our own API does; the handlers open their own units, in the world that is asked for."""

from emulator.admin.service.clock import advance_clock, freeze_clock, get_clock, resume_clock
from emulator.admin.service.exchanges import get_exchange, list_exchanges
from emulator.admin.service.health import live, ready, version
from emulator.admin.service.keys import get_keys
from emulator.admin.service.outbox import deliver_outbox, list_outbox, redeliver_notice
from emulator.admin.service.parties import list_parties, register_parties, remove_party
from emulator.admin.service.scenarios import arm_scenario, clear_scenarios, disarm_scenario, list_scenarios
from emulator.admin.service.vault import get_card, get_token, list_cards, list_tokens
from emulator.admin.service.worlds import create_namespace, list_namespaces, reset_namespace

__all__ = [
    "advance_clock",
    "arm_scenario",
    "clear_scenarios",
    "create_namespace",
    "deliver_outbox",
    "disarm_scenario",
    "freeze_clock",
    "get_card",
    "get_clock",
    "get_exchange",
    "get_keys",
    "get_token",
    "list_cards",
    "list_exchanges",
    "list_namespaces",
    "list_outbox",
    "list_parties",
    "list_scenarios",
    "list_tokens",
    "live",
    "ready",
    "redeliver_notice",
    "register_parties",
    "remove_party",
    "reset_namespace",
    "resume_clock",
    "version",
]
