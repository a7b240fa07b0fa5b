"""Which steps does the river have? In the order that data flows; each stage describes its own."""

from cleanclaim.app.acknowledgments import queues as acknowledgments
from cleanclaim.app.claims import queues as claims
from cleanclaim.app.coding import queues as coding
from cleanclaim.app.denials import queues as denials
from cleanclaim.app.encounters import queues as encounters
from cleanclaim.app.remittances import queues as remittances
from cleanclaim.app.statements import queues as statements
from cleanclaim.app.submissions import queues as submissions
from cleanclaim.app.work.river import Step

STEPS: tuple[Step, ...] = (
    encounters.STEP,
    coding.STEP,
    claims.STEP,
    submissions.STEP,
    acknowledgments.STEP,
    remittances.STEP,
    denials.STEP,
    statements.STEP,
)
