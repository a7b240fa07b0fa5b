charge   E1  99214                                         150.00
remit    E1  primary  paid 50.00   CO-45  75.00  PR-1  25.00
balance  primary   0.00   patient 25.00
# In one remittance: the reversal with every sign turned, then the correction with its true status.
remit    E1  primary  in R2  status 22  paid -50.00  CO-45 -75.00  PR-1 -25.00
remit    E1  primary  in R2  paid 60.00  CO-45 70.00  PR-1 20.00
pay      R2  10.00
balance  primary   0.00   patient 20.00
account  contractual_allowance 70.00
cash     60.00
again    R2
balance  primary   0.00   patient 20.00
