"""Who acts in this request, at which practice? And what becomes of a refusal?"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cleanclaim.app.audit.actions import Actor, actor_for
from cleanclaim.app.people.models import Membership
from cleanclaim.app.people.roles import SEES_PATIENTS
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.site import clock
from cleanclaim.core.basics.refusals import Refusal

Respond = Callable[[HttpRequest], HttpResponse]
_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/")


class Acting:
    """Sets request.actor and narrows the whole request to the practice that the person chose."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        request.actor = None  # type: ignore[attr-defined]
        request.membership = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return _private(self.get_response(request))
        membership = _membership(request)
        if membership is None:
            return _private(self.get_response(request))
        request.membership = membership  # type: ignore[attr-defined]
        request.actor = _actor(request, membership)  # type: ignore[attr-defined]
        if _needs_second_factor(request):
            return _private(redirect(reverse("mfa_index")))
        with practice_scope(membership.practice_id), timezone.override(membership.practice.time_zone):
            return _private(self.get_response(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a refusal as a page with its status; anything else goes on to the server's own page."""
        if not isinstance(exception, Refusal):
            return None
        template = "site/refused_part.html" if getattr(request, "htmx", False) else "site/refused.html"
        context = {"refusal": exception, "back_url": _where_from(request)}
        return render(request, template, context, status=exception.status)


acting = Acting


def _membership(request: HttpRequest) -> Membership | None:
    held = Membership.objects.select_related("practice__company").filter(user=request.user)
    chosen = request.session.get("practice")
    return (held.filter(practice=chosen).first() if chosen else None) or held.order_by(
        "practice__number"
    ).first()


def _actor(request: HttpRequest, membership: Membership) -> Actor:
    return actor_for(request.user, membership.practice, membership.held(), clock.now)  # type: ignore[arg-type]


def _needs_second_factor(request: HttpRequest) -> bool:
    """Everyone who sees patients signs in with a second factor; only a demo on loopback does without."""
    from allauth.mfa.utils import is_mfa_enabled
    from django.conf import settings

    if settings.DEMO or request.path.startswith(_WITHOUT_SECOND_FACTOR):
        return False
    sees_patients = not SEES_PATIENTS.isdisjoint(request.actor.roles)  # type: ignore[attr-defined]
    return sees_patients and not is_mfa_enabled(request.user)


def _where_from(request: HttpRequest) -> str:
    """The page of ours on which this was tried, if the browser says so."""
    came = urlsplit(request.headers.get("Referer", ""))
    return came.path if came.netloc == request.get_host() and came.path != request.path else ""


def _private(response: HttpResponse) -> HttpResponse:
    """What a signed-in person saw stays in no cache."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response
