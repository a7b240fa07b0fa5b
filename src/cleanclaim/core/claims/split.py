"""Which charges ride on one claim? Those that a payer would adjudicate together, up to what a claim holds.

Charges of one encounter go on separate claims where they differ in place of service, rendering provider,
authorization or ICD-10-CM year (codes change on October 1), and where a claim would have more than 50 lines
or need more than 12 diagnoses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cleanclaim.core.claims.source import ClaimSource
from cleanclaim.core.coverage import authorization_for
from cleanclaim.core.facts.encounters import Charge

LINES = 50
DIAGNOSES = 12
_OCTOBER = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One claim's share of an encounter. diagnoses: places in the encounter's list, from 1."""

    number: int
    charges: tuple[Charge, ...]
    diagnoses: tuple[int, ...]
    authorization: str = ""

    def pointers(self, charge: Charge) -> tuple[int, ...]:
        """The charge's pointers as they count on this claim; one that dangles goes on dangling."""
        return tuple(
            self.diagnoses.index(place) + 1
            if place in self.diagnoses
            else max(place, len(self.diagnoses) + 1)
            for place in charge.pointers
        )


def split(source: ClaimSource) -> tuple[Part, ...]:
    """Share an encounter's charges among claims, in the order that they were coded."""
    held = len(source.diagnoses)
    parts: list[Part] = []
    for authorization, charges in _groups(source):
        for packed in _packed(charges, held):
            parts.append(Part(len(parts) + 1, tuple(packed), _diagnoses(packed, held), authorization))
    return tuple(parts)


def code_year(day: date) -> int:
    """The ICD-10-CM year of a date of service: it begins on October 1 of the year before."""
    return day.year + (day.month >= _OCTOBER)


def _groups(source: ClaimSource) -> Iterable[tuple[str, list[Charge]]]:
    """Charges that go together, with their authorization; one without any rides with the first that fits."""
    numbers = {charge.number: _authorization(source, charge) for charge in source.charges}
    groups: dict[tuple[object, ...], list[Charge]] = {}
    for charge in source.charges:
        groups.setdefault((*_alike(charge), numbers[charge.number]), []).append(charge)
    for key in [key for key in groups if not key[-1]]:
        host = next((other for other in groups if other[-1] and other[:-1] == key[:-1]), None)
        if host is not None:
            groups[host] = sorted(groups[host] + groups.pop(key), key=lambda charge: charge.sequence)
    ordered = sorted(groups.items(), key=lambda group: group[1][0].sequence)
    return [(str(key[-1]), charges) for key, charges in ordered]


def _alike(charge: Charge) -> tuple[object, ...]:
    return charge.place_of_service, charge.rendering_provider, code_year(charge.date_of_service)


def _authorization(source: ClaimSource, charge: Charge) -> str:
    found = authorization_for(
        source.insurance.authorizations, charge.procedure, charge.units, charge.date_of_service
    )
    return found.number if found else ""


def _packed(charges: Sequence[Charge], diagnoses: int) -> Iterable[list[Charge]]:
    """Fill one claim after another with lines, until its lines or its diagnoses are full."""
    packed: list[Charge] = []
    for charge in charges:
        together = [*packed, charge]
        if packed and (len(together) > LINES or len(_pointed(together, diagnoses)) > DIAGNOSES):
            yield packed
            together = [charge]
        packed = together
    if packed:
        yield packed


def _pointed(charges: Iterable[Charge], diagnoses: int) -> list[int]:
    return sorted({place for charge in charges for place in charge.pointers if place <= diagnoses})


def _diagnoses(charges: Iterable[Charge], held: int) -> tuple[int, ...]:
    """All of them in their order where they fit; else those that the lines need, then as many as fit."""
    if held <= DIAGNOSES:
        return tuple(range(1, held + 1))
    pointed = _pointed(charges, held)
    others = [place for place in range(1, held + 1) if place not in pointed]
    return tuple(sorted(pointed + others[: DIAGNOSES - len(pointed)]))
