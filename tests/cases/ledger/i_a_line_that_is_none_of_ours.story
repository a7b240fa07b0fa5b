charge   E1  99213                                         100.00
remit    E1  primary  in R1  lines
line     R1  73030     paid 45.00  CO-45 10.00
pay      R1  45.00
finds    posting.line-not-found
balance  primary 100.00
account  held_claim 45.00
