"""Loads the demonstration: everything is said through the ledger, and a second loading adds nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from traceability.access import Role
from traceability.demo import goods as wares
from traceability.demo import land as places
from traceability.demo import listings, papers, people
from traceability.demo.goods import PutImage
from traceability.demo.people import People
from traceability.demo.season import World, season
from traceability.demo.showcase import Showcase, showcase
from traceability.demo.stage import FULL, Saying, Scale, Stage, Story, season_of
from traceability.identifiers.domain import Domain
from traceability.ledger.entry import kind_of
from traceability.ledger.ledger import Ledger
from traceability.masterdata.revision import Revision

Progress = Callable[[str, int], None]
"""Told the name of a chapter when it is recorded, and how many records it has."""

_ROLES: Final = {
    "collector": Role.OFFICER,
    "laboratory": Role.INSPECTOR,
    "helper": Role.HELPER,
    "authority": Role.AUTHORITY,
    "marketplace": Role.MARKETPLACE,
}
TELLERS: Final = 8
"""Threads that record at once: the database journals them together."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party that a token may be made for: in which role it is to be tried."""

    role: Role
    party: str
    name: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was told: `counts` by kind (`party`, `plot`, `event`, `event:harvest`, `statement`…).

    `batches` are code paths by what they show: merged, split_small, split_large, mismatch, recalled,
    withdrawn and unpublished; `first` is the path of the one to look at first. `seconds` it took.
    """

    counts: Mapping[str, int]
    batches: Mapping[str, str]
    speakers: tuple[Speaker, ...]
    seconds: float

    @property
    def first(self) -> str:
        """The code path of a published pack with a whole story."""
        return self.batches["merged"]


def quiet(chapter: str, records: int) -> None:
    """Report nothing."""


def load(
    ledger: Ledger,
    domain: Domain,
    now: datetime,
    put_image: PutImage,
    progress: Progress = quiet,
    scale: Scale = FULL,
) -> Summary:
    """Tell the whole season into a ledger.

    Args:
        ledger: The one door in.
        domain: The domain own codes are minted under.
        now: The present; nothing is told of what comes after it.
        put_image: Keeps a picture of a product for its seed and kind, and gives its SHA-256.
        progress: Told of each chapter when it is recorded.
        scale: How much is told.

    Raises:
        Conflict: A batch that should be published has a blocking finding: the story is wrong.
    """
    started = ledger.clock()
    world = _world(Stage(domain, season_of(now), scale), put_image)
    counts: Counter[str] = Counter()
    shown = showcase(world)
    with ThreadPoolExecutor(TELLERS) as tellers:
        for chapter, stories in _chapters(world, shown, now):
            told = list(stories)
            for each in tellers.map(lambda story: _tell(ledger, story), told):
                counts.update(each)
            progress(chapter, sum(map(len, told)))
    seconds = (ledger.clock() - started).total_seconds()
    paths = {name: packs.key.path(domain) for name, packs in shown.batches.items()}
    return Summary(dict(counts), paths, tuple(_speakers(world.people)), seconds)


def _world(stage: Stage, put_image: PutImage) -> World:
    everybody = people.gathered(stage)
    land = places.surveyed(stage, everybody)
    return World(stage, everybody, land, wares.designed(stage, everybody, put_image))


def _chapters(
    world: World, shown: Showcase, now: datetime
) -> Iterator[tuple[str, Iterable[Story]]]:
    stage, everybody, land, goods = world.stage, world.people, world.land, world.goods
    yield "parties", people.arrive(stage, everybody)
    yield "agreements", people.agree(stage, everybody)
    yield "places", places.enter(stage, everybody, land)
    yield "products", wares.enter(stage, everybody, goods)
    yield "certificates", papers.enter(stage, everybody, land, goods)
    yield "listings", listings.enter(stage, everybody, goods)
    told = season(world)
    yield "fields", told.fields
    yield "factories", told.factories
    yield "showcase", [shown.story]
    yield "helping", people.let_help(everybody, now)


def _tell(ledger: Ledger, story: Story) -> Counter[str]:
    """Hand a story in, in its order; what is not an event is not said twice."""
    counts: Counter[str] = Counter()
    for saying in story:
        entry = saying.entry
        if kind_of(entry.content) == "event" or ledger.receipt(entry.id) is None:
            ledger.record(saying.actor, entry)
        counts.update(_kinds(saying))
    return counts


def _kinds(saying: Saying) -> tuple[str, ...]:
    """Under which words a saying is counted."""
    content, act = saying.entry.content, saying.entry.act
    if not isinstance(content, Revision):
        return kind_of(content), act
    kind = getattr(content.value, "kind", "")
    return tuple(dict.fromkeys(word for word in (content.kind, kind) if word))


def _speakers(everybody: People) -> Iterator[Speaker]:
    """Who can be tried: both officers, a household, and the others by what they do."""
    for cooperative in everybody.cooperatives:
        yield Speaker(Role.OFFICER, cooperative.key.uri, cooperative.party.name)
    household = everybody.cooperatives[0].households[0]
    yield Speaker(Role.RECORDER, household.key.uri, household.party.label)
    for name, role in _ROLES.items():
        yield Speaker(role, everybody.key(name).uri, everybody.others[name].name)
