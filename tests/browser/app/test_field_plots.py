"""Plots on the phone: walked, tapped or declared, changed from what was known, both kept where two do."""

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.app.farmer import Farmer, new_farmer
from tests.browser.app.world import World
from traceability.identifiers.uris import PlaceKey
from traceability.masterdata.place import Place

Walk = Callable[..., None]
HERE = (105.79, 21.55)
SIDE = 0.00015
ROUND = [(n, 0) for n in range(3)] + [(3, n) for n in range(3)]
ROUND += [(3 - n, 3) for n in range(3)] + [(0, 3 - n) for n in range(3)]
"""A square of 15.5 by 16.6 m, a step of 5 m each."""


@pytest.fixture
def walk(farmer: Farmer) -> Walk:
    """Stands at places, so many steps from here, and waits until the phone has seen each."""
    farmer.device.grant_permissions(["geolocation"])

    def go(*steps: tuple[float, float], accuracy: float = 4) -> None:
        for east, north in steps:
            longitude, latitude = HERE[0] + east * SIDE / 3, HERE[1] + north * SIDE / 3
            farmer.device.set_geolocation(
                {"longitude": longitude, "latitude": latitude, "accuracy": accuracy}
            )
            farmer.page.wait_for_timeout(250)

    return go


def place(farmer: Farmer, key: str) -> Place:
    """A plot as the server has it."""
    domain = farmer.cast.domain
    uri = key if key.startswith("https:") else f"https://{domain.id_base}{key}"
    return farmer.store.masterdata.get(Place, PlaceKey.parse(uri, domain).uri)


def tap(page: Page, *spots: tuple[int, int]) -> None:
    for x, y in spots:
        page.locator(".map svg").click(position={"x": x, "y": y})


def told(page: Page) -> str:
    return page.inner_text(".map > p")


def test_a_plot_is_walked_and_received_as_it_was_walked(farmer: Farmer, walk: Walk) -> None:
    walk((0, 0))
    page = farmer.open("plot")
    page.click("[data-do=walk]")
    walk(*ROUND)
    page.click("[data-do=walk]")
    farmer.save()
    (said,) = farmer.kept()
    assert (said["form"], said["party"], said["body"]["base"]) == ("place/1", farmer.party, 0)
    (answer,) = farmer.send()
    assert answer["status"] == "accepted", answer
    kept = place(farmer, said["body"]["key"])
    assert kept.area_m2 is not None
    assert abs(float(kept.area_m2) - 257.7) < 5
    assert kept.shape is not None
    assert len(kept.shape.polygons[0][0]) == 5


def test_how_good_a_fix_is_stands_on_the_screen_and_a_bad_one_is_left_out(
    farmer: Farmer, walk: Walk
) -> None:
    walk((0, 0))
    page = farmer.open("plot")
    page.click("[data-do=walk]")
    walk((0, 0), (1, 0))
    assert "±4 m" in told(page)
    walk((2, 0), accuracy=60)
    assert "±60 m" in told(page)
    walk((40, 40))
    assert page.locator(".map svg circle[fill='#fff']").count() == 2


def test_a_plot_is_walked_without_a_network(farmer: Farmer, walk: Walk) -> None:
    walk((0, 0))
    page = farmer.open("plot")
    farmer.device.set_offline(offline=True)
    for corner in ((0, 0), (6, 0), (6, 6)):
        walk(corner)
        page.click("[data-do=here]")
        page.wait_for_timeout(200)
    farmer.save()
    farmer.device.set_offline(offline=False)
    (said,) = farmer.kept()
    assert len(said["body"]["shape"]["coordinates"][0]) == 4
    assert farmer.send()[0]["status"] == "accepted"


def beside(farmer: Farmer) -> Page:
    """The screen of a new plot beside one that has a shape, so that the place is known."""
    x, y = HERE
    ring = [[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    farmer.knows({"key": "/t/0000000000000", "label": "Nương B", "number": 1, "shape": shape})
    return farmer.open("plot")


def test_corners_outlive_a_closed_app(farmer: Farmer) -> None:
    page = beside(farmer)
    tap(page, (60, 60), (260, 60), (260, 180))
    before = told(page)
    page = farmer.open("plot")
    assert told(page) == before
    farmer.save()
    assert "m²" not in told(farmer.open("plot"))


def test_corners_are_tapped_and_an_edge_takes_one_between(farmer: Farmer) -> None:
    page = beside(farmer)
    tap(page, (60, 60), (260, 60), (260, 180), (60, 180))
    assert "m²" in told(page)
    tap(page, (160, 62))
    page.click("[data-do=drop]")
    tap(page, (160, 178))
    farmer.save()
    (said,) = farmer.kept()
    assert len(said["body"]["shape"]["coordinates"][0]) == 6
    assert farmer.send()[0]["status"] == "accepted"


def test_a_corner_is_dragged_and_the_ground_too(farmer: Farmer) -> None:
    page = beside(farmer)
    tap(page, (60, 60), (260, 60), (260, 180))
    before = told(page)
    box = page.locator(".map svg").bounding_box()
    assert box is not None
    for start, end in (((60, 60), (60, 20)), ((160, 200), (190, 210))):
        page.mouse.move(box["x"] + start[0], box["y"] + start[1])
        page.mouse.down()
        page.mouse.move(box["x"] + end[0], box["y"] + end[1], steps=4)
        page.mouse.up()
    assert page.locator(".map svg circle[fill='#fff']").count() == 3
    assert told(page) != before


def test_crossed_edges_are_refused_with_a_picture_of_where(farmer: Farmer) -> None:
    page = beside(farmer)
    tap(page, (60, 40), (260, 190), (260, 40), (60, 190))
    assert page.locator(".map svg line[stroke='#b00020']").count() == 2
    assert farmer.refused() == "Hai cạnh cắt nhau ở vòng đỏ. Hãy kéo mốc cho thẳng lại"
    assert farmer.kept() == []


def test_a_point_with_an_area_in_words_of_the_country_keeps_both(farmer: Farmer) -> None:
    page = beside(farmer)
    tap(page, (160, 100))
    page.get_by_label("Rộng bao nhiêu?").fill("2,5")
    page.click("summary")
    page.get_by_label("Số hàng").fill("14")
    page.get_by_label("Số cây một hàng").fill("165")
    farmer.save()
    (said,) = farmer.kept()
    assert farmer.send()[0]["status"] == "accepted"
    kept = place(farmer, said["body"]["key"])
    assert (kept.declared_as, kept.declared_area_m2) == ("2,5 sào Bắc Bộ", Decimal(900))
    assert (kept.plant_count, kept.crop, kept.name) == (14 * 165, "chè", "Nương C")


def test_a_change_keeps_what_was_not_asked_and_names_what_it_was_made_from(farmer: Farmer) -> None:
    before = place(farmer, farmer.plot)
    page = farmer.open(f"plot?key={quote(farmer.plot, safe='')}")
    page.get_by_label("Tên nương").fill("Nương trên đồi")
    farmer.save()
    (said,) = farmer.kept()
    assert (said["body"]["base"], said["body"]["key"]) == (1, farmer.plot)
    assert farmer.send()[0]["status"] == "accepted"
    after = place(farmer, farmer.plot)
    assert (after.name, after.label, after.address) == (
        "Nương trên đồi",
        before.label,
        before.address,
    )


def renamed(farmer: Farmer, name: str) -> str:
    """The plot is named anew on this phone; what the server answers."""
    page = farmer.open(f"plot?key={quote(farmer.plot, safe='')}")
    page.get_by_label("Tên nương").fill(name)
    farmer.save()
    return str(farmer.send()[-1]["status"])


def test_two_phones_that_change_a_plot_both_keep_it_and_the_second_is_held(
    farmer: Farmer, new_device: Callable[[], BrowserContext], world: World
) -> None:
    other = new_farmer(new_device(), world, farmer.app, farmer.cast)
    assert renamed(farmer, "Nương trên đồi") == "accepted"
    assert renamed(other, "Nương sau nhà") == "held"
    assert place(farmer, farmer.plot).name == "Nương trên đồi"
    assert other.kept()[0]["body"]["name"] == "Nương sau nhà"


def test_changes_in_a_row_on_one_phone_follow_each_other(farmer: Farmer) -> None:
    assert renamed(farmer, "Nương một") == "accepted"
    assert renamed(farmer, "Nương hai") == "accepted"
    assert [each["body"]["base"] for each in farmer.kept()] == [1, 2]
    assert place(farmer, farmer.plot).name == "Nương hai"


def test_what_is_closed_says_until_when_and_several_plots_are_worked_at_once(
    farmer: Farmer,
) -> None:
    shut = {"closed_until": "2099-12-08", "closed_by": "Thuốc A"}
    farmer.knows({"key": "/t/0000000000000", "label": "Nương B", "number": 1} | shut)
    page = farmer.open("plots")
    assert "Thuốc A: cách ly đến 08/12/2099" in page.inner_text("li:nth-child(2)")
    for box in page.locator(".tick input").all():
        box.check()
    page.click("nav.foot a[href*=tend]")
    page.wait_for_selector("button.save")
    farmer.save()
    assert [each["body"]["place"] for each in farmer.kept()] == [farmer.plot, "/t/0000000000000"]


def test_several_plots_are_harvested_one_after_the_other_each_its_own_lot(farmer: Farmer) -> None:
    farmer.knows({"key": "/t/0000000000000", "label": "Nương B"})
    page = farmer.open("plots")
    for box in page.locator(".tick input").all():
        box.check()
    page.click("nav.foot a[href*=harvest]")
    for named in ("Nương A", "Nương B"):
        page.locator(".tile:has(input:checked)", has_text=named).wait_for()
        page.click("button.save")
    page.wait_for_selector(".great")
    bodies = [each["body"] for each in farmer.kept()]
    assert [each["place"] for each in bodies] == [farmer.plot, "/t/0000000000000"]
    assert bodies[0]["batch"] != bodies[1]["batch"]
