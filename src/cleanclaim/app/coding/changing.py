"""How do codes change on the workbench? One step at a time, each answered with the codes as they are then."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.app.charges.pricing import price_list
from cleanclaim.app.coding import actions
from cleanclaim.app.coding.bench import coded
from cleanclaim.app.coding.changes import Codes, codes_of
from cleanclaim.app.coding.forms import ServiceForm, as_typed
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.coding.views import CODERS
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.keeping import one
from cleanclaim.app.site.templatetags.words import usd
from cleanclaim.app.work.pages import Detail, Link, actor_of, page, show
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets.editions import Editions

_FOUND = 8
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A code that fits what was typed."""

    code: str
    words: str
    note: str = ""


@dataclass(kw_only=True)
class ServicePage(Detail):
    """One service as it is changed."""

    form: ServiceForm
    revision: int
    back_url: str


@page(*CODERS)
@require_POST
def add_diagnosis(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a diagnosis, last."""
    return _change(request, key, lambda codes: codes.add_diagnosis(request.POST.get("code", "")))


@page(*CODERS)
@require_POST
def remove_diagnosis(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """Take a diagnosis away."""
    return _change(request, key, lambda codes: codes.remove_diagnosis(place))


@page(*CODERS)
@require_POST
def move(request: HttpRequest, key: UUID, place: int, way: str) -> HttpResponse:
    """Move a diagnosis one place up or down."""
    return _change(request, key, lambda codes: codes.move_diagnosis(place, -1 if way == "up" else 1))


@page(*CODERS)
@require_POST
def quote(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """Found a diagnosis on the words that are selected in the note."""
    words = request.POST.get("words", "").replace("\r\n", "\n")
    version, start = _number(request, "version"), _number(request, "start")
    return _change(request, key, lambda codes: codes.quote(place, words, version, start))


@page(*CODERS)
@require_POST
def add_service(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a procedure, last."""
    return _change(request, key, lambda codes: codes.add_service(request.POST.get("code", "")))


@page(*CODERS)
@require_POST
def remove_service(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """Take a procedure away."""
    return _change(request, key, lambda codes: codes.remove_service(place))


@page(*CODERS)
def service(request: HttpRequest, key: UUID, place: int) -> HttpResponse:
    """Change a procedure's modifiers, pointers and units."""
    row = one(Encounter, key, "encounter")
    codes = codes_of(row)
    before = codes.services[place - 1] if 1 <= place <= len(codes.services) else None
    if before is None:
        return redirect("coding_page", key)
    editions = editions_on(before.date_of_service or row.date_of_service)
    named = [(one.code, _title(editions, one.code)) for one in codes.diagnoses]
    if request.method == "POST":
        form = ServiceForm(named, editions, request.POST)
        if form.is_valid():
            after = codes.change_service(place, form.changed(before))
            try:
                actions.save(
                    actor_of(request),
                    key,
                    version=_revision(request),
                    diagnoses=after.diagnoses,
                    services=after.services,
                )
            except NotClean as refused:
                form.add_error(None, refused.message)
            else:
                return redirect("coding_page", key)
    else:
        form = ServiceForm(named, editions, initial=as_typed(before))
    procedure = editions.procedure(before.procedure)
    back = reverse("coding_page", args=[key])
    content = ServicePage(
        trail=[
            Link("Coding", reverse("coding")),
            Link(f"Encounter {row.number}", back),
            Link(f"Line {place}"),
        ],
        figure=before.procedure,
        words=procedure.label if procedure else "",
        today=actor_of(request).today(),
        form=form,
        revision=row.version,
        back_url=back,
    )
    return show(request, "coding/service.html", content)


@page(*CODERS)
@require_POST
def find_diagnoses(request: HttpRequest, key: UUID) -> HttpResponse:
    """Find diagnoses in force on the date of service, by code or by words."""
    row = one(Encounter, key, "encounter")
    words = request.POST.get("words", "").strip()[:_LONGEST]
    icd10cm = editions_on(row.date_of_service).icd10cm
    hits = editions_on(row.date_of_service).search(words, limit=_FOUND) if len(words) > 1 else []
    found = [
        Found(hit.code, hit.title, "" if icd10cm.is_billable(hit.code) else "a header: not billable")
        for hit in hits
    ]
    return _found(request, key, found, "coding_add_diagnosis", words)


@page(*CODERS)
@require_POST
def find_procedures(request: HttpRequest, key: UUID) -> HttpResponse:
    """Find procedures in force on the date of service, by number or by words; priced ones first."""
    row = one(Encounter, key, "encounter")
    words = request.POST.get("words", "").strip()[:_LONGEST]
    asked = words.lower().split()
    fits = [
        known
        for known in editions_on(row.date_of_service).procedures()
        if asked
        and (known.code.lower().startswith(asked[0]) or all(word in known.label.lower() for word in asked))
    ]
    prices = price_list(row.practice_id, [known.code for known in fits], row.date_of_service)
    priced = {price.procedure: price.price for price in prices if not price.modifier}
    fits.sort(key=lambda known: (known.code not in priced, known.code))
    found = [
        Found(known.code, known.label, usd(priced[known.code]) if known.code in priced else "no price")
        for known in fits[:_FOUND]
    ]
    return _found(request, key, found, "coding_add_service", words)


def _found(request: HttpRequest, key: UUID, found: list[Found], add: str, words: str) -> HttpResponse:
    context = {
        "codes": found,
        "words": words,
        "add_url": reverse(add, args=[key]),
        "revision": request.POST.get("revision", ""),
        "are_diagnoses": add == "coding_add_diagnosis",
    }
    return render(request, "coding/found_codes.html", context)


def _change(request: HttpRequest, key: UUID, step: Callable[[Codes], Codes]) -> HttpResponse:
    """Make one step of the codes and save it; what is not in order is told above the codes, unchanged."""
    actor = actor_of(request)
    row = one(Encounter, key, "encounter")
    wrong = ""
    try:
        after = step(codes_of(row))
        kept = actions.save(
            actor, key, version=_revision(request), diagnoses=after.diagnoses, services=after.services
        )
        row = kept.encounter
    except NotClean as refused:
        wrong = refused.message
    return render(request, "coding/changed.html", {"coded": coded(row, actor, wrong=wrong)})


def _holds(label: str, words: list[str]) -> bool:
    return all(word in label.lower() for word in words)


def _revision(request: HttpRequest) -> int:
    return _number(request, "revision") or 0


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def _title(editions: Editions, code: str) -> str:
    known = editions.icd10cm.get(code)
    return known.title if known else ""
