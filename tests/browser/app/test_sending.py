"""What was kept on the phone arrives once, whatever the network does, and the screen says the truth."""

import pytest

from tests.browser.app.phone import Phone, arrived_once
from tests.browser.app.world import broken, fine, no_network, portal, reply_cut, reply_lost


def test_a_harvest_is_kept_then_sent_and_its_receipt_is_held_against_the_servers_key(
    farmer_phone: Phone,
) -> None:
    farmer_phone.harvest("25")
    farmer_phone.wait_for(received=1)
    (one,) = farmer_phone.records()
    assert one["receipt"]["sha256"] == one["sha256"]
    assert arrived_once(farmer_phone, 1)


@pytest.mark.parametrize("fault", [no_network, reply_lost, reply_cut, portal, broken])
def test_nothing_is_lost_or_doubled_when(farmer_phone: Phone, fault: object) -> None:
    farmer_phone.world.fault = fault  # type: ignore[assignment]
    farmer_phone.keep(5)
    farmer_phone.wait(lambda: len([c for c in farmer_phone.world.calls if "sync" in c]) >= 2)
    assert farmer_phone.states() == {"waiting": 5}
    farmer_phone.open()
    assert "5 việc chờ gửi" in farmer_phone.says()
    farmer_phone.world.fault = fine
    farmer_phone.look()
    farmer_phone.wait_for(received=5)
    assert arrived_once(farmer_phone, 5)
    assert "không còn gì chờ" in farmer_phone.open().says()
