"""May the caller do this? A refusal: an exception that knows its HTTP status and its code."""


class Refusal(Exception):
    """The caller may not. The message is a sentence for a person and carries no patient data."""

    status = 422

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotYours(Refusal):
    """Known, but this person may not (403)."""

    status = 403


class Unknown(Refusal):
    """Not there, or not there for this person: the two answer alike (404)."""

    status = 404


class TooLate(Refusal):
    """The thing has moved on since (409)."""

    status = 409


class NotClean(Refusal):
    """The thing is not in order (422)."""

    status = 422


class BrokenInvariant(Exception):
    """We are wrong: this unit of work stops and leaves nothing. Never a bare assert: -O strips it."""
