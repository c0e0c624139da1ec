"""Work in the field: told in few taps, as last time, and received as it was told."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.app.farmer import Farmer
from traceability.store.records import Record

LISTED = {
    "row": "12",
    "name": "Thuốc thử nghiệm 18EC",
    "active_ingredients": "hoạt chất A: 18 g/l",
    "registration": "123/CNĐKT",
    "crops": "trà; cam",
    "pests": "rầy xanh",
    "dose_least": "1",
    "dose_most": "2",
    "dose_unit": "ml",
    "dose_per": "l",
    "interval_days": "7",
    "valid_from": "2026-01-01",
    "valid_until": "",
}
OTHERS = [{"row": "13", "crops": "cam"}, {"row": "14", "valid_until": "2026-02-01"}]


def photo() -> dict[str, Any]:
    """A photo as a camera gives it."""
    file = io.BytesIO()
    Image.new("RGB", (1600, 1200), "green").save(file, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def received(farmer: Farmer) -> list[Record]:
    """What the server recorded of what was sent, every one accepted."""
    answers = farmer.send()
    assert [each["status"] for each in answers] == ["accepted"] * len(answers), answers
    found = [farmer.store.records.get(each["id"]) for each in answers]
    return [each for each in found if each is not None]


def pick(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator(".tile", has_text=label).first.click()


def test_fertilising_is_told_and_proposed_again(farmer: Farmer) -> None:
    page = farmer.open("tend")
    pick(page, "Bón phân", "NPK")
    page.get_by_label("Bón bao nhiêu?").fill("20 kg/sào")
    farmer.save()
    page = farmer.open("tend")
    assert page.locator(".tile", has_text="NPK").first.locator("input").is_checked()
    assert page.get_by_label("Bón bao nhiêu?").input_value() == "20 kg/sào"
    (record,) = received(farmer)
    (said,) = farmer.kept()
    expected = {"place": farmer.plot, "step": "fertilising", "input": "NPK", "dose": "20 kg/sào"}
    assert {name: said["body"][name] for name in expected} == expected
    assert record.form == "phone/1:tend/1"


def test_weeding_asks_for_no_fertiliser(farmer: Farmer) -> None:
    page = farmer.open("tend")
    pick(page, "Làm cỏ")
    assert not page.get_by_label("Bón bao nhiêu?").is_visible()
    farmer.save()
    (said,) = farmer.kept()
    assert set(said["body"]) == {"time", "place", "step"}
    received(farmer)


def test_work_of_yesterday_is_told_today(farmer: Farmer) -> None:
    page = farmer.open("tend")
    pick(page, "Làm cỏ", "Hôm qua")
    farmer.save()
    (said,) = farmer.kept()
    days = "(Date.parse(given[0]) - Date.parse(given[1])) / 864e5"
    apart = page.evaluate(f"(given) => {days}", [said["entered"], said["body"]["time"]])
    assert apart == pytest.approx(1, abs=0.01)


def test_without_a_list_the_interval_is_typed_from_the_label_and_marked_so(farmer: Farmer) -> None:
    page = farmer.open("spray")
    assert "Chưa biết thời gian cách ly" in page.inner_text(".note")
    page.get_by_label("Tên thuốc").fill("Thuốc B")
    page.get_by_label("Thời gian cách ly").fill("10")
    assert "Cách ly 10 ngày" in page.inner_text(".note")
    farmer.save()
    (said,) = farmer.kept()
    body = said["body"]
    assert (body["input_name"], body["interval_from"]) == ("Thuốc B", "label")
    assert body["pre_harvest_interval_days"] == 10
    received(farmer)


def test_without_an_interval_none_is_invented(farmer: Farmer) -> None:
    page = farmer.open("spray")
    page.get_by_label("Tên thuốc").fill("Thuốc B")
    farmer.save()
    (said,) = farmer.kept()
    assert not {"pre_harvest_interval_days", "interval_from"} & set(said["body"])
    received(farmer)


def test_from_a_list_product_and_interval_are_picked(farmer: Farmer) -> None:
    farmer.knows(inputs={"version": 1, "rows": [LISTED, *(LISTED | each for each in OTHERS)]})
    page = farmer.open("spray")
    page.get_by_label("Thuốc gì?").fill("ray xanh")
    assert page.locator(".chips button").count() == 1
    page.click(".chips button")
    assert "1–2 ml/l" in page.inner_text(".dose")
    assert not page.get_by_label("Thời gian cách ly").is_visible()
    pick(page, "Rầy xanh")
    farmer.save()
    body = farmer.kept()[0]["body"]
    assert (body["pre_harvest_interval_days"], body["interval_from"]) == (7, "list")
    assert (body["registration"], body["reason"]) == ("123/CNĐKT", "Rầy xanh")
    assert (body["input"], body["input_name"]) == ("12", "Thuốc thử nghiệm 18EC")
    received(farmer)


def test_a_dose_is_told_with_what_it_is_meant_for(farmer: Farmer) -> None:
    page = farmer.open("spray")
    page.get_by_label("Tên thuốc").fill("Thuốc B")
    page.get_by_label("Liều dùng").fill("hai")
    assert farmer.refused() == "Liều phải là số, ví dụ 25 hoặc 2,5."
    page.get_by_label("Liều dùng").fill("2,5")
    page.get_by_label("Cho").select_option("sào Bắc Bộ")
    farmer.save()
    body = farmer.kept()[0]["body"]
    assert body["dose_amount"] == {"value": "2.5", "unit": "MLT"}
    assert body["dose_per"] == {"value": "1", "unit": "sào Bắc Bộ"}
    received(farmer)
    assert farmer.open("spray").get_by_label("Liều dùng").input_value() == "2,5"


def test_a_spraying_without_an_interval_says_that_nobody_can_tell(farmer: Farmer) -> None:
    page = farmer.open("spray")
    page.get_by_label("Tên thuốc").fill("Thuốc B")
    farmer.save()
    assert "chưa biết thời gian cách ly" in farmer.open("plots").inner_text("li")


def test_a_spraying_closes_the_plot_on_the_phone_at_once(farmer: Farmer) -> None:
    page = farmer.open("spray")
    page.get_by_label("Tên thuốc").fill("Thuốc B")
    page.get_by_label("Thời gian cách ly").fill("10")
    farmer.save()
    assert "Thuốc B: cách ly đến" in farmer.open("plots").inner_text("li")


def test_a_note_needs_a_photo_a_word_or_a_line(farmer: Farmer) -> None:
    page = farmer.open("note")
    assert farmer.refused() == "Hãy chụp ảnh, nói hoặc ghi một dòng."
    page.get_by_label("Ghi thêm").fill("Rầy nhiều ở đầu nương")
    pick(page, "Sâu, rầy")
    farmer.save()
    (said,) = farmer.kept()
    body = said["body"]
    assert (body["topic"], body["note"]) == ("pest", "Rầy nhiều ở đầu nương")
    (record,) = received(farmer)
    assert "Rầy" not in record.public.decode()


def test_a_note_keeps_its_photo_by_its_hash(farmer: Farmer) -> None:
    page = farmer.open("note")
    for _ in range(2):
        page.locator("input[type=file]").set_input_files(photo())  # type: ignore[arg-type]
        page.wait_for_selector("figure img")
    page.click("figure >> nth=0 >> button")
    farmer.save()
    (said,) = farmer.kept()
    (name,) = said["body"]["photos"]
    kept = page.evaluate("async () => (await import('/app/box.js')).all('media')")
    assert [each["sha256"] for each in kept] == [name]
    assert kept[0]["type"] == "image/jpeg"


def test_a_note_of_one_plant_is_found_by_row_and_position(farmer: Farmer) -> None:
    farmer.knows()
    page = farmer.open("plants")
    page.get_by_label("Hàng thứ").fill("3")
    page.get_by_label("Cây thứ").fill("17")
    page.click("button.save")
    page.wait_for_selector("textarea")
    assert "Cây thứ 17, hàng 3, Nương A" in page.inner_text("#screen")
    page.get_by_label("Ghi thêm").fill("Cây này búp tím")
    farmer.save()
    (said,) = farmer.kept()
    assert (said["body"]["row"], said["body"]["position"]) == (3, 17)
    (record,) = received(farmer)
    assert "/3-17" in record.public.decode()


def test_a_plant_that_does_not_stand_there_is_asked_again(farmer: Farmer) -> None:
    page = farmer.open("plants")
    page.evaluate(
        """async () => {
          const { fact, setFacts } = await import('/app/box.js');
          const mine = await fact('mine');
          mine.plots[0].plants = ['1-14×165 without 3/17'];
          await setFacts({ mine });
        }"""
    )
    page = farmer.open("plants")
    for position, refused in (("17", True), ("166", True), ("165", False)):
        page.get_by_label("Hàng thứ").fill("3")
        page.get_by_label("Cây thứ").fill(position)
        page.click("button.save")
        page.wait_for_selector(".foot .no:not([hidden])" if refused else "textarea")


def test_a_weight_in_yen_is_kept_as_said_and_in_kilograms(farmer: Farmer) -> None:
    page = farmer.open("harvest")
    page.click(".pad .keys button:text-is('3')")
    page.locator(".pad select").select_option("yến")
    assert "= 30 kg" in page.inner_text(".pad .face")
    farmer.save()
    amount = farmer.kept()[0]["body"]["amount"]
    assert amount == {"value": "30", "unit": "KGM", "said": "3 yến"}
    (record,) = received(farmer)
    assert "3 yến" in record.public.decode()
    assert "3 yến (30 kg)" in farmer.open("harvest").inner_text("#screen")


def test_a_proposed_weight_is_not_taken_over_into_another_unit(farmer: Farmer) -> None:
    page = farmer.open("harvest")
    page.click(".pad .keys button:text-is('5')")
    farmer.save()
    page = farmer.open("harvest")
    page.locator(".pad select").select_option("tạ")
    assert "–" in page.inner_text(".pad .face")
