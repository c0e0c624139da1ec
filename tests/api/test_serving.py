"""The program beside the server: kept running, started again, ended with it."""

import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from api.serving import Door, attend
from tests.api.servers import free_port

PATIENCE = 30.0


def attended(door: Door, code: str, until: Callable[[], bool]) -> list[str]:
    """Attend a Python program until something holds; what was said at the opening."""
    said: list[str] = []
    stop = threading.Event()
    told = (door, lambda: said.append("open"), [sys.executable, "-c", code], stop)
    attendant = threading.Thread(target=attend, args=told)
    attendant.start()
    end = time.monotonic() + PATIENCE
    while not until() and time.monotonic() < end:
        time.sleep(0.01)
    stop.set()
    attendant.join(PATIENCE)
    assert not attendant.is_alive()
    return said


def test_a_program_that_ends_is_started_again(tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    diary.touch()
    code = f"open({str(diary)!r}, 'a').write('up ')"
    with socket.create_server(("127.0.0.1", 0)) as there:
        door = Door("127.0.0.1", there.getsockname()[1], 1)
        said = attended(door, code, lambda: len(diary.read_text().split()) >= 2)
    assert said == ["open"]
    assert diary.read_text().startswith("up up")


def test_a_program_that_does_not_end_is_asked_to(tmp_path: Path) -> None:
    up = tmp_path / "up"
    code = f"open({str(up)!r}, 'w'); import time; time.sleep(600)"
    with socket.create_server(("127.0.0.1", 0)) as there:
        attended(Door("127.0.0.1", there.getsockname()[1], 1), code, up.exists)
    assert up.exists()


def test_nothing_is_said_or_started_while_the_door_is_shut(tmp_path: Path) -> None:
    up = tmp_path / "up"
    begun = time.monotonic()
    door = Door("127.0.0.1", free_port(), 1)
    said = attended(door, f"open({str(up)!r}, 'w')", lambda: time.monotonic() > begun + 0.3)
    assert (said, up.exists()) == ([], False)
