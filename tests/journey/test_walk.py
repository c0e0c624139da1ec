"""Walking back to the field and forward to the shelf."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.journey import walk

DAWN = datetime(2026, 3, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Making:
    """An event of a made-up story; its number is its hour."""

    number: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"event-{self.number:03}"

    @property
    def time(self) -> datetime:
        return DAWN + timedelta(hours=self.number)


STORY = (
    Making(1, (), ("leaf-a",)),
    Making(2, (), ("leaf-b",)),
    Making(3, ("leaf-a", "leaf-b"), ("tea",)),
    Making(4, ("tea",), ("packs", "rest")),
    Making(5, ("packs",), ("case",)),
)
names = st.sampled_from("abcdef")
some = st.lists(names, max_size=3).map(tuple)
stories = st.lists(st.tuples(some, some), max_size=8).map(
    lambda ends: [Making(number, *each) for number, each in enumerate(ends)]
)


class Shelf:
    """Reads a story one generation a question, and counts the questions."""

    def __init__(self, story: Iterable[Making]) -> None:
        self.story = list(story)
        self.asked: list[set[str]] = []

    def __call__(self, uris: Iterable[str]) -> Sequence[Making]:
        self.asked.append(set(uris))
        return [each for each in self.story if self.asked[-1] & set(each.inputs)]


def _ancestors(story: Iterable[Making], uri: str) -> set[str]:
    """Every batch before one, by going round until nothing is added."""
    made, before = list(story), {uri}
    for _ in made:
        before |= {each for one in made if before & set(one.outputs) for each in one.inputs}
    return before


def test_a_walk_back_is_told_from_the_earliest() -> None:
    steps = walk.back(lambda _uri, _depth: STORY[::-1], "packs")
    assert [step.id for step in steps] == [each.id for each in STORY]


def test_a_walk_back_asks_for_as_many_generations_as_tea_can_have() -> None:
    asked: list[tuple[str, int]] = []

    def read(uri: str, depth: int) -> Sequence[Making]:
        asked.append((uri, depth))
        return ()

    assert walk.back(read, "packs") == []
    assert asked == [("packs", walk.DEPTH)]


def test_sources_are_named_the_near_ones_first() -> None:
    assert walk.sources(STORY, "packs") == ("tea", "leaf-a", "leaf-b")


def test_a_harvest_has_no_sources() -> None:
    assert walk.sources(STORY, "leaf-a") == ()


def test_a_story_begins_with_its_harvests() -> None:
    assert [step.id for step in walk.roots(STORY)] == ["event-001", "event-002"]


def test_a_walk_forward_reaches_the_shelf_one_question_a_generation() -> None:
    shelf = Shelf(STORY)
    steps, reached = walk.forward(shelf, "leaf-a")
    assert [step.id for step in steps] == ["event-003", "event-004", "event-005"]
    assert reached == {"tea", "packs", "rest", "case"}
    assert shelf.asked == [{"leaf-a"}, {"tea"}, {"packs", "rest"}, {"case"}]


def test_a_walk_forward_ends_where_it_is_told_to() -> None:
    steps, _ = walk.forward(Shelf(STORY), "leaf-a", most=1)
    assert [step.id for step in steps] == ["event-003"]


def test_a_circle_is_named_by_all_that_are_in_it() -> None:
    blend = Making(6, ("packs",), ("tea",))
    assert set(walk.circles((*STORY, blend))) == {"tea", "packs"}
    assert walk.circles(STORY) == ()


@settings(max_examples=100)
@given(stories, names)
def test_sources_are_all_ancestors_and_the_batch_is_none_of_them(
    story: list[Making], uri: str
) -> None:
    sources = walk.sources(story, uri)
    assert set(sources) == _ancestors(story, uri) - {uri}
    assert len(set(sources)) == len(sources)


@settings(max_examples=100)
@given(stories, names)
def test_forward_reaches_what_has_the_batch_among_its_sources(
    story: list[Making], uri: str
) -> None:
    _, reached = walk.forward(Shelf(story), uri)
    assert reached == {each for each in "abcdef" if uri in walk.sources(story, each)}


@settings(max_examples=100)
@given(stories, names)
def test_every_walk_ends_and_asks_of_each_batch_once(story: list[Making], uri: str) -> None:
    shelf = Shelf(story)
    walk.forward(shelf, uri)
    asked = [each for question in shelf.asked for each in question]
    assert len(asked) == len(set(asked))


@settings(max_examples=100)
@given(stories)
def test_a_batch_is_in_a_circle_when_it_comes_before_itself(story: list[Making]) -> None:
    circles = set(walk.circles(story))
    for uri in "abcdef":
        inputs = {each for one in story if uri in one.outputs for each in one.inputs}
        before = {each for one in inputs for each in _ancestors(story, one)}
        assert (uri in circles) == (uri in before)
