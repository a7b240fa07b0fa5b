"""What did each 835 say, does it balance, and whose is it?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import remittances


class Remittance(PracticeRow, keeps(remittances.Remittance, but=("claims",))):
    """One 835 transaction, as received."""

    class State(models.TextChoices):
        """How far it got."""

        RECEIVED = "received", "Received"
        HELD = "held", "Held"
        POSTED = "posted", "Posted"

    file = models.ForeignKey("submissions.File", models.PROTECT, related_name="remittances")
    position = models.IntegerField()  # ordinal of the ST in its file
    payer_known = models.ForeignKey(
        "coverage.Payer", models.PROTECT, null=True, blank=True, related_name="remittances"
    )
    business_identity = models.CharField(max_length=64)  # of TRN03, TRN02, payee, BPR16
    content_sha256 = models.CharField(max_length=64)  # of the transaction without its envelope
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    held_because = models.JSONField(default=list)  # findings with their arithmetic
    received_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "practice", "business_identity", "content_sha256", name="remittance_once"
            ),
        ]
        indexes = [models.Index("practice", "state", "received_at", name="remittance_queue")]


class ClaimPayment(PracticeRow, keeps(remittances.ClaimPayment, but=("lines",))):
    """One claim as adjudicated, as received."""

    append_only = True

    remittance = models.ForeignKey(Remittance, models.PROTECT, related_name="claim_payments")
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("remittance", "position", name="claim_payment_position")]
        indexes = [models.Index("practice", "patient_control_number", name="claim_payment_number")]


class LinePayment(PracticeRow, keeps(remittances.LinePayment)):
    """One service as adjudicated, as received."""

    append_only = True

    claim_payment = models.ForeignKey(ClaimPayment, models.PROTECT, related_name="line_payments")
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("claim_payment", "position", name="line_payment_position")]
