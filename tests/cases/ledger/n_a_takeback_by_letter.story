charge   E1  99213                                         100.00
charge   E2  99214                                         120.00
remit    E1  primary  paid 70.00  CO-45 30.00
remit    E2  primary  in R2  paid 120.00
plb      R2  WO 20.00  LETTER7
pay      R2  100.00
finds    posting.takeback-unexplained
account  takeback_suspense -20.00
balance  primary 0.00
takeback R2  E1  primary  20.00                # a month later
account  takeback_suspense 0.00
balance  primary 20.00
