"""What happens around a visit? It is registered, written down, signed, and a copay is taken."""

from datetime import timedelta

from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.core.facts import encounters as facts
from cleanclaim.core.facts import payers
from cleanclaim.demo.days import last_day
from cleanclaim.demo.desk_patients import take_copay
from cleanclaim.demo.setup import coverage_fact
from cleanclaim.demo.stage import Stage, encounter_key, someone_of
from cleanclaim.demo.world import Visit

_AFTERNOON = 13 * 60  # what is seen later on the last day is not signed yet


def receive_patients(stage: Stage) -> None:
    """Register today's visits as they come, and write their notes."""
    for visit in stage.world.visits_on(stage.today):
        stage.clock.set(visit.day, visit.minute)
        _open_case(stage, visit)
        encounters.register(stage.actor("ben", visit.office), _encounter(stage, visit))
        _keep_approval(stage, visit)
        take_copay(stage, visit)
        clinician = username_of(stage, visit)
        documentation.write_note(
            stage.actor(clinician, visit.office), encounter_key(stage, visit), visit.note
        )


def sign_notes(stage: Stage) -> None:
    """Sign the notes that are due: most on the day itself, some a day or two later."""
    for visit in stage.world.visits:
        late = visit.day == last_day(stage.world.days) and visit.minute >= _AFTERNOON
        if visit.day + timedelta(days=visit.documented_after_days) == stage.today and not late:
            stage.clock.forward(1)
            documentation.sign_note(
                stage.actor(username_of(stage, visit), visit.office), encounter_key(stage, visit)
            )


def username_of(stage: Stage, visit: Visit) -> str:
    """Who signs in as the clinician of a visit."""
    for office in stage.world.offices:
        for clinician in office.clinicians:
            if office.number == visit.office and clinician.number == visit.clinician:
                return clinician.username
    raise LookupError(visit.clinician)


def _encounter(stage: Stage, visit: Visit) -> facts.Encounter:
    keys, someone = stage.keys, someone_of(stage.world, visit)
    return facts.Encounter(
        practice=keys.practice(visit.office),
        patient=keys.patient(visit.office, visit.patient),
        number=visit.number,
        rendering_provider=keys.provider(visit.office, visit.clinician),
        referring_provider=keys.provider(visit.office, visit.referring) if visit.referring else None,
        facility=keys.site(visit.office, visit.site),
        guarantor=keys.guarantor(visit.office, someone.guarantor_number),
        case=keys.case(visit.office, visit.case.number) if visit.case else None,
        date_of_service=visit.day,
        place_of_service=visit.place_of_service,
        reason=visit.reason,
        financial_class="insured" if someone.memberships else "self_pay",
    )


def _open_case(stage: Stage, visit: Visit) -> None:
    """Open the case of a first visit after an accident at work, with the coverage that answers for it."""
    if visit.case is None or not stage.first_time(("case", visit.office, visit.case.number)):
        return
    someone = someone_of(stage.world, visit)
    by = stage.actor("ben", visit.office)
    case = facts.Case(
        practice=by.practice_id,
        patient=stage.keys.patient(visit.office, visit.patient),
        number=visit.case.number,
        kind=visit.case.kind,
        began_on=visit.case.began_on,
        state=visit.case.state,
    )
    encounters.open_cases(by, [case])
    held = [one for one in someone.memberships if one.case_kind == visit.case.kind]
    if held:
        coverage.add_coverages(by, [coverage_fact(someone, one, stage.keys, case) for one in held])


def _keep_approval(stage: Stage, visit: Visit) -> None:
    """Keep the authorization that the practice asked for in time."""
    if visit.approval is not None and visit.approval.known == "before":
        coverage.add_authorizations(stage.actor("ben", visit.office), [approval_fact(stage, visit)])


def approval_fact(stage: Stage, visit: Visit) -> payers.Authorization:
    """A visit's authorization as the practice keeps it."""
    approval = visit.approval
    if approval is None:
        raise LookupError(visit.number)
    return payers.Authorization(
        practice=stage.keys.practice(visit.office),
        coverage=stage.keys.coverage(visit.office, approval.membership),
        number=approval.number,
        procedures=approval.procedures,
        valid_from=approval.valid_from,
        valid_to=visit.day,
    )
