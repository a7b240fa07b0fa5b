"""What does every page's frame show? The river of steps with what waits for this person, and who they are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cleanclaim.app.site.steps import STEPS
from cleanclaim.app.work.river import river


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of every page's context."""
    actor = getattr(request, "actor", None)
    held = {"demo": settings.DEMO, "actor": actor, "membership": getattr(request, "membership", None)}
    if actor is None:
        return held | _ready_logins()
    if getattr(request, "htmx", False):
        return held  # a part of a page has no frame around it
    memberships = request.user.memberships.select_related("practice").order_by("practice__number")
    counted = SimpleLazyObject(lambda: river(request, actor, STEPS))  # only where a frame is shown
    return held | {"river": counted, "memberships": memberships}


def _ready_logins() -> dict[str, Any]:
    """A demonstration's sign-in page offers a login for each role; no other installation has any."""
    if not settings.DEMO:
        return {}
    from cleanclaim.app.site.demo_logins import offered

    return {"demo_logins": offered(), "demo_login_url": reverse("demo_login")}
