charge   E1  99213                                         100.00
charge   E2  99214                                         100.00
remit    E1  primary  in R1  paid 100.00  number ICN1
pay      R1  100.00
remit    E1  primary  in R2  paid 100.00  number ICN2
pay      R2  100.00
balance  primary 0.00                          # E1 is 100.00 over, E2 is 100.00 open
overpaid E1  primary  100.00
balance  primary 100.00
account  payer_overpayment 100.00
refund-payer E1 primary 100.00                 # our check
account  payer_overpayment 0.00
remit    E1  primary  in R3  status 22  paid -100.00  number ICN2
plb      R3  WO -100.00  E1P
pay      R3  0.00
account  payer_overpayment 0.00
remit    E2  primary  in R4  paid 100.00
plb      R4  WO  100.00  E1P
plb      R4  72 -100.00  E1P
pay      R4  100.00
account  payer_overpayment 0.00
account  takeback_suspense 0.00
balance  primary 0.00
cash     200.00
