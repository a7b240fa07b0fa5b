"""What was done, at which price?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import encounters, organisations


class FeeScheduleItem(PracticeRow, keeps(organisations.FeeScheduleItem)):
    """What a practice charges for one service, or what a contract allows for it."""

    payer = models.ForeignKey("coverage.Payer", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "practice", "payer", "procedure", "modifier", "valid_from", name="fee_from"
            )
        ]


class Charge(PracticeRow, keeps(encounters.Charge)):
    """One coded and priced service. Corrected by voiding it and making the right one."""

    encounter = models.ForeignKey("encounters.Encounter", models.PROTECT, related_name="charges")
    patient = models.ForeignKey("encounters.Patient", models.PROTECT, related_name="+")
    rendering_provider = models.ForeignKey("people.Provider", models.PROTECT, related_name="+")
    voided_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint("practice", "number", name="charge_number")]


class AdvanceBeneficiaryNotice(PracticeRow, keeps(encounters.AdvanceBeneficiaryNotice)):
    """An ABN."""

    encounter = models.ForeignKey("encounters.Encounter", models.PROTECT, related_name="+")


class GoodFaithEstimate(PracticeRow, keeps(encounters.GoodFaithEstimate)):
    """What a self-pay patient was told to expect."""

    patient = models.ForeignKey("encounters.Patient", models.PROTECT, related_name="+")
    encounter = models.ForeignKey(
        "encounters.Encounter", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="estimate_number")]
