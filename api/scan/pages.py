"""The pages of this audience, made: the first one, and whichever a code leads to."""

from typing import Final

from api.house import house
from api.languages import code_of_reader, speak
from api.scan.asked import code_path
from api.scan.batch_page import batch_page
from api.scan.found import find
from api.scan.kept import Page
from api.scan.thing_pages import thing_page
from api.scan.written import Printer
from schemas.journey import document
from traceability.batches.batch import Batch
from traceability.errors import NotFound
from traceability.ledger.gather import gather

SHOWN: Final = "demonstration"
"""The fact that holds the path of a batch to begin with, where the demonstration is loaded."""


def printer() -> Printer:
    """Who writes pages for the reader of this request."""
    settings = house().settings
    language = speak(code_of_reader(settings.languages))
    return Printer(language, settings.languages, settings.domain, settings.base_url)


def first() -> bytes:
    """The first page: what this is, and a batch to begin with where the demonstration made one."""
    here = house()
    return printer().write("home.html", "", example=here.store.meta.get(SHOWN))


def make() -> Page:
    """The page behind the code of this request.

    Raises:
        NotValid: it is no code.
        NotFound: nothing is known of it.
    """
    here = house()
    found = find(here.store, here.domain, code_path())
    now = here.ledger.clock()
    thing = found.thing
    if isinstance(thing, Batch):
        return batch_page(gather(here.store, thing.uri), found, printer(), now)
    return thing_page(here.store, thing, found, printer(), now)


def journey(path: str) -> bytes:
    """The events behind a published batch, as an EPCIS document.

    Raises:
        NotFound: it is not the code of a batch that was ever published.
    """
    here = house()
    found = find(here.store, here.domain, path)
    if not isinstance(found.thing, Batch) or not found.thing.was_published:
        raise NotFound("published batch", path)
    story = gather(here.store, found.thing.uri).story
    public = {one.id: one.public for one in here.store.records.some(t.record for t in story)}
    latest = max(told.recorded for told in story)
    return document([public[told.record] for told in story], latest, here.domain)
