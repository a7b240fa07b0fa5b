charge   E1  99213                                         100.00
charge   E2  99214                                          80.00
remit    E1  primary  paid 130.00  OA-94 -30.00  billed 100.00   # 30.00 more than was charged
finds    posting.adjustment-hold
balance  primary 50.00                         # E2 80.00, and a credit of 30.00 on E1
overpaid E1  primary  30.00
refund-payer E1 primary 30.00                  # our check
account  payer_overpayment 0.00
remit    E2  primary  in R2  paid 80.00
plb      R2  WO  30.00  E1P                    # taken, and given back since the check came
plb      R2  72 -30.00  E1P
pay      R2  80.00
account  payer_overpayment 0.00
account  takeback_suspense 0.00
balance  primary 0.00
cash     180.00
