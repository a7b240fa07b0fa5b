"""Why was it refused, in words for a biller? Our own words for the codes of TA1, 999 and 277CA."""

from cleanclaim.core.acknowledgments.answers import Reason

_CATEGORIES = {
    "A0": "sent on",
    "A1": "received",
    "A2": "accepted for adjudication",
    "A3": "returned as unprocessable",
    "A4": "not found",
    "A5": "split",
    "A6": "rejected, something is missing",
    "A7": "rejected, something is not valid",
    "A8": "rejected, two things do not fit together",
}

# Empty where the status adds nothing to its category.
_STATUSES = {
    "16": "sent on to the {entity}",
    "19": "",
    "20": "",
    "21": "information is missing or not valid",
    "24": "the {entity} is not approved to send claims electronically",
    "26": "the {entity} was not found",
    "33": "no member was found with this name and member number",
    "40": "waiting until coverage is confirmed",
    "54": "this claim was received before",
    "78": "this claim is a copy of one that is still being processed",
    "84": "the service was not authorized",
    "88": "the {entity} was not covered on the date of service",
    "91": "the {entity} is not enrolled on the date of service",
    "97": "the {entity} was not found among the payer's members",
    "109": "the {entity} is not eligible",
    "116": "the claim went to the wrong payer",
    "125": "the name of the {entity}",
    "126": "the address of the {entity}",
    "128": "the tax number of the {entity}",
    "132": "the Medicaid number of the {entity}",
    "145": "the specialty or taxonomy code of the {entity}",
    "153": "the identifier of the {entity}",
    "156": "the patient's relationship to the subscriber",
    "158": "the birth date of the {entity}",
    "164": "the member number of the {entity}",
    "171": "other insurance that may pay first",
    "178": "the total charge",
    "187": "the date of service",
    "228": "the type of bill",
    "247": "the information on a line",
    "249": "the place of service",
    "254": "the principal diagnosis",
    "255": "a diagnosis code",
    "286": "the other payer's explanation of benefits",
    "400": "the claim does not balance",
    "402": "the amount must be greater than zero",
    "453": "a procedure modifier",
    "454": "the procedure code",
    "464": "the payer's own claim number (REF*F8)",
    "476": "the units of service",
    "477": "the diagnosis pointer",
    "488": "the diagnosis does not fit the service",
    "500": "the ZIP code of the {entity}",
    "507": "the HCPCS code",
    "535": "the claim frequency code",
    "562": "the NPI of the {entity}",
    "629": "the property and casualty claim number",
}

_ENTITIES = {
    "40": "receiver",
    "41": "submitter",
    "71": "attending provider",
    "77": "service facility",
    "82": "rendering provider",
    "85": "billing provider",
    "87": "pay-to provider",
    "AY": "clearinghouse",
    "DK": "ordering provider",
    "DN": "referring provider",
    "DQ": "supervising provider",
    "IL": "subscriber",
    "PR": "payer",
    "QC": "patient",
}

_INTERCHANGE = {
    "001": "the control numbers in ISA and IEA differ",
    "006": "the sender's identifier is not valid",
    "007": "the receiver's identifier qualifier is not valid",
    "008": "the receiver's identifier is not valid",
    "009": "the receiver is unknown",
    "014": "the interchange date is not valid",
    "015": "the interchange time is not valid",
    "018": "the interchange control number is not valid",
    "021": "the number of groups is wrong",
    "022": "the control structure is not valid",
    "023": "the file ends too early",
    "024": "the content of the interchange is not valid",
    "025": "this interchange control number was used before",
}

_SEGMENT = {
    "1": "is no segment that the receiver knows",
    "2": "stands where it cannot",
    "3": "is missing",
    "4": "is in a loop that repeats too often",
    "5": "repeats too often",
    "6": "is not in this transaction set",
    "7": "is out of order",
    "8": "has an element that is not right",
    "I4": "is not used in this guide",
    "I6": "is missing where the guide needs it",
    "I7": "is missing, with its loop",
    "I8": "is used where the guide forbids it",
    "I9": "has a value that the guide forbids",
}

_ELEMENT = {
    "1": "is missing",
    "2": "is missing beside another element that needs it",
    "3": "is one element too many",
    "4": "is too short",
    "5": "is too long",
    "6": "has a character that is not allowed",
    "7": "is no value of its list",
    "8": "is no date",
    "9": "is no time",
    "10": "excludes another element that is present",
    "12": "repeats too often",
    "13": "has too many components",
    "I10": "is not used in this guide",
    "I12": "does not fit the guide",
}


def words(reason: Reason) -> str:
    """Say one reason as a sentence. A code that has no words here is named by its number."""
    if reason.kind == "STC":
        text = _status(reason)
    elif reason.kind == "TA105":
        text = f"Interchange: {_INTERCHANGE.get(reason.code, f'TA1 note {reason.code}')}"
    elif reason.kind == "IK304":
        text = f"{_segment(reason)} {_SEGMENT.get(reason.code, f'has the 999 segment error {reason.code}')}"
    elif reason.kind == "IK403":
        element = f"{reason.segment}{reason.element or 0:02d}"
        where = f"{element} in loop {reason.loop}" if reason.loop else element
        text = f"{where} {_ELEMENT.get(reason.code, f'has the 999 element error {reason.code}')}"
    else:
        text = f"The receiver refused the transaction ({reason.kind} {reason.code})"
    return f"{text}."


def _segment(reason: Reason) -> str:
    return f"Segment {reason.segment} in loop {reason.loop}" if reason.loop else f"Segment {reason.segment}"


def _status(reason: Reason) -> str:
    category = _CATEGORIES.get(reason.category, f"category {reason.category}")
    entity = _ENTITIES.get(reason.entity, "named party")
    status = _STATUSES.get(reason.code, f"claim status code {reason.code}")
    said = f"{category[0].upper()}{category[1:]}"
    return f"{said}: {status.format(entity=entity)}" if status else said
