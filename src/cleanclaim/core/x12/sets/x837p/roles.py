"""Which role does NM101 name, and in which loop does each role stand?"""

ROLES = {
    "85": "billing",
    "87": "pay_to",
    "PE": "pay_to_plan",
    "82": "rendering",
    "DN": "referring",
    "P3": "referring_primary_care",
    "DQ": "supervising",
    "77": "facility",
    "QB": "purchased",
    "DK": "ordering",
}
QUALIFIERS = {role: qualifier for qualifier, role in ROLES.items()}

# The loops of a claim, of another payer and of a line, in the order that the guide writes them.
CLAIM_LOOPS = ("referring", "referring_primary_care", "rendering", "facility", "supervising")
OTHER_PAYER_LOOPS = ("referring", "referring_primary_care", "rendering", "facility", "supervising", "billing")
LINE_LOOPS = (
    "rendering",
    "purchased",
    "facility",
    "supervising",
    "ordering",
    "referring",
    "referring_primary_care",
)
