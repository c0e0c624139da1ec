"""A helper who scanned a household's card confirms nothing with it on her own phone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.conftest import Api, SignedIn
from tests.api.farm.conftest import Phone
from tests.api.farm.test_devices import signed
from tests.api.farm.test_held import delegate
from tests.api.signin.conftest import PhoneKey
from tests.cast import Cast
from traceability.access import Role


def named(here: SignedIn) -> str:
    """The id of the phone that is signed in."""
    told: Any = here.client.get("/api/v1/signin").json
    return str(told["device"]["id"])


@pytest.fixture
def entered(
    api: Api, cast: Cast, phone: Phone, signed_in: Callable[..., SignedIn], helpers_key: PhoneKey
) -> str:
    """The id of what a helper entered on her phone for the household."""
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(days=2), now + timedelta(days=2))
    party = cast.stranger_cooperative.uri
    here = signed_in(Role.HELPER, party, new_pin="493827", device=helpers_key.device)
    phone.device = named(here)
    (answer,) = signed(here, helpers_key, phone.plucking()).json["answers"]
    assert answer["status"] == "accepted", answer
    return str(answer["id"])


@pytest.fixture
def helpers_key() -> PhoneKey:
    """The key of the helper's phone."""
    return PhoneKey()


@pytest.mark.parametrize(("own", "status"), [(False, "invalid"), (True, "accepted")])
def test_a_card_confirms_on_another_phone_than_the_one_it_was_entered_on(
    phone: Phone,
    signed_in: Callable[..., SignedIn],
    entered: str,
    helpers_key: PhoneKey,
    own: bool,
    status: str,
) -> None:
    key = PhoneKey() if own else helpers_key
    here = signed_in(Role.RECORDER, phone.cast.household.uri, device=key.device)
    phone.device = named(here)
    (answer,) = signed(here, key, phone.save("confirm", {"about": entered})).json["answers"]
    assert answer["status"] == status, answer
