"""A spoken note comes out as sound and nothing else."""

import struct
from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr.voice import VoiceRefused, clean, wav

SOUND = bytes(range(256)) * 4
FORM = struct.pack("<HHIIHH", 7, 1, 8000, 8000, 1, 8)


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def file(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(chunk(name, said) for name, said in chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def test_only_the_sound_is_kept() -> None:
    telling = file(
        (b"LIST", b"INFOICMTthe house"), (b"fmt ", FORM), (b"fact", b"abcd"), (b"data", SOUND)
    )
    voice = clean(telling + chunk(b"GPS ", b"21.5N"))
    assert voice.bytes == wav(SOUND)
    assert not [word for word in (b"house", b"fact", b"GPS") if word in voice.bytes]
    assert (voice.samples, voice.media_type) == (1024, "audio/wav")
    assert voice.sha256 == sha256(voice.bytes).hexdigest()


@given(st.binary(min_size=1, max_size=2000))
def test_writing_again_what_was_written_changes_nothing(sound: bytes) -> None:
    once = clean(file((b"fmt ", FORM), (b"fact", bytes(4)), (b"data", sound)))
    again = clean(once.bytes)
    assert again == once
    assert once.samples == len(sound)


@given(st.binary(max_size=300), st.integers(0, 60))
def test_nothing_that_comes_breaks_it(noise: bytes, cut: int) -> None:
    for strange in (noise, file((b"fmt ", FORM), (b"data", SOUND))[:cut] + noise):
        with suppress(VoiceRefused):
            assert clean(strange).samples > 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (bytes(500_001), "Expected at most 500000 bytes, got 500001."),
        (b"RIFF....WEBP", "Expected a WAV file, got something else."),
        (file((b"data", SOUND)), "Expected a WAV file with its format, got none."),
        (file((b"fmt ", FORM)), "Expected 1 to 480000 samples of sound, got 0."),
        (
            file((b"fmt ", FORM), (b"data", bytes(480_001))),
            "Expected 1 to 480000 samples of sound, got 480001.",
        ),
        (
            file((b"fmt ", FORM), (b"data", SOUND), (b"data", SOUND)),
            "Expected one fmt and one data chunk, got two.",
        ),
        (
            file((b"fmt ", FORM), (b"data", SOUND))[:-2],
            "Expected a whole WAV file, got one that is cut short.",
        ),
        (
            file((b"fmt ", struct.pack("<HHIIHH", 1, 2, 44100, 0, 4, 16)), (b"data", SOUND)),
            (
                "Expected µ-law (format 7) of 1 channel, 8000 Hz and 8 bits, "
                "got format 1 of 2, 44100 Hz and 16."
            ),
        ),
    ],
)
def test_another_sound_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(VoiceRefused) as no:
        clean(data)
    assert str(no.value) == sentence
