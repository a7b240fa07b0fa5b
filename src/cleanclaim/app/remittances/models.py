"""What did each 835 say, does it balance, and whose is it?"""

from dataclasses import replace
from typing import Any

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
    business_identity = models.UUIDField()  # of TRN03, TRN02, payee, BPR16
    content_sha256 = models.CharField(max_length=64)  # of the transaction without its envelope
    complete = models.BooleanField(default=True)  # False: cut or miscounted, so that the whole may follow
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    held_because = models.JSONField(default=list)  # findings; the arithmetic follows from the facts
    findings = models.JSONField(default=list)  # what else a person should know
    received_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "practice", "business_identity", "content_sha256", "complete", name="remittance_once"
            ),
        ]
        indexes = [models.Index("practice", "state", "received_at", name="remittance_queue")]

    def facts(self) -> Any:
        """The whole remittance as a fact, with its claims and lines."""
        payments = self.claim_payments.prefetch_related("line_payments")
        return self._whole(tuple(one.facts() for one in payments))

    def _whole(self, claims: tuple[Any, ...]) -> Any:
        self.claims = ()  # the rows hold them
        return replace(super().facts(), claims=claims)


class ClaimPayment(PracticeRow, keeps(remittances.ClaimPayment, but=("lines",))):
    """One claim as adjudicated, as received."""

    append_only = True

    remittance = models.ForeignKey(Remittance, models.PROTECT, related_name="claim_payments")
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("remittance", "position", name="claim_payment_position")]
        indexes = [models.Index("practice", "patient_control_number", name="claim_payment_number")]

    def facts(self) -> Any:
        """The claim payment as a fact, with its lines."""
        self.lines = ()  # the rows hold them
        return replace(super().facts(), lines=tuple(one.facts() for one in self.line_payments.all()))


class LinePayment(PracticeRow, keeps(remittances.LinePayment)):
    """One service as adjudicated, as received."""

    append_only = True

    claim_payment = models.ForeignKey(ClaimPayment, models.PROTECT, related_name="line_payments")
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("claim_payment", "position", name="line_payment_position")]
