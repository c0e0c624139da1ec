"""A process keeps what it read, not too much of it, and nothing that moved meanwhile."""

from traceability.store.kept import Briefly, Kept


def fetched(asked: list[list[str]], keys: list[str]) -> dict[str, str]:
    asked.append(keys)
    return {key: key.upper() for key in keys if key != "unknown"}


def test_what_is_kept_is_not_fetched_again() -> None:
    kept, asked = Kept[str](2, lambda: None), list[list[str]]()
    for _ in range(2):
        assert kept.get(["a", "unknown"], lambda keys: fetched(asked, keys)) == {"a": "A"}
    assert asked == [["a", "unknown"], ["unknown"]]


def test_the_least_used_is_thrown_out_first() -> None:
    kept, asked = Kept[str](2, lambda: None), list[list[str]]()
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get([key], lambda keys: fetched(asked, keys))
    assert asked == [["a"], ["b"], ["c"], ["b"]]


def test_what_was_dropped_while_it_was_fetched_is_not_kept() -> None:
    kept, asked = Kept[str](2, lambda: None), list[list[str]]()

    def slow(keys: list[str]) -> dict[str, str]:
        kept.drop(keys)
        return fetched(asked, keys)

    kept.get(["a"], slow)
    kept.get(["a"], lambda keys: fetched(asked, keys))
    assert asked == [["a"], ["a"]]


def test_what_moved_on_is_dropped_before_the_look() -> None:
    asked = list[list[str]]()

    def move_on() -> None:
        kept.clear()

    kept = Kept[str](2, move_on)
    for _ in range(2):
        kept.get(["a"], lambda keys: fetched(asked, keys))
    assert asked == [["a"], ["a"]]


def test_what_was_written_is_kept_unless_something_was_dropped_meanwhile() -> None:
    kept, asked = Kept[str](2, lambda: None), list[list[str]]()
    turn = kept.turn()
    kept.keep({"a": "written"}, turn)
    assert kept.get(["a"], lambda keys: fetched(asked, keys)) == {"a": "written"}
    kept.drop(["a"])
    kept.keep({"a": "written"}, turn)
    assert kept.get(["a"], lambda keys: fetched(asked, keys)) == {"a": "A"}


def test_what_is_kept_briefly_is_forgotten_after_a_while() -> None:
    now, asked = [0.0], list[list[str]]()
    kept = Briefly[str](2, 0.2, lambda: now[0])
    for now[0] in (0.0, 0.1, 0.2, 0.3):
        kept.get(["a"], lambda keys: fetched(asked, keys))
    assert asked == [["a"], ["a"]]
