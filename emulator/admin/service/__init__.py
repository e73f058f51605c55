"""What each operation of our own API does; the handlers open their own units, in the world that is asked for."""

from emulator.admin.service.clock import advance_clock, freeze_clock, get_clock, resume_clock
from emulator.admin.service.exchanges import get_exchange, list_exchanges, verify_exchanges, watch_exchanges
from emulator.admin.service.explain import explain_payload, explain_request, list_mistakes
from emulator.admin.service.health import live, metrics, ready, version
from emulator.admin.service.inboxes import empty_inbox, read_inbox
from emulator.admin.service.keys import get_keys
from emulator.admin.service.outbox import deliver_outbox, list_outbox, redeliver_notice
from emulator.admin.service.parties import (
    get_credential,
    get_issuer,
    get_requestor,
    list_credentials,
    list_issuers,
    list_parties,
    list_requestors,
    put_credential,
    put_issuer,
    put_requestor,
    register_parties,
    remove_credential,
    remove_issuer,
    remove_requestor,
)
from emulator.admin.service.questions import answer_question, list_questions
from emulator.admin.service.scenarios import arm_scenario, clear_scenarios, disarm_scenario, list_scenarios
from emulator.admin.service.snapshots import (
    export_snapshot,
    import_snapshot,
    list_snapshots,
    remove_snapshot,
    restore_snapshot,
    take_snapshot,
)
from emulator.admin.service.triggers import fire_trigger, list_triggers
from emulator.admin.service.vault import create_token, get_card, get_token, list_cards, list_codes, list_tokens, move_token, view_token
from emulator.admin.service.worlds import create_namespace, list_namespaces, reset_namespace

__all__ = [
    "advance_clock",
    "answer_question",
    "arm_scenario",
    "clear_scenarios",
    "create_namespace",
    "create_token",
    "deliver_outbox",
    "disarm_scenario",
    "empty_inbox",
    "explain_payload",
    "explain_request",
    "export_snapshot",
    "fire_trigger",
    "freeze_clock",
    "get_card",
    "get_clock",
    "get_credential",
    "get_exchange",
    "get_issuer",
    "get_keys",
    "get_requestor",
    "get_token",
    "import_snapshot",
    "list_cards",
    "list_codes",
    "list_credentials",
    "list_exchanges",
    "list_issuers",
    "list_mistakes",
    "list_namespaces",
    "list_outbox",
    "list_parties",
    "list_questions",
    "list_requestors",
    "list_scenarios",
    "list_snapshots",
    "list_tokens",
    "list_triggers",
    "live",
    "metrics",
    "move_token",
    "put_credential",
    "put_issuer",
    "put_requestor",
    "read_inbox",
    "ready",
    "redeliver_notice",
    "register_parties",
    "remove_credential",
    "remove_issuer",
    "remove_requestor",
    "remove_snapshot",
    "reset_namespace",
    "restore_snapshot",
    "resume_clock",
    "take_snapshot",
    "verify_exchanges",
    "version",
    "view_token",
    "watch_exchanges",
]
