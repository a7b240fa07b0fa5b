"""What goes out and what comes in? Files to the clearinghouse in the evening, its answers in the morning."""

from cleanclaim.app.acknowledgments import actions as acknowledgments
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Company
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.remittances import intake
from cleanclaim.app.submissions import actions as submissions
from cleanclaim.app.submissions.kept import keep_received
from cleanclaim.demo.stage import Stage

_HEAD_BYTES = 400  # ISA, GS and ST stand here


def take_in_answers(stage: Stage) -> None:
    """Fetch what the clearinghouse has for us, keep it, take it in, and tell the clearinghouse."""
    company = Company.objects.get(pk=stage.keys.company)
    for arrival in stage.partner.arrivals(stage.clock.at):
        content = stage.partner.fetch(arrival)
        keep_received(arrival.partner, content)
        take_in = intake.take_in if _is_remittance(content) else acknowledgments.take_in
        take_in(content, company=company, partner=arrival.partner, clock=stage.clock, name=arrival.name)
        stage.partner.acknowledge(arrival)


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
            submissions.hand_over(by, stage.partner)


def _is_remittance(content: bytes) -> bool:
    """The first transaction set says it; the separator stands where ISA put it."""
    return f"ST{chr(content[3])}835".encode() in content[:_HEAD_BYTES]
