charge   E1  99214                                         150.00
remit    E1  primary  status 22  paid -50.00  CO-45 -75.00  PR-1 -25.00
finds    posting.reversal-without-original
balance  primary 150.00   patient  0.00
account  held_claim -50.00
