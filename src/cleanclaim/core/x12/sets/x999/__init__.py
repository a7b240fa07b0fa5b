"""What is an implementation acknowledgment on the wire? 005010X231 and its errata."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.x999.checks import check
from cleanclaim.core.x12.sets.x999.guide import guide
from cleanclaim.core.x12.sets.x999.read import facts

FORMAT = Format(guide, check, facts, ("", ""))
