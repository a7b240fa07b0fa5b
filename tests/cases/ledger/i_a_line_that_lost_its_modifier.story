charge   E1  99213 25                                      100.00
charge   E1  20610 RT                                      120.00
remit    E1  primary  in R1  lines
line     R1  20610     paid 90.00  CO-45 30.00             # RT was dropped
line     R1  99213 25  paid 60.00  CO-45 40.00
pay      R1  150.00
balance  primary 0.00
account  contractual_allowance 70.00
