"""A home folder of each test's own, and a partner that remembers."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cleanclaim.partners import Arrival


class Recorder:
    """A partner that takes files, or fails as often as it is told to."""

    name = "sandbox"

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.failures = 0

    def send(self, name: str, content: bytes, at: datetime) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionResetError("gone")
        self.sent.append((name, content))

    def arrivals(self, at: datetime) -> tuple[Arrival, ...]:
        return ()

    def fetch(self, arrival: Arrival) -> bytes:
        raise AssertionError("nothing waits here")

    def acknowledge(self, arrival: Arrival) -> None:
        raise AssertionError("nothing waits here")


@pytest.fixture
def partner() -> Recorder:
    return Recorder()


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path
