"""What is a remittance on the wire? 005010X221 and its errata."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.x835.checks import check
from cleanclaim.core.x12.sets.x835.guide import guide
from cleanclaim.core.x12.sets.x835.read import facts

FORMAT = Format(guide, check, facts, ("2100", "2110"))
