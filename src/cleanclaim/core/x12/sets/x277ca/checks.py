"""What must hold in a 277CA beyond its guide?"""

from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.tree import Node


def check(tree: Node, context: Context) -> None:
    """A rejection is not marked as accepted, nor the other way."""
    mark = context.delimiters.component
    for claim in tree.below("2200D"):
        for stc in claim.all("STC"):
            category = stc.get(1).split(mark)[0]
            if (category in _REJECTED and stc.get(3) == "WQ") or (category in _TAKEN and stc.get(3) == "U"):
                context.report("status-action", segment=stc, element=3)


_REJECTED = ("A3", "A4", "A6", "A7", "A8")
_TAKEN = ("A0", "A1", "A2", "A5")
