"""Is this claim clean? Every edit is a page of the manual that happens to run.

    from cleanclaim.core import edits

    judgement = edits.judge(
        [claim],                      # facts.claims.Claim, one or many; drafts too
        reference=reference,          # codesets.Reference
        history=earlier_claims,       # the patients' earlier claims; None: not known (no_data where needed)
        overrides=[edits.Override(edit="excludes1-pair", reason="…", author="ben", field="diagnoses.2")],
        profile=payer_profile,        # facts.payers.PayerProfile, or {claim.payer.id: PayerProfile}, or None
        on=today,                     # the day of judging; None: not known
    )
    judgement.verdicts                # tuple of Verdict: fail, bypassed, no_data; pass is what is left
    judgement.of(1)                   # those of the first claim
    judgement.clean(1)                # no error fails, and no required family lacks data
    judgement.no_data_families        # ("necessity", …)
    judgement.findings(1)             # the failing ones as basics.findings.Finding

    edits.manual()                    # every page (pages.Page), by family and code
    edits.page("excludes1-pair")      # one of them

A Verdict names its edit, family, severity, message, claim, line, field (`diagnoses.2`,
`lines.1.pointers.3`, `subscriber.member_id`), a related second field, the editions that it rests on
and its citation; its message carries no patient data. A failing edit of severity warning is shown and
does not make a claim unclean.

Families: codes, conventions, coverage, duplicates, evaluation, form, modifiers, providers.
"""

from cleanclaim.core.edits.judging import Judgement, judge
from cleanclaim.core.edits.manual_pages import manual, page
from cleanclaim.core.pages.verdicts import EditionRead, Override, Result, Verdict

__all__ = ["EditionRead", "Judgement", "Override", "Result", "Verdict", "judge", "manual", "page"]
