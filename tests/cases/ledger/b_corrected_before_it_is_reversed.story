# The correction arrives first, the reversal in a later file: the end is the same.
charge   E1  99214                                         150.00
remit    E1  primary  paid 50.00   CO-45  75.00  PR-1  25.00   number ICN1
remit    E1  primary  paid 60.00   CO-45  70.00  PR-1  20.00   number ICN2
remit    E1  primary  status 22  paid -50.00  CO-45 -75.00  PR-1 -25.00  number ICN1
balance  primary   0.00   patient 20.00
account  contractual_allowance 70.00
