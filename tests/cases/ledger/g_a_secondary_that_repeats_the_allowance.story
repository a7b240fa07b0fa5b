charge   E1  99213                                         137.00
remit    E1  primary    paid 47.28  CO-45 77.86  PR-2 11.86
remit    E1  secondary  paid 11.86  CO-45 77.86  OA-23 47.28
balance  primary   0.00   secondary 0.00   patient 0.00
account  contractual_allowance 77.86           # once
