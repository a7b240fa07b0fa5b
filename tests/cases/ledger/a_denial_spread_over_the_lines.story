# A claim-level denial without lines is shared among them by charge.
charge   E1  99213                                         100.00
charge   E1  20610                                          50.00
remit    E1  primary  status 4  paid 0.00  CO-16 150.00
denied   E1  CO-16 100.00
denied   E1  CO-16  50.00
balance  primary 150.00   patient 0.00
