"""What was refused, what is it worth, whose work is it, until when, and which way leads back?

items       denial_items(posting, …) → Denial facts: one for each line that was refused
reasons     reason(carc) → Reason: root cause, owner role and what to do next, as data
correction  correction_path(profile, …) → CorrectionPath: how this payer takes a correction
"""
