"""API tokens from the command line: made and shown once, listed, revoked."""

import os
from argparse import Namespace

from api.cli.opening import ledger, now
from api.cli.voice import say
from api.settings import Settings
from api.who import new_token
from traceability.access import Role
from traceability.errors import NotFound
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gln
from traceability.identifiers.own_codes import OwnCode
from traceability.identifiers.paths import from_path
from traceability.identifiers.uris import PartyKey


def party_key(text: str, domain: Domain) -> PartyKey:
    """Read a party's key as an operator has it: a GLN, a code, a code path or a URI.

    Raises:
        NotValid: none of these.
    """
    if text.isdecimal():
        return PartyKey.of(Gln.parse(text))
    if text.startswith("/"):
        return PartyKey.parse(from_path(text, domain).uri, domain)
    if ":" in text:
        return PartyKey.parse(text, domain)
    return PartyKey.from_code(OwnCode.parse(text), domain)


def create(asked: Namespace) -> int:
    """Make a token and print it; it is kept nowhere and cannot be shown again.

    An operator may be named before its party is recorded, or nobody could begin.

    Raises:
        NotFound: no such party is recorded.
    """
    settings = Settings.read(os.environ)
    party = party_key(asked.party, settings.domain).uri
    with ledger(settings) as opened:
        if asked.role is not Role.OPERATOR and opened.store.masterdata.last(party) is None:
            raise NotFound("party", party)
        secret, token = new_token(asked.role, party, now(), asked.days)
        opened.store.people.add_token(token)
    say(secret)
    return 0


def show(_: Namespace) -> int:
    """Print each token's id, role, party, and until when it is valid."""
    with ledger(Settings.read(os.environ)) as opened:
        for token in opened.store.people.tokens():
            ended = f"revoked {token.revoked:%Y-%m-%d}" if token.revoked else ""
            until = ended or f"until {token.expires:%Y-%m-%d}"
            say(f"{token.id}  {token.role:<11}  {until:<18}  {token.party}")
    return 0


def revoke(asked: Namespace) -> int:
    """End a token now.

    Raises:
        NotFound: no token has that id.
    """
    with ledger(Settings.read(os.environ)) as opened:
        if not opened.store.people.revoke(asked.id, now()):
            raise NotFound("token", asked.id)
    return 0
