charge   E1  99214                                         200.00
remit    E1  primary    paid 96.00  CO-45 80.00  PR-2 24.00
remit    E1  secondary  paid  5.00  CO-45 100.00  OA-23 95.00
balance  primary   0.00   secondary 0.00   patient 0.00
account  contractual_allowance 99.00           # 80.00 and the 19.00 that were left
