"""What must hold in a 999 beyond its guide?"""

from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import whole
from cleanclaim.core.x12.tree import Node


def check(tree: Node, context: Context) -> None:
    """The verdict on the group counts what the transactions say."""
    ak9 = tree.one("AK9")
    if ak9 is None:
        return
    statuses = [loop.value("IK5", 1) for loop in tree.loops("2000")]
    accepted = sum(status in ("A", "E") for status in statuses)
    if (
        statuses
        and whole(ak9.get(4)) is not None
        and len(statuses) == whole(ak9.get(3))
        and accepted != whole(ak9.get(4))
    ):
        context.report("accepted-count", segment=ak9, element=4)
