"""What time is it here? The present; in a demo, the demo's own."""

import json
from datetime import UTC, datetime

from django.conf import settings


def now() -> datetime:
    """The present instant, in UTC: on a demo's home, the instant at which its play ended."""
    if settings.DEMO:
        kept = settings.HOME / "demo.json"
        if kept.exists():
            return datetime.fromisoformat(json.loads(kept.read_text())["now"])
    return datetime.now(UTC)
