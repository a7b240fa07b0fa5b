"""What is a claim acknowledgment on the wire? 005010X214."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.x277ca.checks import check
from cleanclaim.core.x12.sets.x277ca.guide import guide
from cleanclaim.core.x12.sets.x277ca.read import facts

FORMAT = Format(guide, check, facts, ("2200D", "2220D"))
