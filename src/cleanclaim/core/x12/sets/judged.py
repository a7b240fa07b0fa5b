"""How is a set handled that is judged by its guide and gives no facts?"""

from collections.abc import Iterable

from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.identity import check_identities
from cleanclaim.core.x12.tree import Node


def check(tree: Node, context: Context) -> None:
    """Check the identifiers and places; the guide was walked before."""
    check_identities(tree, context)


def facts(tree: Node, context: Context) -> Iterable[object]:
    """Say that there are none, so that an empty result is not taken for an empty file."""
    context.report("no-facts", segment=tree.opener)
    return ()
