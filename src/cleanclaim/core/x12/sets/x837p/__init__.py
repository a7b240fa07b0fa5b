"""What is a professional claim on the wire? 005010X222 and its errata."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.x837p.checks import check
from cleanclaim.core.x12.sets.x837p.guide import guide
from cleanclaim.core.x12.sets.x837p.read import facts

FORMAT = Format(guide, check, facts, ("2300", "2400"))
