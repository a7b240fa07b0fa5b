"""How is a claim judged, and who may let it pass an edit? Judgements and overrides only ever add up."""

import hashlib
import json
from uuid import UUID

from django.db.models import F

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.edits.judging import judge_fact
from cleanclaim.app.edits.models import Judgement, Override, Verdict
from cleanclaim.app.people.roles import Role
from cleanclaim.core import edits
from cleanclaim.core.basics.refusals import BrokenInvariant, NotClean, TooLate, Unknown

_LEAST_REASON = 10  # characters: a reason that someone else can follow
_JUDGES = (Role.CODER, Role.CODING_LEAD, Role.BILLER, Role.MANAGER, Role.SYSTEM)
_MAY_OVERRIDE = (Role.CODING_LEAD, Role.BILLER, Role.MANAGER)


def judged(by: Actor, claim: Claim) -> Judgement:
    """Judge a claim as it stands and keep what was said, inside the caller's action."""
    overrides = [
        edits.Override(edit=row.edit, reason=row.reason, author=row.author, line=row.line)
        for row in Override.objects.filter(claim=claim).order_by("at")
    ]
    said = judge_fact(
        claim.facts(),
        patient=claim.patient_id,
        encounter=claim.encounter_id,
        payer=claim.payer_id,
        on=by.today(),
        overrides=overrides,
    )
    row = _kept(by, claim, said)
    record(
        by,
        "edits.judge",
        claim=claim.pk,
        encounter=claim.encounter_id,
        patient=claim.patient_id,
        sequence=row.sequence,
        clean=row.clean,
        failing=sorted({v.edit for v in said.verdicts if v.result is edits.Result.FAIL}),
    )
    return row


@action("edits.judge", *_JUDGES)
def judge(by: Actor, claim: UUID) -> Judgement:
    """Judge a claim anew, as of today."""
    return judged(by, _claim(claim))


@action("edits.override", *_MAY_OVERRIDE)
def override(by: Actor, claim: UUID, *, edit: str, reason: str, line: int | None = None) -> Judgement:
    """Answer for letting a claim pass an edit that fails now; judged again, it may be ready.

    NotClean without a reason, for an edit that does not fail, or for one that no reason helps; TooLate for
    a claim that is frozen. line None: wherever in the claim the edit fires.
    """
    from cleanclaim.app.claims.drafts import judge as move

    row = _claim(claim)
    if row.frozen_at is not None:
        raise TooLate("claim.frozen", "This claim has been sent; it no longer changes.")
    if len(reason.strip()) < _LEAST_REASON:
        raise NotClean("override.reason", "Say why, so that someone else can follow it.")
    if not edits.page(edit).overridable:
        raise NotClean("override.useless", "No reason helps here: the payer refuses such a claim unread.")
    if not _fails(row, edit, line):
        raise NotClean("override.nothing", "This edit does not stop this claim.")
    Override.objects.create(
        id=Override.key(row.pk, edit, line, by.now().isoformat()),
        practice_id=by.practice_id,
        claim=row,
        edit=edit,
        line=line,
        reason=reason.strip(),
        author=by.name,
        at=by.now(),
    )
    Claim.objects.filter(pk=row.pk).update(touches=F("touches") + 1)
    record(by, "edits.override", claim=row.pk, encounter=row.encounter_id, edit=edit, line=line)
    move(by, row)
    return _last(row)


def latest(claim: Claim) -> Judgement | None:
    """What was last said of a claim."""
    return Judgement.objects.filter(claim=claim).order_by("-sequence").first()


def _last(claim: Claim) -> Judgement:
    row = latest(claim)
    if row is None:
        raise BrokenInvariant("a claim was judged and no judgement is kept")
    return row


def _claim(claim: UUID) -> Claim:
    row = Claim.objects.filter(pk=claim).first()
    if row is None:
        raise Unknown("claim", "There is no such claim.")
    return row


def _fails(claim: Claim, edit: str, line: int | None) -> bool:
    last = latest(claim)
    if last is None:
        return False
    failing = last.verdicts.filter(edit=edit, verdict=edits.Result.FAIL)
    return (failing if line is None else failing.filter(line=line)).exists()


def _kept(by: Actor, claim: Claim, said: edits.Judgement) -> Judgement:
    last = latest(claim)
    sequence = last.sequence + 1 if last else 1
    document = json.dumps(claim.document, sort_keys=True, separators=(",", ":"))
    row = Judgement.objects.create(
        id=Judgement.key(claim.pk, sequence),
        practice_id=by.practice_id,
        claim=claim,
        sequence=sequence,
        judged_at=by.now(),
        claim_sha256=hashlib.sha256(document.encode()).hexdigest(),
        editions={read.set_name: read.edition for read in said.editions},
        no_data_families=list(said.no_data_families),
        clean=said.clean(1),
    )
    Verdict.objects.bulk_create(
        Verdict(
            id=Verdict.key(row.pk, position),
            practice_id=by.practice_id,
            judgement=row,
            position=position,
            edit=verdict.edit,
            family=verdict.family,
            verdict=verdict.result.value,
            severity=verdict.severity.value,
            message=verdict.message,
            citation=verdict.citation,
            line=verdict.line,
            field=verdict.field,
        )
        for position, verdict in enumerate(said.of(1), 1)
    )
    return row
