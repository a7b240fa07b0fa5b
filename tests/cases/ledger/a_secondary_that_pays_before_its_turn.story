# The crossover overtakes the primary's remittance: the money is posted, and a person is told.
charge   E1  99214                                         200.00
remit    E1  secondary  paid 24.00  OA-23 176.00
finds    posting.before-its-turn
balance  primary 200.00   secondary -24.00   patient 0.00
remit    E1  primary    paid 96.00  CO-45  80.00  PR-2 24.00
balance  primary   0.00   secondary   0.00   patient 0.00
