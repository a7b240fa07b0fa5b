"""Who is treated, and what visits were there?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import encounters, people


class Patient(PracticeRow, keeps(people.Patient)):
    """A person who is treated."""

    survivor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    primary_provider = models.ForeignKey(
        "people.Provider", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="patient_number")]
        indexes = [models.Index("practice", "last", "first", name="patient_name")]

    def __str__(self) -> str:
        return f"{self.last}, {self.first}"


class FormerName(PracticeRow, keeps(people.FormerName)):
    """A name that a patient bore until a day."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="former_names")


class Guarantor(PracticeRow, keeps(people.Guarantor)):
    """Who answers for what the patient owes."""

    patient = models.ForeignKey(Patient, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="guarantor_number")]

    def __str__(self) -> str:
        return f"{self.last}, {self.first}"


class Case(PracticeRow, keeps(encounters.Case)):
    """An accident, a pregnancy, an episode."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="cases")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="case_number")]


class Encounter(PracticeRow, keeps(encounters.Encounter)):
    """One visit."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="encounters")
    rendering_provider = models.ForeignKey("people.Provider", models.PROTECT, related_name="+")
    supervising_provider = models.ForeignKey(
        "people.Provider", models.PROTECT, null=True, blank=True, related_name="+"
    )
    referring_provider = models.ForeignKey(
        "people.Provider", models.PROTECT, null=True, blank=True, related_name="+"
    )
    facility = models.ForeignKey("people.ServiceFacility", models.PROTECT, related_name="+")
    guarantor = models.ForeignKey(Guarantor, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="encounters")
    coder = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    state_since = models.DateTimeField()
    version = models.IntegerField(
        default=0
    )  # rises with every change: two people cannot overwrite each other

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="encounter_number")]
        indexes = [models.Index("practice", "state", "date_of_service", name="encounter_queue")]


class PlanRestriction(PracticeRow, keeps(people.PlanRestriction)):
    """Paid in full, do not tell the plan."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="plan_restrictions")
    encounter = models.ForeignKey(Encounter, models.PROTECT, null=True, blank=True, related_name="+")


class PatientAccess(PracticeRow):
    """Whose bills a signed-in person may see: their own, or those of somebody that they answer for."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="patient_access")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    guarantor = models.ForeignKey(Guarantor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("user", "patient", name="patient_access_once")]
