"""Which verdicts were given on a claim, with which editions, and who overrode which?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow


class Judgement(PracticeRow):
    """One run of the edits over one claim: what was judged, with what, as of when."""

    append_only = True

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="judgements")
    sequence = models.IntegerField()
    judged_at = models.DateTimeField()
    claim_sha256 = models.CharField(max_length=64)  # of the document that was judged
    editions = models.JSONField(default=dict)  # reference table → edition
    no_data_families = models.JSONField(default=list)
    clean = models.BooleanField()

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint("claim", "sequence", name="judgement_sequence")]


class Verdict(PracticeRow):
    """One edit's verdict that was not pass."""

    append_only = True

    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="verdicts")
    position = models.IntegerField()
    edit = models.CharField(max_length=80)
    family = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10)  # fail, bypassed, no_data
    severity = models.CharField(max_length=10)
    message = models.TextField()
    citation = models.TextField()
    line = models.IntegerField(null=True)
    field = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("judgement", "position", name="verdict_position")]


class Override(PracticeRow):
    """A person answers for letting a claim pass an edit, with a reason."""

    append_only = True

    claim = models.ForeignKey("claims.Claim", models.PROTECT, related_name="overrides")
    edit = models.CharField(max_length=80)
    line = models.IntegerField(null=True)
    reason = models.TextField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField()
