"""What became of each submission before adjudication? TA1, 999 and 277CA, matched and folded.

    from cleanclaim.core import acknowledgments

    heard = acknowledgments.match(reading.acknowledgments, submitted, on=day_of_arrival)
    heard.answers                          # (submission's key, Answer), in the order of the file
    heard.findings                         # answers about nothing that we sent
    acknowledgments.fold(answers)          # every answer to one submission, in any order -> Standing
    acknowledgments.words(reason)          # why, in a sentence for a biller

A claim's state is that of its latest submission. Because the fold reads a set and not a sequence, an answer
that comes late, twice or out of order moves nothing that it should not.
"""

from cleanclaim.core.acknowledgments.answers import Answer, Reason, Source
from cleanclaim.core.acknowledgments.folding import Standing, State, fold, meaning
from cleanclaim.core.acknowledgments.matching import Heard, Submitted, match
from cleanclaim.core.acknowledgments.wording import words

__all__ = [
    "Answer",
    "Heard",
    "Reason",
    "Source",
    "Standing",
    "State",
    "Submitted",
    "fold",
    "match",
    "meaning",
    "words",
]
