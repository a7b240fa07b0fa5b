charge   E1  99213                                         100.00
remit    E1  primary  in R1  paid 70.00  CO-45 30.00
plb      R1  L6 -3.10
pay      R1  73.10
balance  primary 0.00
account  interest_income 3.10
cash     73.10
