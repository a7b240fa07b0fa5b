charge   E1  99213                                         137.00
remit    E1  primary    paid 47.28  CO-45 77.86  PR-2 11.86
balance  primary   0.00   secondary 11.86   patient 0.00
remit    E1  secondary  paid 11.86  OA-23 125.14
balance  primary   0.00   secondary  0.00   patient 0.00
