"""Photos go after the records, in pieces that go on after a cut, and leave on their own receipt."""

from collections.abc import Iterable

import pytest

from tests.browser.app.phone import Phone
from tests.browser.app.world import Environ, Start, World, fine, no_network, reply_lost

NOTE = """async ([device, party, place]) => {
  const canvas = new OffscreenCanvas(900, 700);
  const pen = canvas.getContext("2d");
  for (let n = 0; n < 6000; n += 1) {
    pen.fillStyle = `hsl(${(n * 47) % 360} 80% 50%)`;
    pen.fillRect((n * 131) % 900, (n * 67) % 700, 9, 9);
  }
  const photo = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  const { keep } = await import("/app/outbox.js");
  const { iso } = await import("/app/clock.js");
  await keep("harvest/1", { time: iso(), place }, { party, device, photos: [photo] });
  return photo.size;
}"""
WIFI = (
    "Object.defineProperty(navigator, 'connection', { value: { type: '%s' }, configurable: true })"
)


def with_photo(phone: Phone) -> int:
    """Keep a record with a photo; how many bytes it has."""
    device = phone.box("facts", "session")["device"]["id"]
    told = [device, phone.cast.household.uri, phone.cast.plot.uri]
    size: int = phone.page.evaluate(NOTE, told)
    return size


def names(phone: Phone) -> list[str]:
    """The photos that are still on the phone."""
    return [each["sha256"] for each in phone.box("media")]


def pieces(phone: Phone) -> int:
    return len([call for call in phone.world.calls if call.startswith("PATCH")])


def flickering(world: World, environ: Environ, start: Start) -> Iterable[bytes] | None:
    """Every second piece is lost, or its answer is."""
    sent = len([call for call in world.calls if call.startswith("PATCH")])
    if environ["REQUEST_METHOD"] != "PATCH" or sent % 2:
        return None
    return (no_network if sent % 4 else reply_lost)(world, environ, start)


@pytest.mark.parametrize("fault", [fine, flickering])
def test_a_photo_arrives_whole_and_leaves_the_phone_only_then(
    farmer_phone: Phone, fault: object
) -> None:
    farmer_phone.world.fault = fault  # type: ignore[assignment]
    size = with_photo(farmer_phone)
    assert size > 2 * 64 * 1024
    (name,) = names(farmer_phone)
    for _ in range(20):
        farmer_phone.look()
        farmer_phone.page.wait_for_timeout(400)
        if not names(farmer_phone):
            break
    assert names(farmer_phone) == []
    medium = farmer_phone.cast.ledger.store.media.about(name)
    assert medium is not None
    assert medium.sent == size


def test_by_wifi_alone_photos_wait_and_records_do_not(farmer_phone: Phone) -> None:
    farmer_phone.page.evaluate(
        "import('/app/box.js').then((it) => it.setFacts({ only_wifi: true }))"
    )
    farmer_phone.page.evaluate(WIFI % "cellular")
    with_photo(farmer_phone)
    farmer_phone.wait_for(received=1)
    farmer_phone.page.wait_for_timeout(500)
    assert (len(names(farmer_phone)), pieces(farmer_phone)) == (1, 0)
    farmer_phone.page.evaluate(WIFI % "wifi")
    farmer_phone.look()
    farmer_phone.wait(lambda: names(farmer_phone) == [])
