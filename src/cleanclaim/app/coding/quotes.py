"""Do the words that a coder quotes stand in the note as it was signed?"""

from collections.abc import Sequence

from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.documentation.models import Note
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.rows import columns_from
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets import undotted
from cleanclaim.core.coding import CodedDiagnosis
from cleanclaim.core.documentation import locate, quotes
from cleanclaim.core.facts import encounters


def diagnosis_rows(row: Encounter, diagnoses: Sequence[CodedDiagnosis]) -> list[Diagnosis]:
    """The diagnoses as rows, each quote proven to stand where its offsets say."""
    notes = {note.version: note.text for note in Note.objects.filter(encounter=row, signed_at__isnull=False)}
    facts = [_fact(row, place, one, notes) for place, one in enumerate(diagnoses, 1)]
    return [Diagnosis(id=Diagnosis.key(row.pk, fact.sequence), **columns_from(fact)) for fact in facts]


def _fact(row: Encounter, place: int, one: CodedDiagnosis, notes: dict[int, str]) -> encounters.Diagnosis:
    version, start, end = _where(place, one, notes)
    return encounters.Diagnosis(
        practice=row.practice_id,
        encounter=row.pk,
        sequence=place,
        code=undotted(one.code),
        quote=one.quote,
        note_version=version,
        quote_start=start,
        quote_end=end,
    )


def _where(
    place: int, one: CodedDiagnosis, notes: dict[int, str]
) -> tuple[int, int, int] | tuple[None, None, None]:
    if not one.quote:
        return None, None, None
    versions = sorted(notes, reverse=True) if one.note_version is None else [one.note_version]
    for version in versions:
        text = notes.get(version, "")
        if one.start is not None and one.end is not None:
            if quotes(text, one.quote, one.start, one.end):
                return version, one.start, one.end
        elif found := locate(text, one.quote):
            return version, *found
    raise NotClean(
        "coding.quote", f"The words quoted for diagnosis {place} do not stand there in the signed note."
    )
