"""What does every page's frame show? The river of steps with what waits for this person, and who they are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cleanclaim.app.work.river import river


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of every page's context."""
    actor = getattr(request, "actor", None)
    held = {"demo": settings.DEMO, "actor": actor, "membership": getattr(request, "membership", None)}
    if actor is None:
        return held
    memberships = request.user.memberships.select_related("practice").order_by("practice__number")
    return held | {"river": river(request, actor), "memberships": memberships}
