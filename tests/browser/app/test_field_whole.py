"""From the farmer's finger to the server's log: what the field's screens keep arrives with its photos."""

import io
from typing import Any
from urllib.parse import quote

from flask import Flask
from PIL import Image
from playwright.sync_api import Page

from qr.codes import png
from tests.browser.app.farmer import Farmer
from tests.browser.app.phone import Phone, at_server
from tests.browser.app.world import broken
from traceability.identifiers.own_codes import mint

MEDIA = "async () => (await (await import('/app/box.js')).all('records')).map((it) => it.media)"
REFRESHED = """async () => {
  const mine = await import("/app/mine.js");
  await mine.refresh();
  return (await mine.known()).plots;
}"""
REFUSE = """async (id) => {
  const { change, asked } = await import("/app/box.js");
  await change(["records"], async ({ records }) => {
    const one = await asked(records.get(id));
    records.put({ ...one, state: "invalid", problem: { title: "Not valid" } });
  });
}"""
PRACTISE = "async () => (await import('/app/practice.js')).turn(true)"
SCAN = """async () => {
  await (await import("/app/words.js")).speak("vi");
  const { scan } = await import("/app/kit/scan.js");
  scan({ title: "Quét" }).then((link) => { window.read = link; });
}"""


def photo() -> dict[str, Any]:
    """A photo as a camera gives it."""
    file = io.BytesIO()
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(file, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def shows(phone: Phone, screen: str) -> Page:
    phone.page.evaluate(f"location.hash = '#/{screen}'")
    phone.page.wait_for_selector(f"body[data-screen={screen}]")
    return phone.page


def test_work_recorded_without_a_network_arrives_with_it(farmer_phone: Phone) -> None:
    farmer_phone.device.set_offline(offline=True)
    for screen in ("tend", "spray"):
        page = shows(farmer_phone, screen)
        if screen == "spray":
            page.get_by_label("Tên thuốc").fill("Thuốc B")
        page.click("button.save")
        page.wait_for_selector("body[data-screen=saved]")
    farmer_phone.wait_for(waiting=2)
    farmer_phone.device.set_offline(offline=False)
    farmer_phone.look()
    farmer_phone.wait_for(received=2)
    assert at_server(farmer_phone) == {it["id"]: it["sha256"] for it in farmer_phone.records()}


def test_a_note_arrives_and_its_photo_after_it(farmer_phone: Phone, app: Flask) -> None:
    page = shows(farmer_phone, "note")
    page.locator("#screen input[type=file]").set_input_files(photo())  # type: ignore[arg-type]
    page.wait_for_selector("figure img")
    page.click("button.save")
    farmer_phone.wait_for(received=1)
    (name,) = farmer_phone.records()[0]["media"]
    path = f"/api/v1/media/{name}"
    farmer_phone.wait(lambda: page.context.request.get(path).status == 200)
    found = page.context.request.get(path)
    assert found.headers["content-type"].startswith("image/")
    assert app.test_client().get(path).status_code in {401, 403, 404}


def test_a_plot_that_was_told_is_there_at_once_and_stays(farmer_phone: Phone) -> None:
    page = shows(farmer_phone, "plot")
    page.get_by_label("Tên nương").fill("Nương mới")
    page.get_by_label("Rộng bao nhiêu?").fill("2")
    page.click("button.save")
    page.wait_for_selector("body[data-screen=saved]")
    assert "Nương mới" in shows(farmer_phone, "plots").inner_text("#screen")
    farmer_phone.wait_for(received=1)
    told = page.evaluate(REFRESHED)
    assert [plot["name"] for plot in told if plot["name"] != "Nương A"] == ["Nương mới"]
    assert "Nương mới" in farmer_phone.open("/app/#/plots").says()


def test_a_code_on_a_photo_is_read_by_the_server(farmer_phone: Phone) -> None:
    code = mint(987654321987654321).value
    page = farmer_phone.page
    page.evaluate(SCAN)
    taken = {"name": "c.png", "mimeType": "image/png", "buffer": png(f"https://a.vn/t/{code}")}
    page.locator("dialog input[type=file]").set_input_files(taken)  # type: ignore[arg-type]
    farmer_phone.wait(lambda: page.evaluate("Boolean(window.read)"))
    assert page.evaluate("window.read.code") == code


def test_without_a_network_a_photo_of_a_code_asks_to_type_it(farmer_phone: Phone) -> None:
    page = farmer_phone.page
    page.evaluate(SCAN)
    farmer_phone.device.set_offline(offline=True)
    taken = {"name": "c.png", "mimeType": "image/png", "buffer": png("https://a.vn/")}
    page.locator("dialog input[type=file]").set_input_files(taken)  # type: ignore[arg-type]
    page.wait_for_selector("dialog .no:not([hidden])")
    assert page.inner_text("dialog .no") == "Không có mạng để đọc ảnh. Hãy gõ mã."


def test_a_note_that_was_refused_is_corrected_with_its_photo(farmer: Farmer) -> None:
    page = farmer.open("note")
    page.locator("#screen input[type=file]").set_input_files(photo())  # type: ignore[arg-type]
    page.wait_for_selector("figure img")
    page.get_by_label("Ghi thêm").fill("Rầy")
    farmer.save()
    (first,) = farmer.kept()
    page.evaluate(REFUSE, first["id"])
    page = farmer.open(f"note?instead={quote(first['id'])}")
    assert page.get_by_label("Ghi thêm").input_value() == "Rầy"
    page.get_by_label("Ghi thêm").fill("Rầy xanh")
    farmer.save()
    second = farmer.kept()[-1]
    assert (second["body"]["note"], second["instead"]) == ("Rầy xanh", first["id"])
    assert second["body"]["photos"] == first["body"]["photos"]
    assert page.evaluate(MEDIA) == [first["body"]["photos"]] * 2


def test_a_plot_that_was_refused_is_corrected_on_the_plots_screen(farmer: Farmer) -> None:
    page = farmer.open("plot")
    page.get_by_label("Tên nương").fill("Nương mới")
    page.get_by_label("Rộng bao nhiêu?").fill("2")
    farmer.save()
    (first,) = farmer.kept()
    page.evaluate(REFUSE, first["id"])
    page = farmer.open(f"place?instead={quote(first['id'])}")
    assert page.get_by_label("Tên nương").input_value() == "Nương mới"
    page.get_by_label("Rộng bao nhiêu?").fill("3")
    farmer.save()
    second = farmer.kept()[-1]["body"]
    assert (second["key"], second["declared_as"]) == (first["body"]["key"], "3 sào Bắc Bộ")
    assert farmer.send(last=1)[0]["status"] == "accepted"


def test_everything_in_the_field_can_be_practised(farmer: Farmer) -> None:
    farmer.page.evaluate(PRACTISE)
    asked = {"plot": "Tên nương", "tend": "", "spray": "Tên thuốc", "note": "Ghi thêm"}
    for screen, label in asked.items():
        page = farmer.open(screen)
        if label:
            page.get_by_label(label).fill("Tập")
        farmer.save()
        assert page.locator(".bar.practice").is_visible()
    assert farmer.kept() == []
    assert "Tập" in farmer.open("plots").inner_text("#screen")


def test_a_server_that_cannot_look_at_a_photo_is_not_called_no_network(farmer_phone: Phone) -> None:
    farmer_phone.world.fault = broken
    page = farmer_phone.page
    page.evaluate(SCAN)
    taken = {"name": "c.png", "mimeType": "image/png", "buffer": png("https://a.vn/")}
    page.locator("dialog input[type=file]").set_input_files(taken)  # type: ignore[arg-type]
    page.wait_for_selector("dialog .no:not([hidden])")
    assert page.inner_text("dialog .no") == "Máy chủ chưa đọc ảnh này được. Hãy gõ mã."
