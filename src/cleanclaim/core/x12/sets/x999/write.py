"""How is the answer to a group written as a 999?"""

from itertools import groupby

from cleanclaim.core.facts.exchange import ErrorContext, GroupAnswer, SegmentError, TransactionAnswer
from cleanclaim.core.x12.writer import Segments, composite

_CONTEXTS_MOST = 10
_LOOP_MOST = 4  # some receivers still hold the four places of earlier releases; 2010AA is left out


def body(answer: GroupAnswer) -> Segments:
    """Write one transaction: the answer to one group."""
    out = Segments()
    out.add("AK1", answer.functional_id, answer.group, answer.implementation)
    for transaction in answer.transactions:
        _write_transaction(out, transaction)
    out.add("AK9", answer.status, answer.included, answer.received, answer.accepted, *answer.notes[:5])
    return out


def _write_transaction(out: Segments, answer: TransactionAnswer) -> None:
    out.add("AK2", answer.transaction_set, answer.control_number, answer.implementation)
    for (name, place, loop, code), errors in groupby(answer.errors, _segment):
        own = list(errors)
        out.add("IK3", name, place, loop if len(loop) <= _LOOP_MOST else "", code)
        for context in own[0].contexts[:_CONTEXTS_MOST]:
            _write_context(out, context)
        for error in own:
            if error.element_error:
                out.add(
                    "IK4",
                    composite(error.element or 0, error.component or "", error.repetition or ""),
                    error.data_element,
                    error.element_error,
                )
    out.add("IK5", answer.status, *answer.notes[:5])


def _segment(error: SegmentError) -> tuple[str, int, str, str]:
    return error.segment_id, error.segment, error.loop, error.error


def _write_context(out: Segments, context: ErrorContext) -> None:
    element = composite(context.element or "", context.component or "")
    out.add(
        "CTX",
        composite(context.name, context.value),
        context.segment_id,
        context.segment,
        context.loop if len(context.loop) <= _LOOP_MOST else "",
        element,
    )
