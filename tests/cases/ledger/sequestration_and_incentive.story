charge   E1  99214                                         200.00
remit    E1  primary  paid 94.08  CO-45 80.00  PR-2 24.00  CO-253 1.92
balance  primary 0.00   patient 24.00
account  sequestration 1.92
charge   E2  99213                                         100.00
remit    E2  primary  paid 72.00  CO-45 30.00  CO-144 -2.00
balance  primary 0.00
account  incentive_revenue 2.00
