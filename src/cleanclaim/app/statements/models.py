"""What was each guarantor told, and what did patients pay?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import money


class Statement(PracticeRow, keeps(money.Statement)):
    """What a guarantor was sent; the lines are frozen as they were printed."""

    append_only = True

    guarantor = models.ForeignKey("encounters.Guarantor", models.PROTECT, related_name="statements")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="statement_number")]


class PatientPayment(PracticeRow):
    """Money that a patient or guarantor paid, or was paid back."""

    append_only = True

    guarantor = models.ForeignKey("encounters.Guarantor", models.PROTECT, related_name="payments")
    encounter = models.ForeignKey(
        "encounters.Encounter", models.PROTECT, null=True, blank=True, related_name="patient_payments"
    )
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="payments")
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)  # copay, payment, refund
    method = models.CharField(max_length=20)  # card, check, cash
    reference = models.CharField(max_length=50, blank=True)
    amount = models.BigIntegerField()
    received_on = models.DateField()
    entry = models.ForeignKey("ledger.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="patient_payment_number")]


class RefundRequest(PracticeRow):
    """A request to give a patient's money back; another person approves it."""

    guarantor = models.ForeignKey("encounters.Guarantor", models.PROTECT, related_name="refund_requests")
    patient = models.ForeignKey("encounters.Patient", models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    amount = models.BigIntegerField()
    note = models.TextField(blank=True)
    requested_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    payment = models.ForeignKey(PatientPayment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="refund_number")]
