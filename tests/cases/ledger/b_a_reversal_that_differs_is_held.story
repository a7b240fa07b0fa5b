charge   E1  99214                                         150.00
remit    E1  primary  paid 50.00   CO-45  75.00  PR-1  25.00
remit    E1  primary  status 22  paid -40.00  CO-45 -85.00  PR-1 -25.00
finds    posting.reversal-differs
balance  primary   0.00   patient 25.00        # what was posted stays
account  held_claim -40.00                     # and what was taken can be seen
