"""How do drafts follow their encounter? Built at its release, built anew when something under them changes.

These run inside an action; they are the product's own work, so they need no role.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from cleanclaim.app.audit.actions import Actor, record
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.models import Claim, ClaimLine
from cleanclaim.app.claims.sources import coverages_of, source_for
from cleanclaim.app.coverage.models import Coverage
from cleanclaim.app.encounters.actions import move
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.claims import ClaimSource, Coordination, Part, build, split
from cleanclaim.core.encounters import State
from cleanclaim.core.facts import claims, codec


def build_for(by: Actor, row: Encounter) -> list[Claim]:
    """Build the claims of a released encounter to its first payer, or bring its drafts up to date.

    No claims where nobody is to be asked: then all of it is the patient's. Versions that were sent stay as
    they are: a corrected version is a biller's decision (`actions.correct`).
    """
    existing = Claim.objects.filter(encounter=row).exclude(state=Claim.State.VOIDED)
    if existing.exists():
        move(by, row, "claim")
        return [one for draft in _drafts_of(row) if (one := rebuild(by, draft)) is not None]
    payers_in_order = coverages_of(row)
    if not payers_in_order:
        record(by, "claims.none", encounter=row.pk, patient=row.patient_id)
        return []
    move(by, row, "claim")
    return build_to(by, row, payers_in_order[0])


def build_to(
    by: Actor, row: Encounter, coverage: Coverage, *, answered: Mapping[str, Coordination] | None = None,
    only_part: int | None = None,
) -> list[Claim]:  # fmt: skip
    """Build the claims of an encounter to one payer, in their first version, and have them judged."""
    source = source_for(row, coverage, answered=answered)
    parts = [part for part in split(source) if only_part in (None, part.number)]
    return [add_version(by, row, coverage, source, part, version=1) for part in parts]


def add_version(
    by: Actor,
    row: Encounter,
    coverage: Coverage,
    source: ClaimSource,
    part: Part,
    *,
    version: int,
    replaces: Claim | None = None,
) -> Claim:
    """Keep one new claim version as a draft, and have it judged."""
    from cleanclaim.core.submissions.numbers import patient_control_number

    number = patient_control_number(
        practice=Practice.objects.get(pk=row.practice_id).number,
        claim=f"{row.number}-{part.number}",
        sequence=coverage.sequence,
        version=version,
    )
    fact = build(source, part, number)
    claim = Claim(
        id=Claim.key(row.practice_id, number),
        practice_id=row.practice_id,
        encounter=row,
        patient_id=row.patient_id,
        coverage=coverage,
        payer_id=coverage.plan.payer_id,
        replaces=replaces,
        patient_control_number=number,
        part=part.number,
        version=version,
        sequence=coverage.sequence,
        frequency=fact.frequency,
        state=Claim.State.DRAFT,
        state_since=by.now(),
        created_at=by.now(),
        **_columns(fact),
    )
    claim.save(force_insert=True)
    _keep_lines(claim, fact)
    record(
        by, "claims.build", encounter=row.pk, patient=row.patient_id, claim=claim.pk, version=version,
        sequence=claim.sequence, frequency=claim.frequency, lines=len(fact.lines), billed=fact.billed,
    )  # fmt: skip
    judge(by, claim)
    return claim


def rebuild(by: Actor, claim: Claim) -> Claim | None:
    """Build an unfrozen claim again from its encounter as it is now, and have it judged.

    None, and the claim is voided, where the encounter no longer has this part.
    """
    if claim.frozen_at is not None:
        raise TooLate("claim.frozen", "This claim is frozen: it is corrected by a new version.")
    row = claim.encounter
    before = claim.facts()
    source = source_for(
        row,
        claim.coverage,
        frequency=claim.frequency,
        payer_claim_control_number=before.payer_claim_control_number,
        answered=carried(before),
    )
    part = next((one for one in split(source) if one.number == claim.part), None)
    if part is None:
        set_state(by, claim, Claim.State.VOIDED)
        record(by, "claims.void", encounter=row.pk, patient=row.patient_id, claim=claim.pk)
        return None
    fact = build(source, part, claim.patient_control_number)
    Claim.objects.filter(pk=claim.pk).update(**_columns(fact), released_at=None, released_by="")
    claim.refresh_from_db()
    ClaimLine.objects.filter(claim=claim).delete()
    _keep_lines(claim, fact)
    record(
        by, "claims.rebuild", encounter=row.pk, patient=row.patient_id, claim=claim.pk, lines=len(fact.lines),
        billed=fact.billed,
    )  # fmt: skip
    judge(by, claim)
    return claim


def rebuild_of_coverage(by: Actor, coverage: UUID) -> None:
    """Bring the drafts that name a coverage up to date."""
    _rebuild_all(by, Claim.objects.filter(encounter__patient__coverages=coverage))


def rebuild_of_provider(by: Actor, provider: UUID) -> None:
    """Bring the drafts that name a provider up to date."""
    for role in ("rendering_provider", "referring_provider", "supervising_provider"):
        _rebuild_all(by, Claim.objects.filter(**{f"encounter__{role}": provider}))


def set_back(by: Actor, row: Encounter) -> None:
    """Take an encounter's unfrozen claims back to drafts while its coder works on it."""
    for claim in _drafts_of(row):
        set_state(by, claim, Claim.State.DRAFT)
        Claim.objects.filter(pk=claim.pk).update(released_at=None, released_by="")


def judge(by: Actor, claim: Claim) -> bool:
    """Have the edits judge an unfrozen claim; it is ready or stopped by them. True where it is clean."""
    from cleanclaim.app.edits.actions import judged

    product = replace(by, name="cleanclaim", user_id=None, roles=frozenset({Role.SYSTEM}))
    judgement = judged(product, claim)
    set_state(by, claim, Claim.State.READY if judgement.clean else Claim.State.EDIT_HOLD)
    return bool(judgement.clean)


def set_state(by: Actor, claim: Claim, state: str) -> None:
    """Move a claim, remembering since when; nothing happens where it is there already."""
    if claim.state != state:
        claim.state, claim.state_since = state, by.now()
        claim.save(update_fields=["state", "state_since"])


def carried(before: claims.Claim) -> dict[str, Coordination]:
    """What earlier payers did, as a claim already tells it: by payer sequence."""
    told = {}
    for other in before.other_coverages:
        if other.paid is None:
            continue
        lines = tuple(
            (line.charge_number, adjudication)
            for line in before.lines
            for adjudication in line.adjudications
            if adjudication.payer_id == other.payer.id
        )
        days = [adjudication.adjudicated_on for _, adjudication in lines if adjudication.adjudicated_on]
        day = other.adjudicated_on or next(iter(days), None)
        if day is not None:
            told[other.sequence] = Coordination(
                paid=other.paid,
                adjudicated_on=day,
                payer_claim_control_number=other.payer_claim_control_number,
                adjustments=other.adjustments,
                lines=lines,
                remaining=other.remaining_liability or 0,
            )
    return told


def _drafts_of(row: Encounter) -> list[Claim]:
    return list(
        Claim.objects.filter(encounter=row, frozen_at__isnull=True)
        .exclude(state=Claim.State.VOIDED)
        .select_related("encounter", "coverage__plan__payer", "coverage__subscriber")
        .order_by("part", "version")
    )


def _rebuild_all(by: Actor, found: QuerySet[Claim]) -> None:
    waiting = (State.CODED, State.CLAIMED)
    rows = found.filter(frozen_at__isnull=True, encounter__state__in=waiting)
    for claim in rows.exclude(state=Claim.State.VOIDED).distinct():
        rebuild(by, claim)


def _columns(fact: claims.Claim) -> dict[str, object]:
    return {
        "document": codec.to_document(fact),
        "billed": fact.billed,
        "date_of_service": min(line.service.first for line in fact.lines),
    }


def _keep_lines(claim: Claim, fact: claims.Claim) -> None:
    numbers = [line.charge_number for line in fact.lines]
    charges = {one.number: one.pk for one in Charge.objects.filter(number__in=numbers)}
    ClaimLine.objects.bulk_create(
        ClaimLine(
            id=ClaimLine.key(claim.pk, line.number),
            practice_id=claim.practice_id,
            claim=claim,
            number=line.number,
            charge_id=charges[line.charge_number],
            billed=line.billed,
        )
        for line in fact.lines
    )
