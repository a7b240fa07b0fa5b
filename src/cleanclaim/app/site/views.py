"""What needs this person today? Home, finding anything, choosing a practice, a demonstration's sign-in."""

from dataclasses import replace
from uuid import UUID

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.people.roles import STAFF, Role
from cleanclaim.app.site import demo_logins
from cleanclaim.app.site.demonstration import is_demonstration
from cleanclaim.app.site.home import home_page
from cleanclaim.app.site.steps import STEPS
from cleanclaim.app.work.links import link
from cleanclaim.app.work.pages import actor_of, page
from cleanclaim.app.work.search import LIMIT, Group, Hit
from cleanclaim.app.work.search import find as search
from cleanclaim.core import edits
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.codesets import undotted

_SHORTEST = 2


@page(*STAFF, Role.PATIENT)
def home(request: HttpRequest) -> HttpResponse:
    """Show the staff their queues, and a patient their bills."""
    actor = actor_of(request)
    if actor.roles == {Role.PATIENT}:
        return redirect("patient_home")
    return render(request, "site/home.html", {"page": home_page(actor)})


@page(*STAFF)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Answer the palette. The words come by POST: a patient's name must not stand in an address."""
    words = request.POST.get("find", "").strip()[:80]
    actor = actor_of(request)
    groups = [*_pages(actor, words), *map(_opened, search(actor, words, link))]
    return render(request, "site/found.html", {"groups": groups})


@page(*STAFF, Role.PATIENT)
@require_POST
def choose_practice(request: HttpRequest) -> HttpResponse:
    """Work for another of the practices where this person has a role."""
    asked = request.POST.get("practice", "")
    held = request.user.memberships.filter(practice=_key(asked)).first()  # type: ignore[union-attr]
    if held is None:
        raise Unknown("practice", "There is no such practice here.")
    request.session["practice"] = str(held.practice_id)
    return redirect("home")


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Sign in as one of a demonstration's people; there is no such address anywhere else."""
    person = demo_logins.person(request.POST.get("login", "")) if is_demonstration(request) else None
    if person is None:
        raise Http404
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")


def _pages(actor: Actor, words: str) -> list[Group]:
    """The steps, and the edits of the manual, whose names begin with these words."""
    said = words.lower()
    if len(said) < _SHORTEST:
        return []
    steps = [Hit(step.label, "", reverse(step.url_name)) for step in STEPS if actor.may(*step.roles)]
    pages = [hit for hit in steps if hit.label.lower().startswith(said)]
    rules = [
        Hit(edit.page.title, edit.citation, reverse("edits_page", args=[edit.code]), edit.code)
        for edit in edits.manual()
        if said in edit.code or said in edit.page.title.lower()
    ]
    found = [Group("Pages", tuple(pages)), Group("Edits", tuple(rules[:LIMIT]))]
    return [group for group in found if group.hits]


def _opened(group: Group) -> Group:
    """Codes with the address of their page; a procedure has none."""
    return Group(group.kind, tuple(_with_page(hit) if group.kind == "Codes" else hit for hit in group.hits))


def _with_page(hit: Hit) -> Hit:
    if hit.also == "procedure":
        return hit
    return replace(hit, url=reverse("coding_code", args=[undotted(hit.code)]))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
