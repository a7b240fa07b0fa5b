"""Which rules does the engine know? Their SNIP levels, severities, and codes in TA1, 999 and 277CA.

SNIP levels: 1 syntax, 2 guide, 3 balance, 4 situation, 5 external code or identifier. Messages are complete
sentences and hold nothing from the file.
"""

# ruff: noqa: E501 -- the rows of a table are not broken

from dataclasses import dataclass
from functools import cache

from cleanclaim.core.basics.findings import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding's code stands for."""

    code: str
    snip: int
    severity: Severity
    message: str
    answers: tuple[str, ...] = ()  # ta1:001, ak9:5, ik5:4, ik3:8, ik4:7, stc:178

    def answer(self, kind: str) -> str:
        """The code that an acknowledgment of this kind gives, or nothing."""
        return next((one.partition(":")[2] for one in self.answers if one.startswith(f"{kind}:")), "")


_SEVERITIES = {"F": Severity.FATAL, "E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}

# code | SNIP level | severity | answers | message
_RULES = """
no-interchange | 1 | F | | There is no ISA segment: this is no X12 file.
interchange-cut | 1 | F | ta1:023 | The file ends inside its ISA segment.
delimiters | 1 | F | ta1:022 | The delimiters in ISA cannot be used: they must be four different characters, none a letter, digit or space.
segment-without-end | 1 | F | ta1:004 | No segment terminator within 64 KB.
nothing-inside | 1 | E | ta1:024 | The interchange holds neither a group nor an acknowledgment.
segment-too-long | 1 | E | ik3:8 | The segment is longer than the limit and was passed over.
data-outside | 1 | W | | There are bytes outside of any interchange.
file-cut | 1 | E | ta1:023 | The file ends inside a segment.
isa-width | 1 | W | | An ISA element has not its fixed width.
isa-value | 1 | E | ta1:024 | An ISA element has no value that 00501 allows.
isa-version | 1 | E | ta1:017 | ISA12 names a version other than 00501.
isa-control | 1 | E | ta1:018 | ISA13 is not nine digits.
isa-date | 1 | E | ta1:014 | ISA09 is no date.
isa-time | 1 | E | ta1:015 | ISA10 is no time.
interchange-twice | 1 | E | ta1:025 | This interchange control number stands in the file already.
iea-missing | 1 | E | ta1:023 | The interchange has no IEA.
iea-control | 1 | E | ta1:001 | IEA02 is not ISA13.
iea-count | 1 | E | ta1:021 | IEA01 is not the number of groups.
segment-outside | 1 | E | ta1:022 | The segment stands outside of any transaction.
gs-missing | 1 | E | ta1:024 | A transaction stands outside of any group.
gs-value | 1 | E | ak9:1 | A GS element has no value that 005010 allows.
gs-control | 1 | E | ak9:6 | GS06 is not one to nine digits.
gs-set | 2 | E | ak9:1 | GS01 does not belong to the transactions in the group.
group-twice | 1 | E | ak9:19 | This group control number stands in the interchange already.
group-empty | 1 | E | ak9:5 | The group holds no transaction.
ge-missing | 1 | E | ak9:3 | The group has no GE.
ge-control | 1 | E | ak9:4 | GE02 is not GS06.
ge-count | 1 | E | ak9:5 | GE01 is not the number of transactions.
st-value | 1 | E | ik5:6 | ST01 is missing or no transaction set.
st-control | 1 | E | ik5:7 | ST02 is not four to nine characters.
st-twice | 1 | E | ik5:23 | This transaction control number stands in the group already.
st-guide | 2 | E | ik5:I6 | ST03 does not name the guide that GS08 names.
guide-unknown | 2 | E | ik5:I6 | The guide that GS08 and ST01 name is not supported, so the transaction was not read.
se-missing | 1 | E | ik5:2 | The transaction has no SE.
se-control | 1 | E | ik5:3 | SE02 is not ST02.
se-count | 1 | E | ik5:4 | SE01 is not the number of segments.
too-many-elements | 1 | E | ik4:3 | The segment has more elements than it may.
trailing-separators | 1 | W | | The segment ends with empty elements, which the standard does not send.
empty-segment | 1 | W | | There is an empty segment.
segment-id | 1 | E | ik3:1 | This is no segment of the standard that any known guide uses.
segment-not-in-guide | 2 | E | ik3:I4 | The guide does not use this segment.
segment-unexpected | 2 | E | ik3:2 | The segment cannot stand here.
segment-order | 2 | E | ik3:7 | The segment stands after one that must follow it.
segment-missing | 2 | E | ik3:3 | A required segment is missing.
loop-missing | 2 | E | ik3:I7 | A required loop is missing.
segment-repeats | 2 | E | ik3:5 | The segment stands more often than it may.
loop-repeats | 2 | E | ik3:4 | The loop stands more often than it may.
qualifier | 2 | E | ik4:7 | The qualifier is none that may stand here.
hl-number | 2 | E | ik4:I12 | HL01 does not count on from one.
hl-parent | 2 | E | ik4:I12 | HL02 does not name the level above.
hl-child | 2 | E | ik4:I12 | HL04 does not say rightly whether levels follow below.
element-missing | 2 | E | ik4:1 | A required element is missing.
element-not-used | 2 | E | ik4:I10 | The guide does not use this element.
element-conditional | 1 | E | ik4:2 | An element is missing that another one needs.
element-excluded | 1 | E | ik4:10 | Elements are present that exclude each other.
element-short | 1 | E | ik4:4 | The element is too short.
element-long | 1 | E | ik4:5 | The element is too long.
element-characters | 1 | E | ik4:6 | The element holds a character that its type does not allow.
element-foreign | 1 | W | | The element holds a character outside of ASCII.
element-blank | 1 | E | ik4:6 | The element holds nothing but spaces.
element-spaces | 1 | W | | The element ends with spaces.
element-value | 2 | E | ik4:7 | The value is none that the guide lists.
element-date | 1 | E | ik4:8 | This is no date of the calendar, or not in its format.
element-time | 1 | E | ik4:9 | This is no time of day.
element-repeats | 1 | E | ik4:12 | The element repeats more often than it may.
element-components | 1 | E | ik4:13 | The element has more components than it may.
money-decimals | 2 | E | ik4:I12 | The amount has more than two decimals.
findings-cut | 1 | E | | There are more findings of one kind in this transaction; the rest is not listed.
claims-many | 2 | W | | The transaction holds more claims than receivers commonly take.
line-unread | 2 | E | ik3:8 | The line lacks its service or its date, so it gave no fact.
no-facts | 2 | I | | This set is judged; it gives no facts.
claim-unread | 2 | E | ik3:8 | The claim lacks what a claim cannot be without, so it gave no fact.
remittance-unread | 2 | E | ik3:8 | The remittance lacks what it cannot be without, so it gave no fact.
accepted-count | 3 | E | | AK904 does not count the transactions that were accepted.
status-action | 4 | E | | STC03 contradicts the status category.
claim-total | 3 | E | stc:178 | CLM02 is not the sum of the line charges.
cob-line | 3 | E | stc:400 | The line's charge is not what the other payer paid plus its adjustments.
cob-claim | 3 | E | stc:400 | AMT*D is not what the other payer paid on the lines less its claim adjustments.
line-balance | 3 | E | | SVC02 less the line's adjustments is not SVC03.
claim-balance | 3 | E | | CLP03 less all adjustments is not CLP04.
claim-charges | 3 | E | | CLP03 is not the sum of the line charges.
remittance-balance | 3 | E | | BPR02 is not the sum of the claim payments less the provider adjustments.
patient-share | 3 | W | | CLP05 is not the sum of the PR adjustments.
no-claims | 4 | E | ik3:I6 | The subscriber has neither a claim nor a patient below.
claim-number-twice | 4 | E | stc:54 | This patient control number stands in the transaction already.
line-number | 4 | E | stc:21 | LX01 does not count on from one.
line-control-twice | 4 | W | | This line control number stands in the claim already.
pointer-dangling | 4 | E | stc:477 | A pointer leads to no diagnosis of the claim.
pointer-twice | 4 | W | | A pointer stands twice on the line.
diagnosis-twice | 4 | E | stc:255 | A diagnosis stands twice on the claim.
diagnosis-mixed | 4 | E | stc:255 | ICD-9 and ICD-10 qualifiers stand on one claim.
replacement-number | 4 | E | stc:A6:464 | A replacement or void carries no payer claim control number (REF*F8).
accident-date | 4 | E | stc:A6:187 | The claim tells of an accident without its date.
accident-state | 4 | E | stc:A6:21 | An automobile accident needs its state or country.
subscriber-self | 4 | E | stc:A6:21 | The subscriber is the patient, and the birth date and sex are missing.
subscriber-both | 4 | E | stc:21 | SBR02 says that the subscriber is the patient, and a patient follows.
member-id | 4 | E | stc:A6:164 | A person who is the subscriber carries no member number.
billing-po-box | 4 | E | stc:21 | The billing provider's address is a PO box; it must be a street.
date-after-file | 4 | W | | The date is after the day on which the file was made.
date-far-ahead | 4 | E | stc:187 | The date is more than a year after the day on which the file was made.
date-before-birth | 4 | E | stc:A8:187 | The service is before the patient's birth.
date-range | 4 | E | stc:187 | The range ends before it begins.
payment-handling | 4 | W | | BPR01 to BPR04 do not fit together.
reversal-sign | 4 | W | | A reversal carries positive amounts.
npi | 5 | E | stc:562 | The NPI's check digit is wrong or it is not ten digits.
taxonomy | 5 | E | stc:145 | This has not the shape of a taxonomy code.
tax-number | 5 | E | stc:128 | The tax number is not nine digits.
zip-short | 4 | W | | The billing provider's or facility's ZIP code lacks its last four digits.
patient-missing | 4 | E | stc:A6:21 | The subscriber is not said to be the patient, and no patient follows.
amount-negative | 4 | E | stc:178 | A charge is negative.
ndc | 5 | E | stc:218 | The drug's number is not eleven digits.
procedure-shape | 5 | E | stc:454 | This has not the shape of a procedure code.
diagnosis-shape | 5 | E | stc:255 | This has not the shape of a diagnosis code; the decimal point is not sent.
birth-after-file | 4 | E | stc:158 | A birth date is after the day on which the file was made.
remarks-both | 4 | W | | A claim carries inpatient and outpatient remarks.
zip | 5 | E | stc:21 | The ZIP code is not five or nine digits.
state | 5 | E | stc:21 | This is no state of the United States.
code-unknown | 5 | E | stc:21 | The code is not valid on the date that decides.
"""


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code."""
    found = {}
    for line in filter(None, _RULES.splitlines()):
        code, level, severity, answers, message = (part.strip() for part in line.split("|"))
        found[code] = Rule(code, int(level), _SEVERITIES[severity], message, tuple(answers.split()))
    return found


def rule(code: str) -> Rule:
    """The rule that a finding's code stands for; KeyError for a code of another stage."""
    return rules()[code]


def finding(code: str, place: Place) -> Finding:
    """Make the finding of a rule at a place."""
    known = rules()[code]
    return Finding(code, known.severity, known.message, place)
