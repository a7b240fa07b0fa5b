"""Which parts are pages made of? Each is one template in site/parts/ and, where it must decide, one tag."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from django import template

from cleanclaim.app.site.templatetags.words import day

register = template.Library()

# A status is told by its word and its shape; the tone only repeats what they say.
_SHAPES = {
    "check": "good",
    "dot": "plain",
    "half": "plain",
    "ring": "quiet",
    "pause": "warn",
    "triangle": "warn",
    "cross": "bad",
    "dash": "quiet",
}
_STATUSES = {
    "check": "accepted approved balanced clean closed corrected paid pass posted proven quoted "
    "released resolved signed complete",
    "dot": "coded ready sent submitted issued open received adjudicated active billed appealed",
    "half": "in_progress coding_review pending partially_paid partially_denied partially_accepted "
    "batched matched",
    "ring": "charge_open draft unsigned waiting not_started new unworked next_payer patient_due to_code",
    "pause": "held hold edit_hold query_open quarantined unidentified suspended",
    "triangle": "warning no_data bypassed needs_review due_soon suggested unmatched overdue",
    "cross": "denied rejected envelope_rejected fail failed out_of_balance refused error fatal",
    "dash": "voided reversed written_off superseded cancelled duplicate not_due info",
}
_SHAPE_OF = {word: shape for shape, words in _STATUSES.items() for word in words.split()}
SOON_DAYS = 3


class _Bucket(Protocol):
    label: str
    cents: int
    url: str
    is_late: bool


@register.inclusion_tag("site/parts/icon.html")
def icon(name: str) -> dict[str, str]:
    """Draw one icon of the sprite; it is decoration, so a word must stand beside it."""
    return {"name": name}


@register.inclusion_tag("site/parts/status.html")
def status(word: str, label: str = "") -> dict[str, str]:
    """Show a status as its word with its shape; a word without a shape of its own gets the ring."""
    key = str(word).lower().replace(" ", "_").replace("-", "_")
    shape = _SHAPE_OF.get(key, "ring")
    said = label or str(word).replace("_", " ")
    return {"shape": shape, "tone": _SHAPES[shape], "label": said[:1].upper() + said[1:]}


@register.inclusion_tag("site/parts/due.html")
def due(deadline: date | None, today: date) -> dict[str, object]:
    """Show a deadline with what is left until it; late and soon are said in words too."""
    if deadline is None:
        return {"day": day(None), "left": "", "tone": "far"}
    left = (deadline - today).days
    near = {0: "today", 1: "tomorrow"}
    words = f"{-left} d late" if left < 0 else near.get(left, f"{left} d")
    tone = "late" if left < 0 else "soon" if left <= SOON_DAYS else "far"
    return {"day": day(deadline), "left": words, "tone": tone}


@register.inclusion_tag("site/parts/bars.html")
def bars(buckets: Sequence[_Bucket], caption: str, label: str = "Age in days") -> dict[str, object]:
    """Draw amounts as bars beside their figures: an aging, a mix of payers. Negative amounts have no bar."""
    total = sum(bucket.cents for bucket in buckets)
    longest = max((bucket.cents for bucket in buckets), default=0)
    rows = [
        {
            "bucket": bucket,
            "width": round(100 * max(bucket.cents, 0) / longest, 2) if longest > 0 else 0,
            "share": bucket.cents / total if total > 0 else None,
        }
        for bucket in buckets
    ]
    return {"rows": rows, "total": total, "caption": caption, "label": label}


@register.inclusion_tag("site/parts/trend.html")
def trend(values: Iterable[float], said: str) -> dict[str, object]:
    """Draw a series as one line, oldest first; `said` tells readers what it shows."""
    series = list(values)
    low, high = min(series, default=0), max(series, default=0)
    spread = (high - low) or 1
    step = 100 / max(len(series) - 1, 1)
    points = [
        f"{place * step:.2f},{34 - 30 * (value - low) / spread:.2f}" for place, value in enumerate(series)
    ]
    return {"points": " ".join(points), "said": said}


@register.simple_tag
def moved(number: int, of: int) -> str:
    """Say how far a long work is: 120 of 400."""
    return f"{number:,} of {of:,}"
