"""What does the chart send before anybody clicks? One visit with a draft note, registered in the demo's home.

Run as a program of its own, with the served home's environment; it prints the encounter's number.
"""

import django
from django.conf import settings

django.setup()

from cleanclaim.app.coverage.models import Coverage  # noqa: E402 — once Django is ready
from cleanclaim.app.documentation import actions as documentation  # noqa: E402 — once Django is ready
from cleanclaim.app.encounters import actions as encounters  # noqa: E402 — once Django is ready
from cleanclaim.app.encounters.models import Guarantor, Patient  # noqa: E402 — once Django is ready
from cleanclaim.app.people import actions as people  # noqa: E402 — once Django is ready
from cleanclaim.app.people.models import Membership, ServiceFacility  # noqa: E402 — once Django is ready
from cleanclaim.app.people.tenancy import practice_scope  # noqa: E402 — once Django is ready
from cleanclaim.app.site import clock  # noqa: E402 — once Django is ready
from cleanclaim.core.facts import encounters as facts  # noqa: E402 — once Django is ready

PRACTICE, CLINICIAN, PLAN = "MAPLE", "dana", "JHMO"
NOTE = """S: here for follow-up of blood pressure and diabetes. Home BP 128-138 systolic. No lows. Feet fine.
O: BP 134/80, HR 70. Heart regular. Monofilament intact bilaterally.
A/P: 1. Essential hypertension, at goal, continue lisinopril 20 mg.
2. Type 2 diabetes mellitus without complications. POC A1c today 7.1. Continue metformin.
RTC 3 mo.
"""


def main() -> None:
    """Register the visit today, for a patient whose one plan leaves them a part to pay."""
    biller = people.acting_as("ben", PRACTICE, clock.now)
    dana = people.acting_as(CLINICIAN, PRACTICE, clock.now)
    with practice_scope(biller.practice_id):
        patient = _with_one_plan()
        guarantor = Guarantor.objects.filter(patient=patient).first() or Guarantor.objects.first()
        facility = ServiceFacility.objects.get(number="MAIN")
        membership = Membership.objects.get(user__username=CLINICIAN, practice=biller.practice_id)
        row = encounters.register(
            biller,
            facts.Encounter(
                practice=biller.practice_id,
                patient=patient.pk,
                number="",
                rendering_provider=membership.provider_id,
                facility=facility.pk,
                guarantor=guarantor.pk,
                date_of_service=biller.today(),
                place_of_service="11",
                reason="Follow-up",
            ),
        )
        documentation.write_note(dana, row.pk, NOTE)
    print(row.number)  # noqa: T201 — the test reads it


def _with_one_plan() -> Patient:
    """An adult whom the payer knows by the member number that we have, under the only plan that they have."""
    known = (settings.HOME / "sandbox" / "setup.json").read_text()
    rows = Coverage.objects.filter(plan__number=PLAN, sequence="P", relationship="18", valid_to=None)
    for row in rows.order_by("number").select_related("patient"):
        alone = row.patient.coverages.count() == 1
        if alone and row.patient.birth_date.year < 2006 and f'"{row.member_id}"' in known:
            return row.patient
    raise LookupError(f"no patient has {PLAN} alone")


if __name__ == "__main__":
    main()
