"""How does a visitor's demonstration go on? A day passes when they say so, and the payers answer."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor, system_actor
from cleanclaim.app.people.roles import STAFF
from cleanclaim.app.site import clock
from cleanclaim.app.submissions import exchange
from cleanclaim.app.work.pages import actor_of, counted, page


def is_demonstration(request: HttpRequest) -> bool:
    """True in a demonstration, asked from this machine."""
    return settings.DEMO and ip_address(request.META["REMOTE_ADDR"]).is_loopback


@page(*STAFF)
@require_POST
def next_day(request: HttpRequest) -> HttpResponse:
    """Let a day pass: what was sent reaches the payers, and what they answer comes in."""
    if not is_demonstration(request):
        raise Http404
    clock.to_next_day()
    product = _product(request)
    exchange.hand_over_all(product)
    collected = exchange.collect_all(product)
    today = clock.now().date()
    messages.success(request, f"It is {today} now. {counted(len(collected), 'file', 'files')} came in.")
    return redirect("home")


def _product(request: HttpRequest) -> Actor:
    actor_of(request)
    practice = request.membership.practice  # type: ignore[attr-defined]
    return system_actor(practice, clock.now)
