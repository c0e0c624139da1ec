"""What is loaded: how much, under whose names, once."""

import re
from datetime import UTC, datetime

from tests.demo.conftest import NOW, Told, picture
from traceability.access import Role
from traceability.demo import people
from traceability.demo.load import load
from traceability.demo.stage import season_of
from traceability.findings.finding import Effect
from traceability.ledger.publication import findings_of
from traceability.masterdata.listing import Listing
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product

TEXT = re.compile(r"[A-Za-zÀ-ỹ]")


def test_the_full_demonstration_is_as_large_as_it_says(full: Told) -> None:
    counts = full.summary.counts
    assert counts["event"] == full.store.records.count(kind="event") >= 4000
    assert (counts["cooperative"], counts["household"], counts["plot"]) == (2, 64, 160)
    assert counts["enterprise"] == counts["laboratory"] == 1
    assert counts["product"] - counts["fresh_leaf"] >= 12
    assert counts["listing"] >= 12
    assert counts["statement:publish"] > 150
    sample = [uri for uri in full.store.batches.uris() if is_published(full, uri)][::8]
    assert {uri for uri in sample if blocks(full, uri)} <= {full.uri("mismatch")}
    assert max(times(full)) < NOW


def test_counts_are_those_of_the_log(small: Told) -> None:
    counts, count = small.summary.counts, small.store.records.count
    assert counts["statement"] == count(kind="statement")
    kinds = ("party", "place", "product", "certificate", "listing")
    assert sum(counts[kind] for kind in kinds) == count(kind="revision")


def test_only_the_intended_batch_has_a_blocking_finding_after_publication(small: Told) -> None:
    published = [uri for uri in small.store.batches.uris() if is_published(small, uri)]
    assert {uri for uri in published if blocks(small, uri)} == {small.uri("mismatch")}


def test_every_kind_of_happening_of_a_season_is_told(small: Told) -> None:
    told = {name.removeprefix("event:") for name in small.summary.counts if name[:6] == "event:"}
    season = "plant tend spray harvest receive process pack inspect aggregate ship sell recall"
    assert told == set(season.split())


def test_loading_twice_adds_nothing(small: Told) -> None:
    before = small.store.records.count(), list(small.store.batches.raw())
    assert small.again().counts == small.summary.counts
    assert (small.store.records.count(), list(small.store.batches.raw())) == before


def test_progress_is_told_by_chapter(small: Told) -> None:
    chapters: list[tuple[str, int]] = []
    load(
        small.ledger,
        small.domain,
        NOW,
        picture,
        lambda name, records: chapters.append((name, records)),
        small.scale,
    )
    assert [name for name, _ in chapters][:2] == ["parties", "agreements"]
    assert sum(records for _, records in chapters) == small.store.records.count()


def test_both_officers_a_household_and_the_others_can_be_tried(small: Told) -> None:
    roles = [speaker.role for speaker in small.summary.speakers]
    assert roles[:3] == [Role.OFFICER, Role.OFFICER, Role.RECORDER]
    assert set(roles[3:]) == {
        Role.OFFICER,
        Role.INSPECTOR,
        Role.HELPER,
        Role.AUTHORITY,
        Role.MARKETPLACE,
    }
    for speaker in small.summary.speakers:
        assert small.store.masterdata.get(Party, speaker.party).shown == speaker.name


def test_a_season_is_told_within_its_months(small: Told) -> None:
    season = [time for time in times(small) if time.year == 2026]
    assert max(season) < NOW
    assert min(season) > datetime(2026, 1, 19, tzinfo=UTC)


def test_a_season_that_is_not_over_is_not_told() -> None:
    assert season_of(datetime(2026, 11, 15, tzinfo=UTC)) == 2025
    assert season_of(datetime(2026, 11, 16, tzinfo=UTC)) == 2026
    assert season_of(datetime(2030, 1, 1, tzinfo=UTC)) == 2026


def test_no_person_telephone_or_e_mail_is_in_it(small: Told) -> None:
    for last in small.store.masterdata.each("party"):
        party = last.value
        assert isinstance(party, Party)
        assert (party.person_name, party.phone, party.email, party.registration) == ("",) * 4
        if party.personal:
            assert re.fullmatch(r"Hộ \d{3}", party.label)
            assert party.name == f"{party.label} (dữ liệu minh họa)"
        else:
            assert "minh họa" in party.name


def test_everything_that_is_shown_is_marked_as_demonstration(small: Told) -> None:
    for kind in ("place", "product", "certificate", "listing"):
        for last in small.store.masterdata.each(kind):
            value = last.value
            names = getattr(value, "names", getattr(value, "title", None))
            text = (
                names.get("vi") if names else getattr(value, "name", getattr(value, "issuer", ""))
            )
            assert "minh họa" in text


def test_what_a_household_said_is_what_its_helper_typed_and_it_confirmed(small: Told) -> None:
    records = [each for each in small.store.records.everything() if each.kind == "event"]
    typed = {each.id for each in records if each.origin.role == "helper"}
    confirmed = small.summary.counts["statement:confirm"]
    assert 0 < confirmed < len(typed) < len(records) / 2
    assert small.summary.counts["statement:delegate"] == 2 * (6 // people.HELPED)


def test_ten_households_let_the_helper_help_today(full: Told) -> None:
    keys = people.signs_in(full.domain)
    given = full.store.people.delegations_to(keys[Role.HELPER].uri)
    running = [each for each in given if each.runs(NOW) and "event:note" in each.scope]
    assert len(running) == people.HELPED_NOW
    assert keys[Role.RECORDER].uri in {each.subject for each in running}
    assert keys[Role.OFFICER].uri == full.store.masterdata.subject(running[0].subject).member_of


def test_prices_are_those_of_tea(small: Told) -> None:
    for last in small.store.masterdata.each("listing"):
        listing = last.value
        assert isinstance(listing, Listing)
        product = small.store.masterdata.get(Product, listing.product.uri)
        assert product.net_content is not None
        price = listing.offers[0].price / product.net_content.in_base
        assert 250_000 <= price <= 4_000_000
        assert listing.purchase_url.startswith("https://cho.example/")
        assert listing.state == "published"


def is_published(told: Told, uri: str) -> bool:
    batch = told.store.batches.get(uri)
    return batch is not None and batch.state(NOW) == "published"


def blocks(told: Told, uri: str) -> bool:
    return any(each.effect >= Effect.BLOCKS for each in findings_of(told.store, uri, NOW))


def times(told: Told) -> list[datetime]:
    return [record.what.time for record in told.store.records.everything() if record.what]
