"""Who may be tried out in the served demo? One person of each role, and patients who were sent a bill."""

from django.db.models import Count

from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.statements.models import Statement
from cleanclaim.demo.stage import Stage

_PATIENTS = ("pat", "paula")


def give_patients_logins(stage: Stage) -> list[tuple[str, str]]:
    """Let one patient of each practice sign in to their bills; every login with its role."""
    offered = [
        ("ana", "coder"),
        ("ben", "biller"),
        ("pia", "poster"),
        ("max", "manager"),
        ("dana", "clinician"),
    ]
    for office, username in zip(stage.world.offices, _PATIENTS, strict=True):
        by = stage.system(office.number)
        with practice_scope(by.practice_id):
            row = _billed(by.practice_id)
        if row is None:
            continue
        people.add_user(by, username=username, first=row.patient.first, last=row.patient.last)
        people.grant(by, username=username, roles=[Role.PATIENT])
        encounters.give_access(by, username=username, patient=row.patient_id, guarantor=row.guarantor_id)
        offered.append((username, "patient"))
    return offered


def _billed(practice: object) -> Encounter | None:
    """A visit of the patient whose guarantor was sent the fullest statements."""
    sent = Statement.objects.filter(practice=practice).order_by("-owed", "number")
    for statement in sent:
        found = (
            Encounter.objects.filter(guarantor=statement.guarantor_id, guarantor__patient__isnull=False)
            .select_related("patient")
            .annotate(claims_made=Count("claims"))
            .order_by("-claims_made", "number")
            .first()
        )
        if found is not None:
            return found
    return None
