"""Refusals in the officer's own words, and as the domain says them where nobody translated them."""

from api.console.sentences import plainly
from api.languages import speak


def test_a_known_refusal_is_told_in_vietnamese() -> None:
    said = "Expected the number of the signed paper, got 'none'."
    assert plainly(said, speak("vi")) == ("Cần số của tờ giấy đã ký.", "vi", said)


def test_what_changes_in_a_sentence_is_kept() -> None:
    said = "Expected a last day not before 2026-06-01, got 2026-03-01."
    assert plainly(said, speak("vi")).text == "Cần ngày cuối không trước ngày 2026-06-01."


def test_an_unknown_refusal_stays_as_it_is() -> None:
    said = "Expected something new, got another."
    assert plainly(said, speak("vi")) == (said, "en", "")
    assert plainly("No such sentence", speak("vi")).language == "en"


def test_english_is_said_as_the_domain_says_it() -> None:
    said = "Expected a reason, got 'none'."
    assert plainly(said, speak("en")) == (said, "en", "")
