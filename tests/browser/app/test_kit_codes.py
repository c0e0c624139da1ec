"""The phone reads codes as the server does, and says which character slips."""

import random
from typing import Any

from playwright.sync_api import Page

from tests.browser.app.modules import ask
from traceability.errors import NotValid
from traceability.identifiers.check_digits import check_digit
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import ALPHABET, OwnCode, mint
from traceability.identifiers.paths import from_path
from traceability.identifiers.uris import PlantKey

CHANCE = random.Random(3)  # noqa: S311  # the same chance in every run
DOMAIN = Domain("trace.example")
MODULE = "kit/codes.js"


def some_codes(count: int) -> list[str]:
    return [mint(CHANCE.getrandbits(60)).value for _ in range(count)]


def read_here(text: str) -> str | None:
    try:
        return OwnCode.parse(text).value
    except NotValid:
        return None


def misspelt(code: str) -> str:
    at = CHANCE.randrange(13)
    return code[:at] + CHANCE.choice(ALPHABET + "ilou- é") + code[at + 1 :]


def test_codes_are_minted_as_the_server_mints_them(phone: Page) -> None:
    bits = [CHANCE.getrandbits(60) for _ in range(500)] + [0, 2**60 - 1]
    made = ask(phone, MODULE, "given.map((bits) => m.mint(BigInt(bits)))", [str(b) for b in bits])
    assert made == [mint(each).value for each in bits]


def test_a_code_is_read_or_refused_as_the_server_reads_it(phone: Page) -> None:
    right = some_codes(300)
    texts = [*right, *map(misspelt, right * 3), *(c.lower().replace("1", "l") for c in right)]
    texts += [f"{c[:4]}-{c[4:8]} {c[8:]}" for c in right] + ["", "ABCU", "\u017f000000000000"]
    assert ask(phone, MODULE, "given.map(m.ownCode)", texts) == [read_here(text) for text in texts]


def typed(phone: Page, text: str, *known: str) -> dict[str, Any]:
    said: dict[str, Any] = ask(phone, MODULE, "m.typed(...given)", [text, list(known)])
    return said


def test_a_letter_of_no_code_is_named_while_typing(phone: Page) -> None:
    assert typed(phone, "abcu")["wrong"] == [3]
    assert typed(phone, "abc-1")["wrong"] == []
    assert typed(phone, "abc-1")["left"] == 9


def test_a_slip_in_a_known_code_is_found_and_mended(phone: Page) -> None:
    for code in some_codes(50):
        at = CHANCE.randrange(13)
        other = CHANCE.choice([c for c in ALPHABET if c != code[at]])
        said = typed(phone, code[:at] + other + code[at + 1 :], code, *some_codes(20))
        assert (said["wrong"], said["meant"]) == ([at], [code])


def test_two_letters_swapped_are_found_without_knowing_the_code(phone: Page) -> None:
    for code in some_codes(50):
        at = next(i for i in range(12) if code[i] != code[i + 1])
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert code in typed(phone, swapped)["meant"]


def test_letters_that_look_alike_are_found_without_knowing_the_code(phone: Page) -> None:
    for code in (code for code in some_codes(100) if "8" in code):
        assert code in typed(phone, code.replace("8", "B", 1))["meant"]


def test_the_first_letters_offer_the_codes_that_are_known(phone: Page) -> None:
    known = ["ABC00000", "ABD00000"]
    assert typed(phone, "ab", *known)["meant"] == []
    assert typed(phone, "abc", *known)["meant"] == ["ABC00000"]


def gtin() -> str:
    body = "0893" + "".join(CHANCE.choices("0123456789", k=9))
    return body + check_digit(body)


def links() -> list[str]:
    """Every kind of path that the house prints, right and wrong, by chance."""
    code, number = some_codes(1)[0], gtin()
    gln, sscc = number[1:], "00089" + "".join(CHANCE.choices("0123456789", k=12))
    gln = gln[:-1] + check_digit(gln[:-1])
    lot = "".join(CHANCE.choices("ABz09-._/%!", k=CHANCE.randint(1, 22)))
    lot = lot.replace("%", "%25").replace("/", "%2F")
    tails = [f"/t/{code}", f"/t/{code.lower()}/12", f"/t/{code}/3-17", f"/t/{code}/03-17"]
    tails += [f"/t/{misspelt(code)}".replace(" ", ""), f"/01/{number}", f"/01/{number}/10/{lot}"]
    tails += [f"/01/{number}/10/{lot}/21/7", f"/01/{number}/21/7", f"/01/{number}/21/7/10/{lot}"]
    tails += [f"/01/{number}/22/2a/10/{lot}", f"/00/{sscc}{check_digit(sscc)}", f"/00/{sscc}0"]
    tails += [f"/414/{gln}", f"/414/{gln}/254/A.3-17", f"/414/{gln}/254/.3-17", f"/417/{gln}"]
    return [*tails, f"/414/{gln}/254/A", f"/417/{gln}/254/A", f"/01/{gln}", "/t/", "/99/1"]


def kind_here(path: str) -> tuple[str, str] | None:
    try:
        key = from_path(path, DOMAIN)
    except NotValid:
        return None
    kinds = {"Key": "own", "SerialKey": "pack", "LogisticKey": "unit"}
    name = type(key).__name__
    return kinds.get(name, name.removesuffix("Key").lower()), key.uri


def test_links_have_the_kind_and_key_that_the_server_gives_them(phone: Page) -> None:
    paths = [path for _ in range(60) for path in links()]
    read = ask(phone, MODULE, "given.map((path) => m.readLink('https://a.vn' + path))", paths)
    for path, said in zip(paths, read, strict=True):
        here = said and (said["kind"], from_path(said["key"], DOMAIN).uri)
        assert here == kind_here(path), path


def test_a_plant_is_read_with_its_plot_row_and_position(phone: Page) -> None:
    path = f"/t/{some_codes(1)[0]}/3-17"
    said = ask(phone, MODULE, "m.readLink(given)", f"http://host.example:8000{path}?x=1")
    key = from_path(path, DOMAIN)
    assert isinstance(key, PlantKey)
    assert said["plot"] == key.plot.path(DOMAIN)
    assert (said["row"], said["position"]) == key.address


def test_a_card_is_told_from_everything_else(phone: Page) -> None:
    said = ask(phone, MODULE, "m.readLink(given)", "https://a.vn/app/#card=7K3.ABCDEF0123")
    assert said == {"kind": "card", "card": "7K3", "secret": "ABCDEF0123"}


def test_a_text_that_names_nothing_is_none(phone: Page) -> None:
    for text in ("", "https://zalo.me/1", "tel:113", "https://a.vn/01/%E0%A4%A/10/1", "xin chào"):
        assert ask(phone, MODULE, "m.readLink(given)", text) is None, text
