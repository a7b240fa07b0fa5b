"""What is meant by these words? Patients by name, claims and encounters by number, edits, codes and pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding.library import editions_on
from cleanclaim.app.encounters.models import Encounter, Patient
from cleanclaim.app.site.steps import STEPS
from cleanclaim.app.site.templatetags.words import day, icd, usd
from cleanclaim.core import edits

LEAST_LETTERS = 2
_EACH = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, and where it is."""

    label: str
    url: str
    also: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    kind: str
    hits: Sequence[Hit]


def find_all(actor: Actor, words: str) -> list[Group]:
    """Find what fits, within the practice in scope; nothing for fewer than two letters."""
    if len(words) < LEAST_LETTERS:
        return []
    found = {
        "Pages": _pages(actor, words),
        "Patients": _patients(words),
        "Claims": _claims(words),
        "Encounters": _encounters(words),
        "Edits": _edits(words),
        "Diagnosis codes": _codes(actor, words),
    }
    return [Group(kind, hits) for kind, hits in ((kind, list(made)) for kind, made in found.items()) if hits]


def _pages(actor: Actor, words: str) -> Iterator[Hit]:
    for step in STEPS:
        if actor.may(*step.roles) and step.label.lower().startswith(words.lower()):
            yield Hit(step.label, reverse(step.url_name))


def _patients(words: str) -> Iterator[Hit]:
    """Each with the latest encounter, where what there is to do about a patient begins."""
    fits = Q(number__iexact=words)
    parts = words.replace(",", " ").split()
    if parts and len(parts) <= 2:
        first, last = (parts[1], parts[0]) if len(parts) == 2 else ("", parts[0])
        fits |= Q(last__istartswith=last, first__istartswith=first)
        fits |= Q(first__istartswith=last, last__istartswith=first)
    for patient in Patient.objects.filter(fits).order_by("last", "first", "number")[:_EACH]:
        latest = Encounter.objects.filter(patient=patient).order_by("-date_of_service", "-number").first()
        if latest is not None:
            also = f"born {day(patient.birth_date)} · last encounter {day(latest.date_of_service)}"
            yield Hit(str(patient), reverse("encounters_page", args=[latest.pk]), also)


def _claims(words: str) -> Iterator[Hit]:
    rows = Claim.objects.filter(patient_control_number__icontains=words).select_related("patient", "payer")
    for claim in rows.order_by("-created_at")[:_EACH]:
        also = f"{claim.payer} · {claim.get_state_display()} · {usd(claim.billed)}"
        url = reverse("claims_page", args=[claim.pk])
        yield Hit(str(claim.patient), url, also, claim.patient_control_number)


def _encounters(words: str) -> Iterator[Hit]:
    rows = Encounter.objects.filter(number__icontains=words).select_related("patient")
    for row in rows.order_by("-date_of_service")[:_EACH]:
        yield Hit(
            str(row.patient), reverse("encounters_page", args=[row.pk]), day(row.date_of_service), row.number
        )


def _edits(words: str) -> Iterator[Hit]:
    near = words.lower()
    fits = [one for one in edits.manual() if near in one.code or near in one.page.title.lower()]
    for edit in fits[:_EACH]:
        yield Hit(edit.page.title, reverse("edits_page", args=[edit.code]), edit.citation, edit.code)


def _codes(actor: Actor, words: str) -> Iterator[Hit]:
    for code in editions_on(actor.today()).search(words, limit=_EACH):
        yield Hit(code.title, reverse("coding_code", args=[code.code]), "", icd(code.code))
