"""What is a claim status answer on the wire? 005010X212."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.judged import check, facts
from cleanclaim.core.x12.sets.x277.guide import guide

FORMAT = Format(guide, check, facts, ("2200D", "2220D"))
