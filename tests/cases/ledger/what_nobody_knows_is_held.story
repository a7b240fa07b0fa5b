charge   E1  99213                                         100.00
remit    E9  primary  paid 70.00  CO-45 30.00              # no claim of ours
finds    posting.claim-not-found
account  unapplied_payer_cash 70.00
balance  primary 100.00
remit    E1  primary  paid 60.00  CO-45 30.00  CO-ZZ9 10.00   # a reason without a rule
finds    posting.adjustment-hold
balance  primary 10.00
account  contractual_allowance 30.00
remit    E1  primary  in R3  paid 10.00
plb      R3  ZZ 4.00
pay      R3  6.00
finds    posting.provider-adjustment-held
account  held_provider_adjustment -4.00
