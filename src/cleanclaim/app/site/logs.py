"""What may a log line say? Where and what kind, never who: no request body, no exception's own text."""

import logging


class WithoutPeople(logging.Filter):
    """Keeps an exception's type and place and drops its message, which may quote a row."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; every record passes."""
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            last = trace
            while last is not None and last.tb_next is not None:
                last = last.tb_next
            place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "unknown"
            record.msg, record.args = f"{kind.__name__} at {place}", ()
            record.exc_info = record.exc_text = None
        return True
