"""Which lines were denied, who works them, worth what, until when?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, keeps
from cleanclaim.core.facts import money


class Denial(PracticeRow, keeps(money.Denial)):
    """One denied line as work."""

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="denials")
    charge = models.ForeignKey(
        "charges.Charge", models.PROTECT, null=True, blank=True, related_name="denials"
    )
    line_payment = models.ForeignKey(
        "remittances.LinePayment", models.PROTECT, null=True, blank=True, related_name="denials"
    )
    corrected_by = models.ForeignKey(
        "claims.Claim", models.PROTECT, null=True, blank=True, related_name="corrects"
    )
    state_since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="denial_number")]
        indexes = [models.Index("practice", "state", "due_on", name="denial_queue")]


class WriteOffRequest(PracticeRow):
    """A request to give up money; above the practice's limit another person approves it."""

    denial = models.ForeignKey(Denial, models.PROTECT, null=True, blank=True, related_name="write_offs")
    charge = models.ForeignKey("charges.Charge", models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    requested_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    entry = models.ForeignKey("ledger.Entry", models.PROTECT, null=True, blank=True, related_name="+")
