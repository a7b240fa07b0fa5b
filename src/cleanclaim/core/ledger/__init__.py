"""What moved, what is left, and do the books prove themselves? Accounts, entries, balances; no payer.

accounts    CHART, account(code): what each account is
entries     Occasion, entry(...), reversal(...), entry_key, leg_key: how an entry is made and named
balances    by_account, open_by_party, clearing, charge_summaries, trial_balance: folds over legs
invariants  verify(entries, …): every rule the books must keep, as findings
digest      ledger_digest(entries): one number for all that the books say
"""
