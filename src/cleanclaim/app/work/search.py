"""What did this person mean? One box that finds patients, encounters, claims and codes.

The words come by POST, never in an address, for they may be a name. Each kind is shown only to those who may
see it: a practice administrator finds codes, and a patient nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import library
from cleanclaim.app.encounters.models import Encounter, Patient
from cleanclaim.app.people.roles import SEES_PATIENTS, STAFF
from cleanclaim.app.people.tenancy import practice_scope

LIMIT = 6
"""Hits of each kind."""

_SHORTEST = 2
_PROCEDURE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]", re.ASCII)
_NUMBER = re.compile(r"[0-9A-Z-]{3,50}", re.ASCII)

Link = Callable[[str, UUID], str]
"""The address of a patient, encounter or claim: by kind and key."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    label: str
    also: str = ""
    url: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind."""

    kind: str
    hits: tuple[Hit, ...]


def find(by: Actor, words: str, link: Link) -> tuple[Group, ...]:
    """Find what the words may mean, within the actor's practice; kinds without a hit are left out."""
    asked = " ".join(words.split())
    if len(asked) < _SHORTEST or not by.may(*STAFF):
        return ()
    groups: list[Group] = []
    if by.may(*SEES_PATIENTS):
        with practice_scope(by.practice_id):
            groups += [
                Group("Patients", tuple(_patients(asked, link))),
                Group("Encounters", tuple(_encounters(asked, link))),
                Group("Claims", tuple(_claims(asked, link))),
            ]
    groups.append(Group("Codes", tuple(_codes(by, asked))))
    return tuple(group for group in groups if group.hits)


def _patients(asked: str, link: Link) -> Iterator[Hit]:
    """By number, by the beginnings of last and first name in either order, or by one of them."""
    parts = asked.replace(",", " ").split()
    named = Q(last__istartswith=parts[0]) | Q(first__istartswith=parts[0])
    if len(parts) > 1:
        one, two = parts[0], " ".join(parts[1:])
        named = Q(last__istartswith=one, first__istartswith=two) | Q(
            first__istartswith=one, last__istartswith=two
        )
    found = Patient.objects.filter(named | Q(number__iexact=asked), survivor__isnull=True)
    for row in found.order_by("last", "first", "number")[:LIMIT]:
        yield Hit(str(row), f"born {row.birth_date}", link("patient", row.pk), row.number)


def _encounters(asked: str, link: Link) -> Iterator[Hit]:
    if not _NUMBER.fullmatch(asked.upper()):
        return
    found = Encounter.objects.filter(number__istartswith=asked).select_related("patient")
    for row in found.order_by("-date_of_service", "number")[:LIMIT]:
        yield Hit(str(row.patient), str(row.date_of_service), link("encounter", row.pk), row.number)


def _claims(asked: str, link: Link) -> Iterator[Hit]:
    if not _NUMBER.fullmatch(asked.upper()):
        return
    found = Claim.objects.filter(
        Q(patient_control_number__istartswith=asked) | Q(payer_claim_control_number__iexact=asked)
    ).select_related("patient", "payer")
    for row in found.order_by("-created_at", "patient_control_number")[:LIMIT]:
        yield Hit(
            f"{row.patient}, {row.payer}",
            row.get_state_display(),
            link("claim", row.pk),
            row.patient_control_number,
        )


def _codes(by: Actor, asked: str) -> Iterator[Hit]:
    """Codes in force today: a procedure by its number, diagnoses by code or words."""
    editions = library.editions_on(by.today())
    if _PROCEDURE.fullmatch(asked.upper()):
        procedure = editions.procedure(asked)
        if procedure is not None:
            yield Hit(procedure.label, "procedure", code=procedure.code)
    for found in editions.search(asked, limit=LIMIT):
        yield Hit(found.title, "", code=found.code)
