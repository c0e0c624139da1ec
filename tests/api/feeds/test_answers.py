"""How a feed is answered: tags, conditions, packing, and never empty."""

import gzip
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import fromstring

import orjson
from flask.testing import FlaskClient

from api.feeds.answers import tag
from api.who import ANYONE, who_may
from schemas.feeds import Stem
from tests.api.feeds.conftest import BASE, Stall
from traceability.store.listings import Version

FEED = "/feeds/google.xml"


def test_a_feed_without_listings_is_no_feed(client: FlaskClient) -> None:
    answer = client.get(FEED)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "600"
    assert "Expected a listing that this feed can carry, got none yet." in answer.text


def test_the_feed_is_a_channel_of_rss(stall: Stall) -> None:
    answer = stall.client.get(FEED)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    rss = fromstring(answer.data)  # noqa: S314  # our own bytes
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    assert rss.findtext("channel/link") == f"{BASE}/"
    assert all(rss.findtext(f"channel/{name}") for name in ("title", "description"))


def test_a_feed_is_sent_while_it_is_read(stall: Stall) -> None:
    answer = stall.client.get(FEED, buffered=False)
    assert answer.is_streamed
    assert "Content-Length" not in answer.headers
    answer.close()


def test_equal_listings_give_equal_bytes_and_tags(stall: Stall) -> None:
    first = stall.client.get(FEED)
    stall.turn(datetime.now(UTC) + timedelta(hours=1))
    again = stall.client.get(FEED)
    assert (first.data, first.headers["ETag"]) == (again.data, again.headers["ETag"])
    assert not first.headers["ETag"].startswith("W/")


def test_a_feed_that_was_pulled_is_not_sent_again(stall: Stall) -> None:
    etag = stall.client.get(FEED).headers["ETag"]
    answer = stall.client.get(FEED, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")
    stall.mark("recall", stall.packs)
    assert stall.client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_a_feed_tells_when_it_last_changed(stall: Stall) -> None:
    changed = stall.client.get(FEED).headers["Last-Modified"]
    answer = stall.client.get(FEED, headers={"If-Modified-Since": changed})
    assert answer.status_code == 304


def test_a_packed_feed_holds_the_same_bytes_under_its_own_tag(stall: Stall) -> None:
    plain = stall.client.get(FEED)
    packed = stall.client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'


def test_a_feed_is_not_packed_for_whom_refuses_it(stall: Stall) -> None:
    answer = stall.client.get(FEED, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in answer.headers


def test_head_tells_the_same_without_the_bytes(stall: Stall) -> None:
    answer = stall.client.head(FEED)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == stall.client.get(FEED).headers["ETag"]


def test_another_address_is_another_tag() -> None:
    version = Version(1, datetime(2026, 1, 1, tzinfo=UTC))
    one, other = (tag(version, Stem("\x1a", host), packed=False) for host in ("https://a", BASE))
    assert one != other


def test_the_directory_names_every_feed(client: FlaskClient) -> None:
    answer = client.get("/.well-known/feeds.json")
    assert [feed["href"] for feed in orjson.loads(answer.data)["feeds"]] == [f"{BASE}{FEED}"]
    told = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/.well-known/feeds.json", headers=told).status_code == 304


def test_anyone_may_pull(client: FlaskClient) -> None:
    views = client.application.view_functions
    assert all(who_may(views[name]) == ANYONE for name in ("feeds.google", "feeds.directory"))
