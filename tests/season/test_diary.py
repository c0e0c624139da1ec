"""The lines of a diary: what was done and what went out, each once."""

from datetime import timedelta

from tests.cast import MORNING, kg
from tests.season.test_statement import DOMAIN, OURS, PLOT, US, at, batch, made, plucked, shipped
from traceability.events import makers
from traceability.events.event import Event
from traceability.events.occasion import Goods, Occasion
from traceability.identifiers.uris import BatchKey
from traceability.journey.dossier import Told
from traceability.season.diary import HANDED, HARVEST, MADE, Line, lines
from traceability.season.statement import statement


def told(event: Event) -> Told:
    """An event as its household told it."""
    return Told(event, event.id, event.time, "recorder", US.uri, US.uri, None)


def diary(*events: Event) -> list[Line]:
    return list(lines(map(told, events), OURS, statement(events, OURS)))


def sprayed(hours: int) -> Event:
    when = Occasion(DOMAIN, MORNING + timedelta(hours=hours), PLOT, US)
    details = {"inputName": "matrine", "dose": "0,5 lít/ha", "preHarvestIntervalDays": 7}
    return made(makers.spray(when, BatchKey(PLOT.uri), details))


def test_work_on_a_plot_stands_with_all_that_was_said_of_it() -> None:
    (line,) = diary(sprayed(0))
    assert (line.task, line.place) == ("crop_protection", PLOT.uri)
    assert line.said["preHarvestIntervalDays"] == 7


def test_what_went_out_of_a_harvest_stands_in_its_line() -> None:
    (line,) = diary(plucked(1, "25.5"), shipped(1, "25.5"))
    assert line.task == HARVEST
    assert [lot.net.of("mass") for lot in line.sold] == [line.goods[0].amount.in_base]  # type: ignore[union-attr]


def test_goods_of_an_earlier_season_have_a_line_of_their_own() -> None:
    (line,) = diary(shipped(1, "9"))
    assert line.task == HANDED
    assert line.buyer == shipped(1, "9").party("destination")


def test_lines_stand_in_the_order_of_time() -> None:
    found = diary(sprayed(9), plucked(1, "9"), sprayed(-9))
    assert [line.task for line in found] == ["crop_protection", HARVEST, "crop_protection"]
    assert found[0].time < found[1].time < found[2].time


def test_a_making_says_what_came_of_it() -> None:
    goods = Goods(batch(1), kg("5")), Goods(batch(2), kg("1"))
    (line,) = diary(made(makers.process(at(US), "making", goods[:1], goods[1:], {})))
    assert (line.task, [portion.uri for portion in line.goods]) == (MADE, [batch(2).uri])
