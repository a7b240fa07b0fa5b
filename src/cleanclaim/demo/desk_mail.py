"""What goes out and what comes in? Files to the clearinghouse in the evening, its answers in the morning."""

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Company
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.submissions import actions as submissions
from cleanclaim.app.submissions.exchange import collect
from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.demo.stage import Stage


def take_in_answers(stage: Stage) -> None:
    """Fetch what the clearinghouse has for us and take it in."""
    company = Company.objects.get(pk=stage.keys.company)
    for one in collect(stage.partner, company=company, clock=stage.clock):
        if one.refused:
            raise BrokenInvariant(f"an answer of the clearinghouse was refused: {one.refused}")


def send_claims(stage: Stage) -> None:
    """Put what was released into files and hand them to the clearinghouse."""
    for office in stage.world.offices:
        by = stage.system(office.number)
        with practice_scope(by.practice_id):
            waits = Claim.objects.filter(
                state=Claim.State.READY, released_at__isnull=False, frozen_at__isnull=True
            ).exists()
        if waits:
            submissions.send(by)
            with practice_scope(by.practice_id):
                submissions.hand_over(by, stage.partner)
