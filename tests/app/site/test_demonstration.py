"""A demonstration's clock is its own: it ticks, stands at the end of its day, and moves on when told."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cleanclaim.app.site import clock

REACHED = datetime(2026, 10, 30, 22, 5, tzinfo=UTC)


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO, settings.HOME = True, tmp_path
    kept = tmp_path / "demo.json"
    kept.write_text(json.dumps({"now": REACHED.isoformat(), "seed": 7}))
    return kept


def aged(kept: Path, by: timedelta) -> None:
    then = (datetime.now(UTC) - by).timestamp()
    os.utime(kept, (then, then))


def test_it_ticks_from_where_the_play_ended(demo: Path) -> None:
    aged(demo, timedelta(minutes=10))
    assert timedelta(minutes=10) <= clock.now() - REACHED < timedelta(minutes=20)


def test_it_does_not_run_past_its_day_however_long_it_lies(demo: Path) -> None:
    aged(demo, timedelta(days=400))
    assert clock.now() - REACHED == timedelta(minutes=90)


def test_it_goes_on_from_there_when_it_is_served_again(demo: Path) -> None:
    aged(demo, timedelta(days=400))
    clock.resume()
    assert clock.now() - REACHED < timedelta(minutes=10)


def test_the_next_day_keeps_what_else_is_known(demo: Path) -> None:
    clock.to_next_day()
    assert timedelta(days=1) <= clock.now() - REACHED < timedelta(days=1, minutes=10)
    assert json.loads(demo.read_text())["seed"] == 7


def test_no_other_installation_has_a_clock_of_its_own(settings: Any, demo: Path) -> None:
    settings.DEMO = False
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    before = demo.read_text()
    clock.to_next_day()
    assert demo.read_text() == before


def test_a_day_passes_only_in_a_demonstration(web: Any, settings: Any) -> None:
    assert web("ben").post("/demo/next-day/").status_code == 404


def test_a_visitor_lets_a_day_pass(web: Any, demo: Path) -> None:
    shown = web("ben").post("/demo/next-day/", follow=True).content.decode()
    assert "files came in." in shown
    assert json.loads(demo.read_text())["now"].startswith("2026-10-31")
