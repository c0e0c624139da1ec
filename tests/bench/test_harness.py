"""The harness itself: rows, rounds, load and report, on sizes that take no time."""

import json
import socket
import threading
from contextlib import suppress

import pytest

from tests.bench import lineages, report
from tests.bench.load import drive, read
from tests.bench.rounds import interleave, per_second
from tests.bench.rows import QUICK, Measure, Row

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def row(target: float, *, higher: bool = True) -> Row:
    measure = Measure("page", "pages/s", "a bare route", higher_is_better=higher, target=target)
    return measure.row([(50.0, 100.0), (60.0, 100.0), (90.0, 100.0)])


def answer(door: socket.socket) -> None:
    """Answer every connection until its other end closes."""
    while True:
        try:
            wire, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=talk, args=(wire,), daemon=True).start()


def talk(wire: socket.socket) -> None:
    with wire, suppress(ConnectionError):
        while wire.recv(4096):
            wire.sendall(ANSWER)


def test_a_row_holds_the_median_of_its_rounds_and_their_range() -> None:
    made = row(0.5)
    assert (made.value, made.reference, made.ratio) == (60.0, 100.0, 0.6)
    assert (made.low, made.high) == (0.5, 0.9)


@pytest.mark.parametrize(("target", "higher", "holds"), [(0.5, True, True), (0.5, False, False)])
def test_a_target_is_a_floor_or_a_ceiling(*, target: float, higher: bool, holds: bool) -> None:
    assert row(target, higher=higher).holds is holds


def test_both_sides_take_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def side(name: str) -> float:
        order.append(name)
        return float(len(order))

    pairs = interleave(2, lambda: side("ours"), lambda: side("theirs"))
    assert order == ["ours", "theirs", "ours", "theirs", "theirs", "ours"]
    assert pairs == [(3.0, 4.0), (6.0, 5.0)]


def test_every_thing_is_done_once_by_however_many_writers() -> None:
    done: list[int] = []
    per_second(done.append, range(100), writers=4)
    assert sorted(done) == list(range(100))


def test_the_small_client_counts_answers_and_stops_at_its_bound() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=answer, args=(door,), daemon=True).start()
        measured = drive(door.getsockname()[1], "/t/x", seconds=5, most=50)
    assert measured.rate > 0
    assert measured.p99 > 0


def test_what_wrk_says_is_read_in_milliseconds() -> None:
    said = "  99%  812.00us\nRequests/sec:   2345.67\n"
    assert read(said).p99 == pytest.approx(0.812)


def test_refused_answers_are_not_measured() -> None:
    with pytest.raises(ValueError, match="Expected what wrk measured"):
        read("  99%  1.00ms\n  Non-2xx or 3xx responses: 3\nRequests/sec: 1.0\n")


def test_a_lineage_has_62_events_on_five_levels_before_its_last() -> None:
    made = list(lineages.documents(7))
    fed = [each for each in made if "inputs" in each["what"]]
    assert len(made) == 63
    assert len(fed) == 31
    assert made[0]["what"]["outputs"] == [lineages.pack(7)]


def test_the_file_for_programs_has_the_promised_names() -> None:
    (told,) = json.loads(report.as_json([row(0.5)]))
    names = {"name", "value", "unit", "reference", "ratio", "higher_is_better"}
    assert names <= told.keys()


def test_the_page_names_what_was_missed() -> None:
    written = report.page([row(0.95)], [row(0.6)], QUICK, 1)
    assert "Missed in every round: page." in written
    assert "≥ 0.95, missed" in written


def test_a_target_with_rounds_on_both_sides_is_neither_reached_nor_missed() -> None:
    assert row(0.7).holds is None
    assert "≥ 0.7, not settled" in report.page([row(0.7)], [row(0.6)], QUICK, 1)
