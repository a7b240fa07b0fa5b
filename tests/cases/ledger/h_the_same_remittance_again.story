charge   E1  99213                                         100.00
remit    E1  primary  in R1  paid 70.00  CO-45 30.00
pay      R1  70.00
again    R1
again    R1
balance  primary 0.00
cash     70.00
