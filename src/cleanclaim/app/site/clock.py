"""What time is it here? The present; in a demo, the demo's own."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

_LONGEST = timedelta(minutes=90)
"""How far a demo's clock runs by itself: not past its day, however long the demo lies."""


def now() -> datetime:
    """The present instant, in UTC; in a demo, the instant that it reached and what has passed since."""
    kept = _kept()
    if kept is None:
        return datetime.now(UTC)
    reached = datetime.fromisoformat(kept["now"])
    since = datetime.now(UTC) - datetime.fromtimestamp(_path().stat().st_mtime, UTC)
    return reached + max(timedelta(0), min(since, _LONGEST))


def resume() -> None:
    """Let a demo's clock go on from where it stood, when it is served again."""
    if _kept() is not None:
        os.utime(_path())


def to_next_day() -> None:
    """Move a demo's clock to the next day, at the hour at which its play ended."""
    kept = _kept()
    if kept is None:
        return
    kept["now"] = (datetime.fromisoformat(kept["now"]) + timedelta(days=1)).isoformat()
    beside = _path().with_suffix(".new")
    beside.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    os.replace(beside, _path())


def _path() -> Path:
    return Path(settings.HOME) / "demo.json"


def _kept() -> dict[str, Any] | None:
    """What the demo of this home is; None where it is no demo."""
    if not settings.DEMO or not _path().exists():
        return None
    kept: dict[str, Any] = json.loads(_path().read_text())
    return kept
