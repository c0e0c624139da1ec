"""A spoken note is 8 kHz mono µ-law, heard back as it was said."""

import itertools
import math
import random
import struct
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from qr.voice import clean
from tests.browser.app.modules import ask
from tests.browser.conftest import ARGUMENTS, SMALL, chromium

MODULE = "kit/voice.js"
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SPOKEN = """(async () => {
  const levels = [];
  const ear = await m.listen((loud, seconds) => levels.push([loud, seconds]));
  await new Promise((done) => setTimeout(done, 1500));
  return [levels, [...new Uint8Array(await ear.stop())]];
})()"""


@pytest.fixture
def speaker(browser: Browser, base: str) -> Iterator[Page]:
    """A phone whose microphone beeps."""
    args = [*ARGUMENTS, *FAKE]
    started = browser.browser_type.launch(executable_path=chromium(), args=args)
    context = started.new_context(viewport=SMALL, base_url=base, permissions=["microphone"])
    yield context.new_page()
    started.close()


def decoded(byte: int) -> float:
    """A µ-law byte by the table of ITU-T G.711."""
    bits = ~byte & 255
    size = ((((bits & 15) << 3) + 132) << (bits >> 4 & 7)) - 132
    return (-size if bits & 128 else size) / 32768


def test_a_byte_stands_for_what_g711_says(phone: Page) -> None:
    said = ask(phone, MODULE, "given.map(m.linear)", list(range(256)))
    assert said == [decoded(byte) for byte in range(256)]


def test_a_byte_comes_back_as_itself(phone: Page) -> None:
    said = ask(phone, MODULE, "given.map((b) => m.muLaw(m.linear(b)))", list(range(256)))
    assert [byte for byte in range(256) if said[byte] != byte] == [127]  # two bytes are silence


def test_a_sound_is_off_by_a_twentieth_of_itself_at_most(phone: Page) -> None:
    chance = random.Random(2)  # noqa: S311  # the same chance in every run
    sounds = [chance.uniform(-1, 1) * 10 ** chance.uniform(-3, 0) for _ in range(500)] + [1, -1, 0]
    said = ask(phone, MODULE, "given.map((s) => m.linear(m.muLaw(s)))", sounds)
    for sound, heard in zip(sounds, said, strict=True):
        assert abs(sound - heard) <= 0.05 * abs(sound) + 0.0005


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_a_tone_keeps_its_pitch_at_8_khz(phone: Page, rate: int) -> None:
    tone = [math.sin(2 * math.pi * 200 * n / rate) for n in range(rate)]
    said = ask(
        phone, MODULE, "[...m.resampled(Float32Array.from(given[0]), given[1])]", [tone, rate]
    )
    assert len(said) == 8000
    upward = sum(1 for one, after in itertools.pairwise(said) if one < 0 <= after)
    assert abs(upward - 200) <= 1


def test_a_file_says_what_it_holds(phone: Page) -> None:
    data = bytes(ask(phone, MODULE, "[...new Uint8Array(m.wav(Uint8Array.from([1, 2, 3])))]"))
    assert data[:4] == b"RIFF"
    assert data[8:16] == b"WAVEfmt "
    assert struct.unpack_from("<IHHIIHHH", data, 16) == (18, 7, 1, 8000, 8000, 1, 8, 0)
    assert struct.unpack_from("<4sII", data, 38) == (b"fact", 4, 3)
    assert struct.unpack_from("<4sI3sx", data, 50) == (b"data", 3, b"\1\2\3")
    assert struct.unpack_from("<I", data, 4) == (len(data) - 8,)


def test_a_spoken_note_is_recorded_with_its_loudness(speaker: Page) -> None:
    levels, file = ask(speaker, MODULE, SPOKEN)
    assert clean(bytes(file)).samples > 0.8 * 8000
    sounds = [decoded(byte) for byte in file[58:]]
    assert 0.8 < len(sounds) / 8000 < 2.5
    assert max(map(abs, sounds)) > 0.05
    assert max(loud for loud, _ in levels) > 0.05
    assert levels[-1][1] > 0.8


def test_what_was_recorded_can_be_played(speaker: Page) -> None:
    script = "m.play(m.wav(new Uint8Array(800).fill(60))).then(() => 'heard')"
    assert ask(speaker, MODULE, script) == "heard"
