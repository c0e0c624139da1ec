"""A receipt is held against the server's key, also where the browser cannot: RFC 8032's own vectors."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from tests.browser.app.phone import Phone, arrived_once
from tests.browser.app.world import Environ, Start, World, fine

VERIFY = """async ([key, message, signature]) => {
  const { verify } = await import("/app/ed25519.js");
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (each) => parseInt(each, 16));
  return verify(bytes(key), bytes(signature), bytes(message));
}"""
UNABLE = """
const { importKey } = crypto.subtle;
crypto.subtle.importKey = function (format, key, kind, ...rest) {
  if (kind === "Ed25519") return Promise.reject(new DOMException("no such thing", "NotSupportedError"));
  return importKey.call(this, format, key, kind, ...rest);
};
"""
OTHER_KEYS = """async () => {
  const { fact, setFacts } = await import("/app/box.js");
  const public_ = btoa(String.fromCharCode(...new Uint8Array(32)));
  const keys = [{ id: "00000000", public: public_ }];
  await setFacts({ session: { ...(await fact("session")), receipt_keys: keys } });
}"""
NO_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined });"
# RFC 8032 §7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_our_own_ed25519_says_what_rfc_8032_says(
    app_page: Page, key: str, message: str, signature: str
) -> None:
    assert app_page.evaluate(VERIFY, [key, message, signature])
    other = signature[:20] + ("0" if signature[20] != "0" else "1") + signature[21:]
    assert not app_page.evaluate(VERIFY, [key, message, other])
    assert not app_page.evaluate(VERIFY, [key, message + "00", signature])


def test_a_signature_whose_number_is_too_great_is_refused(app_page: Page) -> None:
    key, message, signature = VECTORS[0]
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(bytes.fromhex(signature[64:]), "little") + order
    assert not app_page.evaluate(
        VERIFY, [key, message, signature[:64] + s.to_bytes(32, "little").hex()]
    )


def test_a_key_that_signs_since_she_signed_in_is_asked_for(farmer_phone: Phone) -> None:
    farmer_phone.page.evaluate(OTHER_KEYS)
    farmer_phone.keep(2)
    farmer_phone.wait_for(received=2)
    assert arrived_once(farmer_phone, 2)


def forged(world: World, environ: Environ, start: Start) -> Iterable[bytes] | None:
    """Somebody in between answers as the server would, and changes when it was received."""
    if not environ["PATH_INFO"].endswith("/sync"):
        return None
    status, headers, body = world.whole(environ)
    changed = re.sub(rb'"received":"20\d\d', b'"received":"2031', body)
    start(status, headers)
    return [changed]


def test_a_receipt_whose_signature_does_not_hold_is_none(farmer_phone: Phone) -> None:
    farmer_phone.world.fault = forged
    farmer_phone.keep(2)
    farmer_phone.wait(lambda: len([c for c in farmer_phone.world.calls if "sync" in c]) >= 2)
    assert farmer_phone.states() == {"waiting": 2}
    farmer_phone.world.fault = fine
    farmer_phone.look()
    farmer_phone.wait_for(received=2)


@pytest.mark.parametrize("lacks", [UNABLE, NO_LOCKS])
def test_an_old_browser_sends_as_well(farmer_phone: Phone, lacks: str) -> None:
    farmer_phone.device.add_init_script(lacks)
    farmer_phone.open()
    farmer_phone.keep(3)
    farmer_phone.wait_for(received=3)
    assert arrived_once(farmer_phone, 3)
