charge   E1  99213 25                                      100.00
charge   E1  20610 RT                                      120.00
remit    E1  primary  in R1  lines  number ICN1
line     R1  99213 25  paid 60.00  CO-45 40.00
remit    E1  primary  in R1  lines  number ICN2
line     R1  20610 RT  paid 90.00  CO-45 10.00  PR-2 20.00
pay      R1  150.00
balance  primary 0.00   patient 20.00
