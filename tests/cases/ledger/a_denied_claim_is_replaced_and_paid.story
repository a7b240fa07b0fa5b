# A replacement (frequency 7): the payer takes its denial back and decides again.
charge   E1  99213                                         100.00
remit    E1  primary  paid 0.00  CO-97 100.00              number ICN1
denied   E1  CO-97 100.00
remit    E1  primary  in R2  status 22  paid 0.00  CO-97 -100.00  number ICN1
remit    E1  primary  in R2  paid 70.00  CO-45 30.00       number ICN2
pay      R2  70.00
balance  primary 0.00   patient 0.00
account  held_claim 0.00
account  contractual_allowance 30.00
