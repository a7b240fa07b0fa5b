charge   E1  99213                                         100.00
charge   E2  99214                                         500.00
remit    E1  primary  paid 20.00  CO-45 80.00
remit    E1  primary  in R2  status 22  paid -20.00  CO-45 -80.00
plb      R2  FB -20.00
pay      R2  0.00
account  forward_balance 20.00
balance  primary 600.00
remit    E2  primary  in R3  paid 500.00
plb      R3  FB 20.00
pay      R3  480.00
account  forward_balance 0.00
balance  primary 100.00
cash     500.00
