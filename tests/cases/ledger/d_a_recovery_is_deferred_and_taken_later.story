charge   E1  99213                                         100.00
charge   E2  99214                                         120.00
remit    E1  primary  paid 20.00  CO-45 80.00
remit    E1  primary  in R2  status 22  paid -20.00  CO-45 -80.00
plb      R2  WO -20.00  E1P                    # not taken now
pay      R2  0.00
account  payer_overpayment 20.00
remit    E2  primary  in R3  paid 120.00
plb      R3  WO  20.00  E1P                    # taken now
pay      R3  100.00
account  payer_overpayment 0.00
account  takeback_suspense 0.00
cash     120.00
