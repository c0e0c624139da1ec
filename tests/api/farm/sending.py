"""Sends files piece by piece, as a phone does."""

from hashlib import sha256
from typing import Any

from flask import Flask

from qr.voice import wav
from tests.api.conftest import Headers
from tests.qr.pictures import telling_photo

PHOTO = telling_photo() + bytes(4000)
VOICE = wav(bytes(range(256)) * 20)


def name(data: bytes) -> str:
    return sha256(data).hexdigest()


class Sender:
    """Sends files as one of the cast."""

    def __init__(self, app: Flask, headers: Headers) -> None:
        self.client, self.headers = app.test_client(), headers

    def head(self, data: bytes) -> Any:
        return self.client.head(f"/api/v1/media/{name(data)}", headers=self.headers)

    def get(self, data: bytes) -> Any:
        return self.client.get(f"/api/v1/media/{name(data)}", headers=self.headers)

    def piece(self, data: bytes, start: int, end: int, **but: str) -> Any:
        said = {"Upload-Offset": str(start), "Upload-Length": str(len(data))}
        said |= {"Upload-Complete": "?1" if end == len(data) else "?0"}
        said |= {"Content-Type": "application/partial-upload"} | self.headers
        said |= {key.replace("_", "-"): value for key, value in but.items()}
        return self.client.patch(f"/api/v1/media/{name(data)}", data=data[start:end], headers=said)

    def send(self, data: bytes, step: int = 2000) -> Any:
        for start in range(0, len(data), step):
            answer = self.piece(data, start, min(start + step, len(data)))
            if answer.status_code != 204:
                break
        return answer


def told(answer: Any) -> tuple[int, str | None, str | None]:
    return (
        answer.status_code,
        answer.headers.get("Upload-Offset"),
        answer.headers.get("Upload-Complete"),
    )
