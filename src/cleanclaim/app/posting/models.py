"""Which claim and which line was each payment matched to, and what waits in suspense?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow


class PostedClaimPayment(PracticeRow):
    """How one claim payment was matched and posted, or why it was held."""

    append_only = True

    claim_payment = models.OneToOneField("remittances.ClaimPayment", models.PROTECT, related_name="posted")
    claim = models.ForeignKey(
        "claims.Claim", models.PROTECT, null=True, blank=True, related_name="claim_payments"
    )
    matched_by = models.CharField(max_length=40, blank=True)  # CLP01, CLP07 or nothing
    outcome = models.CharField(max_length=20)  # core.posting.outcomes.Outcome
    reasons = models.JSONField(default=list)  # findings
    entry = models.ForeignKey("ledger.Entry", models.PROTECT, null=True, blank=True, related_name="+")
    posted_at = models.DateTimeField()


class PostedLinePayment(PracticeRow):
    """Which charge one line payment was matched to, by what, with which score."""

    append_only = True

    line_payment = models.OneToOneField("remittances.LinePayment", models.PROTECT, related_name="posted")
    charge = models.ForeignKey(
        "charges.Charge", models.PROTECT, null=True, blank=True, related_name="line_payments"
    )
    matched_by = models.CharField(max_length=40, blank=True)
    score = models.IntegerField(default=0)
    denied = models.BooleanField(default=False)
    allowed = models.BigIntegerField(null=True)  # billed less what the contract takes off
    outcomes = models.JSONField(
        default=list
    )  # each adjustment: code, cents, what it is, what was posted where
