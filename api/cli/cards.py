"""Sign-in cards from the command line: made and shown once, listed, revoked."""

import os
import secrets
from argparse import Namespace

from api.cli.opening import ledger, now
from api.cli.tokens import party_key
from api.cli.voice import say
from api.settings import Settings
from qr.codes import terminal
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.errors import NotFound

_BY = "command line"


def create(asked: Namespace) -> int:
    """Make a card and print its link and QR code; its secret is kept nowhere and cannot be shown again.

    An operator may be named before its party is recorded, or nobody could begin.

    Raises:
        NotFound: no such party is recorded.
    """
    settings = Settings.read(os.environ)
    party = party_key(asked.party, settings.domain).uri
    with ledger(settings) as opened:
        if asked.role is not Role.OPERATOR and opened.store.masterdata.last(party) is None:
            raise NotFound("party", party)
        random = secrets.token_bytes
        secret, card = cards.new(party, asked.role, _BY, now(), random, name=asked.name)
        opened.store.cards.add(card)
    link = cards.link(settings.base_url, card.id, secret)
    say(link)
    say(terminal(link).rstrip("\n"))
    return 0


def show(_: Namespace) -> int:
    """Print each card's id, role, party, and until when it is good."""
    with ledger(Settings.read(os.environ)) as opened:
        for card in opened.store.cards.of():
            ended = f"revoked {card.revoked:%Y-%m-%d}" if card.revoked else ""
            until = ended or f"until {card.expires:%Y-%m-%d}"
            say(f"{card.id}  {card.role:<11}  {until:<18}  {card.party}  {card.name}".rstrip())
    return 0


def revoke(asked: Namespace) -> int:
    """End a card, every session that it began, and every token that these gave, now.

    Raises:
        NotFound: no card has that id.
    """
    with ledger(Settings.read(os.environ)) as opened:
        if not opened.store.cards.revoke(asked.id, now()):
            raise NotFound("card", asked.id)
        opened.store.sessions.end_of_card(asked.id)
        opened.store.passkeys.end_of_card(asked.id)
        opened.store.people.end_of_card(asked.id, now())
    return 0
