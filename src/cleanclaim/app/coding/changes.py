"""What does one step on the workbench make of the codes? The whole set, ready to be saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.coding.actions import charges_of
from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.codesets import undotted
from cleanclaim.core.coding import CodedDiagnosis, CodedService


@dataclass(frozen=True, slots=True)
class Codes:
    """The diagnoses and services of an encounter, as a coder has them before them."""

    diagnoses: tuple[CodedDiagnosis, ...]
    services: tuple[CodedService, ...]

    def add_diagnosis(self, code: str) -> "Codes":
        """Put a diagnosis last."""
        return replace(self, diagnoses=(*self.diagnoses, CodedDiagnosis(code=undotted(code))))

    def remove_diagnosis(self, place: int) -> "Codes":
        """Take a diagnosis away; pointers to it go, the others follow theirs."""
        order = [old for old in range(1, len(self.diagnoses) + 1) if old != _within(place, self.diagnoses)]
        return self._ordered(order)

    def move_diagnosis(self, place: int, by: int) -> "Codes":
        """Change a diagnosis with its neighbour; pointers follow."""
        other = _within(_within(place, self.diagnoses) + by, self.diagnoses)
        order = list(range(1, len(self.diagnoses) + 1))
        order[place - 1], order[other - 1] = order[other - 1], order[place - 1]
        return self._ordered(order)

    def quote(self, place: int, words: str, version: int | None, start: int | None) -> "Codes":
        """Found a diagnosis on words of the note; no words take the quote away."""
        at = _within(place, self.diagnoses) - 1
        end = None if start is None else start + len(words)
        quoted = CodedDiagnosis(
            code=self.diagnoses[at].code, quote=words, note_version=version, start=start, end=end
        )
        return replace(self, diagnoses=_with(self.diagnoses, at, quoted))

    def add_service(self, procedure: str) -> "Codes":
        """Put a service last, explained by the first diagnosis."""
        return replace(self, services=(*self.services, CodedService(procedure=procedure.strip().upper())))

    def remove_service(self, place: int) -> "Codes":
        """Take a service away."""
        at = _within(place, self.services) - 1
        return replace(self, services=self.services[:at] + self.services[at + 1 :])

    def change_service(self, place: int, service: CodedService) -> "Codes":
        """Put a service in place of another."""
        return replace(self, services=_with(self.services, _within(place, self.services) - 1, service))

    def _ordered(self, order: Sequence[int]) -> "Codes":
        """The diagnoses in a new order, given by their old places; pointers follow theirs."""
        new_place = {old: new for new, old in enumerate(order, 1)}
        services = tuple(
            replace(one, pointers=tuple(new_place[old] for old in one.pointers if old in new_place))
            for one in self.services
        )
        return Codes(tuple(self.diagnoses[old - 1] for old in order), services)


def codes_of(row: Encounter) -> Codes:
    """The codes of an encounter as they are kept."""
    diagnoses = Diagnosis.objects.filter(encounter=row)
    return Codes(
        tuple(
            CodedDiagnosis(
                code=one.code,
                quote=one.quote,
                note_version=one.note_version,
                start=one.quote_start,
                end=one.quote_end,
            )
            for one in diagnoses
        ),
        tuple(_service(one, row) for one in charges_of(row)),
    )


def _service(charge: Charge, row: Encounter) -> CodedService:
    other_day = charge.date_of_service if charge.date_of_service != row.date_of_service else None
    other_person = (
        charge.rendering_provider_id if charge.rendering_provider_id != row.rendering_provider_id else None
    )
    return CodedService(
        procedure=charge.procedure,
        modifiers=tuple(charge.modifiers),
        pointers=tuple(charge.pointers),
        units=charge.units,
        unit=charge.unit,
        date_of_service=other_day,
        place_of_service=charge.place_of_service if charge.place_of_service != row.place_of_service else "",
        rendering_provider=other_person,
        emergency=charge.emergency,
        note=charge.note,
        ndc=charge.ndc,
        ndc_quantity=charge.ndc_quantity,
        ndc_unit=charge.ndc_unit,
        anesthesia_minutes=charge.anesthesia_minutes,
    )


def _within(place: int, rows: Sequence[object]) -> int:
    if not 1 <= place <= len(rows):
        raise TooLate("coding.changed", "This encounter changed since you opened it. Open it again.")
    return place


def _with(rows: tuple, at: int, one: object) -> tuple:  # type: ignore[type-arg]
    return (*rows[:at], one, *rows[at + 1 :])
