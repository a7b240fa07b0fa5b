"""What is the answer to an eligibility inquiry on the wire? 005010X279 and its errata."""

from cleanclaim.core.x12.sets import Format
from cleanclaim.core.x12.sets.judged import check, facts
from cleanclaim.core.x12.sets.x271.guide import guide

FORMAT = Format(guide, check, facts, ("", ""))
