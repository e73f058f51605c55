"""Who stands around a world, and whose keys lead into it: registered, shown and forgotten."""

from emulator.admin.service.parties.credentials import get_credential, list_credentials, put_credential, remove_credential
from emulator.admin.service.parties.issuers import get_issuer, list_issuers, put_issuer, remove_issuer
from emulator.admin.service.parties.registration import list_parties, register_parties
from emulator.admin.service.parties.requestors import get_requestor, list_requestors, put_requestor, remove_requestor

__all__ = [
    "get_credential",
    "get_issuer",
    "get_requestor",
    "list_credentials",
    "list_issuers",
    "list_parties",
    "list_requestors",
    "put_credential",
    "put_issuer",
    "put_requestor",
    "register_parties",
    "remove_credential",
    "remove_issuer",
    "remove_requestor",
]
