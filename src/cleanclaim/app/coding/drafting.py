"""What would the edits say if this encounter were released now? Asked of a claim that is not kept."""

from dataclasses import dataclass, replace
from datetime import date

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.sources import coverages_of, source_for
from cleanclaim.app.edits.judging import judge_fact
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.claims import build, split
from cleanclaim.core.edits import Result, Verdict


@dataclass(frozen=True, slots=True)
class Draft:
    """The verdicts on the draft claims of an encounter, with their places as the encounter counts them."""

    verdicts: tuple[Verdict, ...] = ()
    no_data_families: tuple[str, ...] = ()
    no_claim: str = ""  # why nothing could be judged


def judge_draft(row: Encounter, charges: list[Charge], today: date) -> Draft:
    """Judge what a release would make; nothing is kept."""
    if not charges or not row.diagnoses.exists():
        return Draft()
    try:
        payers = coverages_of(row)
        if not payers:
            return Draft(no_claim="No claim: the patient answers for all of it")
        source = source_for(row, payers[0])
    except NotClean as wrong:
        return Draft(no_claim=wrong.message)
    source = replace(source, charges=tuple(one.facts() for one in charges))
    verdicts: list[Verdict] = []
    families: set[str] = set()
    for part in split(source):
        fact = build(source, part, f"{row.number}DRAFT")
        said = judge_fact(
            fact,
            patient=row.patient_id,
            encounter=row.pk,
            payer=payers[0].plan.payer_id,
            on=today,
        )
        families.update(said.no_data_families)
        lines = [one.sequence for one in part.charges]
        for verdict in said.of(1):
            if verdict.result is not Result.NO_DATA:
                verdicts.append(_as_the_encounter_counts(verdict, lines, part.diagnoses))
    return Draft(tuple(verdicts), tuple(sorted(families)))


def _as_the_encounter_counts(verdict: Verdict, lines: list[int], diagnoses: tuple[int, ...]) -> Verdict:
    """A claim numbers its lines and diagnoses from 1; the workbench shows those of the encounter."""
    field = verdict.field
    if field.startswith("diagnoses."):
        number = int(field.split(".")[1])
        if number <= len(diagnoses):
            field = f"diagnoses.{diagnoses[number - 1]}"
    line = verdict.line
    if line is not None and line <= len(lines):
        line = lines[line - 1]
    return replace(verdict, field=field, line=line)
