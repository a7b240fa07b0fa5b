"""What is a claim status request on the wire? 005010X212."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.judged import check, facts
from cleanclaim.core.x12.sets.x276.guide import guide

FORMAT = Format(guide, check, facts, ("2200D", "2210D"))
