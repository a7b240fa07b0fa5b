"""What did partners answer before adjudication, and about which submission?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow


class Acknowledgment(PracticeRow):
    """What one TA1, 999 or 277CA says of one submission. A claim's state is the fold of these."""

    append_only = True

    submission = models.ForeignKey("submissions.Submission", models.PROTECT, related_name="acknowledgments")
    file = models.ForeignKey("submissions.File", models.PROTECT, related_name="acknowledgments")
    position = models.IntegerField()  # of the answer in its file
    kind = models.CharField(max_length=5)  # TA1, 999, 277CA
    source = models.CharField(max_length=20)  # clearinghouse, payer
    effective_on = models.DateField()
    status = models.CharField(max_length=20)  # TA104, IK501 or STC01-1
    reasons = models.JSONField(default=list)  # codes: TA105; IK304, IK403; STC01-2 and STC01-3
    payer_claim_control_number = models.CharField(max_length=50, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("submission", "file", "position", name="acknowledgment_once"),
        ]
