"""What becomes of a denial? The cause is put right and the claim goes again, or it is given up by two."""

from cleanclaim.app.coding import actions as coding
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.denials import actions as denials
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.encounters import State
from cleanclaim.demo.days import draw
from cleanclaim.demo.desk_visits import approval_fact
from cleanclaim.demo.stage import Stage
from cleanclaim.demo.world import Office, Visit

_BILLER, _MANAGER = "ben", "max"
_CODING_REASONS = frozenset({"16", "50", "97", "11"})
_BUNDLED, _PAYER_IS_RIGHT = "97", 0.4
_AUTHORIZATION_REASONS = frozenset({"197", "15"})
_RESTS_DAYS, _AUTHORIZATION_TAKES_DAYS, _GIVEN_UP_AFTER_DAYS = 2, 5, 6
_WORTH_AN_APPEAL = 100_000  # cents; below it, what was never authorized is given up


def work_denials(stage: Stage) -> None:
    """Take each open denial one step on."""
    for office in stage.world.offices:
        with practice_scope(stage.keys.practice(office.number)):
            waiting = list(
                Denial.objects.filter(state="open").select_related("claim__encounter").order_by("number")
            )
        for row in waiting:
            if stage.rested(("denial", row.pk), _RESTS_DAYS):
                _work(stage, office, row)


def decide_write_offs(stage: Stage) -> None:
    """Decide what somebody else asked for."""
    for office in stage.world.offices:
        by = stage.actor(_MANAGER, office.number)
        with practice_scope(by.practice_id):
            waiting = list(WriteOffRequest.objects.filter(approved__isnull=True).order_by("requested_at"))
        for row in waiting:
            if stage.rested(("write-off", row.pk), 1):
                stage.clock.forward(3)
                denials.decide_write_off(by, row.pk, approve=True)


def _work(stage: Stage, office: Office, row: Denial) -> None:
    visit = _visit(stage, office, row)
    if not _still_open(row):
        return
    stage.clock.forward(4)
    if row.reason == _BUNDLED and _payer_is_right(stage, visit):
        _ask_to_give_up(stage, office, row, "accepted", "The visit was part of the procedure.")
    elif row.reason in _CODING_REASONS and visit.slip:
        _correct_coding(stage, office, row)
    elif row.reason in _AUTHORIZATION_REASONS and visit.approval is not None:
        _look_for_authorization(stage, office, row, visit)


def _correct_coding(stage: Stage, office: Office, row: Denial) -> None:
    """First the coder, then, once the encounter is released again, the claim."""
    by = stage.actor(_BILLER, office.number)
    if stage.first_time(("recoded", row.claim_id)):
        coding.reopen(by, row.claim.encounter_id, because="denial")
    elif _state_of(row) in (State.CODED, State.CLAIMED):
        denials.correct(by, row.pk)


def _look_for_authorization(stage: Stage, office: Office, row: Denial, visit: Visit) -> None:
    by = stage.actor(_BILLER, office.number)
    if visit.approval is None or visit.approval.known == "never":
        if stage.rested(("denial", row.pk), _GIVEN_UP_AFTER_DAYS) and row.denied < _WORTH_AN_APPEAL:
            _ask_to_give_up(stage, office, row, "unsupported", "Nobody asked for an authorization.")
    elif stage.rested(("denial", row.pk), _AUTHORIZATION_TAKES_DAYS):
        if stage.first_time(("approval", visit.office, visit.number)):
            coverage.add_authorizations(by, [approval_fact(stage, visit)])
        denials.correct(by, row.pk)


def _payer_is_right(stage: Stage, visit: Visit) -> bool:
    """Some visits beside a procedure were no more than its usual beginning."""
    return draw(stage.world.seed, "bundled", visit.office, visit.number).random() < _PAYER_IS_RIGHT


def _ask_to_give_up(stage: Stage, office: Office, row: Denial, reason: str, note: str) -> None:
    by = stage.actor(_BILLER, office.number)
    if stage.first_time(("given up", row.pk)):
        denials.request_write_off(by, row.charge_id, reason=reason, note=note, denial=row.pk)


def _visit(stage: Stage, office: Office, row: Denial) -> Visit:
    number = row.claim.encounter.number
    return next(
        visit for visit in stage.world.visits if (visit.office, visit.number) == (office.number, number)
    )


def _state_of(row: Denial) -> str:
    with practice_scope(row.practice_id):
        return Encounter.objects.values_list("state", flat=True).get(pk=row.claim.encounter_id)


def _still_open(row: Denial) -> bool:
    """Another denial of the same claim may have been corrected with it."""
    with practice_scope(row.practice_id):
        return Denial.objects.filter(pk=row.pk, state="open").exists()
