"""What does the biller do? Release what is clean, and put right what edits stopped or a payer refused."""

from collections.abc import Iterator

from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.coverage.models import Coverage
from cleanclaim.app.edits.actions import latest
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.encounters import State
from cleanclaim.demo.stage import Stage
from cleanclaim.demo.world import Membership, Office

_BILLER = "ben"
_HOLD_RESTS_DAYS, _REJECTION_RESTS_DAYS = 1, 1


def release_what_is_clean(stage: Stage) -> None:
    """Release every claim that passed its edits; it goes with the evening's file."""
    for office in stage.world.offices:
        ready = [row.pk for row in _claims(stage, office, Claim.State.READY) if row.released_at is None]
        if ready:
            stage.clock.forward(2)
            claims.release(stage.actor(_BILLER, office.number), ready)


def work_edit_holds(stage: Stage) -> None:
    """Put right what the edits stopped the day before."""
    for office in stage.world.offices:
        for row in _claims(stage, office, Claim.State.EDIT_HOLD):
            if stage.rested(("hold", row.pk), _HOLD_RESTS_DAYS):
                stage.clock.forward(3)
                _fix(stage, office, row)


def work_rejections(stage: Stage) -> None:
    """Look the member up again, put the coverage right, and send the claim again."""
    for office in stage.world.offices:
        by = stage.actor(_BILLER, office.number)
        for row in _claims(stage, office, Claim.State.REJECTED):
            if not stage.rested(("rejected", row.pk), _REJECTION_RESTS_DAYS) or _is_corrected(by, row):
                continue
            stage.clock.forward(5)
            _put_card_right(stage, office, row)
            claims.correct(by, row.pk)


def _claims(stage: Stage, office: Office, state: str) -> Iterator[Claim]:
    with practice_scope(stage.keys.practice(office.number)):
        rows = list(
            Claim.objects.filter(state=state).select_related("coverage").order_by("patient_control_number")
        )
    yield from rows


def _is_corrected(by: object, row: Claim) -> bool:
    with practice_scope(row.practice_id):
        return bool(row.replaced_by.exclude(state=Claim.State.VOIDED).exists())


def _fix(stage: Stage, office: Office, row: Claim) -> None:
    """Do what the failing edits' pages say; what is in the codes goes back to the coder."""
    by = stage.actor(_BILLER, office.number)
    with practice_scope(row.practice_id):
        if Claim.objects.get(pk=row.pk).state != Claim.State.EDIT_HOLD:
            return
        said = latest(row)
        families = {one.family for one in said.verdicts.filter(verdict="fail")} if said else set()
        encounter = Encounter.objects.get(pk=row.encounter_id)
    if "coverage" in families:
        _put_card_right(stage, office, row)
    if "providers" in families:
        _put_provider_right(stage, office)
    if families - {"coverage", "providers"} and encounter.state in (State.CODED, State.CLAIMED):
        coding.reopen(by, row.encounter_id, because="edit")


def _put_card_right(stage: Stage, office: Office, row: Claim) -> None:
    by = stage.actor(_BILLER, office.number)
    with practice_scope(row.practice_id):
        held = Coverage.objects.get(pk=row.coverage_id)
    card = _membership(stage, office, held.number)
    if held.member_id != card.card_member_id:
        coverage.correct_coverage(by, held.pk, member_id=card.card_member_id, verified_on=stage.today)


def _put_provider_right(stage: Stage, office: Office) -> None:
    by = stage.actor(_BILLER, office.number)
    for one in office.clinicians:
        if one.npi_as_typed and stage.first_time(("npi", office.number, one.number)):
            people.correct_provider(by, stage.keys.provider(office.number, one.number), npi=one.npi)


def _membership(stage: Stage, office: Office, number: str) -> Membership:
    return next(
        held
        for someone in stage.world.patients
        if someone.office == office.number
        for held in someone.memberships
        if held.number == number
    )
