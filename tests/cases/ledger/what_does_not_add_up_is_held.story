charge   E1  99213                                         100.00
charge   E2  99214                                         120.00
remit    E1  primary  in R1  paid 70.00  CO-45 30.00
pay      R1  70.01                                         # one cent too much: held whole
held     R1
finds    remittance.transaction-does-not-balance
balance  primary 220.00
cash     0.00
remit    E1  primary  in R2  paid 70.00  CO-45 30.01  billed 100.00   # this claim is off, the next is not
remit    E2  primary  in R2  paid 90.00  CO-45 30.00
pay      R2  160.00
finds    remittance.line-does-not-balance
account  held_claim 70.00
balance  primary 100.00
cash     160.00
