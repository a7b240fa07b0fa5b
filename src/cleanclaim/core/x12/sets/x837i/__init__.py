"""What is an institutional claim on the wire? 005010X223 and its errata."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.judged import facts
from cleanclaim.core.x12.sets.x837i.checks import check
from cleanclaim.core.x12.sets.x837i.guide import guide

FORMAT = Format(guide, check, facts, ("2300", "2400"))
